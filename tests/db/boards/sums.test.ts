/** Sums by who recorded, and of who is recused: each equals the records that it opens (rules 8 and 10, docs/adr/0043). */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { getBoard } from "@/lib/boards/queries";
import { boardRange } from "@/lib/boards/rules";
import { calibrationPeriod, listJudged } from "@/lib/calibration/queries";
import { coverage } from "@/lib/coverage/queries";
import type { CoverageViewer } from "@/lib/coverage/tallies/queries";
import { countObservations } from "@/lib/observations/queries";
import { read } from "@/lib/platform/db";
import type { Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import { collectObservers, collectUnits } from "@/lib/reports/material/queries";
import { recuseFromCandidate } from "@/lib/reviews/commands";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  type Person,
  type TestCadre,
  type TestUnit,
  today,
} from "../../support/builders";
import { owner } from "../../support/owner";
import { createReview } from "../../support/reviews";
import { createTask, type TestTask } from "../../support/tasks";

type Who = Person & CoverageViewer;
async function person(role: Role, over: Parameters<typeof createPerson>[1] = {}): Promise<Who> {
  const made = await createPerson(role, over);
  const unitIds = (over?.units ?? []).map((unit) => unit.id);
  return { ...made, roles: [role], unitIds, cadreId: over?.cadreId ?? null };
}

const range = () => boardRange({ span: "12" }, today());
const listed = (viewer: Who, filter: Parameters<typeof countObservations>[1]) =>
  read(viewer, (db) => countObservations(db, { ...range(), ...filter, state: "counted" }, 100_000));
const boardOf = (viewer: Who, task?: string) =>
  read(viewer, (db) => getBoard(db, viewer, { ...range(), today: today(), ...(task ? { task } : {}) }));
const ofTask = async (viewer: Who, task: TestTask) =>
  (await boardOf(viewer)).tasks.find(({ id }) => id === task.id)?.records;

let unit: TestUnit;
let task: TestTask;
let cadre: TestCadre;
let observer: Who;
beforeAll(async () => {
  unit = await createUnit();
  task = await createTask(unit);
  cadre = await createCadre(unit);
  const beside = await createCadre(unit);
  observer = await person("OBSERVER", { units: [unit] });
  const told = { task, cadres: [cadre, beside] };
  await createObservation(observer, unit, { ...told, state: "ACCEPTED" });
  await createObservation(observer, unit, { ...told, polarity: "ATTENTION" });
  await createObservation(observer, unit, { task, cadres: [beside], state: "ACCEPTED", confidentiality: 2 });
  await createObservation(observer, unit, { task, cadres: [beside], state: "RETURNED" });
  await createObservation(observer, unit, { task, cadres: [beside], polarity: "NEUTRAL", state: "ACCEPTED" });
});

