-- A table of grades with one period a column holds several grades in each of its rows: each is a row of the preview, told
-- apart by its column.
alter table import_rows add column column_no int not null default 0;
comment on column import_rows.column_no is 'place of the cell in its row of the file, from 1; 0 where the row is one grade, or one person';
alter table import_rows drop constraint import_rows_once;
alter table import_rows add constraint import_rows_once unique (batch_id, row_no, column_no);
alter table import_rows add constraint import_rows_column_no check (column_no between 0 and 200);
grant insert (column_no) on import_rows to observer_app;
