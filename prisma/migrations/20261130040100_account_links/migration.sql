-- An account's unit (of a liaison) and cadre file, set by the system administrator, who reads no roster: a unit is found by
-- its whole name, a cadre by the account's own name and the unit held today. One answer or none; nothing can be browsed.

grant update (unit_id, cadre_id) on users to observer_system;

create function unit_called(p_name text) returns uuid language sql stable security definer set search_path from current as $$
  select case when count(*) = 1 then (array_agg(id))[1] end from units where p_name in (name, short_name)
$$;
create function cadres_called(p_name text, p_unit uuid, p_born date) returns uuid[]
language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(distinct c.id), '{}') from cadres c join post_holdings h on h.cadre_id = c.id
  where c.name = p_name and h.unit_id = p_unit and city_today() between h.starts_on and coalesce(h.ends_on, 'infinity')
    and (p_born is null or c.born_on = p_born)
$$;
create function account_unit(p_user uuid) returns text language sql stable security definer set search_path from current as $$
  select n.name from users u join units n on n.id = u.unit_id where u.id = p_user
$$;
grant execute on function unit_called(text), cadres_called(text, uuid, date), account_unit(uuid) to observer_system;

-- What this person's roles lead to, for whoever answers for rights: names of units, nothing of what was seen there.
create function sight_units(p_user uuid) returns table (unit_name text, reason text, since date, until date)
language plpgsql stable security definer set search_path from current as $$
begin
  if not viewer_is('SYSADMIN', 'SECADMIN') then return; end if;
  return query
    select n.name, 'ASSIGNED', a.starts_on, a.ends_on from assignments a join units n on n.id = a.unit_id
    where a.observer_id = p_user and city_today() between a.starts_on and coalesce(a.ends_on, 'infinity')
      and exists (select from user_roles r where r.user_id = p_user and r.role = 'OBSERVER')
    union all
    select n.name, 'LIAISON', null, null from users u join units n on n.id = u.unit_id
    where u.id = p_user and exists (select from user_roles r where r.user_id = p_user and r.role = 'LIAISON')
    order by 2, 1;
end $$;
grant execute on function sight_units(uuid) to observer_app;

-- A role that is nothing without its link is not granted before the link is there, and the link stays while it is held.
-- Seeds and the first set-up grant as nobody and make the link themselves.
create or replace function user_roles_keep_apart() returns trigger language plpgsql security definer set search_path from current as $$
declare
  held text[];
  person users;
begin
  select * into person from users where id = new.user_id for no key update; -- two grants at once wait for each other
  select array_agg(role) into held from user_roles where user_id = new.user_id;
  if held && array['SYSADMIN', 'SECADMIN', 'AUDITOR'] and cardinality(held) > 1 then
    perform refuse('user_roles_keep_apart', 'an administrator role stands alone');
  end if;
  if new.granted_by is not null and new.role = 'CADRE' and person.cadre_id is null then
    perform refuse('user_roles_cadre_linked', 'this role needs a cadre file');
  end if;
  if new.granted_by is not null and new.role = 'LIAISON' and person.unit_id is null then
    perform refuse('user_roles_unit_linked', 'this role needs a unit');
  end if;
  return null;
end $$;

create function users_keep_links() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.cadre_id is null and old.cadre_id is not null
     and exists (select from user_roles where user_id = new.id and role = 'CADRE') then
    perform refuse('users_cadre_needed', 'the role of a cadre needs the file');
  end if;
  if new.unit_id is null and old.unit_id is not null
     and exists (select from user_roles where user_id = new.id and role = 'LIAISON') then
    perform refuse('users_unit_needed', 'the role of a liaison needs the unit');
  end if;
  return new;
end $$;
create trigger keep_links before update of unit_id, cadre_id on users for each row execute function users_keep_links();
revoke all on function users_keep_links() from public;

-- 知悉权限, by the security administrator and never one's own. A function, since the policy under which people settle
-- their language would let a column grant reach their own row.
create function set_clearance(p_user uuid, p_level smallint) returns smallint language plpgsql security definer set search_path from current as $$
declare before smallint;
begin
  if not viewer_is('SECADMIN') or p_user = viewer_id() then
    perform refuse('users_clearance_by_another', 'a level is set by another, the security administrator');
  end if;
  select clearance into before from users where id = p_user for no key update;
  update users set clearance = p_level where id = p_user;
  return before;
end $$;
grant execute on function set_clearance(uuid, smallint) to observer_app;
revoke all on function unit_called(text), cadres_called(text, uuid, date), account_unit(uuid), sight_units(uuid), set_clearance(uuid, smallint) from public;
