-- The central tasks of the entry form, unit by unit: who may see which is asked once. By the policies it was asked for each of four tables,
-- and each asking looks through all tasks of the observer. What the policies of these tables withhold is withheld here.
create function viewer_unit_tasks(p_units uuid[], p_since date) returns table (unit_id uuid, id uuid, name text, lead_unit_id uuid,
  starts_on date, ends_on date, is_own boolean, named_from date, named_to date)
language sql stable rows 50 security definer set search_path from current as $$
  with visible as materialized (
    select t.id, t.name, t.lead_unit_id, t.starts_on, t.ends_on from central_tasks t
    where coalesce(t.ends_on, 'infinity') >= p_since and (select viewer_is_business())
      and ((select viewer_is('REVIEWER', 'LEADER', 'ADMIN')) or t.id = any ((select viewer_task_ids())::uuid[]))
  ), team as materialized (
    select distinct p.cadre_id, p.unit_id from post_holdings p
    where p.unit_id = any (p_units) and coalesce(p.ends_on, 'infinity') >= p_since and p.cadre_id is distinct from (select viewer_cadre_id())
      and p.cadre_id <> all ((select recused_cadres())::uuid[])
      and ((select viewer_is('REVIEWER', 'LEADER', 'ADMIN')) or p.cadre_id = any ((select viewer_cadre_ids())::uuid[]))
  ), own as materialized (
    select v.id as task_id, v.lead_unit_id as unit_id from visible v where v.lead_unit_id = any (p_units)
    union
    select p.task_id, p.unit_id from central_task_parties p where p.unit_id = any (p_units)
    union
    -- all at once by the index of cadres: one by one the index against overlaps is taken, which is of tasks first
    select m.task_id, t.unit_id from team t join (
      select task_id, cadre_id from central_task_members where cadre_id = any (array(select cadre_id from team)) offset 0) m using (cadre_id)
  ), named as materialized (
    select distinct on (task_id) task_id, starts_on, ends_on from central_task_observers
    where observer_id = (select viewer_id()) order by task_id, starts_on desc
  )
  select asked.unit_id, v.id, v.name, v.lead_unit_id, v.starts_on, v.ends_on, own.task_id is not null,
    -- of a task that is not the unit's, members may be recorded on the days of the naming only
    case when own.task_id is not null then '-infinity'::date else n.starts_on end,
    case when own.task_id is null then n.ends_on end
  from visible v cross join unnest(p_units) asked (unit_id)
  left join own on own.task_id = v.id and own.unit_id = asked.unit_id
  left join named n on n.task_id = v.id
  where own.task_id is not null or n.task_id is not null
$$;
revoke all on function viewer_unit_tasks(uuid[], date) from public;
grant execute on function viewer_unit_tasks(uuid[], date) to observer_app;
