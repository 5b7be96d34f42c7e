/** What may stand in a report: sentences and their numbers, and what a paragraph is made of. */
import { describe, expect, it } from "vitest";
import { composeDuty } from "@/lib/reports/compose/others/rules";
import { composeQuarter } from "@/lib/reports/compose/quarter/rules";
import { type Highlight, type Material, sayer } from "@/lib/reports/compose/rules";
import { paperContent, reportPaper } from "@/lib/reports/paper/rules";
import { bareSentences, labelsIn, readsAsExemption } from "@/lib/reports/rules";
import achievements from "@/messages/zh-CN/achievements.json";
import cases from "@/messages/zh-CN/cases.json";
import concerns from "@/messages/zh-CN/concerns.json";
import reports from "@/messages/zh-CN/reports.json";
import tolerance from "@/messages/zh-CN/tolerance.json";

const say = sayer(reports.hint.paper);
const words = {
  say,
  achievements: sayer(achievements),
  tolerance: sayer(tolerance),
  cases: sayer(cases),
  concerns: sayer(concerns),
};
const idOf = (n: number) => `0000000${n}-1111-4111-8111-11111111111${n}`;

const highlight: Highlight = {
  id: idOf(1),
  revisionNo: 1,
  claim: "临时堆场两个月建成启用。",
  startsOn: "2026-07-01",
  endsOn: "2026-09-10",
  unitName: "演示镇",
  level: "CITY",
  indicator: "停放车辆",
  measureUnit: "辆",
  baseline: 0,
  actual: 860,
  confirmedOn: "2026-09-20",
  taskName: null,
  isMainBattlefield: true,
  cadres: [
    { cadreId: idOf(9), name: "演示甲", unitName: "演示镇", postTitle: "副镇长", contribution: "MAIN" },
  ],
  records: [
    {
      id: idOf(2),
      revisionNo: 1,
      on: "2026-09-05",
      method: "现场调研",
      fact: "堆场已启用，清点停放 860 辆。平整完成。",
      sourceId: idOf(7),
      kind: "direct_observation",
    },
  ],
  papers: [
    { id: idOf(8), kind: "document", title: "临时用地批复", number: "演示〔2026〕18号", on: "2026-08-01" },
  ],
  earlier: [
    {
      id: idOf(3),
      revisionNo: 1,
      on: "2026-07-02",
      method: "服务对象走访",
      fact: "负责人说：“车场停满。再过两周没有地方放。”当日已停 1180 辆。",
    },
  ],
  cases: [
    {
      id: idOf(4),
      number: "SX-2026-0001",
      title: "成品车停放场地",
      state: "CLOSED",
      unitName: "演示镇",
      raisedOn: "2026-07-03",
      closedOn: "2026-09-12",
      parties: ["演示局"],
      meetings: [
        {
          id: idOf(5),
          title: "临时堆场协调会",
          on: "2026-07-10",
          unitName: "演示镇",
          decisions: ["设临时堆场；审批与平整并行。"],
          conditions: ["不硬化"],
          isWitnessed: true,
        },
      ],
      tolerance: [
        {
          id: idOf(6),
          number: "RC-2026-0001",
          kind: "PRE",
          title: "审批与平整并行",
          state: "CLOSED",
          outcome: "RECORDED",
          unitName: "演示镇",
          appliedOn: "2026-07-12",
          decidedOn: "2026-07-20",
          isWithoutLoss: true,
        },
      ],
    },
  ],
};
const material: Material = {
  silentAfter: 90,
  methodsEnough: 3,
  units: [
    {
      id: idOf(1),
      shortName: "演示镇",
      type: "镇街",
      startsOn: null,
      records: 3,
      months: { "2026-07": 3 },
      methods: 2,
      cadres: 10,
      seen: 2,
      achievements: 1,
      lastOn: "2026-09-05",
    },
    {
      id: idOf(2),
      shortName: "演示局",
      type: "部门",
      startsOn: null,
      records: 0,
      months: {},
      methods: 0,
      cadres: 8,
      seen: 0,
      achievements: 0,
      lastOn: "2026-01-05",
    },
  ],
  methods: [{ name: "现场调研", isSample: false, records: 3, units: 1 }],
  highlights: [highlight, { ...highlight, id: idOf(9), isMainBattlefield: false, cases: [] }],
  concerns: [
    {
      id: idOf(3),
      cadreId: idOf(4),
      name: "演示乙",
      unitName: "演示局",
      postTitle: "科长",
      summary: "答复超时。",
      situation: "《办法》第一条",
      state: "WATCHING",
      expiresOn: "2026-12-01",
      decidedOn: "2026-09-01",
      records: [{ id: idOf(5), revisionNo: 1, sourceId: idOf(6) }],
    },
  ],
  meetings: [],
  tolerance: highlight.cases[0]?.tolerance ?? [],
  cases: [{ unitName: "演示镇", raised: 1, closed: 1, open: 0, overdue: 0 }],
  followUps: [{ unitName: "演示镇", asked: 2, done: 1, open: 1, overdue: 1 }],
};
const frame = { from: "2026-07-01", to: "2026-09-30", level: 2, at: new Date("2026-10-09T08:00:00Z") };

