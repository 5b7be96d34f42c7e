-- Of an lrmx that waits in a preview: its photo, drawn anew. The document itself stands in `source`, without plans of
-- appointment, number and photo.

alter table import_rows add column photo bytea;
alter table import_rows add constraint import_rows_photo_size check (octet_length(photo) <= 1048576 and octet_length(source) <= 5242880);

-- written once, with the row: a correction is of what was typed
grant insert (photo) on import_rows to observer_app;
