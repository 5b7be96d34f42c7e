-- Nobody observes their own unit (docs/adr/0049), in a record of another unit neither: whoever is named for a central task
-- names its members there, but those of the own unit as little as those of a unit that a recusal keeps away.
create function observer_is_of_unit(p_observer uuid, p_unit uuid, p_day date) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (
    select from users u join post_holdings p on p.cadre_id = u.cadre_id
    where u.id = p_observer and p.unit_id = p_unit and p_day between p.starts_on and coalesce(p.ends_on, 'infinity'))
$$;
revoke all on function observer_is_of_unit(uuid, uuid, date) from public;

-- Asked only where a task opens members of other units: no override covers the own one.
create or replace function observer_is_recused(p_observer uuid, p_unit uuid, p_day date) returns boolean
language sql stable security definer set search_path from current as $$
  select observer_is_of_unit(p_observer, p_unit, p_day) or exists (
    select 1 from recusal_declarations r
    where r.observer_id = p_observer and r.unit_id = p_unit and r.kind <> 'NATIVE_TOWN'
      and p_day between r.declared_on and coalesce(r.ends_on, 'infinity')
      and (r.kind <> 'FORMER_WORKPLACE' or r.worked_until + interval '5 years' > p_day)
      and not exists (
        select 1 from recusal_overrides v
        where v.observer_id = r.observer_id and v.unit_id = r.unit_id and p_day between v.granted_on and v.expires_on))
$$;

-- Says which of the two it is: that the cadre is a stranger there, or a colleague of whoever records.
create or replace function observation_cadres_post_that_day() returns trigger language plpgsql security definer set search_path from current as $$
declare
  seen record;
  held record;
begin
  select unit_id, observer_id, started_at, city_day(started_at) as day, central_task_id into seen
    from observations where id = new.observation_id;
  select p.unit_id, p.title into held from post_holdings p
    where p.cadre_id = new.cadre_id
      and seen.day between p.starts_on and coalesce(p.ends_on, 'infinity')
      and (p.unit_id = seen.unit_id or central_task_opens_member(
        seen.central_task_id, new.cadre_id, p.unit_id, seen.unit_id, seen.observer_id, seen.day))
    order by (p.unit_id = seen.unit_id) desc, p.is_primary desc, p.starts_on desc limit 1;
  if held is null and seen.central_task_id is not null and exists (
    select from central_task_members m join post_holdings p on p.cadre_id = m.cadre_id
    where m.task_id = seen.central_task_id and m.cadre_id = new.cadre_id
      and seen.day between m.starts_on and coalesce(m.ends_on, 'infinity')
      and seen.day between p.starts_on and coalesce(p.ends_on, 'infinity')
      and observer_is_of_unit(seen.observer_id, p.unit_id, seen.day)
  ) then
    if exists (select from users where id = seen.observer_id and cadre_id = new.cadre_id) then
      perform refuse('observation_cadres_not_oneself', 'nobody observes themselves');
    end if;
    perform refuse('observation_cadres_own_unit', 'nobody records colleagues of their own unit');
  end if;
  if held is null then
    perform refuse('observation_cadres_of_unit', 'the cadre held no post in that unit on that day');
  end if;
  new.unit_id := held.unit_id;
  new.post_title := held.title;
  new.started_at := seen.started_at;
  return new;
end $$;

-- The same for the sentence, before anything is written: whose rows the author does not see, are they colleagues?
create function task_names_colleagues(p_task uuid, p_day date, p_ids uuid[]) returns boolean
language sql stable security definer set search_path from current as $$
  select viewer_is('OBSERVER') and exists (
    select from central_task_members m join post_holdings p on p.cadre_id = m.cadre_id
    where m.task_id = p_task and m.cadre_id = any (p_ids)
      and p_day between m.starts_on and coalesce(m.ends_on, 'infinity')
      and p_day between p.starts_on and coalesce(p.ends_on, 'infinity')
      and observer_is_of_unit(viewer_id(), p.unit_id, p_day))
$$;
revoke all on function task_names_colleagues(uuid, date, uuid[]) from public;
grant execute on function task_names_colleagues(uuid, date, uuid[]) to observer_app;
