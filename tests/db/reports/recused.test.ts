/**
 * Rule 8 and the reports that hold people by name (实绩突出, 任用去向, 比选): who is recused from a cadre in an open review
 * gets one of them by no way, also as its maker; beside each stands somebody who does.
 */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { exportComparison } from "@/lib/comparison/commands";
import { getComparison } from "@/lib/comparison/queries";
import { listSheets } from "@/lib/lists/paper/rules";
import { getListRule, listOutstanding } from "@/lib/lists/queries";
import { read } from "@/lib/platform/db";
import { findJob } from "@/lib/platform/jobs";
import {
  addParagraph,
  exportReport,
  finaliseReport,
  signReport,
  writeParagraph,
} from "@/lib/reports/commands";
import { startReport } from "@/lib/reports/making/commands";
import { countReports, findReport, listReports } from "@/lib/reports/queries";
import { reportFilter } from "@/lib/reports/schema";
import { recuseFromCandidate } from "@/lib/reviews/commands";
import { createAchievement } from "@/tests/support/achievements";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  type TestCadre,
  today,
} from "@/tests/support/builders";
import { verify } from "@/tests/support/comparison";
import { viewerOf } from "@/tests/support/meetings";
import { owner } from "@/tests/support/owner";
import { promote } from "@/tests/support/promotions";
import { makeReport, pageOf } from "@/tests/support/reports";
import { createReview, type TestReview } from "@/tests/support/reviews";
import { auditLinesOf } from "../accounts/credentials";

const KINDS = ["OUTSTANDING", "TRACE", "COMPARISON"] as const;
type Kind = (typeof KINDS)[number];

async function scene() {
  const unit = await createUnit();
  const [cadre, beside] = [await createCadre(unit), await createCadre(unit)];
  const observers = [
    await createPerson("OBSERVER", { units: [unit] }),
    await createPerson("OBSERVER", { units: [unit] }),
  ] as const;
  const cadres = [cadre];
  const records = [
    await createObservation(observers[0], unit, { cadres, state: "ACCEPTED" }),
    await createObservation(observers[1], unit, { cadres, state: "ACCEPTED", method: "stakeholder_visit" }),
    await createObservation(observers[0], unit, { cadres, state: "ACCEPTED", method: "sit_in" }),
  ];
  const besides = [
    await createObservation(observers[0], unit, { cadres: [beside], state: "ACCEPTED" }),
    await createObservation(observers[1], unit, {
      cadres: [beside],
      state: "ACCEPTED",
      method: "stakeholder_visit",
    }),
    await createObservation(observers[0], unit, { cadres: [beside], state: "ACCEPTED", method: "sit_in" }),
  ];
  for (let n = 0; n < 2; n++) {
    await verify(await createAchievement(observers[0], unit, cadre, records.slice(0, 2)));
    await verify(await createAchievement(observers[0], unit, beside, besides.slice(0, 2)));
  }
  await promote(cadre, unit, unit, today());
  const reviewer = () => createPerson("REVIEWER", { clearance: 3 });
  const [maker, colleague, recused] = [await reviewer(), await reviewer(), await reviewer()];
  const [leader, recusedLeader] = [
    await createPerson("LEADER", { clearance: 3 }),
    await createPerson("LEADER", { clearance: 3 }),
  ];
  const of = `${cadre.id},${beside.id}`;
  const make = async (kind: Kind, by: Person) =>
    makeReport(by, { kind, cadres: kind === "COMPARISON" ? of : undefined });
  const reports = {} as Record<Kind, string>;
  for (const kind of KINDS) reports[kind] = await make(kind, maker);
  // made before they were recused
  const own = await make("COMPARISON", recused);
  const review = await createReview({ unit, cadres: [cadre, beside] });
  for (const person of [recused, recusedLeader]) await recuse(review, person);
  return { unit, cadre, beside, of, make, reports, own, maker, colleague, recused, leader, recusedLeader };
}

