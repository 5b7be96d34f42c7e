-- An account may end on a day, and one change may be made of many accounts at once: each line with what it was before, so
-- that it can be taken back. What the system administrator changed and what the security administrator granted are told
-- apart here as everywhere: neither sees the other's.

alter table users add column valid_until date;
comment on column users.valid_until is 'last day on which the account opens; empty: no end';
grant update (valid_until) on users to observer_system;

create table account_changes (
  id uuid not null,
  deed text not null,
  -- of GRANT and TAKE_BACK
  role text,
  -- of VALIDITY; empty: no end
  day date,
  reason text not null,
  made_by uuid not null references users (id),
  made_at timestamptz(3) not null default now(),
  undone_by uuid references users (id),
  undone_at timestamptz(3),
  constraint account_changes_pkey primary key (id),
  constraint account_changes_deed_known check (deed in ('DISABLE', 'ENABLE', 'UNLOCK', 'VALIDITY', 'SLIPS', 'GRANT', 'TAKE_BACK')),
  constraint account_changes_role_fits check ((role is not null) = (deed in ('GRANT', 'TAKE_BACK'))),
  constraint account_changes_day_fits check (day is null or deed = 'VALIDITY'),
  constraint account_changes_reason_size check (length(trim(reason)) between 2 and 200),
  constraint account_changes_undone check ((undone_at is null) = (undone_by is null))
);
create index account_changes_newest on account_changes (made_at desc, id);

create table account_change_lines (
  change_id uuid not null references account_changes (id),
  user_id uuid not null references users (id),
  -- states and days, never a secret
  before text not null default '',
  after text not null default '',
  constraint account_change_lines_pkey primary key (change_id, user_id)
);
create index account_change_lines_of_user on account_change_lines (user_id);

do $$
declare t text;
begin
  foreach t in array array['account_changes', 'account_change_lines'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy administrators_only on %I as restrictive to observer_app
                    using ((select viewer_is(''SYSADMIN'', ''SECADMIN''))) with check ((select viewer_is(''SECADMIN'')))', t);
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;

create policy changes_read on account_changes for select to observer_app using (
  (select viewer_is('SYSADMIN')) and deed not in ('GRANT', 'TAKE_BACK')
  or (select viewer_is('SECADMIN')) and deed in ('GRANT', 'TAKE_BACK'));
create policy changes_make on account_changes for insert to observer_app with check (
  (select viewer_is('SECADMIN')) and deed in ('GRANT', 'TAKE_BACK') and made_by = (select viewer_id()) and undone_by is null);
create policy changes_undo on account_changes for update to observer_app
  using ((select viewer_is('SECADMIN')) and deed in ('GRANT', 'TAKE_BACK'))
  with check ((select viewer_is('SECADMIN')) and undone_by = (select viewer_id()));
create policy lines_read on account_change_lines for select to observer_app using (
  exists (select from account_changes c where c.id = change_id));
-- nobody changes oneself
create policy lines_make on account_change_lines for insert to observer_app with check (
  user_id <> (select viewer_id())
  and exists (select from account_changes c where c.id = change_id and c.made_by = (select viewer_id()) and c.undone_at is null));
-- accounts are the system role's (lib/accounts/account-command.ts); roles are not
create policy system_makes on account_changes to observer_system
  using (deed not in ('GRANT', 'TAKE_BACK')) with check (deed not in ('GRANT', 'TAKE_BACK'));
create policy system_makes on account_change_lines to observer_system using (true)
  with check (exists (select from account_changes c where c.id = change_id));

grant select, insert (id, deed, role, day, reason, made_by), update (undone_by, undone_at) on account_changes to observer_app, observer_system;
grant select, insert (change_id, user_id, before, after) on account_change_lines to observer_app, observer_system;

create function account_changes_keep() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'undone_by' - 'undone_at') is distinct from (to_jsonb(old) - 'undone_by' - 'undone_at')
     or old.undone_at is not null or new.undone_at is null then
    perform refuse('account_changes_once', 'a change is taken back once, and nothing else of it changes');
  end if;
  return new;
end $$;
create trigger keep before update on account_changes for each row execute function account_changes_keep();
create trigger append_only before update on account_change_lines for each row execute function refuse_change();

-- What leans on a role that was granted in a change: the security administrator reads no assignments and hears only that
-- there are some.
create function account_change_leaning(p_change uuid) returns table (user_id uuid)
language sql stable security definer set search_path from current as $$
  select l.user_id from account_change_lines l join account_changes c on c.id = l.change_id
  where c.id = p_change and viewer_is('SECADMIN') and c.deed = 'GRANT' and c.role = 'OBSERVER'
    and exists (select from assignments a where a.observer_id = l.user_id and coalesce(a.ends_on, 'infinity') >= city_today())
$$;
revoke all on function account_changes_keep(), account_change_leaning(uuid) from public;
grant execute on function account_change_leaning(uuid) to observer_app;

-- Who is past the last day is nobody: the one place through which everybody comes in. Otherwise as before.
create or replace function enter(p_user uuid) returns table (
  id uuid, account text, name text, department text, roles text[], clearance smallint, unit_ids uuid[],
  own_unit_id uuid, cadre_id uuid, locale text
) language plpgsql security definer set search_path from current as $$
declare
  person record;
begin
  select u.id, u.account, u.name, u.department, u.clearance, u.unit_id, u.cadre_id, u.locale,
         array(select r.role from user_roles r where r.user_id = u.id
               union
               select e.added_role from role_exceptions e join user_roles h on h.user_id = e.user_id and h.role = e.held_role
               where e.user_id = u.id and e.is_confirmed and e.ended_at is null and e.ends_on >= city_today()
               order by 1) as roles,
         array(select a.unit_id from assignments a
               where a.observer_id = u.id and city_today() between a.starts_on and coalesce(a.ends_on, 'infinity')
               order by a.starts_on, a.unit_id) as unit_ids
    into person from users u where u.id = p_user and u.is_active and (u.valid_until is null or u.valid_until >= city_today());
  if person.id is null then
    perform set_config('app.viewer_id', '', true), set_config('app.viewer_roles', '', true),
            set_config('app.viewer_clearance', '', true), set_config('app.viewer_units', '', true),
            set_config('app.viewer_own_unit', '', true), set_config('app.viewer_cadre', '', true);
    return;
  end if;
  perform set_config('app.viewer_id', person.id::text, true),
          set_config('app.viewer_roles', array_to_string(person.roles, ','), true),
          set_config('app.viewer_clearance', person.clearance::text, true),
          set_config('app.viewer_units',
                     case when 'OBSERVER' = any(person.roles) then person.unit_ids::text else '' end, true),
          set_config('app.viewer_own_unit', coalesce(person.unit_id::text, ''), true),
          set_config('app.viewer_cadre', coalesce(person.cadre_id::text, ''), true);
  return query select person.id, person.account, person.name, person.department, person.roles, person.clearance,
                      person.unit_ids, person.unit_id, person.cadre_id, person.locale;
end $$;
