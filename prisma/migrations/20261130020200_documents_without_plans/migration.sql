-- Plans of appointment are never stored (product.md), and a number or a photo has a place of its own with rights of its own:
-- the database looks into each document for itself. These elements stand there empty, or not at all.

create function is_document_kept(p_source text) returns boolean language sql immutable strict parallel safe as $$
  select p_source !~ '<(NiRenZhiWu|NiMianZhiWu|RenMianLiYou|ShenFenZheng|ZhaoPian)(\s[^>]*[^/>])?\s*>(?!</)'
$$;
-- callable by the app because a check runs as whoever writes
revoke all on function is_document_kept(text) from public;
grant execute on function is_document_kept(text) to observer_app;

alter table cadre_sheets add constraint cadre_sheets_document_kept check (is_document_kept(lrmx_source));
alter table import_rows add constraint import_rows_document_kept check (is_document_kept(source));
