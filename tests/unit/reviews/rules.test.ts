import { describe, expect, it } from "vitest";
import {
  batchStepRefusal,
  correctRefusal,
  decisionRefusal,
  earliestNoticeEnd,
  isDisputed,
  isMeeting,
  moveRefusal,
  nameRefusal,
  noticeRefusal,
  opinionRefusal,
  outcomeRefusal,
  POSITION_STEPS,
  positionStepRefusal,
  STAGE_STEPS,
  trialEnd,
  trialRefusal,
} from "@/lib/reviews/rules";
import { POSITION_STATES, STAGES } from "@/lib/reviews/schema";
import { changesSince, digestOf, frontOf } from "@/lib/reviews/snapshot/rules";
import type { Snapshot } from "@/lib/reviews/snapshot/schema";

const open = {
  batchState: "OPEN",
  state: "PREPARING",
  shortListed: 2,
  decided: 0,
  waitsForPool: false,
  standsAside: false,
  isOwnPost: false,
} as const;
const refused = (reason: string) => ({ refused: `reviews.reason.${reason}` });

describe("a post under review", () => {
  it("takes exactly the steps of its table", () => {
    for (const state of POSITION_STATES) {
      for (const [step, to] of [
        ["PREPARE", "PREPARING"],
        ["BACK", "LISTING"],
        ["CANCEL", "CANCELLED"],
      ] as const) {
        const allowed = (POSITION_STEPS[state] as readonly string[]).includes(to);
        expect(positionStepRefusal({ ...open, state }, step) === null, `${state} ${step}`).toBe(allowed);
      }
    }
  });
  it("asks for views only of a short list, and goes back only while nothing is decided", () => {
    expect(positionStepRefusal({ ...open, state: "LISTING", shortListed: 0 }, "PREPARE")).toMatchObject(
      refused("noShortList"),
    );
    expect(positionStepRefusal({ ...open, decided: 1 }, "BACK")).toMatchObject(refused("wrongState"));
    expect(positionStepRefusal({ ...open, batchState: "CLOSED" }, "BACK")).toMatchObject(
      refused("wrongState"),
    );
  });
  it("asks for no views and names nobody until a changed pool has been looked at", () => {
    const listing = { ...open, state: "LISTING" } as const;
    expect(positionStepRefusal({ ...listing, waitsForPool: true }, "PREPARE")).toMatchObject(
      refused("redrawFirst"),
    );
    expect(nameRefusal({ ...listing, waitsForPool: true })).toMatchObject(refused("redrawFirst"));
    expect(nameRefusal(listing)).toBeNull();
    expect(positionStepRefusal({ ...listing, waitsForPool: true }, "CANCEL")).toBeNull();
  });
  it("moves people along their table while it is listing, and not after", () => {
    for (const from of STAGES)
      for (const to of STAGES)
        expect(moveRefusal({ ...open, state: "LISTING" }, from, to) === null).toBe(
          (STAGE_STEPS[from] as readonly string[]).includes(to),
        );
    expect(moveRefusal(open, "LONG", "SHORT")).toMatchObject(refused("wrongState"));
  });
});

describe("who stands aside", () => {
  const batch = { state: "OPEN", standsAside: false, decided: 0 } as const;
  it("ends no batch, and a decision is called off by a leader alone", () => {
    for (const step of ["CLOSE", "CANCEL"] as const) {
      expect(batchStepRefusal(batch, step, false)).toBeNull();
      expect(batchStepRefusal({ ...batch, standsAside: true }, step, true)).toMatchObject(
        refused("standsAside"),
      );
      expect(batchStepRefusal({ ...batch, state: "CLOSED" }, step, true)).toMatchObject(
        refused("wrongState"),
      );
    }
    const decided = { ...batch, decided: 1 };
    expect(batchStepRefusal(decided, "CANCEL", false)).toMatchObject(refused("leaderCancels"));
    expect(batchStepRefusal(decided, "CANCEL", true)).toBeNull();
    expect(batchStepRefusal(decided, "CLOSE", false)).toBeNull();
  });
  it("neither corrects nor carries the post on; a candidate names and moves nobody for it", () => {
    const listing = { ...open, state: "LISTING" } as const;
    const aside = { ...listing, standsAside: true } as const;
    const own = { ...aside, isOwnPost: true } as const;
    expect(correctRefusal(listing)).toBeNull();
    expect(correctRefusal(aside)).toMatchObject(refused("standsAside"));
    expect(positionStepRefusal(aside, "PREPARE")).toMatchObject(refused("standsAside"));
    expect(nameRefusal(aside)).toBeNull();
    expect(moveRefusal(aside, "LONG", "SHORT")).toBeNull();
    expect(nameRefusal(own)).toMatchObject(refused("standsAside"));
    expect(moveRefusal(own, "LONG", "SHORT")).toMatchObject(refused("standsAside"));
  });
});

