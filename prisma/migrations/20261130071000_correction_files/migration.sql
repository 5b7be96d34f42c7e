-- Files with 更正申请: announced by the cadre, then uploaded as the evidence of a record is (docs/adr/0007, 0036). Read by the cadre and
-- by whoever reads the request; what has arrived stays with the answer.

create table correction_files (
  -- made by the browser; the stored file has the same
  id uuid not null,
  request_id uuid not null references correction_requests (id),
  file_name text not null,
  byte_size int not null,
  sha256 bytea not null,
  capture_sha256 bytea not null,
  announced_at timestamptz(3) not null default clock_timestamp(),
  -- taken back before it arrived
  dropped_at timestamptz(3),
  constraint correction_files_pkey primary key (id),
  constraint correction_files_name_size check (length(file_name) between 1 and 160),
  constraint correction_files_size check (byte_size between 1 and 26214400),
  constraint correction_files_hashes check (octet_length(sha256) = 32 and octet_length(capture_sha256) = 32)
);
create index correction_files_request on correction_files (request_id, announced_at);

alter table correction_files enable row level security;
alter table correction_files force row level security;
do $$
begin
  execute format('create policy owner_maintains on correction_files to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on correction_files as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
create trigger never_deleted before delete on correction_files for each row execute function refuse_change();
create trigger never_truncated before truncate on correction_files for each statement execute function refuse_change();

-- whoever reads the request, as far as they read it; recusal closes it there
create policy files_read on correction_files for select to observer_app using (
  exists (select 1 from correction_requests r where r.id = request_id));
create policy files_announce on correction_files for insert to observer_app with check (
  dropped_at is null and (select viewer_is('CADRE')) and exists (
    select 1 from correction_requests r where r.id = request_id and r.asked_by = (select viewer_id())
      and r.cadre_id = (select viewer_cadre_id()) and r.state in ('ASKED', 'REVIEWING')));
create policy files_drop on correction_files for update to observer_app
  using (dropped_at is null and (select viewer_is('CADRE')) and exists (
    select 1 from correction_requests r where r.id = request_id and r.asked_by = (select viewer_id())))
  with check (dropped_at is not null);
grant select on correction_files to observer_app;
grant insert (id, request_id, file_name, byte_size, sha256, capture_sha256), update (dropped_at) on correction_files to observer_app;

-- What an answer was given on does not grow or shrink afterwards: the request is locked, so that an answer at the same moment comes
-- before or after.
create function correction_files_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare
  asked correction_requests;
begin
  select * into asked from correction_requests where id = new.request_id for update;
  if asked.state not in ('ASKED', 'REVIEWING') then
    perform refuse('correction_files_open', 'an answered request takes nothing more');
  end if;
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - 'dropped_at') is distinct from (to_jsonb(old) - 'dropped_at') or old.dropped_at is not null then
      perform refuse('append_only', 'a file is dropped once, and not rewritten');
    end if;
    if exists (select 1 from attachments where id = new.id) then
      perform refuse('correction_files_arrived', 'what has arrived stays with the request');
    end if;
  elsif (select count(*) from correction_files where request_id = new.request_id and dropped_at is null) >= 10 then
    perform refuse('correction_files_most', 'ten files are enough');
  end if;
  return new;
end $$;
create trigger keep before insert or update on correction_files for each row execute function correction_files_keep();
revoke all on function correction_files_keep() from public;

-- ---------------------------------------------------------------- the one place that says what is announced
create or replace function announced_evidence(p_entry uuid) returns jsonb
language sql stable security definer set search_path from current as $$
  select o.evidence from observations o
  where o.id = p_entry and o.observer_id = viewer_id() and viewer_is('OBSERVER')
  union all
  -- also of a declined one: a photo that was under way is no error; once taken in, the record above answers
  select coalesce(b.body -> 'evidence', '[]') from handovers h join handover_bodies b on b.handover_id = h.id
  where h.id = p_entry and h.state <> 'ADMITTED' and h.author_id = viewer_id() and viewer_is('OBSERVER')
  union all
  -- of one that is answered only what had arrived: an upload whose end was not heard finds it there
  select coalesce((
    select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.file_name, 'size', f.byte_size,
             'sha256', encode(f.sha256, 'hex'), 'captureSha256', encode(f.capture_sha256, 'hex')))
    from correction_files f where f.request_id = r.id and f.dropped_at is null
      and (r.state in ('ASKED', 'REVIEWING') or exists (select 1 from attachments a where a.id = f.id))), '[]')
  from correction_requests r
  where r.id = p_entry and r.asked_by = viewer_id() and r.cadre_id = viewer_cadre_id() and viewer_is('CADRE')
  limit 1
$$;

create policy attachments_read_correction on attachments for select to observer_app using (
  exists (select 1 from correction_files f where f.id = attachments.id and f.request_id = attachments.entry_id));
alter policy attachments_by_role on attachments using (
  (select viewer_is('OBSERVER', 'REVIEWER', 'LEADER', 'ADMIN'))
  or (select viewer_is('CADRE')) and owner_id = (select viewer_id()));
alter policy uploads_own on attachment_uploads
  using (owner_id = (select viewer_id()) and (select viewer_is('OBSERVER', 'CADRE')))
  with check (owner_id = (select viewer_id()) and (select viewer_is('OBSERVER', 'CADRE')));