async function recuse(review: TestReview, person: Person): Promise<void> {
  const set = await recuseFromCandidate(review.leader, {
    id: randomUUID(),
    candidateId: review.candidateIds[0],
    userId: person.id,
    kind: "COLLEAGUE",
    reason: "曾在同一科室共事",
  });
  expect(set).toMatchObject({ ok: true });
}

let world: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  world = await scene();
}, 60_000);

const listed = (person: Person) => read(person, (db) => listReports(db, reportFilter.parse({})));
const counted = (person: Person) => read(person, (db) => countReports(db));
const jobOf = async (id: string): Promise<string> =>
  (await owner().query("select job_id from reports where id = $1", [id])).rows[0].job_id;
/** Who took it away, as the audit has it. */
const taken = async (id: string): Promise<string[]> =>
  (await auditLinesOf(id)).filter(({ action }) => action === "exportReport").map(({ actorId }) => actorId);

describe.each(KINDS)("a report of the kind %s that holds the cadre", (kind) => {
  it("opens to a colleague, as page, in the list and as a paper; to who is recused by none of these", async () => {
    const id = world.reports[kind];
    const { colleague, recused, cadre } = world;
    const page = await pageOf(colleague, id);
    expect(JSON.stringify(page.snapshot)).toContain(cadre.name);
    expect((await listed(colleague)).map((one) => one.id)).toContain(id);
    expect((await listed(recused)).map((one) => one.id)).not.toContain(id);
    // what is closed is in no number either
    expect((await counted(recused)).all).toBe((await listed(recused)).length);
    await expect(pageOf(recused, id)).rejects.toThrow("report");
    expect(await read(recused, (db) => findReport(db, id))).toBeNull();
    for (const form of ["docx", "pdf"] as const) {
      expect(await exportReport(recused, { id, form }), form).toMatchObject({ kind: "notFound" });
      expect(await exportReport(colleague, { id, form }), form).toMatchObject({ ok: true });
    }
    expect(await taken(id)).toEqual([colleague.id, colleague.id]);
  });

  it("tells its maker what its job came to, and nobody else", async () => {
    const id = world.reports[kind];
    const job = await jobOf(id);
    expect(await read(world.maker, (db) => findJob(db, job))).toMatchObject({
      state: "DONE",
      result: { id },
    });
    for (const person of [world.recused, world.colleague])
      expect(await read(person, (db) => findJob(db, job))).toBeNull();
  });

  it("is written, finalised and, by a leader, signed by who may open it, and not by who is recused", async () => {
    const id = world.reports[kind];
    const { recused, colleague, recusedLeader, leader } = world;
    const [paragraph] = (await pageOf(colleague, id)).paragraphs;
    const write = { id, position: paragraph?.position, version: 1, text: paragraph?.text, reason: "" };
    const add = { id, section: paragraph?.section, text: paragraph?.text };
    expect(await writeParagraph(recused, write)).toMatchObject({ kind: "notFound" });
    expect(await addParagraph(recused, add)).toMatchObject({ kind: "notFound" });
    expect(await finaliseReport(recused, { id, rowVersion: 2 })).toMatchObject({ kind: "notFound" });
    expect(await addParagraph(colleague, add)).toMatchObject({ ok: true });
    const { rowVersion } = await pageOf(colleague, id);
    expect(await finaliseReport(colleague, { id, rowVersion })).toMatchObject({ ok: true });
    const final = { id, rowVersion: rowVersion + 1, note: "" };
    expect((await listed(recusedLeader)).map((one) => one.id)).not.toContain(id);
    await expect(pageOf(recusedLeader, id)).rejects.toThrow("report");
    expect(await signReport(recusedLeader, final)).toMatchObject({ kind: "notFound" });
    expect((await listed(leader)).map((one) => one.id)).toContain(id);
    expect(await signReport(leader, final)).toMatchObject({ ok: true });
  });
});

