/** Central tasks: what belongs to one stays inside its days, and nothing of its history is lost. */
import { bySql, type Check } from "./check";
import { drawPeople } from "./sight";

const parts = `(select id, task_id, starts_on, ends_on from central_task_members
  union all select id, task_id, starts_on, ends_on from central_task_parties
  union all select id, task_id, starts_on, ends_on from central_task_observers)`;

/** Up to each level, without and with one-source negatives. */
const SIGHTS = `array[count(*) filter (where o.confidentiality = 1 and not o.is_guarded),
  count(*) filter (where o.confidentiality <= 2 and not o.is_guarded), count(*) filter (where not o.is_guarded),
  count(*) filter (where o.confidentiality = 1), count(*) filter (where o.confidentiality <= 2), count(*)]::int[]`;
const OF_TASKS = "o.central_task_id is not null and o.state <> 'RETURNED'";

/** What a page is told of the task with the most records, against what the person can open. */
const toldAsOpened: Check = {
  rule: 10,
  title: "what reviewers and leaders are told of a task's records equals those that they can open",
  broken: async (asked) => {
    const broken: string[] = [];
    for (const person of await drawPeople(asked, ["REVIEWER", "LEADER"])) {
      const { rows } = await asked.as(person, (client) =>
        client.query<{ found: string }>(`
          with task as materialized (
            select central_task_id as id from observations o where ${OF_TASKS} group by 1 order by count(*) desc, 1 limit 1
          ), opened as (
            select o.* from observations o join task on task.id = o.central_task_id where ${OF_TASKS}
          ), members as (select distinct m.cadre_id from central_task_members m join task on task.id = m.task_id),
          counted as (
            select null::uuid as cadre_id, 'wrote' as facet, observer_id::text as key, polarity as tone, count(*)::int as n
            from opened group by 3, 4
            union all select null, 'came', second_observer_id::text, '', count(*)::int
            from opened where second_observer_id is not null group by 3
            union all select null, 'item', item::text, '', count(*)::int
            from opened, unnest(conduct_item_ids) item group by 3
            union all select l.cadre_id, 'polarity', o.polarity, '', count(*)::int
            from opened o join observation_cadres l on l.observation_id = o.id and l.revision_no = o.revision_no
            join members using (cadre_id) group by 1, 3
            union all select l.cadre_id, 'item', item::text, '', count(*)::int
            from opened o join observation_cadres l on l.observation_id = o.id and l.revision_no = o.revision_no
            join members using (cadre_id), unnest(o.conduct_item_ids) item group by 1, 3
          ), told as (select t.* from task, viewer_task_file(task.id) t)
          (select facet || ' ' || key as found from (table told except table counted) more)
          union all (select facet || ' ' || key from (table counted except table told) less) limit 1`),
      );
      broken.push(...rows.map(({ found }) => `${person.role} ${person.id} ${found}`));
    }
    return broken;
  },
};

export const taskChecks: Check[] = [
  bySql(
    10,
    "what each sight is told of a task's records equals a recount",
    `select task_id || ' ' || facet || ' ' || key as found
     from (select task_id, facet, key, tone, records as kept from task_file_counts where records[6] <> 0) kept
     full join (
       select o.central_task_id as task_id, facet, key, tone, ${SIGHTS} as counted
       from observations o
       cross join lateral (
         values ('wrote', o.observer_id::text, o.polarity), ('came', o.second_observer_id::text, '')
         union all select 'item', item::text, '' from unnest(o.conduct_item_ids) item) f (facet, key, tone)
       where ${OF_TASKS} and key is not null group by 1, 2, 3, 4) counted using (task_id, facet, key, tone)
     where kept is distinct from counted`,
  ),
  bySql(
    10,
    "what each sight is told of a cadre in a task's records equals a recount",
    `select task_id || ' ' || cadre_id || ' ' || facet as found
     from (select task_id, cadre_id, facet, key, records as kept from task_cadre_counts where records[6] <> 0) kept
     full join (
       select o.central_task_id as task_id, l.cadre_id, facet, key, ${SIGHTS} as counted
       from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
       cross join lateral (
         values ('polarity', o.polarity) union all select 'item', item::text from unnest(o.conduct_item_ids) item) f (facet, key)
       where ${OF_TASKS} group by 1, 2, 3, 4) counted using (task_id, cadre_id, facet, key)
     where kept is distinct from counted`,
  ),
  bySql(
    10,
    "the remarkable records of a cadre in a task are those that its page walks to",
    `select l.observation_id || ' ' || l.cadre_id as found
     from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
     where l.remarkable_of is distinct from case when o.polarity <> 'NEUTRAL' then o.central_task_id end`,
  ),
  toldAsOpened,
  bySql(
    2,
    "nobody observes a task that they are a member of",
    `select n.id::text as found from central_task_observers n join users u on u.id = n.observer_id
     join central_task_members m on m.task_id = n.task_id and m.cadre_id = u.cadre_id
      and daterange(n.starts_on, n.ends_on, '[]') && daterange(m.starts_on, m.ends_on, '[]')`,
  ),
  bySql(
    4,
    "members, parties and observers stay inside the days of their task, and 主战场 does",
    `select p.id::text as found from ${parts} p join central_tasks t on t.id = p.task_id
     where p.starts_on < t.starts_on or greatest(p.starts_on, p.ends_on) > t.ends_on
     union all
     select id::text from central_tasks
     where battlefield_from < starts_on or greatest(battlefield_from, battlefield_to) > ends_on`,
  ),
  bySql(
    6,
    "every revision of a task is kept, and the newest says what the task says",
    `select t.id::text as found from central_tasks t
     where (select count(*) from central_task_revisions r where r.task_id = t.id) <> t.revision_no
       or not exists (select 1 from central_task_revisions r where r.task_id = t.id and r.revision_no = t.revision_no
                      and r.content ->> 'name' = t.name and (r.content ->> 'startsOn')::date = t.starts_on
                      and (r.content ->> 'endsOn')::date is not distinct from t.ends_on)`,
  ),
];
