-- Who is waited for is told: of a plan that wants approval, and of two administrators' roles asked for in one person. Again
-- when it is proposed again on another day.

create function plans_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if viewer_id() is null
     or not coalesce((select needs_approval from assignment_plan_approvals order by set_at desc, id limit 1), true) then
    return null;
  end if;
  insert into notifications (user_id, kind, matter_id, day)
  select distinct u.id, 'PLAN_PROPOSED', new.id, city_today()
  from users u join user_roles r on r.user_id = u.id and r.role in ('ADMIN', 'LEADER')
  -- who arranged any of it does not approve it
  where u.is_active and u.id <> viewer_id()
    and not exists (select from assignment_plan_versions v where v.plan_id = new.id and v.made_by = u.id)
  on conflict do nothing;
  return null;
end $$;
create trigger tell after update on assignment_plans for each row
  when (new.state = 'PROPOSED' and old.state <> 'PROPOSED') execute function plans_tell();

-- SECADMIN has no business to be told of and sees it at its entry; a leader is told.
create function role_exceptions_tell() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into notifications (user_id, kind, matter_id)
  select distinct u.id, 'EXCEPTION_ASKED', new.id
  from users u join user_roles r on r.user_id = u.id and r.role = 'LEADER'
  where u.is_active and u.id not in (new.user_id, new.asked_by)
  on conflict do nothing;
  return null;
end $$;
create trigger tell after insert on role_exceptions for each row execute function role_exceptions_tell();
revoke all on function plans_tell(), role_exceptions_tell() from public;

-- Whatever kinds there are, and these two.
do $$
declare
  kinds text;
begin
  select string_agg(distinct quote_literal(kind), ', ') into kinds from (
    select (regexp_matches(pg_get_constraintdef(c.oid), '''([A-Z_]+)''', 'g'))[1] as kind
    from pg_constraint c where c.conname = 'notifications_kind_known' and c.conrelid = 'notifications'::regclass
    union select unnest(array['PLAN_PROPOSED', 'EXCEPTION_ASKED'])) known;
  alter table notifications drop constraint notifications_kind_known;
  execute format('alter table notifications add constraint notifications_kind_known check (kind in (%s))', kinds);
end $$;
