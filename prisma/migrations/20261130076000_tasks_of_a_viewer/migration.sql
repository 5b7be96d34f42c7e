-- The tasks that an observer may see, found from the observer's side: asked of each task in turn, 800 tasks cost 3,000 pages each time
-- that a policy named them, and one screen names them five times.
create or replace function viewer_task_ids() returns uuid[] language sql stable security definer set search_path from current as $$
  -- one step in the index of observer and task for each task that the observer has records of
  with recursive recorded (task_id) as (
    (select central_task_id from observations
     where observer_id = (select viewer_id()) and central_task_id is not null order by central_task_id limit 1)
    union all
    select (select o.central_task_id from observations o
            where o.observer_id = (select viewer_id()) and o.central_task_id > recorded.task_id order by o.central_task_id limit 1)
    from recorded where recorded.task_id is not null
  )
  select coalesce(array_agg(task_id), '{}') from (
    select id as task_id from central_tasks where lead_unit_id = any ((select viewer_unit_ids())::uuid[])
    union
    select task_id from central_task_parties where unit_id = any ((select viewer_unit_ids())::uuid[])
    union
    select m.task_id from post_holdings p join central_task_members m on m.cadre_id = p.cadre_id
    where p.unit_id = any ((select viewer_unit_ids())::uuid[])
      and daterange(p.starts_on, p.ends_on, '[]') && daterange(m.starts_on, m.ends_on, '[]')
    union
    select task_id from central_task_observers
    where observer_id = (select viewer_id()) and (select city_today()) between starts_on and coalesce(ends_on, 'infinity')
    union
    select task_id from recorded where task_id is not null) found
  where (select viewer_is('OBSERVER'))
$$;

-- What a cadre or a unit has to do with tasks, read from the index alone.
drop index central_task_members_cadre_id_idx;
create index central_task_members_of_cadre on central_task_members (cadre_id, task_id, starts_on, ends_on);
drop index central_task_parties_unit;
create index central_task_parties_of_unit on central_task_parties (unit_id, task_id, starts_on, ends_on);
