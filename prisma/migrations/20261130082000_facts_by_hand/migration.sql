-- A cadre's basic facts by hand: an import of one person, without a file. So it stands in the same journal, is undone by
-- the same way back, and what was changed about somebody is read in one place, whoever changed it and how.
alter table import_batches drop constraint import_batches_kind_known;
alter table import_batches add constraint import_batches_kind_known
  check (kind in ('XLSX', 'CSV', 'LRMX', 'BULK', 'MERGER', 'HAND'));
-- the reason of a change by hand stands where a file has its name
alter table import_batches add constraint import_batches_hand_reason check (kind <> 'HAND' or length(trim(file_name)) >= 2);
-- what was changed about one person
create index import_rows_of_cadre on import_rows (cadre_id);

-- Facts change with a batch alone: whoever, when and why is then kept for each. An undo runs as the tables' owner and
-- goes through, as do seeds. After the row, so that a policy refuses first.
create function roster_facts_told() returns trigger language plpgsql as $$
begin
  if viewer_id() is not null and coalesce(current_setting('app.import_batch', true), '') = ''
     and (select relowner from pg_class where oid = tg_relid) <> current_user::regrole then
    perform refuse('roster_facts_told', 'a cadre''s facts change by an import or by hand, with a reason');
  end if;
  return null;
end $$;
revoke all on function roster_facts_told() from public;
do $$
declare t text;
begin
  foreach t in array array['cadres', 'cadre_identities', 'cadre_sheets'] loop
    execute format('create trigger told after insert or update on %I for each row execute function roster_facts_told()', t);
  end loop;
end $$;
