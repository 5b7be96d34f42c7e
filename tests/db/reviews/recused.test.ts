/**
 * Rule 8, by every way that there is: whatever is told of a cadre, a colleague who is recused from them in an open review finds
 * nothing of it in any table, comparison, list, search, report, board, export or file. Beside each stands somebody who does.
 */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { listAchievements } from "@/lib/achievements/queries";
import { getTrace } from "@/lib/achievements/trace/queries";
import { getAttachment } from "@/lib/attachments/queries";
import { listPromoted } from "@/lib/boards/promotions/queries";
import { getBoard } from "@/lib/boards/queries";
import { listJudged } from "@/lib/calibration/queries";
import { getComparison, listPicked } from "@/lib/comparison/queries";
import { getListRule, listOutstanding } from "@/lib/lists/queries";
import { listReserve, listReservePage } from "@/lib/lists/reserve/queries";
import { listObservations } from "@/lib/observations/queries";
import { observationFilter } from "@/lib/observations/schema";
import { read, type ScopedDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { findReport, listReports } from "@/lib/reports/queries";
import { reportFilter } from "@/lib/reports/schema";
import { recuseFromCandidate } from "@/lib/reviews/commands";
import { getForForm, listExported } from "@/lib/roster/export/queries";
import { search } from "@/lib/search/queries";
import { typedIn } from "@/lib/search/rules";
import { getTeam } from "@/lib/teams/queries";
import { createAchievement } from "@/tests/support/achievements";
import {
  createCadre,
  createObservation,
  createPerson,
  createUnit,
  daysAgo,
  type Person,
  today,
} from "@/tests/support/builders";
import { verify } from "@/tests/support/comparison";
import { createConcern } from "@/tests/support/concerns";
import { announcementOf, PDF, storeDocument } from "@/tests/support/files";
import { viewerOf } from "@/tests/support/meetings";
import { asAppRole, owner } from "@/tests/support/owner";
import { createReview } from "@/tests/support/reviews";
import { storeReport } from "@/tests/support/stored-report";
import { createTask, createTaskMember } from "@/tests/support/tasks";
import { storeCorrection } from "@/tests/support/watched";

const CANARY = "金丝雀银杏";
const days = { asOf: today(), today: today() };

async function scene() {
  const unit = await createUnit();
  const cadre = await createCadre(unit, { name: `某${CANARY}` });
  const beside = await createCadre(unit);
  const observers = [
    await createPerson("OBSERVER", { units: [unit] }),
    await createPerson("OBSERVER", { units: [unit] }),
  ] as const;
  const task = await createTask(unit, { battlefield: [daysAgo(98), null] });
  for (const one of [cadre, beside]) await createTaskMember(task, one, { startsOn: daysAgo(98) });
  const file = announcementOf(PDF, `${CANARY}现场.pdf`);
  const told = { cadres: [cadre], state: "ACCEPTED", task, fact: `${CANARY}在现场协调` } as const;
  const records = [
    await createObservation(observers[0], unit, { ...told, cadres: [cadre], evidence: [file] }),
    await createObservation(observers[1], unit, { ...told, cadres: [cadre], method: "stakeholder_visit" }),
    await createObservation(observers[0], unit, { ...told, cadres: [cadre], method: "sit_in" }),
  ];
  await storeDocument(observers[0], records[0]?.id ?? "", PDF, file);
  const claims: string[] = [];
  for (let n = 0; n < 2; n++) {
    const claim = await createAchievement(observers[0], unit, cadre, records.slice(0, 2), undefined, {
      task,
    });
    await verify(claim);
    claims.push(claim);
  }
  await createConcern({ unit, cadre, from: 1 });
  const correction = announcementOf(PDF, `${CANARY}证书.pdf`);
  await storeCorrection(cadre, await createPerson("CADRE", { cadreId: cadre.id }), {
    body: `${CANARY}的学历写错了`,
    file: { bytes: PDF, announced: correction },
  });
  const maker = await createPerson("REVIEWER", { clearance: 3 });
  const reportId = await storeReport(maker, { words: `${CANARY}在专班`, about: [cadre.id] });
  await owner().query(
    `insert into promotion_outcomes (id, cadre_id, decided_on, started_on, from_unit_id, from_title, from_level, to_unit_id,
       to_title, to_level, to_tier, document)
     values ($1, $2, $3, $3, $4, '副主任', '乡科级副职', $4, '主任', '乡科级正职', 'TEAM', '市委干〔2026〕5号')`,
    [randomUUID(), cadre.id, daysAgo(20), unit.id],
  );
  await owner().query(
    `insert into follow_ups (achievement_id, unit_id, owner_id, asked_by, title, due_on)
     values ($1, $2, $3, $4, $5, city_today() + 5)`,
    [claims[0], unit.id, observers[1].id, maker.id, `请补${CANARY}的印证`],
  );
  const review = await createReview({ unit, cadres: [cadre, beside] });
  const [recused, colleague] = [
    await createPerson("REVIEWER", { clearance: 3 }),
    await createPerson("REVIEWER", { clearance: 3 }),
  ];
  const set = await recuseFromCandidate(review.leader, {
    id: randomUUID(),
    candidateId: review.candidateIds[0],
    userId: recused.id,
    kind: "COLLEAGUE",
    reason: "曾在同一科室共事",
  });
  expect(set).toMatchObject({ ok: true });
  const ids = [cadre.id, ...records.map(({ id }) => id), ...claims, file.id, correction.id, reportId];
  return {
    unit,
    cadre,
    beside,
    task,
    claims,
    files: [file.id, correction.id],
    reportId,
    ids,
    recused,
    colleague,
  };
}
let world: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  world = await scene();
}, 60_000);

