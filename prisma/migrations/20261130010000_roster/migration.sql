-- Rosters in and out without loss: what a roster or a 任免审批表 knows beyond the cadre's row, imports as a preview that is
-- confirmed or left, and a journal from which an import is undone to the last column.

-- ---------------------------------------------------------------- what a cadre's row lacks
-- GB 11643: 17 digits and a check sign. Callable by the app because a check constraint runs as whoever inserts.
create function is_identity_number(p_text text) returns boolean language sql immutable strict parallel safe as $$
  select p_text ~ '^[1-9]\d{16}[0-9X]$' and substr('10X98765432', 1 + (
    select sum(substr(p_text, n, 1)::int * (array[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])[n]) % 11
    from generate_series(1, 17) n where p_text ~ '^\d{17}')::int, 1) = substr(p_text, 18, 1)
$$;

-- Apart from cadres, so that whoever reads a roster does not read numbers.
create table cadre_identities (
  cadre_id uuid not null references cadres (id),
  id_number text not null,
  constraint cadre_identities_pkey primary key (cadre_id),
  constraint cadre_identities_once unique (id_number),
  constraint cadre_identities_number_valid check (is_identity_number(id_number))
);

create table cadre_sheets (
  cadre_id uuid not null references cadres (id),
  birth_place text not null default '',
  health text not null default '',
  technical_title text not null default '',
  skills text not null default '',
  full_time_education text not null default '',
  full_time_degree text not null default '',
  full_time_education_school text not null default '',
  full_time_degree_school text not null default '',
  in_service_education text not null default '',
  in_service_degree text not null default '',
  in_service_education_school text not null default '',
  in_service_degree_school text not null default '',
  -- 简历: one period a line, yyyy.MM--yyyy.MM and two spaces
  resume text not null default '',
  rewards text not null default '',
  appraisal_text text not null default '',
  -- 家庭主要成员: [{title, name, born, politics, work}]
  family jsonb not null default '[]',
  -- the last document that came in, for elements that have no column. Proposed posts (拟任, 拟免, 理由) are blanked in it:
  -- appointment plans are never stored (product.md).
  lrmx_source text,
  -- re-encoded; never what was sent
  photo bytea,
  row_version int not null default 1,
  constraint cadre_sheets_pkey primary key (cadre_id),
  constraint cadre_sheets_family_size check (jsonb_typeof(family) = 'array' and jsonb_array_length(family) <= 10),
  constraint cadre_sheets_sizes check (length(resume) <= 20000 and length(rewards) <= 5000 and length(appraisal_text) <= 2000
    and octet_length(photo) <= 1048576 and octet_length(lrmx_source) <= 5242880)
);

-- ---------------------------------------------------------------- imports
create table import_batches (
  id uuid not null,
  kind text not null,
  -- of the customer's making, and may name people: shown to whoever imports, never logged
  file_name text not null,
  -- the same file again is told
  body_hash bytea not null,
  -- headings as they stood, and field by column
  header jsonb not null default '[]',
  mapping jsonb not null default '[]',
  -- from when a change of post counts where the file gives no day
  effective_on date not null,
  state text not null default 'PREVIEWED',
  uploaded_by uuid not null references users (id),
  uploaded_at timestamptz(3) not null default now(),
  confirmed_by uuid references users (id),
  confirmed_at timestamptz(3),
  undone_by uuid references users (id),
  undone_at timestamptz(3),
  added_count int not null default 0,
  changed_count int not null default 0,
  ended_count int not null default 0,
  row_version int not null default 1,
  constraint import_batches_pkey primary key (id),
  constraint import_batches_kind_known check (kind in ('XLSX', 'CSV', 'LRMX')),
  constraint import_batches_state_known check (state in ('PREVIEWED', 'CONFIRMED', 'UNDONE', 'DISCARDED')),
  constraint import_batches_file_name_size check (length(file_name) between 1 and 200),
  constraint import_batches_confirmed check ((state in ('CONFIRMED', 'UNDONE')) = (confirmed_at is not null and confirmed_by is not null)),
  constraint import_batches_undone check ((state = 'UNDONE') = (undone_at is not null and undone_by is not null))
);
create index import_batches_recent on import_batches (uploaded_at desc, id);

