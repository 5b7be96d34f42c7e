-- Whom a liaison reads the name of: besides the observers, the people of the cases that their unit takes part in.
create function viewer_case_people() returns uuid[] language sql stable security definer set search_path from current as $$
  select case when not viewer_is('LIAISON') then '{}' else (
    with mine as (select unnest(viewer_case_ids()) as id)
    select coalesce(array_agg(distinct person), '{}') from (
      select unnest(array[c.raised_by, c.settled_by, c.checked_by, c.confirmed_by]) as person from cases c join mine on mine.id = c.id
      union select p.contact_id from case_parties p join mine on mine.id = p.case_id
      union select e.actor_id from case_events e join mine on mine.id = e.case_id
      union select f.owner_id from follow_ups f join mine on mine.id = f.case_id) there where person is not null) end
$$;
create policy people_of_cases on users for select to observer_app using (id = any ((select viewer_case_people())::uuid[]));

-- The liaisons of a unit, for who works with it in a case or could open one.
create function unit_liaisons(p_unit uuid) returns table (id uuid, name text)
language sql stable security definer set search_path from current as $$
  select p.id, p.name from users p join user_roles r on r.user_id = p.id and r.role = 'LIAISON'
  where p.unit_id = p_unit and p.is_active
    and (viewer_is('OBSERVER', 'REVIEWER', 'LEADER') or viewer_is('LIAISON') and p_unit = viewer_own_unit_id())
$$;
revoke all on function viewer_case_people(), unit_liaisons(uuid) from public;
grant execute on function viewer_case_people(), unit_liaisons(uuid) to observer_app;
