/** The drawing of a chain: everything on it once, in its column, and nothing over anything else. */
import { describe, expect, it } from "vitest";
import type { AchievementPage, AchievementSource } from "@/lib/achievements/queries";
import { graphOf, type LinkedRecord, type Trace } from "@/lib/achievements/trace/rules";

const source = (id: string, observationId: string | null): AchievementSource => ({
  id,
  kind: "direct_observation",
  origin: id,
  supports: true,
  isIndependent: true,
  isWithdrawn: false,
  isCurrent: true,
  isOwnUnits: false,
  observationId,
  on: "2026-10-01",
  title: "现场调研",
  titleEn: "Site survey",
  number: "",
  issuerName: null,
  recorderName: "甲",
  independenceNote: "",
  note: "",
  addedByName: "乙",
  withdrawnOn: null,
  withdrawReason: null,
  isMoved: false,
});
const link = (ofId: string, id: string): LinkedRecord => ({
  ofId,
  isEarlier: true,
  id,
  on: "2026-09-01",
  methodName: "定期谈心",
  methodNameEn: "Talk",
  unitName: "赤岸镇",
});
const page = (sources: AchievementSource[]): AchievementPage => ({
  id: "c",
  claim: "堆场建成",
  unitId: "u",
  unitName: "赤岸镇",
  level: "CITY",
  startsOn: "2026-08-01",
  endsOn: "2026-10-01",
  taskId: null,
  taskName: null,
  isMainBattlefield: false,
  indicator: "",
  measureUnit: "",
  baseline: null,
  target: null,
  actual: null,
  conductItemIds: [],
  confidentiality: 1,
  state: "WAITING",
  stateReason: "",
  confidence: null,
  revisionNo: 1,
  draftedById: "d",
  drafterName: null,
  confirmerName: null,
  confirmedAt: null,
  updatedAt: new Date(0),
  cadres: [],
  sources,
  events: [],
  revisions: [],
});
const trace: Trace = {
  claim: page([source("s1", "o1"), source("s2", null), source("s3", "o3")]),
  relatives: [
    {
      id: "m",
      relation: "mergedFrom",
      claim: "另报",
      state: "MERGED",
      at: new Date(0),
      actorName: null,
      reason: "同一件事",
    },
  ],
  requests: [
    {
      id: "r",
      title: "请核实",
      unitName: "赤岸镇",
      ownerId: "p",
      ownerName: "丙",
      askedById: "q",
      askedByName: "丁",
      askedOn: "2026-10-02",
      dueOn: "2026-10-09",
      doneOn: "2026-10-08",
      closedByName: "丙",
      outcome: "",
      answer: {
        id: "o9",
        on: "2026-10-08",
        methodName: "现场调研",
        methodNameEn: "",
        state: "ACCEPTED",
        isSource: false,
      },
      isOfMerged: false,
    },
  ],
  links: [link("o1", "l1"), link("o1", "l2"), link("o3", "l3")],
  cases: [
    {
      id: "c",
      number: "SX-2026-0001",
      title: "临时堆场",
      unitName: "赤岸镇",
      recordIds: ["o1", "o3"],
      meetings: [
        { id: "t1", title: "第一次协调会", state: "SIGNED", on: "2026-09-01" },
        { id: "t2", title: "第二次协调会", state: "CONVENED", on: "2026-10-01" },
      ],
    },
    { id: "d", number: "SX-2026-0002", title: "排水", unitName: "赤岸镇", recordIds: ["o3"], meetings: [] },
  ],
};

describe("graphOf", () => {
  const { nodes, edges, rows } = graphOf(trace);

  it("leads from the claim to every source, record, link, request, answer and relative", () => {
    const reached = new Set(["claim"]);
    for (const { from, to } of edges) if (reached.has(from)) reached.add(to);
    expect([...reached].sort()).toEqual(nodes.map((node) => node.key).sort());
    expect(nodes).toHaveLength(1 + 1 + 3 * 2 + 3 + 2 + 2 + 2);
  });

  it("draws a case once, behind each record that bears on it, and its meetings behind it", () => {
    expect(edges.filter(({ to }) => to === "case-c").map(({ from }) => from)).toEqual([
      "record-s1",
      "record-s3",
    ]);
    expect(edges.filter(({ from }) => from === "case-c").map(({ to }) => to)).toEqual([
      "meeting-t1",
      "meeting-t2",
    ]);
    expect(nodes.filter(({ kind }) => kind === "case" || kind === "meeting").map(({ href }) => href)).toEqual(
      ["/cases/c", "/meetings/t1", "/meetings/t2", "/cases/d"],
    );
    // beside the records where nothing stands between
    expect(graphOf({ ...trace, links: [] }).nodes.find(({ key }) => key === "case-c")).toMatchObject({
      column: 3,
      row: 0,
    });
  });

  it("puts no two things in one place, and nothing below the last row", () => {
    const places = nodes.map(({ column, row }) => `${column}:${row}`);
    expect(new Set(places).size).toBe(places.length);
    expect(Math.max(...nodes.map((node) => node.row))).toBe(rows - 1);
  });

  it("draws an answer that has become a source once", () => {
    const [request] = trace.requests;
    if (!request?.answer) throw new Error("no answer");
    const drawn = graphOf({
      ...trace,
      requests: [{ ...request, answer: { ...request.answer, id: "o3", isSource: true } }],
    });
    expect(drawn.nodes.filter((node) => node.href === "/observations/o3")).toHaveLength(1);
    expect(drawn.edges).toContainEqual({ from: "request-r", to: "record-s3" });
  });

  it("opens each record, and leaves a paper closed", () => {
    const hrefs = nodes.flatMap((node) => node.href ?? []);
    expect(hrefs).toEqual(
      expect.arrayContaining([
        "/observations/o1",
        "/observations/o3",
        "/observations/l1",
        "/observations/o9",
        "/achievements/m",
      ]),
    );
    expect(nodes.find((node) => node.key === "record-s2")?.href).toBeNull();
  });
});