describe("a paragraph", () => {
  const draft = composeQuarter(material, frame, words);
  const labels = draft.citations.map(({ label }) => label);

  it("carries a number in each sentence, and each number stands in the register once", () => {
    for (const { text } of draft.paragraphs) {
      expect(bareSentences(text), text).toEqual([]);
      for (const label of labelsIn(text)) expect(labels).toContain(label);
    }
    expect(new Set(labels).size).toBe(labels.length);
  });

  it("tells a result step by step in the order of its days", () => {
    const told = draft.paragraphs.find(({ text }) => text.includes("SX-2026-0001"))?.text ?? "";
    expect(told).toMatch(
      /^2026年7月1日至2026年9月10日，演示镇副镇长演示甲（主要负责）的实绩是“临时堆场两个月建成启用”【实绩00000001】。停放车辆由0辆变为860辆【实绩00000001】。/,
    );
    const order = [
      "服务对象走访记录",
      "提出事项",
      "召开协调会",
      "事前报备的结论是已备案",
      "现场调研记录",
    ].map((part) => told.indexOf(part));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(told).toContain("组织到场见证【协调会00000005】");
    expect(told).toContain("（演示〔2026〕18号）");
    expect(told).toContain("不改变也不代替任何法定程序");
    expect(readsAsExemption(told)).toBe(false);
  });

  it("says of a notice that became a finding afterwards that nothing is decided yet", () => {
    const [before] = material.tolerance;
    if (!before) throw new Error("no case");
    const { paragraphs } = composeQuarter(
      { ...material, tolerance: [{ ...before, kind: "POST" }] },
      frame,
      words,
    );
    expect(paragraphs.filter(({ text }) => text.includes("尚未作出结论【容错RC-2026-0001】"))).toHaveLength(
      1,
    );
  });

  it("tells of results out of a case or a 主战场, and keeps the others to the table", () => {
    expect(draft.paragraphs.filter(({ section }) => section === "highlights")).toHaveLength(2);
    const table = draft.snapshot.sections[2]?.blocks[1];
    expect(table?.kind === "table" && table.rows).toHaveLength(2);
  });

  it("names units without records and long silent ones", () => {
    expect(draft.paragraphs[0]?.text).toContain("1个单位本期没有记录：演示局【表1】。");
    expect(draft.paragraphs[0]?.text).toContain("90天以上没有记录：演示局【表1】。");
  });

  it("remembers the sources that a concern and a result lean on, and whom they are about", () => {
    const of = (entityId: string) =>
      draft.citations.filter((one) => one.entityId === entityId).flatMap((one) => one.sourceIds);
    expect(of(idOf(2))).toContain(idOf(7));
    expect(of(idOf(5))).toContain(idOf(6));
    expect(draft.cadreIds).toEqual([idOf(4), idOf(9)]);
  });

  it("is the same for the same material, and so is the paper", () => {
    const again = composeQuarter(structuredClone(material), frame, words);
    expect(again).toEqual(draft);
    const by = { origin: "https://x.example", by: { name: "演示", trace: "0a1b2c3d4e5f" }, say };
    const paper = (one: typeof draft) =>
      reportPaper(
        paperContent(
          {
            title: "报告",
            ...one,
            paragraphs: one.paragraphs.map((each) => ({ ...each, isWithheld: false })),
          },
          one.snapshot,
        ),
        by,
      );
    expect(paper(again)).toEqual(paper(draft));
    expect(paper(draft).footer).toContain("平时考核材料，仅供研判参考");
    expect(JSON.stringify(paper(draft).blocks)).toContain(`https://x.example/cases/${idOf(4)}`);
  });
});

describe("a report of duty", () => {
  const observer = {
    id: idOf(1),
    name: "演示甲",
    units: ["演示镇"],
    silentUnits: [],
    records: 2,
    methods: 1,
    overdue: 0,
  };
  it("keeps the order by name whatever the numbers, and ranks nobody", () => {
    const draft = composeDuty([observer, { ...observer, name: "演示乙", records: 90 }], frame, say);
    const table = draft.snapshot.sections[0]?.blocks[1];
    expect(table?.kind === "table" && table.rows.map((row) => row[0]?.[0])).toEqual(["演示甲", "演示乙"]);
    expect(bareSentences(draft.paragraphs[0]?.text ?? "没有")).toEqual([]);
    expect(JSON.stringify(draft)).toContain("不作排名");
  });
});
