-- 归档 of many records at once, and 取消归档: one change with its lines, so that it can be taken back (docs/adr/0038). Each record
-- goes through the same door as one alone (observations_keep_rules, policy observations_review).
create table record_filings (
  id uuid not null,
  deed text not null,
  reason text not null,
  made_by uuid not null references users (id),
  made_at timestamptz(3) not null default now(),
  undone_by uuid references users (id),
  undone_at timestamptz(3),
  constraint record_filings_pkey primary key (id),
  constraint record_filings_deed_known check (deed in ('ARCHIVE', 'REOPEN')),
  constraint record_filings_reason_size check (length(trim(reason)) between 2 and 200),
  constraint record_filings_undone check ((undone_at is null) = (undone_by is null))
);
create index record_filings_newest on record_filings (made_at desc, id);

create table record_filing_lines (
  filing_id uuid not null references record_filings (id),
  observation_id uuid not null references observations (id),
  revision_no int not null,
  constraint record_filing_lines_pkey primary key (filing_id, observation_id)
);
create index record_filing_lines_of_record on record_filing_lines (observation_id);

do $$
declare t text;
begin
  foreach t in array array['record_filings', 'record_filing_lines'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
create policy filings_read on record_filings for select to observer_app using ((select viewer_is('REVIEWER')));
create policy filings_make on record_filings for insert to observer_app
  with check ((select viewer_is('REVIEWER')) and made_by = (select viewer_id()) and undone_by is null);
create policy filings_undo on record_filings for update to observer_app
  using ((select viewer_is('REVIEWER'))) with check ((select viewer_is('REVIEWER')) and undone_by = (select viewer_id()));
-- of a record that one may not read, nor is told that it is among them (rule 5)
create policy lines_read on record_filing_lines for select to observer_app using (
  (select viewer_is('REVIEWER')) and exists (select from observations o where o.id = observation_id));
create policy lines_make on record_filing_lines for insert to observer_app with check (
  exists (select from record_filings f where f.id = filing_id and f.made_by = (select viewer_id()) and f.undone_at is null)
  and exists (select from observations o where o.id = observation_id and o.observer_id <> (select viewer_id())
              and o.second_observer_id is distinct from (select viewer_id())));
grant select, insert (id, deed, reason, made_by), update (undone_by, undone_at) on record_filings to observer_app;
grant select, insert (filing_id, observation_id, revision_no) on record_filing_lines to observer_app;

create function record_filings_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if (to_jsonb(new) - 'undone_by' - 'undone_at') is distinct from (to_jsonb(old) - 'undone_by' - 'undone_at')
     or old.undone_at is not null or new.undone_at is null or old.made_at < now() - interval '31 days' then
    perform refuse('record_filings_once', 'a change is taken back once and in time, and nothing else of it changes');
  end if;
  -- whatever of it the viewer may not read stays filed as a whole
  if exists (select from record_filing_lines l join observations o on o.id = l.observation_id
             where l.filing_id = new.id and o.state <> case new.deed when 'ARCHIVE' then 'ACCEPTED' else 'ARCHIVED' end) then
    perform refuse('record_filings_whole', 'a change is taken back as a whole');
  end if;
  return new;
end $$;
revoke all on function record_filings_keep() from public;
create trigger keep before update on record_filings for each row execute function record_filings_keep();
create trigger append_only before update on record_filing_lines for each row execute function refuse_change();
