/** Central tasks: what belongs to one stays inside its days, and nothing of its history is lost. */
import { bySql } from "./check";

const parts = `(select id, task_id, starts_on, ends_on from central_task_members
  union all select id, task_id, starts_on, ends_on from central_task_parties
  union all select id, task_id, starts_on, ends_on from central_task_observers)`;

export const taskChecks = [
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
