-- One change of many assignments, and the way back. Lines keep what ended (with its end before) and what began; the undo
-- restores the one and takes the other away, as long as nobody has worked on it.

create table assignment_changes (
  id uuid not null,
  -- HAND to another, END, JOIN a second observer
  deed text not null,
  -- first day of who comes; of END the last day
  day date not null,
  reason text not null,
  made_by uuid not null references users (id),
  made_at timestamptz(3) not null default now(),
  undone_by uuid references users (id),
  undone_at timestamptz(3),
  constraint assignment_changes_pkey primary key (id),
  constraint assignment_changes_deed_known check (deed in ('HAND', 'END', 'JOIN')),
  constraint assignment_changes_reason_size check (length(trim(reason)) between 2 and 200),
  constraint assignment_changes_undone check ((undone_at is null) = (undone_by is null))
);
create index assignment_changes_newest on assignment_changes (made_at desc, id);

create table assignment_change_lines (
  change_id uuid not null references assignment_changes (id),
  no int not null,
  unit_id uuid not null references units (id),
  -- who went and who came; told when the assignment itself is gone again
  from_id uuid references users (id),
  to_id uuid references users (id),
  ended_id uuid,
  ends_before date,
  ends_after date,
  end_reason_before text,
  begun_id uuid,
  constraint assignment_change_lines_pkey primary key (change_id, no),
  constraint assignment_change_lines_ended check ((ended_id is null) = (from_id is null) and (ended_id is null) = (ends_after is null)),
  constraint assignment_change_lines_begun check ((begun_id is null) = (to_id is null)),
  constraint assignment_change_lines_something check (ended_id is not null or begun_id is not null)
);
-- no foreign keys to assignments: what began goes with the undo, and its line stays

do $$
declare t text;
begin
  foreach t in array array['assignment_changes', 'assignment_change_lines'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create policy changes_read on %I for select to observer_app using ((select viewer_is(''ADMIN'')))', t);
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
create policy changes_make on assignment_changes for insert to observer_app with check (
  (select viewer_is('ADMIN')) and made_by = (select viewer_id()) and undone_by is null);
create policy lines_make on assignment_change_lines for insert to observer_app with check (
  (select viewer_is('ADMIN')) and (select viewer_id()) is distinct from from_id and (select viewer_id()) is distinct from to_id
  and exists (select from assignment_changes c where c.id = change_id and c.made_by = (select viewer_id()) and c.undone_at is null));
grant select, insert (id, deed, day, reason, made_by) on assignment_changes to observer_app;
grant select, insert (change_id, no, unit_id, from_id, to_id, ended_id, ends_before, ends_after, end_reason_before, begun_id)
  on assignment_change_lines to observer_app;
-- no update grant: the undo below is the only way back
create trigger append_only before update on assignment_change_lines for each row execute function refuse_change();
create function assignment_changes_keep() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'undone_by' - 'undone_at') is distinct from (to_jsonb(old) - 'undone_by' - 'undone_at')
     or old.undone_at is not null or new.undone_at is null then
    perform refuse('assignment_changes_once', 'a change is taken back once, and nothing else of it changes');
  end if;
  return new;
end $$;
create trigger keep before update on assignment_changes for each row execute function assignment_changes_keep();

-- Which units stand in the way of the undo, and why: CHANGED since; a sheet SIGNED or being written; a DEPUTY of an absence;
-- something RECORDED by who came.
create function assignment_change_blocks(p_change uuid) returns table (unit_id uuid, reason text)
language sql stable security definer set search_path from current as $$
  select l.unit_id, min(b.reason) from assignment_change_lines l
  join assignment_changes c on c.id = l.change_id
  left join assignments e on e.id = l.ended_id
  left join assignments n on n.id = l.begun_id
  cross join lateral (
    select 'CHANGED' as reason where l.ended_id is not null and e.ends_on is distinct from l.ends_after
    union all
    select 'CHANGED' where l.begun_id is not null and n.row_version is distinct from 1
    union all
    select 'SIGNED' from transfer_sheets s join transfer_notes t on t.sheet_id = s.id
    where (n.id in (s.from_assignment_id, s.to_assignment_id) or s.from_assignment_id = e.id and s.opened_at >= c.made_at)
      and (s.state <> 'OPEN' or length(t.promises) + length(t.cautions) > 0)
    union all
    select 'DEPUTY' from assignment_deputies d where d.assignment_id = n.id
    union all
    select 'RECORDED' where n.id is not null and (
      exists (select from observations o where o.observer_id = n.observer_id and o.unit_id = n.unit_id and o.submitted_at >= c.made_at)
      or exists (select from cases k where k.raised_by = n.observer_id and k.unit_id = n.unit_id and k.raised_at >= c.made_at)
      or exists (select from follow_ups f where f.owner_id = n.observer_id and f.unit_id = n.unit_id and f.created_at >= c.made_at))
  ) b
  where c.id = p_change and c.undone_at is null and viewer_is('ADMIN')
  group by l.unit_id