type Seeker = Person & Viewer;
const seekerOf = async (person: Person): Promise<Seeker> =>
  ({ ...person, ...(await viewerOf(person)), cadreId: null }) as Seeker;

/** Tables in which this person reads a word or an id of the cadre, whatever the column. */
const tablesThatTell = (person: Person): Promise<string[]> =>
  asAppRole(async (client) => {
    await client.query("begin");
    await client.query("select enter($1)", [person.id]);
    const { rows: tables } = await client.query<{ name: string; columns: string }>(`
      select c.relname as name, string_agg(quote_ident(a.attname) || '::text', ', ') as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v') and c.relname <> '_prisma_migrations'
        and has_column_privilege(c.oid, a.attnum, 'select') group by 1 order by 1`);
    const telling: string[] = [];
    for (const { name, columns } of tables) {
      const { rowCount } = await client.query(
        `select 1 from ${client.escapeIdentifier(name)} where concat_ws(' ', ${columns}) ~ $1 limit 1`,
        [[CANARY, ...world.ids].join("|")],
      );
      if (rowCount) telling.push(name);
    }
    await client.query("rollback");
    return telling;
  });

/** What each screen, endpoint and export puts together, as text. */
const WAYS: Record<string, (db: ScopedDb, viewer: Seeker) => Promise<unknown>> = {
  comparison: (db, viewer) =>
    getComparison(db, viewer, { cadres: [world.cadre.id, world.beside.id] }, today()),
  "people picked for a comparison": (db) => listPicked(db, [world.cadre.id]),
  "the list of results": async (db, viewer) =>
    listOutstanding(db, viewer, await getListRule(db, today()), { unit: world.unit.id }, days),
  "the reserve": async (db, viewer) =>
    listReserve(db, viewer, await getListRule(db, today()), { unit: world.unit.id }, days),
  "a page of the reserve": async (db, viewer) =>
    listReservePage(db, viewer, await getListRule(db, today()), { unit: world.unit.id }, days),
  "search by name": (db, viewer) => search(db, viewer, { typed: typedIn(CANARY), size: 8, today: today() }),
  "search by initials": (db, viewer) =>
    search(db, viewer, { typed: typedIn(world.cadre.name), size: 8, today: today() }),
  promotions: (db, viewer) => listPromoted(db, viewer, {}, today()),
  board: (db, viewer) => getBoard(db, viewer, { from: daysAgo(200), to: today(), today: today() }),
  reports: (db) => listReports(db, reportFilter.parse({})),
  "the report by its old link": (db) => findReport(db, world.reportId),
  team: (db, viewer) => getTeam(db, viewer, world.unit.id, today()),
  "roster export": (db) => listExported(db, { unit: world.unit.id }, today()),
  "appointment form by its old link": (db) => getForForm(db, world.cadre.id, today()),
  achievements: (db) => listAchievements(db, { unit: world.unit.id }),
  "trace by its old link": (db) => getTrace(db, world.claims[0] ?? ""),
  records: (db) => listObservations(db, observationFilter.parse({ unit: world.unit.id })),
  calibration: (db) => listJudged(db, { from: daysAgo(400), to: today() }),
  "a photo of a record by its old link": (db) => getAttachment(db, world.files[0] ?? ""),
  "a file of a request by its old link": (db) => getAttachment(db, world.files[1] ?? ""),
};
const answerTo = async (person: Person, way: string): Promise<string> => {
  const viewer = await seekerOf(person);
  return read(person, async (db) => JSON.stringify(await WAYS[way]?.(db, viewer))).catch(
    (error: Error) => `closed ${error.constructor.name}`,
  );
};
const COUNTS_ONLY = ["board", "calibration"];
const isFile = (answer: string): boolean => answer.includes("storageKey");
const tells = (answer: string): boolean => [CANARY, ...world.ids].some((one) => answer.includes(one));

describe("a colleague who is recused", () => {
  it("reads neither name nor id of the cadre in any table, where another reviewer reads both in many", async () => {
    const [closed, open] = [await tablesThatTell(world.recused), await tablesThatTell(world.colleague)];
    // the account of a person stays one, whoever is under review
    expect(closed).toEqual(["users"]);
    expect(open.length).toBeGreaterThan(15);
    for (const name of [
      "cadres",
      "observations",
      "achievements",
      "attachments",
      "correction_files",
      "reports",
    ])
      expect(open).toContain(name);
    // every table, twice
  }, 60_000);

  it.each(Object.keys(WAYS))("finds nothing of them in %s", async (way) => {
    const [closed, open] = [await answerTo(world.recused, way), await answerTo(world.colleague, way)];
    expect(tells(closed), closed.slice(0, 400)).toBe(false);
    // a board counts and names nobody; everything else tells a colleague
    if (!COUNTS_ONLY.includes(way)) expect(tells(open) || isFile(open), open.slice(0, 400)).toBe(true);
  });
});
