-- 批量调整: a change for many is an import without a file, so that it is seen, audited and undone like one.
alter table import_batches drop constraint import_batches_kind_known;
alter table import_batches add constraint import_batches_kind_known check (kind in ('XLSX', 'CSV', 'LRMX', 'BULK'));