describe("the figures of somebody recused", () => {
  let recused: Who;
  let colleague: Who;
  beforeAll(async () => {
    const review = await createReview({ unit, cadres: [cadre] });
    recused = await person("REVIEWER", { clearance: 3 });
    colleague = await person("REVIEWER", { clearance: 3 });
    const set = { userId: recused.id, kind: "COLLEAGUE", reason: "曾在同一科室共事" } as const;
    const answer = await recuseFromCandidate(review.leader, {
      id: randomUUID(),
      candidateId: review.candidateIds[0],
      ...set,
    });
    expect(answer).toMatchObject({ ok: true });
  });

  it("leave out what is withheld, and a colleague's hold it", async () => {
    expect(await ofTask(colleague, task)).toBe(4);
    expect(await ofTask(recused, task)).toBe(2);
    for (const viewer of [recused, colleague]) {
      const opened = await listed(viewer, { unit: unit.id });
      const board = await boardOf(viewer, task.id);
      const sumOf = (numbers: Record<string, number>) => Object.values(numbers).reduce((a, b) => a + b, 0);
      expect([sumOf(board.byMethod), sumOf(board.byTone), sumOf(board.byMonth)]).toEqual([
        opened,
        opened,
        opened,
      ]);
      const covered = await read(viewer, (db) => coverage(db, viewer, range(), today()));
      expect(covered.units.find(({ id }) => id === unit.id)?.records).toBe(opened);
    }
  });

  it("say of an observer's lines what is left, and a report's material too", async () => {
    const judgedBy = async (viewer: Who) =>
      (await read(viewer, (db) => listJudged(db, calibrationPeriod(today(), today())))).find(
        ({ id }) => id === observer.id,
      );
    const all = await judgedBy(colleague);
    expect(all?.records).toBe(await listed(colleague, { observer: observer.id }));
    expect(all?.cells.flatMap(({ counts }) => counts).reduce((a, b) => a + b, 0)).toBe(6);
    const left = await judgedBy(recused);
    expect(left?.records).toBe(await listed(recused, { observer: observer.id }));
    expect(left?.cells.some((cell) => cell.cadre === cadre.id)).toBe(false);
    const scope = { ...range(), level: 2, at: new Date() };
    for (const [viewer, open, seen] of [
      [colleague, 3, 2],
      [recused, 2, 1],
    ] as const) {
      const told = await read(viewer, (db) => collectUnits(db, scope));
      expect(told.units.find(({ id }) => id === unit.id)).toMatchObject({ records: open, seen });
      const people = await read(viewer, (db) => collectObservers(db, scope));
      expect(people.find(({ id }) => id === observer.id)).toMatchObject({ records: open, silentUnits: [] });
    }
  });

  it("are told to nobody else by the functions for them", async () => {
    const statement = sql`
      select count(*)::int as n from (select 1 from recused_counts('-infinity', 'infinity')
        union all select 1 from recused_tones('-infinity', 'infinity')
        union all select 1 from recused_task_counts('-infinity', 'infinity')) told`;
    const recorded = sql`
      select count(*)::int as n from (select 1 from viewer_recorded('-infinity', 'infinity')
        union all select 1 from viewer_judged('-infinity', 'infinity')) told`;
    const told = async (viewer: Person, asked = statement) =>
      (await read(viewer, (db) => db.rows<{ n: number }>(asked)))[0]?.n ?? 0;
    expect(await told(recused)).toBeGreaterThan(0);
    expect(await told(colleague)).toBe(0);
    expect(await told(colleague, recorded)).toBeGreaterThan(0);
    for (const role of ["OBSERVER", "ADMIN", "AUDITOR", "CADRE", "LIAISON"] as const) {
      const other = await createPerson(role, role === "LIAISON" ? { unitId: unit.id } : {});
      expect(await told(other)).toBe(0);
      expect(await told(other, recorded)).toBe(0);
    }
  });
});

describe("an observer's records of a task", () => {
  it("are those of the own units and what they wrote, also of a unit that is another's by now", async () => {
    const colleague = await person("OBSERVER", { units: [unit] });
    const stranger = await person("OBSERVER");
    const own = async (viewer: Who) => (await ofTask(viewer, task)) ?? 0;
    // accepted, of the lowest level and no one-source negative
    expect(await own(colleague)).toBe(2);
    expect(await own(observer)).toBe(4);
    expect(await own(stranger)).toBe(0);
    expect(await own(observer)).toBe(await listed(observer, { task: task.id }));
    await owner().query(
      "update assignments set ends_on = city_today() - 1 where observer_id = $1 and starts_on < city_today() - 1",
      [observer.id],
    );
    const gone = { ...observer, unitIds: [] };
    expect(await own(gone)).toBe(await listed(gone, { task: task.id }));
    expect(await listed(gone, { task: task.id })).toBe(4);
  });
});

describe("the board of whose sight is plain", () => {
  it.each([
    ["REVIEWER", 3],
    ["REVIEWER", 1],
    ["LEADER", 2],
  ] as const)(
    "sums for a %s of level %i what is listed, of all units and of a type",
    async (role, clearance) => {
      const viewer = await person(role, { clearance });
      const plain = await read(viewer, (db) =>
        db.rows<{ yes: boolean }>(sql`select viewer_sees_by_level() as yes`),
      );
      expect(plain).toEqual([{ yes: true }]);
      const sumOf = (numbers: Record<string, number>, key = "") =>
        Object.entries(numbers).reduce((sum, [name, n]) => sum + (name.startsWith(key) ? n : 0), 0);
      const office = await createUnit({ type: "平台指挥部" });
      await createObservation(await person("OBSERVER", { units: [office] }), office, { polarity: "NEUTRAL" });
      // of the whole city: others write meanwhile, so that both are asked again until nobody did in between
      const agrees = async (type: "平台指挥部" | undefined) => {
        const board = await read(viewer, (db) => getBoard(db, viewer, { ...range(), today: today(), type }));
        const opened = await listed(viewer, { type });
        expect(opened).toBeGreaterThan(0);
        expect(sumOf(board.byMethod)).toBe(opened);
        for (const polarity of ["positive", "neutral", "attention"] as const) {
          const told = await listed(viewer, { type, polarity });
          expect(sumOf(board.byTone, polarity.toUpperCase()), polarity).toBe(told);
          expect(sumOf(board.byMonth, polarity.toUpperCase()), polarity).toBe(told);
        }
      };
      for (const type of [undefined, "平台指挥部"] as const)
        await vi.waitFor(() => agrees(type), { timeout: 15_000, interval: 100 });
    },
  );
});
