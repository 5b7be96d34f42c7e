/** Results that were 已印证 on a day, as they were worded then. */
import { addDays, type Day, startOfCityDay } from "@/lib/platform/clock";
import type { ScopedDb } from "@/lib/platform/db";
import { allOf, noSql, type Sql, sql } from "@/lib/platform/sql";
import { shortNameOn } from "@/lib/units/names/queries";
import type { AchievementRow } from "../queries";
import type { Contribution } from "../schema";

/** A field as it stood in the revision of the day; the present row's where that is the revision, or where it is not the viewer's to read. */
const asThen = (field: string, present: Sql, type: Sql): Sql =>
  sql`(case when r.content -> ${field}::text is null then ${present} else (r.content ->> ${field}::text)::${type} end)`;
const endsOnThen = asThen("endsOn", sql`a.ends_on`, sql`date`);
const taskThen = asThen("centralTaskId", sql`a.central_task_id`, sql`uuid`);

export type VerifiedAchievement = Pick<
  AchievementRow,
  | "id"
  | "claim"
  | "startsOn"
  | "endsOn"
  | "level"
  | "indicator"
  | "measureUnit"
  | "baseline"
  | "target"
  | "actual"
  | "isMainBattlefield"
  | "taskName"
> & { contribution: Contribution; part: string; postTitle: string; unitName: string };

/**
 * Results of a cadre that were 已印证 at the end of a day, in the words and numbers of then, newest first, with their own part in each.
 * History and older wordings are not for everybody: who may not read them sees what has been corroborated since then
 * and still is.
 */
export const listVerified = (db: ScopedDb, cadreId: string, asOf: Day): Promise<VerifiedAchievement[]> =>
  db.rows<VerifiedAchievement>(verified(sql`l.cadre_id = ${cadreId}::uuid`, noSql, asOf));

/** Of several people, or of all. */
export const listVerifiedOf = (
  db: ScopedDb,
  {
    cadreIds,
    contributions,
    endedSince,
  }: { cadreIds?: readonly string[]; contributions?: readonly Contribution[]; endedSince?: Day },
  asOf: Day,
): Promise<(VerifiedAchievement & { cadreId: string; taskId: string | null })[]> =>
  db.rows(
    verified(
      allOf([
        ...(cadreIds ? [sql`l.cadre_id = any(${cadreIds}::uuid[])`] : []),
        ...(contributions ? [sql`l.contribution = any(${contributions}::text[])`] : []),
        ...(endedSince ? [sql`${endsOnThen} >= ${endedSince}::date`] : []),
      ]),
      sql`, l.cadre_id as "cadreId", ${taskThen} as "taskId"`,
      asOf,
    ),
  );

const verified = (where: Sql, more: Sql, asOf: Day): Sql => {
  const end = startOfCityDay(addDays(asOf, 1));
  // what stands today stands in the claim itself: its history is looked up for a day that is over alone
  const isPast = sql`(select ${asOf}::date < city_today())`;
  const number = (field: string, present: Sql) => asThen(field, present, sql`float8`);
  const words = (field: string, present: Sql) => asThen(field, present, sql`text`);
  return sql`
    select a.id, ${words("claim", sql`a.claim`)} as claim, ${asThen("startsOn", sql`a.starts_on`, sql`date`)}::text as "startsOn",
      ${endsOnThen}::text as "endsOn", ${words("level", sql`a.level`)} as level,
      ${words("indicator", sql`a.indicator`)} as indicator, ${words("measureUnit", sql`a.measure_unit`)} as "measureUnit",
      ${number("baseline", sql`a.baseline::float8`)} as baseline, ${number("target", sql`a.target::float8`)} as target,
      ${number("actual", sql`a.actual::float8`)} as actual,
      coalesce(t.is_main_battlefield, false) as "isMainBattlefield", t.name as "taskName",
      l.contribution, l.part, l.post_title as "postTitle", ${shortNameOn(sql`u`, asOf)} as "unitName"${more}
    from achievement_cadres l
    join achievements a on a.id = l.achievement_id
    left join achievement_revisions r on ${isPast} and r.achievement_id = a.id and r.revision_no = l.revision_no and r.revision_no < a.revision_no
    join units u on u.id = l.unit_id
    -- by its id, one by one: the planner expects a single claim and would look through all tasks for each
    left join lateral (select k.name, k.is_main_battlefield from central_tasks k where k.id = ${taskThen} offset 0) t on true
    where ${where} and ${endsOnThen} <= ${asOf}::date
      and l.revision_no = case when not ${isPast} then a.revision_no else coalesce(
        (select max(v.revision_no) from achievement_revisions v where v.achievement_id = a.id and v.created_at < ${end}), a.revision_no) end
      and ((a.state = 'CORROBORATED' and a.confirmed_at < ${end})
           or ${isPast} and (select e.to_state from achievement_events e where e.achievement_id = a.id and e.at < ${end}
               order by e.at desc limit 1) = 'CORROBORATED')
    order by ${endsOnThen} desc, a.id`;
};
