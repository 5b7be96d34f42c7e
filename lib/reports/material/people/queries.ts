/**
 * What lists, promotions and comparisons are made of: what the pages of the same name show to whoever makes the report, so
 * its level is theirs. What is cited must stand today (rule 3); a remark with one source is counted nowhere (rule 5).
 */
import { listPromoted, type Promoted } from "@/lib/boards/promotions/queries";
import { type Compared, getComparison } from "@/lib/comparison/queries";
import { listDimensionWordings } from "@/lib/dimensions/queries";
import type { DimensionWording } from "@/lib/dimensions/rules";
import { getListRule, type ListedAchievement, listOutstanding, type Outstanding } from "@/lib/lists/queries";
import { type ListRule, outstandingMissing, type Verdict, verdictOf } from "@/lib/lists/rules";
import { addMonths, cityDay, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/result";
import type { Role } from "@/lib/platform/rights";
import { sql } from "@/lib/platform/sql";
import type { MaterialConcern } from "../../compose/rules";
import { listConcerns, type Scope } from "../queries";

type Maker = { id: string; cadreId: string | null; roles: Role[] };
async function makerOf(db: ScopedDb): Promise<Maker> {
  const [maker] = await db.rows<Omit<Maker, "roles">>(
    sql`select viewer_id() as id, viewer_cadre_id() as "cadreId" where viewer_is('REVIEWER')`,
  );
  if (!maker) throw new NotFound("person");
  return { ...maker, roles: ["REVIEWER"] };
}

/** Revision by claim, of those that stand and may be cited. */
async function standing(db: ScopedDb, ids: readonly string[], level: number): Promise<Map<string, number>> {
  const rows = await db.rows<{ id: string; revisionNo: number }>(sql`
    select id, revision_no as "revisionNo" from achievements
    where id = any(${ids}::uuid[]) and state = 'CORROBORATED' and confidentiality <= ${level}::int`);
  return new Map(rows.map(({ id, revisionNo }) => [id, revisionNo]));
}

export type CitedPerson = Omit<Outstanding, "achievements" | "verdict"> & {
  achievements: (ListedAchievement & { revisionNo: number })[];
  verdict: Verdict;
};
export type MaterialList = { rule: ListRule; people: CitedPerson[] };

/** As the list stood at the end of the period, less what has fallen since then. */
export async function collectOutstanding(db: ScopedDb, scope: Scope): Promise<MaterialList> {
  const maker = await makerOf(db);
  const rule = await getListRule(db, scope.to);
  const today = cityDay(scope.at);
  const listed = await listOutstanding(db, maker, rule, {}, { asOf: scope.to, today, forOthers: true });
  const revisions = await standing(
    db,
    listed.flatMap(({ achievements }) => achievements.map(({ id }) => id)),
    scope.level,
  );
  const people = listed.map((person): CitedPerson => {
    const achievements = person.achievements.flatMap((claim) => {
      const revisionNo = revisions.get(claim.id);
      return revisionNo === undefined ? [] : [{ ...claim, revisionNo }];
    });
    const missing = outstandingMissing(rule, {
      achievements: achievements.length,
      methods: person.methods,
      recorders: person.recorders,
      concerns: person.concerns.length,
    });
    return { ...person, achievements, missing, verdict: verdictOf(missing) };
  });
  // who is one concern short is told to nobody else, as in the list that leaves the house
  return {
    rule,
    people: people.filter(
      ({ verdict, missing }) => verdict !== "none" && missing.every(({ kind }) => kind !== "concern"),
    ),
  };
}

const YEAR = 11;
export type MaterialPromoted = Omit<Promoted, "records"> & { records: number };
export type MaterialTrace = { from: Day; to: Day; people: MaterialPromoted[] };

/** The quarter and the nine months before it: one quarter alone says little. */
export async function collectTrace(db: ScopedDb, scope: Scope): Promise<MaterialTrace> {
  const maker = await makerOf(db);
  const last = scope.to.slice(0, 7);
  const first = addMonths(`${last}-01`, -YEAR).slice(0, 7);
  const promoted = (await listPromoted(db, maker, { from: first, to: last }, cityDay(scope.at))).filter(
    ({ decidedOn }) => decidedOn <= scope.to,
  );
  // the page counts what its reader may see; a report counts what all its readers may
  const counted = await db.rows<{ id: string; records: number }>(sql`
    select d.id, count(o.id)::int as records
    from unnest(${promoted.map(({ id }) => id)}::uuid[], ${promoted.map(({ cadreId }) => cadreId)}::uuid[],
                ${promoted.map(({ decidedOn }) => startOfCityDay(decidedOn))}::timestamptz[]) d(id, cadre_id, decided_at)
    join observation_cadres l on l.cadre_id = d.cadre_id and l.started_at < d.decided_at
    join observations o on o.id = l.observation_id and o.revision_no = l.revision_no and o.state <> 'RETURNED'
      and not o.is_guarded and o.confidentiality <= ${scope.level}::int
    group by d.id`);
  const records = new Map(counted.map((one) => [one.id, one.records]));
  return {
    from: `${first}-01`,
    to: scope.to,
    people: promoted.map((person) => ({ ...person, records: records.get(person.id) ?? 0 })),
  };
}

export type MaterialComparison = {
  compared: Compared[];
  concerns: MaterialConcern[];
  revisions: ReadonlyMap<string, number>;
  wordings: DimensionWording[];
};

/** Columns in an order of the report's own: by chance, and the same each time it is opened. */
export async function collectComparison(
  db: ScopedDb,
  { reportId, cadres, ...scope }: Scope & { reportId: string; cadres: readonly string[] },
): Promise<MaterialComparison> {
  const maker = await makerOf(db);
  const filter = { cadres: [...cadres], on: scope.to };
  const found = await getComparison(db, { ...maker, id: reportId }, filter, cityDay(scope.at), {
    forOthers: true,
  });
  const revisions = await standing(
    db,
    found.flatMap(({ verified }) => verified.map(({ id }) => id)),
    scope.level,
  );
  return {
    compared: found.map((one) => ({ ...one, verified: one.verified.filter(({ id }) => revisions.has(id)) })),
    concerns: (await listConcerns(db, scope)).filter(({ cadreId }) => cadres.includes(cadreId)),
    revisions,
    wordings: await listDimensionWordings(db),
  };
}