describe("views and decisions", () => {
  const looked = {
    batchState: "OPEN",
    state: "PREPARING",
    stage: "SHORT",
    isDecided: false,
    isOwnPost: false,
  } as const;
  const present = [{ part: "CHAIR" }, { part: "MEMBER" }];
  const about = { ...looked, places: 1, appointed: 0, present, isPreparer: false };
  it("are given once each, of the short list, before it is decided", () => {
    expect(opinionRefusal({ ...looked, hasOwn: false })).toBeNull();
    expect(opinionRefusal({ ...looked, hasOwn: true })).not.toBeNull();
    expect(opinionRefusal({ ...looked, stage: "LONG", hasOwn: false })).not.toBeNull();
    expect(opinionRefusal({ ...looked, isDecided: true, hasOwn: false })).not.toBeNull();
  });
  it("need a meeting, a place, and a day that has come", () => {
    expect(decisionRefusal(about, "APPOINT", "2026-11-30", "2026-11-30")).toBeNull();
    expect(decisionRefusal(about, "APPOINT", "2026-12-01", "2026-11-30")).toMatchObject(refused("notYet"));
    expect(
      decisionRefusal({ ...about, present: [{ part: "CHAIR" }] }, "APPOINT", "2026-11-30", "2026-11-30"),
    ).toMatchObject(refused("nobodyPresent"));
    expect(decisionRefusal({ ...about, appointed: 1 }, "APPOINT", "2026-11-30", "2026-11-30")).toMatchObject(
      refused("noPlace"),
    );
    expect(decisionRefusal({ ...about, appointed: 1 }, "NOT_NOW", "2026-11-30", "2026-11-30")).toBeNull();
    expect(isMeeting([{ part: "MEMBER" }, { part: "MEMBER" }])).toBe(false);
  });
  it("are not a candidate's for the post, and a decision is not whose preparation it rests on", () => {
    const day = ["APPOINT", "2026-11-30", "2026-11-30"] as const;
    expect(opinionRefusal({ ...looked, isOwnPost: true, hasOwn: false })).not.toBeNull();
    expect(decisionRefusal({ ...about, isOwnPost: true }, ...day)).not.toBeNull();
    expect(decisionRefusal({ ...about, isPreparer: true }, ...day)).toMatchObject(refused("ownPreparation"));
  });
  it("are disputed by one question, however many agree", () => {
    expect(isDisputed([{ mark: "AGREE" }, { mark: "QUESTION" }])).toBe(true);
    expect(isDisputed([{ mark: "AGREE" }, { mark: "SKIP" }])).toBe(false);
  });
});

describe("public notice and outcome", () => {
  it("stands five working days after its first day", () => {
    // all of its days are days on which it hangs
    const put = { startsOn: "2026-11-30", endsOn: "2026-12-07" };
    expect(noticeRefusal(put, "2026-11-30", new Map())).toBeNull();
    expect(noticeRefusal({ ...put, endsOn: "2026-12-06" }, "2026-11-30", new Map())).toMatchObject(
      refused("noticeTooShort"),
    );
    expect(noticeRefusal(put, "2026-12-01", new Map())).toMatchObject(refused("noticeBackdated"));
    // put up on a Monday: Tuesday to Friday and the next Monday
    expect(earliestNoticeEnd("2026-11-30", new Map())).toBe("2026-12-07");
    // a holiday on the Wednesday, and a Saturday that is worked
    expect(
      earliestNoticeEnd(
        "2026-11-30",
        new Map([
          ["2026-12-02", "OFF"],
          ["2026-12-05", "WORK"],
        ]),
      ),
    ).toBe("2026-12-07");
    expect(earliestNoticeEnd("2026-11-30", new Map([["2026-12-02", "OFF"]]))).toBe("2026-12-08");
  });
  it("lets nobody begin before it is over, or while an objection stands", () => {
    const noticed = { decision: "APPOINT", noticeEndsOn: "2026-11-27", findings: [] } as const;
    expect(outcomeRefusal(noticed, "2026-11-28", "2026-11-28")).toBeNull();
    expect(outcomeRefusal(noticed, "2026-11-27", "2026-11-28")).toMatchObject(refused("noticeNotOver"));
    expect(outcomeRefusal(noticed, "2026-11-28", "2026-11-27")).toMatchObject(refused("noticeNotOver"));
    expect(outcomeRefusal({ ...noticed, findings: [null] }, "2026-11-28", "2026-11-28")).toMatchObject(
      refused("objectionStands"),
    );
    expect(outcomeRefusal({ ...noticed, findings: ["UPHELD"] }, "2026-11-28", "2026-11-28")).toMatchObject(
      refused("objectionStands"),
    );
    expect(
      outcomeRefusal({ ...noticed, findings: ["UNFOUNDED", "NO_EFFECT"] }, "2026-11-28", "2026-11-28"),
    ).toBeNull();
    expect(outcomeRefusal({ ...noticed, decision: "DEFER" }, "2026-11-28", "2026-11-28")).toMatchObject(
      refused("wrongState"),
    );
  });
  it("counts the trial year to its last day, and ends it once", () => {
    expect(trialEnd("2026-12-01")).toBe("2027-11-30");
    expect(trialEnd("2024-02-29")).toBe("2025-02-27");
    expect(trialRefusal({ endsOn: "2027-11-30", result: null }, "PASSED", null)).toBeNull();
    expect(trialRefusal({ endsOn: "2027-11-30", result: "PASSED" }, "FAILED", null)).toMatchObject(
      refused("wrongState"),
    );
    expect(trialRefusal({ endsOn: "2027-11-30", result: null }, "EXTENDED", "2027-11-30")).toMatchObject(
      refused("trialLonger"),
    );
    expect(trialRefusal({ endsOn: "2027-11-30", result: "EXTENDED" }, "PASSED", null)).toBeNull();
  });
});

