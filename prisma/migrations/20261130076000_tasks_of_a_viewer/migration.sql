-- The tasks that an observer may see, found from the observer's side: asked of each task in turn, 800 tasks cost 3,000 pages each time
-- that a policy named them, and one screen names them five times.
create or replace function viewer_task_ids() returns uuid[] language sql stable security definer set search_path from current as $$
  with recursive mine as (select viewer_id() as id, viewer_unit_ids() as unit_ids where viewer_is('OBSERVER')),
  -- one step in the index of observer and task for each task that the observer has records of
  recorded (task_id) as (
    (select o.central_task_id from mine join observations o on o.observer_id = mine.id
     where o.central_task_id is not null order by o.central_task_id limit 1)
    union all
    select (select o.central_task_id from mine join observations o on o.observer_id = mine.id
            where o.central_task_id > recorded.task_id order by o.central_task_id limit 1)
    from recorded where recorded.task_id is not null
  )
  select coalesce(array_agg(task_id), '{}') from (
    select t.id as task_id from mine join central_tasks t on t.lead_unit_id = any (mine.unit_ids)
    union
    select p.task_id from mine join central_task_parties p on p.unit_id = any (mine.unit_ids)
    union
    select m.task_id from mine join post_holdings p on p.unit_id = any (mine.unit_ids)
    join central_task_members m on m.cadre_id = p.cadre_id
      and daterange(p.starts_on, p.ends_on, '[]') && daterange(m.starts_on, m.ends_on, '[]')
    union
    select n.task_id from mine join central_task_observers n on n.observer_id = mine.id
      and city_today() between n.starts_on and coalesce(n.ends_on, 'infinity')
    union
    select task_id from recorded where task_id is not null) found
$$;
