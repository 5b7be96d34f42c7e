-- 考核等次 come in as a file, by the machinery of rosters: previewed, confirmed as a whole, and undone from the same journal
-- (docs/adr/0052). Whose number a row tells is asked of the database: reviewers read no numbers.

alter table import_batches drop constraint import_batches_kind_known;
alter table import_batches add constraint import_batches_kind_known
  check (kind in ('XLSX', 'CSV', 'LRMX', 'BULK', 'MERGER', 'HAND', 'GRADES'));

-- ---------------------------------------------------------------- whose an import is
-- Rosters are the administrators', grades the reviewers'. Cells of a file with grades hold identity numbers: they are shown to
-- whoever sent it and to nobody else; that there was a file, and what came of it, to every reviewer.
alter policy roster_keep on import_batches
  using ((select viewer_is('ADMIN')) and kind <> 'GRADES') with check ((select viewer_is('ADMIN')) and kind <> 'GRADES');
create policy grades_keep on import_batches to observer_app
  using ((select viewer_is('REVIEWER')) and kind = 'GRADES') with check ((select viewer_is('REVIEWER')) and kind = 'GRADES');
create policy grades_enter on import_batches as restrictive for insert to observer_app
  with check (kind <> 'GRADES' or uploaded_by = (select viewer_id()));
alter policy roster_keep on import_rows
  using ((select viewer_is('ADMIN')) and batch_id in (select id from import_batches where kind <> 'GRADES'))
  with check ((select viewer_is('ADMIN')) and batch_id in (select id from import_batches where kind <> 'GRADES'));
create policy grades_keep on import_rows to observer_app
  using ((select viewer_is('REVIEWER'))
    and batch_id in (select id from import_batches where kind = 'GRADES' and uploaded_by = (select viewer_id())))
  with check ((select viewer_is('REVIEWER'))
    and batch_id in (select id from import_batches where kind = 'GRADES' and uploaded_by = (select viewer_id())));

-- Whose numbers these are, for somebody who has them in a file; never a number for a cadre.
create function cadres_of_numbers(p_numbers text[]) returns table (id_number text, cadre_id uuid)
language sql stable security definer set search_path from current as $$
  select i.id_number, i.cadre_id from cadre_identities i
  where viewer_is('REVIEWER') and i.id_number = any (p_numbers) and i.cadre_id <> all (recused_cadres())
$$;
revoke all on function cadres_of_numbers(text[]) from public;
grant execute on function cadres_of_numbers(text[]) to observer_app;

-- ---------------------------------------------------------------- the journal
-- Only what an import brings: grades entered one by one have no way back but the next version.
create trigger remember_entered after insert on appraisals referencing new table as added
  for each statement when (nullif(current_setting('app.import_batch', true), '') is not null) execute function roster_remember();
create trigger remember_gone after delete on appraisals referencing old table as gone
  for each statement execute function roster_remember();

create function appraisals_stay() returns trigger language plpgsql security definer set search_path from current as $$
begin
  -- by undo_import alone: no role but the tables' owner may delete here
  if tg_op = 'DELETE' and exists (
    select from import_batches b join roster_changes c on c.batch_id = b.id
    where b.id = nullif(current_setting('app.import_undone', true), '')::uuid and b.kind = 'GRADES' and b.state = 'CONFIRMED'
      and c.table_name = 'appraisals' and c.row_id = old.id and c.before is null
  ) then
    return old;
  end if;
  perform refuse('append_only', 'appraisals rows are never changed or deleted');
  return null;
end $$;
revoke all on function appraisals_stay() from public;
drop trigger append_only on appraisals;
create trigger append_only before update or delete on appraisals for each row execute function appraisals_stay();

-- ---------------------------------------------------------------- the way back
create index roster_changes_of_row on roster_changes (row_id) where table_name = 'appraisals';
create or replace function import_undo_blocks(p_batch uuid) returns table (cadre_id uuid, name text, why text)
language plpgsql stable security definer set search_path from current as $$
declare
  ref record;
  used uuid[] := '{}';
  found_now uuid[];
begin
  if exists (select from import_batches where id = p_batch and kind = 'GRADES') then
    if not viewer_is('REVIEWER') then return; end if;
    return query
      -- a later version stands on the one that was brought
      select r.cadre_id, c.name, 'CHANGED'
      from roster_changes r join appraisals a on a.id = r.row_id join cadres c on c.id = r.cadre_id
      where r.batch_id = p_batch and r.table_name = 'appraisals' and r.before is null and exists (
        select from appraisals l where l.cadre_id = a.cadre_id and l.kind = a.kind and l.year = a.year
          and l.quarter is not distinct from a.quarter and l.version_no > a.version_no)
      union
      -- a decision was taken with it
      select r.cadre_id, c.name, 'USED'
      from review_snapshots s cross join lateral jsonb_array_elements(s.evidence -> 'appraisals') told
      join roster_changes r on r.row_id = (told ->> 'id')::uuid join cadres c on c.id = r.cadre_id
      where r.batch_id = p_batch and r.table_name = 'appraisals' and r.before is null;
    return;
  end if;
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

create or replace function undo_import(p_batch uuid) returns int
language plpgsql security definer set search_path from current as $$
declare
  batch record;
  change record;
  key text;
  columns text;
  done int := 0;
begin
  select * into batch from import_batches where id = p_batch for update;
  if batch.id is null or not viewer_is(case when batch.kind = 'GRADES' then 'REVIEWER' else 'ADMIN' end) or batch.state <> 'CONFIRMED' then
    perform refuse('import_batches_transition', 'only a confirmed import is undone');
  end if;
  if batch.confirmed_at < now() - interval '30 days' then
    perform refuse('import_undo_in_time', 'an import is undone within 30 days');
  end if;
  if exists (select from import_undo_blocks(p_batch)) then
    perform refuse('import_undo_free', 'later work leans on the import');
  end if;
  perform set_config('app.import_batch', '', true);
  perform set_config('app.import_undone', p_batch::text, true);
  for change in select * from roster_changes where batch_id = p_batch order by seq desc loop
    key := case when change.table_name in ('cadres', 'post_holdings', 'appraisals') then 'id' else 'cadre_id' end;
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
  perform set_config('app.import_undone', '', true);
  update import_batches set state = 'UNDONE', undone_by = viewer_id(), undone_at = now(), row_version = row_version + 1 where id = p_batch;
  return done;
end $$;
