-- Nobody observes their own unit (docs/adr/0049), as a second observer neither: not a unit in which they hold a post that
-- day, and in a record of another unit no cadre of theirs. Who recorded it was asked already, by the assignment and by
-- observation_cadres_own_unit. Asked only where there is a second observer, so that other records are no slower.
create function observations_second_elsewhere() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if observer_is_of_unit(new.second_observer_id, new.unit_id, city_day(new.started_at)) then
    perform refuse('observations_second_of_unit', 'nobody comes along to the unit in which they hold a post');
  end if;
  return null;
end $$;
revoke all on function observations_second_elsewhere() from public;
create trigger second_elsewhere after insert on observations
  for each row when (new.second_observer_id is not null) execute function observations_second_elsewhere();
-- what stands from before is not asked again while it stays as it is
create trigger second_elsewhere_moved after update of second_observer_id, started_at on observations
  for each row when (new.second_observer_id is not null
    and (new.second_observer_id is distinct from old.second_observer_id or new.started_at <> old.started_at))
  execute function observations_second_elsewhere();

create or replace function observation_cadres_not_oneself() returns trigger language plpgsql security definer set search_path from current as $$
declare
  seen record;
begin
  select o.unit_id, o.second_observer_id,
         exists (select from users u where u.id in (o.observer_id, o.second_observer_id) and u.cadre_id = new.cadre_id) as is_oneself
    into seen from observations o where o.id = new.observation_id;
  if seen.is_oneself then
    perform refuse('observation_cadres_not_oneself', 'nobody observes themselves');
  end if;
  -- of the record's own unit the record itself was asked
  if seen.second_observer_id is not null and new.unit_id <> seen.unit_id
     and observer_is_of_unit(seen.second_observer_id, new.unit_id, city_day(new.started_at)) then
    perform refuse('observation_cadres_second_of_unit', 'nobody comes along to colleagues of their own unit');
  end if;
  return null;
end $$;
