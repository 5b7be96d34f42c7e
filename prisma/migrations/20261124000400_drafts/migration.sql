-- Drafts on two devices, and the key under which a phone seals what is unsent.

-- ---------------------------------------------------------------- drafts with versions
-- A save names the version that its text began from; an older one is answered with the newer text and changes nothing.
-- copy_id and copy_serial say which device's copy wrote last: a save whose answer was lost is no other device, and of
-- two requests that overtook each other the later text stays.
alter table observation_drafts
  add column row_version int not null default 1,
  add column copy_id uuid,
  add column copy_serial int not null default 0,
  -- 另一版本: what was not chosen when two devices had written in one draft; that draft may be gone, so no foreign key
  add column other_version_of uuid,
  add constraint observation_drafts_version_counts check (row_version >= 1);
grant insert (copy_id, copy_serial, other_version_of), update (row_version, copy_id, copy_serial)
  on observation_drafts to observer_app;

-- ---------------------------------------------------------------- keys of sealed phones
-- Two random uuids hold 244 random bits; a digest spreads them over 32 bytes. The column has no insert grant, so
-- that nobody chooses a key, and none of update and delete, so that what is sealed on some phone can be opened.
create table offline_keys (
  user_id uuid primary key references users (id),
  key bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
  made_at timestamptz(3) not null default now(),
  constraint offline_keys_size check (octet_length(key) = 32)
);
alter table offline_keys enable row level security;
alter table offline_keys force row level security;
do $$
begin
  execute format('create policy owner_maintains on offline_keys to %I using (true) with check (true)', current_user);
end $$;
create policy keys_own on offline_keys for select to observer_app
  using (user_id = (select viewer_id()) and (select viewer_is('OBSERVER')));
create policy keys_make on offline_keys for insert to observer_app
  with check (user_id = (select viewer_id()) and (select viewer_is('OBSERVER')));
grant select on offline_keys to observer_app;
grant insert (user_id) on offline_keys to observer_app;