/** The one beside the cadre, as a list holds them; marks are of each report. */
async function rowOf(person: Person, id: string): Promise<string[]> {
  const tables = (await pageOf(person, id)).snapshot?.sections[0]?.blocks ?? [];
  const rows = tables
    .flatMap((block) => (block.kind === "table" ? block.rows : []))
    .map((row) => row.map(String));
  const found = rows.filter((row) => row.includes(world.beside.name));
  expect(found).toHaveLength(1);
  return (found[0] ?? []).map((cell) => cell.replaceAll(/【[^】]+】/g, ""));
}

describe("who is recused and makes such a report", () => {
  it("no longer opens the one they made before; its job says that it is done and no name", async () => {
    const { recused, own, maker, cadre } = world;
    await expect(pageOf(recused, own)).rejects.toThrow("report");
    expect((await listed(recused)).map((one) => one.id)).not.toContain(own);
    const job = await read(recused, async (db) => findJob(db, await jobOf(own)));
    expect(job).toMatchObject({ state: "DONE", result: { id: own } });
    expect(JSON.stringify(job)).not.toMatch(new RegExp(`${cadre.id}|${cadre.name}`));
    expect((await pageOf(maker, own)).id).toBe(own);
  });

  it("gets a list and promotions without the cadre, where a colleague's hold them, and no comparison", async () => {
    const { recused, colleague, cadre, of, make } = world;
    for (const kind of ["OUTSTANDING", "TRACE"] as const) {
      const [closed, open] = [await make(kind, recused), await make(kind, colleague)];
      expect(JSON.stringify(await pageOf(recused, closed)), kind).not.toContain(cadre.name);
      // not for want of anybody: whom nothing closes stands on the list with the same reasons
      if (kind === "OUTSTANDING") expect(await rowOf(recused, closed)).toEqual(await rowOf(colleague, open));
      expect(JSON.stringify(await pageOf(colleague, open)), kind).toContain(cadre.name);
    }
    const asked = { kind: "COMPARISON", quarter: today().slice(0, 7), confidentiality: 1, cadres: of };
    expect(await startReport(recused, { ...asked, id: randomUUID() })).toMatchObject({ kind: "notFound" });
    expect(await startReport(colleague, { ...asked, id: randomUUID() })).toMatchObject({ ok: true });
  });
});

describe("the workbooks of the same pages", () => {
  it("hold the cadre for a colleague, and not for who is recused", async () => {
    const { recused, colleague, cadre, beside } = world;
    const say = (key: string) => key;
    const workbook = async (person: Person): Promise<string> => {
      const viewer = await viewerOf(person);
      const days = { asOf: today(), today: today() };
      const people = await read(person, async (db) =>
        listOutstanding(db, viewer, await getListRule(db, today()), { unit: world.unit.id }, days),
      );
      const by = { name: person.name, on: today(), trace: "0a1b2c3d4e5f" };
      const content = {
        view: "outstanding",
        people,
        rule: "",
        scope: "",
        asOf: today(),
        by,
        origin: "",
      } as const;
      return JSON.stringify(listSheets(content, { lists: say, achievements: say }));
    };
    expect(await workbook(colleague)).toContain(cadre.name);
    expect(await workbook(recused)).not.toContain(cadre.name);
    for (const person of [colleague, recused]) expect(await workbook(person)).toContain(beside.name);
    const pair = { cadres: [cadre, beside].map((one: TestCadre) => one.id), form: "xlsx" };
    expect(await exportComparison(recused, { ...pair, trace: "0a1b2c3d4e61" })).toMatchObject({
      kind: "notFound",
    });
    expect(await exportComparison(colleague, { ...pair, trace: "0a1b2c3d4e62" })).toMatchObject({ ok: true });
    const compared = async (person: Person) => {
      const viewer = await viewerOf(person);
      return read(person, (db) => getComparison(db, viewer, { cadres: pair.cadres }, today()));
    };
    await expect(compared(recused)).rejects.toThrow("cadre");
    expect(await compared(colleague)).toHaveLength(2);
  });
});
