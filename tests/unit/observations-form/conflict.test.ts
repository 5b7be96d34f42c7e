import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allOf,
  type Choices,
  differences,
  leftOver,
  merged,
  type PartWords,
  partLabel,
  partText,
  type Side,
} from "@/lib/observations/form/draft/conflict/rules";
import type { CadreEntry, EntryState } from "@/lib/observations/form/rules";
import { CADRE, fieldsOf, filled, freshOf, NOW } from "./typed";

const fields = fieldsOf("field_survey");
const words: PartWords = {
  locale: "zh-CN",
  yes: "是",
  no: "否",
  listMark: "、",
  labels: {
    startedAt: "时间",
    endedAt: "结束时间",
    duration: "时长",
    place: "地点",
    cadres: "涉及干部",
    fact: "事实",
    judgement: "我的判断",
    polarity: "倾向",
    dimensions: "维度",
    confidentiality: "知悉范围",
    evidence: "照片和材料",
    evidenceNote: "佐证说明",
    secondObserverId: "同行观察员",
    centralTaskId: "中心工作",
    conductItemIds: "双十条",
    links: "关联记录",
    otherUnits: "同去的单位",
    followUps: "跟进事项",
    reason: "更正理由",
  },
  names: { [CADRE]: "陈向东", POSITIVE: "正面", NEUTRAL: "中性", u2: "建设局" },
};

const text = fc.string({ maxLength: 6 });
/** Any two forms of one draft: half of what they hold is the same. */
const state: fc.Arbitrary<EntryState> = fc
  .record({
    place: fc.constantFrom("", "一楼", "二楼"),
    fact: text,
    judgement: fc.constantFrom("", "稳"),
    startedAt: fc.constantFrom("2026-11-24T09:00", "2026-11-24T10:00"),
    dimensions: fc.subarray(["VIRTUE", "ABILITY", "DILIGENCE"] as const).map((list) => [...list]),
    polarity: fc.constantFrom("POSITIVE", "NEUTRAL"),
    cadres: fc.array(fc.record({ cadreId: text, roleInEvent: text, details: fc.dictionary(text, text) }), {
      maxLength: 2,
    }),
    details: fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.oneof(text, fc.boolean(), fc.array(text))),
    followUps: fc.array(fc.record({ title: text, dueOn: fc.constant("") }), { maxLength: 2 }),
    otherUnits: fc.array(
      fc.record({ id: text, unitId: text, cadres: fc.constant<CadreEntry[]>([]), isStored: fc.boolean() }),
      { maxLength: 2 },
    ),
    visitId: text,
  })
  .map((over) => ({
    ...freshOf("field_survey"),
    ...over,
    visitId: over.otherUnits.length > 0 ? over.visitId : "",
  }));

const sides: fc.Arbitrary<(n: number) => Side> = fc
  .infiniteStream(fc.constantFrom<Side>("mine", "theirs"))
  .map((stream) => {
    const drawn: Side[] = [];
    return (n) => {
      while (drawn.length <= n) drawn.push(stream.next().value ?? "mine");
      return drawn[n] ?? "mine";
    };
  });

describe("differences", () => {
  it("are none between a form and itself, whatever order its keys come back in", () => {
    const mine = filled("field_survey", CADRE, NOW);
    const back = JSON.parse(JSON.stringify(mine, Object.keys(flat(mine)).sort().reverse()));
    expect(differences(mine, back)).toEqual([]);
  });

  it("name each part in the order of the form", () => {
    const mine = freshOf("field_survey");
    const theirs: EntryState = {
      ...mine,
      fact: "围挡已立",
      place: "工地",
      details: { ...mine.details, progress: "40" },
    };
    expect(differences(mine, theirs)).toEqual(["place", "fact", "details.progress"]);
  });
});

describe("merged", () => {
  it("is mine where all of mine was chosen, theirs where all of theirs was", () => {
    fc.assert(
      fc.property(state, state, (mine, theirs) => {
        const parts = differences(mine, theirs);
        expect(merged(mine, theirs, allOf("mine", parts))).toEqual(mine);
        expect(merged(mine, theirs, allOf("theirs", parts))).toEqual(theirs);
        expect(merged(mine, theirs, {})).toEqual(mine);
      }),
    );
  });

  it("holds with what was left over every part of both, and changes neither", () => {
    fc.assert(
      fc.property(state, state, sides, (mine, theirs, side) => {
        const before = JSON.stringify([mine, theirs]);
        const parts = differences(mine, theirs);
        const choices: Choices = Object.fromEntries(parts.map((part, n) => [part, side(n)]));
        const result = merged(mine, theirs, choices);
        const rest = leftOver(mine, theirs, choices);
        for (const part of parts) {
          const [kept, aside] = choices[part] === "theirs" ? [theirs, mine] : [mine, theirs];
          expect(differences(result, kept)).not.toContain(part);
          expect(differences(rest, aside)).not.toContain(part);
        }
        expect(differences(result, rest).sort()).toEqual([...parts].sort());
        expect(JSON.stringify([mine, theirs])).toBe(before);
      }),
    );
  });

  it("takes the other units together with the number of their visit", () => {
    const mine = { ...freshOf("field_survey"), visitId: "v1", otherUnits: [other("o1")] };
    const theirs = { ...freshOf("field_survey"), visitId: "v2", otherUnits: [other("o2")] };
    expect(differences(mine, theirs)).toEqual(["otherUnits"]);
    expect(merged(mine, theirs, { otherUnits: "theirs" })).toMatchObject({
      visitId: "v2",
      otherUnits: [{ id: "o2" }],
    });
  });
});

describe("partText", () => {
  it("says every part of a filled form in words a person reads", () => {
    const mine = {
      ...filled("field_survey", CADRE, NOW),
      otherUnits: [{ ...other("o1"), cadres: [{ cadreId: CADRE, roleInEvent: "", details: {} }] }],
      followUps: [{ title: "复看堆场", dueOn: "2026-12-01" }],
    };
    expect(partText(mine, "cadres", fields, words)).toContain("陈向东");
    expect(partText(mine, "otherUnits", fields, words)).toBe("建设局 陈向东");
    expect(partText(mine, "followUps", fields, words)).toBe("复看堆场 2026-12-01");
    expect(partText(mine, "startedAt", fields, words)).not.toContain("T");
    for (const part of differences(mine, freshOf("field_survey"))) {
      expect(partText(mine, part, fields, words), part).not.toMatch(/\[object|undefined|null/);
      expect(partLabel(part, fields, words), part).not.toMatch(/details|^[a-z]+[A-Z]/);
    }
  });

  it("calls a part as the method does, and shows an answer of an older version as it was typed", () => {
    const own = fields.find((field) => field.binds === "fact");
    if (own) expect(partLabel("fact", fields, words)).toBe(own.label);
    expect(partLabel("details.gone", fields, words)).toBe("gone");
    const old = { ...freshOf("field_survey"), details: { gone: "旧答案" } };
    expect(partText(old, "details.gone", fields, words)).toBe("旧答案");
  });
});

const other = (id: string) => ({ id, unitId: "u2", cadres: [], isStored: false });

/** Every key at every depth. */
function flat(value: unknown): Record<string, true> {
  if (typeof value !== "object" || value === null) return {};
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => ({ [key]: true, ...flat(inner) })));
}
