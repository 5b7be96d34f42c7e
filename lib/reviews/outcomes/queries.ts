/** 任用结果: promotions as facts, with the trial year of each. */
import { limitOn } from "@/lib/calendar/limits/queries";
import type { Day } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { allOf, type Sql, sql } from "@/lib/platform/sql";
import type { OutcomeFilter, TrialResult } from "../schema";

export type OutcomeRow = {
  id: string;
  cadreId: string;
  name: string;
  decidedOn: Day;
  startedOn: Day;
  fromUnitName: string | null;
  fromTitle: string | null;
  toUnitId: string;
  toUnitName: string;
  toTitle: string;
  toLevel: string;
  document: string;
  batchId: string | null;
  positionId: string | null;
  candidateId: string | null;
  trialEndsOn: Day | null;
  trialResult: TrialResult | null;
  trialReason: string;
};
const PAGE = 50;
const onTrial = sql`o.trial_ends_on is not null and coalesce(o.trial_result, 'EXTENDED') = 'EXTENDED'`;

const warningDays = (today: Day): Sql => limitOn("TRIAL_WARNING_DAYS", sql`${today}::date`);
const soonUntil = (today: Day): Sql => sql`${today}::date + ${warningDays(today)}`;

function inView(filter: OutcomeFilter, today: Day): Sql {
  const view =
    filter.view === "all"
      ? sql`true`
      : filter.view === "trial"
        ? onTrial
        : sql`${onTrial} and o.trial_ends_on <= ${soonUntil(today)}`;
  return allOf([view, ...(filter.batch ? [sql`p.batch_id = ${filter.batch}::uuid`] : [])]);
}

export async function listOutcomes(
  db: ScopedDb,
  filter: OutcomeFilter,
  today: Day,
): Promise<{ items: OutcomeRow[]; total: number }> {
  const rows = await db.rows<OutcomeRow & { total: number }>(sql`
    select o.id, o.cadre_id as "cadreId", k.name, o.decided_on::text as "decidedOn", o.started_on::text as "startedOn",
      f.short_name as "fromUnitName", o.from_title as "fromTitle", o.to_unit_id as "toUnitId", t.short_name as "toUnitName", o.to_title as "toTitle",
      o.to_level as "toLevel", o.document, p.batch_id as "batchId", o.position_id as "positionId", o.candidate_id as "candidateId",
      o.trial_ends_on::text as "trialEndsOn", o.trial_result as "trialResult", o.trial_reason as "trialReason",
      count(*) over ()::int as total
    from promotion_outcomes o join cadres k on k.id = o.cadre_id left join units f on f.id = o.from_unit_id
    join units t on t.id = o.to_unit_id left join review_positions p on p.id = o.position_id
    where ${inView(filter, today)}
    order by ${filter.view === "all" ? sql`o.started_on desc, o.id` : sql`o.trial_ends_on, o.id`}
    limit ${PAGE}::int offset ${(filter.page - 1) * PAGE}::int`);
  return { items: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}
export const OUTCOMES_PER_PAGE = PAGE;

/** `warningDays`: whose trial year ends within so many days is due. */
export type OutcomeCounts = Record<"all" | "trial" | "due" | "warningDays", number>;
export async function countOutcomes(db: ScopedDb, today: Day): Promise<OutcomeCounts> {
  const [counts] = await db.rows<OutcomeCounts>(sql`
    select count(*)::int as all, count(*) filter (where ${onTrial})::int as trial,
      count(*) filter (where ${onTrial} and o.trial_ends_on <= ${soonUntil(today)})::int as due, ${warningDays(today)} as "warningDays"
    from promotion_outcomes o join cadres k on k.id = o.cadre_id`);
  return counts ?? { all: 0, trial: 0, due: 0, warningDays: 0 };
}