describe("a snapshot", () => {
  const snapshot: Snapshot = {
    version: 1,
    asOf: "2026-11-30",
    cadre: { id: "c", name: "某甲", gender: "女", bornOn: "1985-03-01", education: "大学本科" },
    posts: [{ unitName: "甲局", title: "科长", level: "股所级正职", startsOn: "2022-01-01", endsOn: null }],
    tasks: [
      { id: "t", name: "征迁", post: "组长", startsOn: "2025-01-01", endsOn: null, battlefieldDays: 100 },
    ],
    battlefieldMonths: 3,
    strength: { records: 5, recorders: 2, methods: 3, sources: 2 },
    enough: { evidenceMethods: 3, evidenceRecorders: 2 },
    polarities: [],
    achievements: [
      {
        id: "a",
        claim: "堆场落地",
        contribution: "MAIN",
        part: "",
        startsOn: "2026-01-01",
        endsOn: "2026-06-30",
        indicator: "",
        measureUnit: "",
        baseline: null,
        target: null,
        actual: null,
        isMainBattlefield: true,
        taskName: "征迁",
      },
    ],
    appraisals: [{ id: "g", year: 2025, quarter: null, grade: "称职", source: "通报" }],
    concerns: [{ id: "n", state: "WATCHING", decidedOn: "2026-10-01", expiresOn: "2027-01-01" }],
    tolerance: [],
  };
  it("has one digest, in whatever order its keys come", () => {
    const turned = Object.fromEntries(Object.entries(snapshot).reverse()) as Snapshot;
    expect(digestOf(turned)).toBe(digestOf(snapshot));
    expect(digestOf({ ...snapshot, battlefieldMonths: 4 })).not.toBe(digestOf(snapshot));
  });

  it("of before months were counted in one place shows them as they were stored", () => {
    expect(frontOf(snapshot)).toEqual({ key: "hint.months", values: { months: 3 } });
    expect(frontOf({ ...snapshot, battlefieldRestDays: 0 })).toEqual({
      key: "hint.length",
      values: { months: 3, days: 0 },
    });
  });
  it("tells what came, went and changed; days that pass by themselves are no change", () => {
    expect(
      changesSince(snapshot, {
        ...snapshot,
        asOf: "2026-12-30",
        tasks: snapshot.tasks.map((one) => ({ ...one, battlefieldDays: 130 })),
      }),
    ).toEqual([]);
    const later = {
      ...snapshot,
      achievements: [],
      appraisals: snapshot.appraisals.map((one) => ({ ...one, id: "g2", grade: "优秀" })),
      concerns: [],
      cadre: { ...snapshot.cadre, education: "研究生", gender: snapshot.cadre.gender === "男" ? "女" : "男" },
      strength: { ...snapshot.strength, records: 6 },
      polarities: [
        { polarity: "POSITIVE", records: 4 },
        { polarity: "ATTENTION", records: 2 },
      ],
      tolerance: [
        {
          id: "x",
          number: "容〔2026〕1号",
          title: "堆场",
          kind: "PRE",
          outcome: "KEPT",
          decidedOn: "2026-12-01",
        },
      ],
    };
    expect(changesSince(snapshot, later)).toEqual([
      { section: "basics", kind: "changed", text: `${snapshot.cadre.education} → 研究生` },
      { section: "gender", kind: "changed", text: "" },
      { section: "achievements", kind: "gone", text: "堆场落地" },
      { section: "appraisals", kind: "changed", text: "2025 优秀" },
      // its words are told to nobody here
      { section: "concerns", kind: "gone", text: "" },
      { section: "tolerance", kind: "added", text: "容〔2026〕1号 堆场" },
      { section: "records", kind: "changed", text: "5 → 6" },
      { section: "positive", kind: "changed", text: "0 → 4" },
      { section: "attention", kind: "changed", text: "0 → 2" },
    ]);
    // one more recorder and no more records: that, and not "5 → 5"
    const recorded = {
      ...snapshot,
      strength: { ...snapshot.strength, recorders: snapshot.strength.recorders + 1 },
    };
    expect(changesSince(snapshot, recorded)).toEqual([
      {
        section: "recorders",
        kind: "changed",
        text: `${snapshot.strength.recorders} → ${snapshot.strength.recorders + 1}`,
      },
    ]);
  });
});
