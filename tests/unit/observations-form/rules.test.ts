import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { methodCodes } from "@/lib/methods/schema";
import { entryIssues } from "@/lib/observations/form/check/rules";
import { candidatesOn, type PickCadre, tasksOn } from "@/lib/observations/form/choice/rules";
import {
  amendedContent,
  entryContent,
  numberOf,
  withoutEmptyRows,
} from "@/lib/observations/form/content/rules";
import { firstWords, openedFrom, restoredEntry } from "@/lib/observations/form/draft/rules";
import { entryOf, roundedDown, type TypedRow, wallClock } from "@/lib/observations/form/rules";
import { CADRE, fieldsOf, filled, freshOf, NOW, newInput, UNIT, withRequiredText } from "./typed";

const LIGHT = ["field_survey", "regular_talk", "stakeholder_visit", "sit_in", "record_review"];
const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 400 }).filter((text) => {
  return text.replaceAll("\u0000", "").trim() !== "";
});

describe("freshEntry", () => {
  it("says now in the city, rounded down to five minutes, and the last place", () => {
    const fresh = freshOf("field_survey");
    expect([fresh.startedAt, fresh.endedAt, fresh.place]).toEqual(["2026-11-24T10:30", "", "一楼大厅"]);
  });

  it("takes a talk for just ended", () => {
    const fresh = freshOf("regular_talk");
    expect([fresh.startedAt, fresh.duration]).toEqual(["2026-11-24T10:00", "30"]);
  });

  it("takes the level from the method's own words, else from the method", () => {
    expect(freshOf("regular_talk").confidentiality).toBe("2");
    expect(freshOf("field_survey").confidentiality).toBe("1");
  });

  it.each(LIGHT)("%s needs nothing but its text", (code) => {
    const fields = fieldsOf(code);
    fc.assert(
      fc.property(words, (text) => {
        const state = withRequiredText(freshOf(code), fields, text);
        expect(entryIssues(newInput(state, fields), fields, "new")).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(LIGHT)("%s without text is refused at the fact, in a code that has words", (code) => {
    const fields = fieldsOf(code);
    const issues = entryIssues(newInput(freshOf(code), fields), fields, "new");
    expect(issues).toContainEqual({ path: "fact", code: "required", params: {} });
  });

  it.each(["field_survey", "regular_talk", "unannounced_check"])("%s asks for its place", (code) => {
    const fields = fieldsOf(code);
    const issues = entryIssues(newInput({ ...filled(code), place: " " }, fields), fields, "new");
    expect(issues).toEqual([{ path: "place", code: "required" }]);
  });
});

describe("entryContent", () => {
  it.each(methodCodes)("%s filled to the last field is valid", (code) => {
    const fields = fieldsOf(code);
    expect(entryIssues(newInput(filled(code), fields), fields, "new")).toEqual([]);
  });

  it.each(methodCodes)("%s comes back from the record as it was typed", (code) => {
    const fields = fieldsOf(code);
    const state = withoutEmptyRows({ ...filled(code), followUps: [] }, fields);
    const content = entryContent(state, fields);
    const stored = {
      ...content,
      startedAt: new Date(content.startedAt),
      endedAt: new Date(content.endedAt),
      secondObserverId: null,
      centralTaskId: null,
      // a shared role is kept only where the method asks nothing of its own
      cadres: content.cadres,
      conductItemIds: [],
      evidence: content.evidence ?? [],
    };
    expect(entryContent(entryOf(stored, fields), fields)).toEqual(content);
  });

  it("ends where it starts when no end is given, and after the minutes of a talk", () => {
    const survey = entryContent(freshOf("field_survey"), fieldsOf("field_survey"));
    expect(survey.endedAt).toBe(survey.startedAt);
    const talk = entryContent({ ...freshOf("regular_talk"), duration: "４５" }, fieldsOf("regular_talk"));
    expect(talk.endedAt).toBe("2026-11-24T10:45:00+08:00");
  });

  it("leaves the end open for minutes that are none, so that the schema asks", () => {
    const fields = fieldsOf("regular_talk");
    const state = withRequiredText({ ...freshOf("regular_talk"), duration: "半小时" }, fields, "谈了工作");
    const paths = entryIssues(newInput(state, fields), fields, "new").map((issue) => issue.path);
    expect(paths).toContain("endedAt");
  });

  it("says in an amendment that the last item and the last file were taken away", () => {
    const content = amendedContent({ ...filled("sit_in"), evidence: [] }, fieldsOf("sit_in"));
    expect([content.conductItemIds, content.evidence]).toEqual([[], []]);
  });

  it("sends no empty answers and no empty follow-up", () => {
    const content = entryContent({ ...freshOf("field_survey"), fact: "看了现场" }, fieldsOf("field_survey"));
    expect(content.details).toEqual({});
    expect(entryContent(filled("sit_in"), fieldsOf("sit_in")).followUps).toHaveLength(1);
  });

  it("hands a number that is none to the schema as typed", () => {
    const fields = fieldsOf("field_survey");
    const state = filled("field_survey");
    const issues = entryIssues(
      newInput({ ...state, details: { ...state.details, progress: "四成" } }, fields),
      fields,
      "new",
    );
    expect(issues.map(({ path, code }) => [path, code])).toEqual([["details.progress", "notANumber"]]);
  });

  it("says at which cell of which row something is wrong", () => {
    const fields = fieldsOf("multi_verify");
    const state = filled("multi_verify");
    const rows: TypedRow[] = [
      { kind: "数据指标", source: "台账", independent: "独立", supports: "支持" },
      { kind: "数据指标" },
    ];
    const issues = entryIssues(
      newInput({ ...state, details: { ...state.details, sources: rows } }, fields),
      fields,
      "new",
    );
    expect(issues.map((issue) => issue.path)).toEqual([
      "details.sources.1.source",
      "details.sources.1.independent",
      "details.sources.1.supports",
    ]);
  });

  it("refuses an end before the start, and a text that is too long with its limit", () => {
    const fields = fieldsOf("field_survey");
    const late = { ...filled("field_survey"), endedAt: "2026-11-20T10:00" };
    expect(entryIssues(newInput(late, fields), fields, "new")).toEqual([
      { path: "endedAt", code: "endBeforeStart", params: {} },
    ]);
    const long = { ...filled("field_survey"), fact: "长".repeat(5001) };
    expect(entryIssues(newInput(long, fields), fields, "new")).toEqual([
      { path: "fact", code: "tooLong", params: { maximum: 5000 } },
    ]);
  });

  it("asks an amendment for its reason", () => {
    const fields = fieldsOf("field_survey");
    const input = { ...entryContent(filled("field_survey"), fields), id: CADRE, revisionNo: 1, reason: "" };
    expect(entryIssues(input, fields, "amendment").map((issue) => issue.path)).toEqual(["reason"]);
  });
});

describe("numberOf", () => {
  it.each([
    ["12", 12],
    ["１２．５", 12.5],
    ["1,200", 1200],
    [" 3 ", 3],
    ["三", "三"],
    ["", ""],
  ])("%s is %s", (text, expected) => expect(numberOf(text)).toBe(expected));
});

describe("restoredEntry", () => {
  it.each(methodCodes)("gives back what a draft of %s kept, through JSON", (code) => {
    const state = filled(code);
    const kept: unknown = JSON.parse(JSON.stringify(state));
    expect(restoredEntry(kept, freshOf(code), fieldsOf(code))).toEqual(state);
  });

  it("makes a form of anything, and never throws", () => {
    const fresh = freshOf("sit_in");
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (whole, part) => {
        restoredEntry(whole, fresh, fieldsOf("sit_in"));
        const mixed = restoredEntry(
          { ...fresh, details: part, cadres: part, followUps: part, evidence: part },
          fresh,
          fieldsOf("sit_in"),
        );
        expect(Object.keys(mixed).sort()).toEqual(Object.keys(fresh).sort());
      }),
    );
  });

  it("drops the answer to a question that the method no longer asks", () => {
    const kept = { ...freshOf("sit_in"), details: { gone: "旧", meetingTitle: "会议" } };
    expect(restoredEntry(kept, freshOf("sit_in"), fieldsOf("sit_in")).details).toMatchObject({
      meetingTitle: "会议",
    });
    expect(restoredEntry(kept, freshOf("sit_in"), fieldsOf("sit_in")).details).not.toHaveProperty("gone");
  });
});

describe("evidence", () => {
  const photo = {
    id: "5b1f1c1e-6f4e-4b0e-9d1c-2f8a6a1b7c3d",
    name: "IMG_0412.jpg",
    type: "image/jpeg",
    size: 412_345,
    sha256: "a".repeat(64),
    captureSha256: "b".repeat(64),
    takenAt: "2026-11-20T02:03:04.000Z",
  };

  it("stays in a draft, and a draft of a form that knew no files opens without", () => {
    const fresh = freshOf("field_survey");
    const fields = fieldsOf("field_survey");
    const kept: unknown = JSON.parse(JSON.stringify({ ...fresh, evidence: [photo, { name: "无编号.jpg" }] }));
    expect(restoredEntry(kept, fresh, fields).evidence).toEqual([photo]);
    const { evidence: _, ...older } = fresh;
    expect(restoredEntry(older, fresh, fields).evidence).toEqual([]);
  });

  it("is announced without its kind and without the time of the picture", () => {
    const fields = fieldsOf("field_survey");
    const { type: _, takenAt: __, ...announced } = photo;
    expect(entryContent({ ...freshOf("field_survey"), evidence: [photo] }, fields)).toMatchObject({
      evidence: [announced],
    });
    expect(entryContent(freshOf("field_survey"), fields)).not.toHaveProperty("evidence");
  });
});

describe("openedFrom", () => {
  const at = (minute: number) => `2026-11-24T02:${String(minute).padStart(2, "0")}:00.000Z`;
  const here = (over: object = {}) => ({
    copyId: "here",
    baseVersion: 3,
    isSynced: true,
    syncedAt: at(3),
    ...over,
  });
  const there = (version: number, over: object = {}) => ({
    copyId: "there",
    version,
    savedAt: at(version),
    ...over,
  });
  it.each([
    ["neither", null, null, null],
    ["only this device", here(), null, "local"],
    ["only the server", null, there(1), "server"],
    ["in step", here(), there(3), "local"],
    ["written elsewhere since", here(), there(4), "server"],
    ["written here since", here({ isSynced: false }), there(3), "local"],
    ["written here and elsewhere", here({ isSynced: false }), there(4), "both"],
    ["the answer was lost", here({ isSynced: false }), there(4, { copyId: "here" }), "local"],
    [
      "never heard of by this copy",
      here({ isSynced: false, baseVersion: null, syncedAt: null }),
      there(1),
      "both",
    ],
    ["from before versions, in step", here({ isSynced: false, baseVersion: null }), there(3), "local"],
    ["the list of an hour ago", here({ baseVersion: 5, isSynced: false }), there(4), "local"],
  ])("%s", (_, local, server, expected) => expect(openedFrom(local, server)).toBe(expected));
});

describe("firstWords", () => {
  it("takes the fact, else the first text there is, on one line", () => {
    expect(firstWords({ fact: "一\n二", judgement: "三" })).toBe("一 二");
    expect(firstWords({ fact: " ", judgement: "", details: { topics: ["x"], meetingTitle: "专题会" } })).toBe(
      "专题会",
    );
    expect(firstWords(null)).toBe("");
    expect(firstWords({ fact: "𠮷".repeat(80) })).toBe("𠮷".repeat(60));
  });
});

describe("candidatesOn", () => {
  const cadre = (over: Partial<PickCadre>): PickCadre => ({
    id: CADRE,
    name: "甲",
    title: "局长",
    tier: "TEAM",
    keys: "",
    from: "2025-01-01",
    to: null,
    ...over,
  });
  const task = {
    id: "t",
    name: "专班",
    from: "2026-01-01",
    to: "2026-06-30",
    members: [cadre({ id: UNIT, tier: "STAFF" })],
  };

  it("knows who was there that day, team apart, and adds the chosen task's members to it", () => {
    const gone = cadre({ id: "gone", to: "2026-05-31" });
    const staff = cadre({ id: "staff", tier: "STAFF" });
    const may = candidatesOn("2026-05-31", [cadre({}), gone, staff], task);
    expect([may.team.map((one) => one.id), may.others.map((one) => one.id)]).toEqual([
      [CADRE, "gone", UNIT],
      ["staff"],
    ]);
    expect(candidatesOn("2026-06-01", [gone], undefined).team).toEqual([]);
  });

  it("offers the tasks that ran that day", () => {
    expect(tasksOn("2026-06-30", [task])).toHaveLength(1);
    expect(tasksOn("2026-07-01", [task])).toHaveLength(0);
  });
});

describe("the city's clock", () => {
  it("is eight hours ahead, whatever the zone of the device", () => {
    expect(wallClock(new Date("2026-11-23T20:05:00Z"))).toBe("2026-11-24T04:05");
    expect(roundedDown(NOW).toISOString()).toBe("2026-11-24T02:30:00.000Z");
  });
});
