/**
 * What must hold in a demo world whatever its size, beside the rules that hold in every database
 * (scripts/support/evidence); a test runs both after each seed. Empty means all is well.
 */
import type { ClientBase } from "pg";
import { cadreLineSchema, detailsSchema, parseFields } from "../../../lib/methods/schema";

export type Violation = { rule: string; found: string };

/** Each statement returns what breaks its rule; $1 is the day of the world. */
const checks: Record<string, string> = {
  "95 units": "select count(*)::text as found from units having count(*) <> 95",
  "ten methods with a version": `
    select count(*)::text as found from (select method_id from method_versions group by 1) v having count(*) <> 10`,
  "every unit has an observer today": `
    select u.code as found from units u where not exists (
      select 1 from assignments a where a.unit_id = u.id and $1::date between a.starts_on and coalesce(a.ends_on, 'infinity'))`,
  "every observer has two or three units on each day of change": `
    select r.user_id || ' ' || d.day as found
    from user_roles r cross join (
      select starts_on as day from assignments
      where starts_on >= (select min(starts_on) from assignments) + interval '3 months'
      union select $1::date) d
    where r.role = 'OBSERVER' and (
      select count(*) from assignments a
      where a.observer_id = r.user_id and d.day between a.starts_on and coalesce(a.ends_on, 'infinity')) not between 2 and 3`,
  "15 observers with three units and 25 with two": `
    select string_agg(units || '×' || observers, ' ') as found from (
      select units, count(*) as observers from (
        select count(*) as units from assignments
        where $1::date between starts_on and coalesce(ends_on, 'infinity') group by observer_id) h group by 1 order by 1) s
    having string_agg(units || '×' || observers, ' ' order by units) is distinct from '2×25 3×15'`,
  "a member comes from the lead unit or a party": `
    select m.id::text as found from central_task_members m join central_tasks t on t.id = m.task_id where not exists (
      select 1 from post_holdings h where h.cadre_id = m.cadre_id
        and (h.unit_id = t.lead_unit_id or h.unit_id in (select p.unit_id from central_task_parties p where p.task_id = t.id)))`,
  "the records of a visit are one person's, of one time, with the same words, one a unit": `
    select visit_id::text as found from observations where visit_id is not null group by visit_id
    having count(*) < 2 or count(distinct (observer_id, started_at, ended_at, place, fact, judgement)) > 1
      or count(distinct unit_id) < count(*)`,
  "a link leads from its author's record to an earlier one": `
    select k.from_id::text as found
    from observation_links k join observations f on f.id = k.from_id join observations t on t.id = k.to_id
    where t.started_at >= f.started_at or k.made_by <> f.observer_id or t.observer_id <> f.observer_id`,
  "what a unit has planned was entered by its own liaison": `
    select p.id::text as found from (select id, unit_id, entered_by from unit_meetings
      union all select id, unit_id, entered_by from unit_projects) p
    where not exists (select 1 from users u join user_roles r on r.user_id = u.id and r.role = 'LIAISON'
                      where u.id = p.entered_by and u.unit_id = p.unit_id)`,
  "nobody is their own companion": `
    select id::text as found from observations where second_observer_id = observer_id`,
  "nothing lies in the future": `
    select id::text as found from observations
    where greatest(started_at, ended_at, submitted_at) >= ($1::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
  "what was handed over is of a unit that its author had lost by that day": `
    select h.id::text as found from handovers h where h.occurred_on > $1::date
      or exists (select 1 from assignments a where a.observer_id = h.author_id and a.unit_id = h.unit_id
                 and h.occurred_on between a.starts_on and coalesce(a.ends_on, 'infinity'))
      or not exists (select 1 from assignments a where a.observer_id = h.author_id and a.unit_id = h.unit_id
                     and a.ends_on between h.occurred_on - 90 and h.occurred_on - 1)`,
  "each kind of gap is there: silence, warned rotation, conflict, guarded remark, overdue follow-up": `
    select gap as found from (values
      ('silent units', (select count(*) from units u where not exists (
          select 1 from observations o where o.unit_id = u.id and city_day(o.started_at) > $1::date - 90)) >= 5),
      ('warned rotation', exists (select 1 from assignments a where a.ends_on is null and a.starts_on <= $1::date - interval '21 months')),
      ('conflict', exists (select 1 from recusal_declarations r join assignments a using (observer_id, unit_id)
          where r.kind <> 'NATIVE_TOWN' and a.ends_on is null)),
      ('guarded remark', exists (select 1 from observations where is_guarded)),
      ('items of both lists', (select count(distinct i.list) from observations o join conduct_items i on i.id = any(o.conduct_item_ids)) = 2),
      ('visits to two units', (select count(distinct visit_id) from observations) >= 5),
      ('links', exists (select 1 from observation_links)),
      ('companions', exists (select 1 from observations where second_observer_id is not null)),
      ('tasks of each kind', (select count(distinct kind) from central_tasks) = 4),
      ('tasks ahead, running and over', exists (select 1 from central_tasks where starts_on > $1::date)
          and exists (select 1 from central_tasks where ends_on is null) and exists (select 1 from central_tasks where ends_on < $1::date)),
      ('主战场 shorter than its task', exists (select 1 from central_tasks where battlefield_from > starts_on and battlefield_to < ends_on)),
      ('a member with two stints', exists (select 1 from central_task_members group by task_id, cadre_id having count(*) > 1)),
      ('a task that was changed', exists (select 1 from central_tasks where revision_no > 1)),
      ('records across units by a named observer', exists (select 1 from observations o join observation_cadres l on l.observation_id = o.id
          join central_task_observers n on n.task_id = o.central_task_id and n.observer_id = o.observer_id
          where l.unit_id <> o.unit_id and not exists (select 1 from central_tasks t where t.id = o.central_task_id and t.lead_unit_id = o.unit_id))),
      ('named observers', (select count(distinct observer_id) from central_task_observers) >= 3),
      ('waiting', exists (select 1 from observations where state = 'SUBMITTED')),
      ('handed over', exists (select 1 from handovers where state = 'WAITING')),
      ('complaints answered, waiting, late and without a name', (select count(distinct (state, sender_id is null, due_on < $1::date)) from complaints) >= 4),
      ('meetings ahead, over, not open, withdrawn', (select count(distinct (starts_at < now(), is_open, withdrawn_at is null)) from unit_meetings) >= 4),
      ('concerns in every state, ending soon, ended, renewed and fallen',
        (select count(distinct state) from concerns) = 4 and exists (select 1 from concerns where is_lapsed)
          and exists (select 1 from concerns where expires_on between $1::date and $1::date + 30)
          and exists (select 1 from concern_events where from_state = to_state) and exists (select 1 from concern_events where source_id is not null)
        or (select count(*) from observations) >= 20000),
      ('correction requests in every state and with each outcome, one late',
        (select count(distinct state) from correction_requests) = 4 and (select count(distinct outcome) from correction_requests) = 3
          and exists (select 1 from correction_requests where state = 'ASKED' and due_on < $1::date)
        or (select count(*) from observations) >= 20000),
      ('cases in every state and tier, late, put off, sent back, reopened, of each kind of raiser',
        (select count(distinct state) from cases) = 4 and (select count(distinct tier) from cases where state = 'OPEN') = 4
          and (select count(distinct tier) from cases where state = 'OPEN' and due_on < $1::date) >= 3
          and (select count(distinct kind) from case_events) = 13
          and (select count(distinct r.role) from cases c join user_roles r on r.user_id = c.raised_by) = 3
        or (select count(*) from observations) >= 20000),
      ('overdue', exists (select 1 from follow_ups where done_at is null and due_on < $1::date)),
      ('claims merged and split', (select count(distinct state) from achievements where state in ('MERGED', 'SPLIT')) = 2),
      ('a merge that was taken back', exists (select 1 from achievement_events where from_state = 'MERGED')),
      ('moved sources', exists (select 1 from achievement_sources where moved_from is not null)),
      ('claims fallen, by a withdrawal and by a contradiction', (select count(distinct e.reason) from achievement_events e
          where e.source_id is not null and e.reason in ('@withdrawn', '@contradicted')) = 2),
      ('requests open, overdue, answered in words and by a record', (select count(distinct (done_at is null, due_on < $1::date, answer_id is null))
          from follow_ups where asked_by is not null) >= 4),
      ('moved cadre', exists (select 1 from observation_cadres l where not exists (
          select 1 from post_holdings p where p.cadre_id = l.cadre_id and p.unit_id = l.unit_id and p.ends_on is null)))
    ) as expected(gap, holds) where not holds`,
};

/** The world's day must be given when it is not today. */
export async function checkWorld(db: ClientBase, today: string): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const [rule, statement] of Object.entries(checks)) {
    const values = statement.includes("$1") ? [today] : [];
    const { rows } = await db.query<{ found: string }>(`select found from (${statement}) s limit 5`, values);
    violations.push(...rows.map(({ found }) => ({ rule, found })));
  }
  violations.push(...(await checkDetails(db)));
  return violations;
}

/** The newest thousand records of each method against the field list of their version. */
async function checkDetails(db: ClientBase): Promise<Violation[]> {
  const violations: Violation[] = [];
  const versions = await db.query<{ id: string; name: string; fields: unknown }>(
    "select id, name, fields from method_versions",
  );
  for (const version of versions.rows) {
    const fields = parseFields(version.fields);
    const [details, line] = [detailsSchema(fields), cadreLineSchema(fields)];
    const records = await db.query<{ id: string; details: unknown; lines: unknown[] }>(
      `select o.id, o.details, coalesce((
         select jsonb_agg(l.details) from observation_cadres l where l.observation_id = o.id), '[]') as lines
       from observations o where o.method_version_id = $1 order by o.started_at desc, o.id limit 1000`,
      [version.id],
    );
    for (const record of records.rows) {
      const checked = [
        details.safeParse(record.details),
        ...record.lines.map((each) => line.safeParse(each)),
      ];
      const issue = checked.flatMap((result) => result.error?.issues ?? [])[0];
      if (issue) {
        violations.push({
          rule: `details of ${version.name}`,
          found: `${record.id} ${issue.path.join(".")}: ${issue.message}`,
        });
      }
    }
  }
  return violations;
}
