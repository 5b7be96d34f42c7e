-- A person never observes their own unit or themselves (product.md). Until now it was kept nowhere: the assignment asks for
-- the observer's posts as it asks for recusals, and a record names neither of its observers among its cadres.
create or replace function assignments_keep_rules() returns trigger language plpgsql security definer set search_path from current as $$
declare
  span daterange := daterange(new.starts_on, new.ends_on, '[]');
  most int := 3;
begin
  perform 1 from users where id = new.observer_id for update;
  if tg_op = 'INSERT' then most := least(most, deadline_days('UNITS_MOST', new.starts_on)); end if;
  if exists (
    select 1
    from (select new.starts_on as day
          union select starts_on from assignments where observer_id = new.observer_id and starts_on <@ span) days
    where (select count(*) from assignments a
           where a.observer_id = new.observer_id and a.id <> new.id
             and days.day between a.starts_on and coalesce(a.ends_on, 'infinity')) >= most
  ) then
    perform refuse('assignments_at_most_three', 'an observer has no more units on any day than are allowed');
  end if;
  if exists (
    select 1 from recusal_declarations r
    where r.observer_id = new.observer_id and r.unit_id = new.unit_id and r.kind <> 'NATIVE_TOWN'
      and daterange(r.declared_on, r.ends_on, '[]') && span
      and (r.kind <> 'FORMER_WORKPLACE' or r.worked_until + interval '5 years' > new.starts_on)
      and not exists (
        select 1 from recusal_overrides v
        where v.observer_id = r.observer_id and v.unit_id = r.unit_id
          and new.starts_on between v.granted_on and v.expires_on)
  ) then
    perform refuse('assignments_recusal', 'a live recusal stands against it');
  end if;
  -- what runs already may be shortened
  if (tg_op = 'INSERT' or coalesce(new.ends_on, 'infinity') > coalesce(old.ends_on, 'infinity')) and exists (
    select from users u join post_holdings p on p.cadre_id = u.cadre_id
    where u.id = new.observer_id and p.unit_id = new.unit_id and daterange(p.starts_on, p.ends_on, '[]') && span
  ) then
    perform refuse('assignments_own_unit', 'nobody observes the unit in which they hold a post');
  end if;
  return new;
end $$;

create function observation_cadres_not_oneself() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (
    select from observations o join users u on u.id in (o.observer_id, o.second_observer_id)
    where o.id = new.observation_id and u.cadre_id = new.cadre_id
  ) then
    perform refuse('observation_cadres_not_oneself', 'nobody observes themselves');
  end if;
  return null;
end $$;
create trigger not_oneself after insert on observation_cadres
  for each row execute function observation_cadres_not_oneself();
revoke all on function observation_cadres_not_oneself() from public;
