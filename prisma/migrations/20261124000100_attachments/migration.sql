-- Evidence files: what may be attached, by whom, and who sees it. Nothing was ever written to `attachments` before.

-- ---------------------------------------------------------------- the stored file
-- No foreign key to observations: an entry that waits to be handed over has its id before it is a record.
alter table attachments drop constraint attachments_observation_id_fkey;
alter table attachments rename column observation_id to entry_id;
alter index attachments_observation_id_idx rename to attachments_entry_id_idx;
alter table attachments
  alter column id drop default, -- made by the phone, announced with the text
  add column owner_id uuid not null references users (id),
  add column upload_sha256 bytea not null,
  add column capture_sha256 bytea not null,
  add column thumb_key text,
  add column width integer,
  add column height integer,
  add constraint attachments_name_size check (length(file_name) between 1 and 160),
  add constraint attachments_media_known check (media_type in (
    'image/jpeg', 'image/png', 'image/webp', 'application/pdf',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
  add constraint attachments_hashes check (
    octet_length(sha256) = 32 and octet_length(upload_sha256) = 32 and octet_length(capture_sha256) = 32),
  -- a key never names a path outside the store, and the thumbnail never another's file
  add constraint attachments_key_form check (storage_key ~ '^[0-9a-f]{2}/[0-9a-f]{32}$'),
  add constraint attachments_thumb_key check (thumb_key = storage_key || '-thumb'),
  add constraint attachments_measures check ((width is null) = (height is null) and width > 0 and height > 0);

create trigger append_only before update or delete on attachments for each row execute function refuse_change();
create trigger append_only_truncate before truncate on attachments for each statement execute function refuse_change();

-- ---------------------------------------------------------------- the time of shooting, restricted
create table attachment_origins (
  attachment_id uuid primary key references attachments (id),
  taken_at timestamptz(0) not null
);

-- ---------------------------------------------------------------- uploads begun
-- Whose an upload is, for as long as it lasts, and what the limit per person and hour is counted from.
create table attachment_uploads (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references users (id),
  entry_id uuid not null,
  attachment_id uuid not null,
  byte_size integer not null,
  taken_at timestamptz(0),
  created_at timestamptz(3) not null default now(),
  constraint attachment_uploads_size check (byte_size between 1 and 26214400)
);
create index attachment_uploads_recent on attachment_uploads (owner_id, created_at);

do $$
declare t text;
begin
  foreach t in array array['attachment_origins', 'attachment_uploads'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
create trigger append_only before update or delete on attachment_origins for each row execute function refuse_change();
create trigger append_only_truncate before truncate on attachment_origins for each statement execute function refuse_change();

-- ---------------------------------------------------------------- what an entry announced
-- Null where the viewer has no such entry, else the files that its current revision announces. The one place that asks
-- whether an entry is there and whose it is; the hand-over of entries adds its own table here.
create function announced_evidence(p_entry uuid) returns jsonb
language sql stable security definer set search_path from current as $$
  select o.evidence from observations o
  where o.id = p_entry and o.observer_id = viewer_id() and viewer_is('OBSERVER')
$$;
revoke all on function announced_evidence(uuid) from public;
grant execute on function announced_evidence(uuid) to observer_app;

-- ---------------------------------------------------------------- who sees and writes which rows
drop policy attachments_read on attachments;
-- Its author, or whoever sees the record, as far as the present revision names the file: one that an earlier revision
-- named and this one dropped keeps the earlier one's level.
create policy attachments_read on attachments for select to observer_app using (
  (owner_id = (select viewer_id()) and (select viewer_is('OBSERVER')))
  or exists (select 1 from observations o where o.id = entry_id
    and (exists (select 1 from jsonb_to_recordset(o.evidence) as named(id uuid) where named.id = attachments.id)
         or viewer_reads_all_revisions(o.id))));
-- a role must be live, and nobody sees what is about themselves
create policy attachments_by_role on attachments as restrictive for select to observer_app
  using ((select viewer_is('OBSERVER', 'REVIEWER', 'LEADER', 'ADMIN')));
create policy attachments_not_on_self on attachments as restrictive for select to observer_app
  using (entry_id <> all ((select viewer_own_records())::uuid[]));
create policy attachments_attach on attachments for insert to observer_app with check (
  owner_id = (select viewer_id())
  and exists (
    select 1 from jsonb_to_recordset(announced_evidence(entry_id)) as named(id uuid, sha256 text, "captureSha256" text)
    where named.id = attachments.id and named.sha256 = encode(upload_sha256, 'hex')
      and named."captureSha256" = encode(capture_sha256, 'hex')));
grant insert (id, entry_id, owner_id, file_name, media_type, byte_size, sha256, upload_sha256, capture_sha256, storage_key,
              thumb_key, width, height) on attachments to observer_app;

create policy origins_read on attachment_origins for select to observer_app using (
  exists (select 1 from attachments a where a.id = attachment_id
    and (a.owner_id = (select viewer_id()) and (select viewer_is('OBSERVER'))
         or (select viewer_is('REVIEWER')) and exists (
              select 1 from observations o where o.id = a.entry_id and o.confidentiality <= (select viewer_clearance())))));
-- in the transaction that stores the file: nobody adds a time to a file afterwards
create policy origins_write on attachment_origins for insert to observer_app with check (
  exists (select 1 from attachments a where a.id = attachment_id and a.owner_id = (select viewer_id())
          and a.xmin = pg_current_xact_id()::xid));
grant select on attachment_origins to observer_app;
grant insert (attachment_id, taken_at) on attachment_origins to observer_app;

create policy uploads_own on attachment_uploads to observer_app
  using (owner_id = (select viewer_id()) and (select viewer_is('OBSERVER')))
  with check (owner_id = (select viewer_id()) and (select viewer_is('OBSERVER')));
grant select on attachment_uploads to observer_app;
grant insert (owner_id, entry_id, attachment_id, byte_size, taken_at) on attachment_uploads to observer_app;
-- neither update nor delete: who could take rows away would upload without limit; npm run files:sweep clears old ones