create table import_rows (
  id uuid not null default gen_random_uuid(),
  batch_id uuid not null references import_batches (id),
  -- as the program shows it: the heading is row 1; of lrmx the file's place in the package
  row_no int not null,
  -- cells as they came, in the order of the header; of lrmx [file name]
  raw jsonb not null default '[]',
  -- the document, of lrmx only
  source text,
  -- text by field: from the cells, then as corrected in place
  typed jsonb not null default '{}',
  -- values by field, read from the text
  taken jsonb not null default '{}',
  verdict text not null,
  -- [{field, rule, params, isRemark}]
  faults jsonb not null default '[]',
  -- [{field, old, new}]
  differences jsonb not null default '[]',
  -- whom the row is about; no foreign key, because an undone import takes its cadres along
  cadre_id uuid,
  -- of a doubtful row: [{id, name, why}]
  candidates jsonb not null default '[]',
  -- a person's answer to a doubt
  choice text,
  -- digest of what was known about the cadre when the row was compared
  seen text not null default '',
  outcome text,
  row_version int not null default 1,
  constraint import_rows_pkey primary key (id),
  constraint import_rows_once unique (batch_id, row_no),
  constraint import_rows_verdict_known check (verdict in ('NEW', 'CHANGED', 'SAME', 'DOUBTFUL', 'FAULTY')),
  constraint import_rows_choice_known check (choice in ('NEW', 'CADRE', 'SKIP')),
  constraint import_rows_outcome_known check (outcome in ('ADDED', 'CHANGED'))
);
create index import_rows_by_verdict on import_rows (batch_id, verdict, row_no);

-- People of the file's units whom the file does not name, where somebody chose that their post has ended.
create table import_leavers (
  batch_id uuid not null references import_batches (id),
  cadre_id uuid not null,
  -- last day in the post; null: the choice was taken back
  ends_on date,
  is_ended boolean not null default false,
  constraint import_leavers_pkey primary key (batch_id, cadre_id)
);

-- What a heading meant the last time.
create table import_mappings (
  heading text not null,
  -- '' : the column was left out on purpose
  field text not null,
  set_by uuid not null references users (id),
  set_at timestamptz(3) not null default now(),
  constraint import_mappings_pkey primary key (heading),
  constraint import_mappings_sizes check (length(heading) between 1 and 100 and length(field) <= 40)
);

-- Each change of the four tables by a person, with the row before and after: the history, and what an undo is made from.
create table roster_changes (
  seq bigint not null generated always as identity,
  batch_id uuid references import_batches (id),
  table_name text not null,
  row_id uuid not null,
  cadre_id uuid not null,
  -- null: it was not there
  before jsonb,
  -- null: it is gone
  after jsonb,
  actor_id uuid not null,
  at timestamptz(3) not null default clock_timestamp(),
  constraint roster_changes_pkey primary key (seq)
);
create index roster_changes_of_batch on roster_changes (batch_id, seq);
create index roster_changes_of_cadre on roster_changes (cadre_id, seq);

-- Who looked at a file stays on record even where the cadre's row is undone: a look is no work that leans on it.
alter table read_logs drop constraint read_logs_cadre_id_fkey;

