-- What the administrators' pages need of the database.

-- `for update` collides with the share lock that the foreign key of user_roles takes on the same row: two grants
-- to one person at once ended as a deadlock. `for no key update` still lets one grant wait for the other.
create or replace function user_roles_keep_apart() returns trigger language plpgsql security definer set search_path from current as $$
declare held text[];
begin
  perform 1 from users where id = new.user_id for no key update; -- two grants at once wait for each other
  select array_agg(role) into held from user_roles where user_id = new.user_id;
  if held && array['SYSADMIN', 'SECADMIN', 'AUDITOR'] and cardinality(held) > 1 then
    perform refuse('user_roles_keep_apart', 'an administrator role stands alone');
  end if;
  return null;
end $$;

-- The auditor compares the last line with the head: a cut tail is a valid chain otherwise.
create policy head_read on audit_head for select to observer_app using ((select viewer_is('AUDITOR')));
grant select on audit_head to observer_app;

-- The canonical text joins fields by U+001F: a field that held one could pass for two.
alter table audit_events add constraint audit_events_plain_fields
  check (position(E'\x1f' in action || entity || entity_id || before || after) = 0);
