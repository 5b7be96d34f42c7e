-- What was changed by hand is the history of a person and has no file behind it: it stays, old and new. Of an entry that
-- was taken back nothing stays but who and when. Files are emptied as before.
create or replace function sweep_imports() returns int language plpgsql security definer set search_path from current as $$
declare
  emptied int := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('imports sweep', 0)) then return 0; end if;
  update import_batches set state = 'DISCARDED', row_version = row_version + 1
  where state = 'PREVIEWED' and uploaded_at < now() - interval '30 days';
  update import_rows r set raw = '[]', source = null, photo = null, typed = '{}', taken = '{}', faults = '[]', differences = '[]',
         candidates = '[]', seen = '', row_version = r.row_version + 1
  from import_batches b
  where b.id = r.batch_id and b.uploaded_at < now() - interval '30 days'
    and (b.kind <> 'HAND' or b.state = 'UNDONE')
    and (b.confirmed_at is null or b.confirmed_at < now() - interval '30 days') and not import_row_is_empty(r);
  get diagnostics emptied = row_count;
  return emptied;
end $$;