$$;

-- A sheet that the database opened and nobody has touched goes with the assignment it was opened for. Nobody has a grant to
-- delete one; the owner does it in the undo alone.
do $$
declare t text;
begin
  foreach t in array array['transfer_sheets', 'transfer_notes', 'transfer_events'] loop
    execute format('drop trigger never_deleted on %I', t);
    execute format('create trigger never_deleted before delete on %I for each row
                    when (coalesce(current_setting(''app.undo_change'', true), '''') = '''') execute function refuse_change()', t);
  end loop;
end $$;

create function undo_assignment_change(p_change uuid) returns int
language plpgsql security definer set search_path from current as $$
declare
  change assignment_changes;
  sheets uuid[];
  restored int := 0;
begin
  -- as plans do: of two at once the second waits
  perform pg_advisory_xact_lock(hashtext('assignment_plans'));
  select * into change from assignment_changes where id = p_change for update;
  if change.id is null or not viewer_is('ADMIN') or change.undone_at is not null then
    perform refuse('assignment_changes_once', 'a change is taken back once, by an administrator');
  end if;
  if change.made_at < now() - interval '30 days' then
    perform refuse('assignment_changes_in_time', 'a change is taken back within 30 days');
  end if;
  if exists (select from assignment_change_lines l where l.change_id = p_change and viewer_id() in (l.from_id, l.to_id)) then
    perform refuse('assignment_changes_own', 'nobody decides for themselves');
  end if;
  if exists (select from assignment_change_blocks(p_change)) then
    perform refuse('assignment_changes_free', 'later work leans on the change');
  end if;
  select coalesce(array_agg(s.id), '{}') into sheets from transfer_sheets s join assignment_change_lines l on l.change_id = p_change
    and (l.begun_id in (s.from_assignment_id, s.to_assignment_id) or s.from_assignment_id = l.ended_id and s.opened_at >= change.made_at);
  perform set_config('app.undo_change', p_change::text, true);
  delete from notifications where matter_id = any (sheets);
  delete from transfer_events where sheet_id = any (sheets);
  delete from transfer_notes where sheet_id = any (sheets);
  delete from transfer_sheets where id = any (sheets);
  delete from assignments where id in (select begun_id from assignment_change_lines where change_id = p_change);
  perform set_config('app.undo_change', '', true);
  update assignments a set ends_on = l.ends_before, end_reason = l.end_reason_before, row_version = a.row_version + 1
  from assignment_change_lines l where l.change_id = p_change and a.id = l.ended_id;
  get diagnostics restored = row_count;
  update assignment_changes set undone_by = viewer_id(), undone_at = now() where id = p_change;
  -- whoever was told of it hears that it is as before
  insert into notifications (user_id, kind, unit_id, matter_id)
  select distinct p.id, 'ASSIGNMENT_UNDONE', l.unit_id, p_change
  from assignment_change_lines l join users p on p.id in (l.from_id, l.to_id) and p.is_active
  where l.change_id = p_change
  on conflict do nothing;
  return restored;
end $$;
revoke all on function assignment_changes_keep(), assignment_change_blocks(uuid), undo_assignment_change(uuid) from public;
grant execute on function assignment_change_blocks(uuid), undo_assignment_change(uuid) to observer_app;

-- Whatever kinds there are, and this one.
do $$
declare
  kinds text;
begin
  select string_agg(distinct quote_literal(kind), ', ') into kinds from (
    select (regexp_matches(pg_get_constraintdef(c.oid), '''([A-Z_]+)''', 'g'))[1] as kind
    from pg_constraint c where c.conname = 'notifications_kind_known' and c.conrelid = 'notifications'::regclass
    union select 'ASSIGNMENT_UNDONE') known;
  alter table notifications drop constraint notifications_kind_known;
  execute format('alter table notifications add constraint notifications_kind_known check (kind in (%s))', kinds);
end $$;