do $$
declare t text;
begin
  foreach t in array array['cadre_identities', 'cadre_sheets', 'import_batches', 'import_rows', 'import_leavers',
                           'import_mappings', 'roster_changes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
  -- whoever imports, and nobody else: raw rows hold identity numbers
  foreach t in array array['cadre_identities', 'import_batches', 'import_rows', 'import_leavers', 'import_mappings'] loop
    execute format('create policy roster_keep on %I to observer_app
                    using ((select viewer_is(''ADMIN''))) with check ((select viewer_is(''ADMIN'')))', t);
  end loop;
  foreach t in array array['import_batches', 'import_rows', 'import_leavers', 'import_mappings'] loop
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
  end loop;
  foreach t in array array['cadres', 'post_holdings', 'cadre_sheets'] loop
    execute format('create policy roster_enter on %I for insert to observer_app with check ((select viewer_is(''ADMIN'')))', t);
    execute format('create policy roster_change on %I for update to observer_app
                    using ((select viewer_is(''ADMIN''))) with check ((select viewer_is(''ADMIN'')))', t);
  end loop;
end $$;
create policy sheets_read on cadre_sheets for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER', 'ADMIN'))
  or ((select viewer_is('CADRE')) and cadre_id = (select viewer_cadre_id())));
create trigger append_only before update or delete on roster_changes for each row execute function refuse_change();

grant execute on function is_identity_number(text) to observer_app;
grant select on cadre_identities, cadre_sheets, import_batches, import_rows, import_leavers, import_mappings to observer_app;
grant insert (id, name, pinyin, initials, gender, born_on, ethnicity, native_place, joined_party_on, started_work_on, education, speciality),
      update (name, pinyin, initials, gender, born_on, ethnicity, native_place, joined_party_on, started_work_on, education, speciality,
              row_version) on cadres to observer_app;
-- unit, title and first day of a holding are never changed: a move ends one and begins another (rule 4)
grant insert (id, cadre_id, unit_id, title, level, tier, is_primary, starts_on, ends_on), update (ends_on) on post_holdings to observer_app;
grant insert, update (id_number) on cadre_identities to observer_app;
grant insert, update (birth_place, health, technical_title, skills, full_time_education, full_time_degree, full_time_education_school,
  full_time_degree_school, in_service_education, in_service_degree, in_service_education_school, in_service_degree_school, resume, rewards,
  appraisal_text, family, lrmx_source, photo, row_version) on cadre_sheets to observer_app;
grant insert (id, kind, file_name, body_hash, header, mapping, effective_on, uploaded_by),
      update (mapping, effective_on, state, confirmed_by, confirmed_at, added_count, changed_count, ended_count, row_version)
      on import_batches to observer_app;
grant insert (id, batch_id, row_no, raw, source, typed, taken, verdict, faults, differences, cadre_id, candidates, choice, seen),
      update (typed, taken, verdict, faults, differences, cadre_id, candidates, choice, seen, outcome, row_version)
      on import_rows to observer_app;
grant insert (batch_id, cadre_id, ends_on), update (ends_on, is_ended) on import_leavers to observer_app;
grant insert (heading, field, set_by), update (field, set_by, set_at) on import_mappings to observer_app;
-- no grant on roster_changes: the trigger writes it, the undo reads it; and no delete anywhere, undo_import takes back what it brought

-- ---------------------------------------------------------------- states
create function import_batches_keep() returns trigger language plpgsql as $$
begin
  if (new.id, new.uploaded_by, new.uploaded_at) is distinct from (old.id, old.uploaded_by, old.uploaded_at)
     or new.row_version <> old.row_version + 1
     or (old.state <> 'PREVIEWED' and (old.state, new.state) <> ('CONFIRMED', 'UNDONE')) then
    perform refuse('import_batches_transition', 'an import is confirmed or left once, and undone once');
  end if;
  return new;
end $$;
create trigger keep before update on import_batches for each row execute function import_batches_keep();

create function import_parts_keep() returns trigger language plpgsql as $$
begin
  if not exists (select from import_batches where id = new.batch_id and state = 'PREVIEWED') then
    perform refuse('import_batches_transition', 'the rows of an import that is over stay as they are');
  end if;
  return new;
end $$;
create trigger keep before insert or update on import_rows for each row execute function import_parts_keep();
create trigger keep before insert or update on import_leavers for each row execute function import_parts_keep();

-- ---------------------------------------------------------------- the journal
create function roster_remember() returns trigger language plpgsql security definer set search_path from current as $$
declare
  batch uuid := nullif(current_setting('app.import_batch', true), '')::uuid;
begin
  -- seeds and migrations have no viewer and no way back
  if viewer_id() is null then return null; end if;
  if batch is not null and not exists (select from import_batches where id = batch and state = 'PREVIEWED') then
    perform refuse('import_batches_transition', 'nothing is written for an import that is over');
  end if;
  if tg_op = 'INSERT' then
    insert into roster_changes (batch_id, table_name, row_id, cadre_id, after, actor_id)
    select batch, tg_table_name, coalesce(j ->> 'id', j ->> 'cadre_id')::uuid, coalesce(j ->> 'cadre_id', j ->> 'id')::uuid, j, viewer_id()
    from (select to_jsonb(a) as j from added a) a;
  elsif tg_op = 'DELETE' then
    insert into roster_changes (batch_id, table_name, row_id, cadre_id, before, actor_id)
    select batch, tg_table_name, coalesce(j ->> 'id', j ->> 'cadre_id')::uuid, coalesce(j ->> 'cadre_id', j ->> 'id')::uuid, j, viewer_id()
    from (select to_jsonb(g) as j from gone g) g;
  else
    insert into roster_changes (batch_id, table_name, row_id, cadre_id, before, after, actor_id)
    select batch, tg_table_name, a.key, coalesce(a.j ->> 'cadre_id', a.j ->> 'id')::uuid, g.j, a.j, viewer_id()
    from (select coalesce(j ->> 'id', j ->> 'cadre_id')::uuid as key, j from (select to_jsonb(a) as j from added a) a) a
    join (select coalesce(j ->> 'id', j ->> 'cadre_id')::uuid as key, j from (select to_jsonb(g) as j from gone g) g) g on g.key = a.key
    where g.j <> a.j;
  end if;
  return null;
end $$;

do $$
declare t text;
begin
  foreach t in array array['cadres', 'cadre_identities', 'cadre_sheets', 'post_holdings'] loop
    execute format('create trigger remember_entered after insert on %I referencing new table as added
                    for each statement execute function roster_remember()', t);
    execute format('create trigger remember_changed after update on %I referencing old table as gone new table as added
                    for each statement execute function roster_remember()', t);
    execute format('create trigger remember_gone after delete on %I referencing old table as gone
                    for each statement execute function roster_remember()', t);
  end loop;
end $$;

-- ---------------------------------------------------------------- the way back
-- What stands in the way of an undo, by cadre. Never how much or of what kind: a record that one may not read is not told (rule 5).
create function import_undo_blocks(p_batch uuid) returns table (cadre_id uuid, name text, why text)
language plpgsql stable security definer set search_path from current as $$
declare
  ref record;
  used uuid[] := '{}';
  found_now uuid[];
begin
  if not viewer_is('ADMIN') then return; end if;
  -- the row is no longer what the import left
  return query
    select distinct last.cadre_id, c.name, 'CHANGED'
    from (select distinct on (r.table_name, r.row_id) r.* from roster_changes r where r.batch_id = p_batch
          order by r.table_name, r.row_id, r.seq desc) last
    left join cadres c on c.id = last.cadre_id
    where last.after is distinct from case last.table_name
      when 'cadres' then (select to_jsonb(x) from cadres x where x.id = last.row_id)
      when 'cadre_identities' then (select to_jsonb(x) from cadre_identities x where x.cadre_id = last.row_id)
      when 'cadre_sheets' then (select to_jsonb(x) from cadre_sheets x where x.cadre_id = last.row_id)
      when 'post_holdings' then (select to_jsonb(x) from post_holdings x where x.id = last.row_id) end
    union
    -- what somebody else has added to the cadre since
    select distinct later.cadre_id, c.name, 'CHANGED'
    from roster_changes later join cadres c on c.id = later.cadre_id
    where later.batch_id is distinct from p_batch and later.before is null
      and later.seq > (select max(r.seq) from roster_changes r where r.batch_id = p_batch)
      and later.cadre_id in (select r.cadre_id from roster_changes r where r.batch_id = p_batch)
      and case later.table_name
        when 'cadre_identities' then exists (select from cadre_identities x where x.cadre_id = later.row_id)
        when 'cadre_sheets' then exists (select from cadre_sheets x where x.cadre_id = later.row_id)
        else exists (select from post_holdings x where x.id = later.row_id) end;
  -- a new cadre, or a new holding, that anything points at
  for ref in
    select k.conrelid::regclass as source, a.attname as source_column, k.confrelid::regclass::text as target
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid in ('cadres'::regclass, 'post_holdings'::regclass)
      and k.conrelid not in ('cadre_identities'::regclass, 'cadre_sheets'::regclass, 'post_holdings'::regclass)
  loop
    execute format('select coalesce(array_agg(distinct r.cadre_id), ''{}'') from roster_changes r
                    where r.batch_id = $1 and r.table_name = $2 and r.before is null
                      and exists (select from %s s where s.%I = r.row_id)', ref.source, ref.source_column)
      into found_now using p_batch, ref.target;
    used := used || found_now;
  end loop;
  -- what was entered with a post that only this import knows
  for ref in
    select c.table_name from information_schema.columns c
    where c.table_schema = current_schema() and c.column_name in ('cadre_id', 'unit_id', 'post_title')
    group by 1 having count(*) = 3
  loop
    execute format('select coalesce(array_agg(distinct r.cadre_id), ''{}'') from roster_changes r
                    join post_holdings h on h.id = r.row_id
                    where r.batch_id = $1 and r.table_name = ''post_holdings'' and r.before is null
                      and exists (select from %I s where s.cadre_id = h.cadre_id and s.unit_id = h.unit_id and s.post_title = h.title)
                      and not exists (select from post_holdings o where o.cadre_id = h.cadre_id and o.unit_id = h.unit_id
                                      and o.title = h.title and o.id not in (select n.row_id from roster_changes n
                                        where n.batch_id = $1 and n.table_name = ''post_holdings'' and n.before is null))', ref.table_name)
      into found_now using p_batch;
    used := used || found_now;
  end loop;
  return query select distinct c.id, c.name, 'USED' from cadres c where c.id = any(used);
end $$;

-- Backwards through the journal: what was brought goes, what was changed gets its old row, to the last column.
create function undo_import(p_batch uuid) returns int
language plpgsql security definer set search_path from current as $$
declare
  batch record;
  change record;
  key text;
  columns text;
  done int := 0;
begin
  select * into batch from import_batches where id = p_batch for update;
  if batch.id is null or not viewer_is('ADMIN') or batch.state <> 'CONFIRMED' then
    perform refuse('import_batches_transition', 'only a confirmed import is undone');
  end if;
  if batch.confirmed_at < now() - interval '30 days' then
    perform refuse('import_undo_in_time', 'an import is undone within 30 days');
  end if;
  if exists (select from import_undo_blocks(p_batch)) then
    perform refuse('import_undo_free', 'later work leans on the import');
  end if;
  perform set_config('app.import_batch', '', true);
  for change in select * from roster_changes where batch_id = p_batch order by seq desc loop
    key := case when change.table_name in ('cadres', 'post_holdings') then 'id' else 'cadre_id' end;
    if change.before is null then
      execute format('delete from %I where %I = $1', change.table_name, key) using change.row_id;
    else
      select string_agg(quote_ident(attname), ', ' order by attnum) into columns from pg_attribute
        where attrelid = change.table_name::regclass and attnum > 0 and not attisdropped;
      execute format('update %1$I set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$I, $1)) where %3$I = $2',
                     change.table_name, columns, key) using change.before, change.row_id;
    end if;
    done := done + 1;
  end loop;
  update import_batches set state = 'UNDONE', undone_by = viewer_id(), undone_at = now(), row_version = row_version + 1 where id = p_batch;
  return done;
end $$;

revoke all on function is_identity_number(text), import_batches_keep(), import_parts_keep(), roster_remember(),
  import_undo_blocks(uuid), undo_import(uuid) from public;
grant execute on function import_undo_blocks(uuid), undo_import(uuid) to observer_app;
