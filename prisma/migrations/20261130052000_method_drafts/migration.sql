-- Methods are the customer's: an administrator works on a draft, looks at it as the phone will show it, and publishes it
-- from a day. A published version never changes; a record keeps the one it was written in. The way back is another version.

create table method_drafts (
  method_id uuid not null references methods (id),
  -- empty: nothing is being worked on
  content jsonb,
  based_on uuid not null references method_versions (id),
  saved_by uuid not null references users (id),
  saved_at timestamptz(3) not null default now(),
  row_version int not null default 1,
  constraint method_drafts_pkey primary key (method_id),
  constraint method_drafts_content check (content is null or jsonb_typeof(content) = 'object' and length(content::text) < 200000)
);
alter table method_versions
  add column published_by uuid references users (id),
  add column published_at timestamptz(3),
  add column reason text not null default '',
  add constraint method_versions_reason_size check (length(reason) <= 500),
  add constraint method_versions_texts_size check (length(trim(name)) between 1 and 20 and length(definition) <= 500 and length(minimum_text) <= 200);

alter table method_drafts enable row level security;
alter table method_drafts force row level security;
do $$ begin
  execute format('create policy owner_maintains on method_drafts to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on method_drafts as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
create policy drafts_read on method_drafts for select to observer_app using ((select viewer_is('ADMIN')));
create policy drafts_make on method_drafts for insert to observer_app
  with check ((select viewer_is('ADMIN')) and saved_by = (select viewer_id()));
create policy drafts_change on method_drafts for update to observer_app
  using ((select viewer_is('ADMIN'))) with check ((select viewer_is('ADMIN')) and saved_by = (select viewer_id()));
create policy versions_publish on method_versions for insert to observer_app
  with check ((select viewer_is('ADMIN')) and published_by = (select viewer_id()));
grant select on method_drafts to observer_app;
grant insert (method_id, content, based_on, saved_by), update (content, based_on, saved_by, saved_at, row_version)
  on method_drafts to observer_app;
grant insert (id, method_id, version_no, name, name_en, definition, definition_en, source_class, default_confidentiality,
              is_evidence_asked, minimum_count, minimum_period, minimum_scope, minimum_text, is_sample, fields, effective_from,
              published_by, published_at, reason) on method_versions to observer_app;
create trigger never_deleted before delete on method_drafts for each row execute function refuse_change();
create trigger never_truncated before truncate on method_drafts for each statement execute function refuse_change();

-- One after the other, never into the past, and still the same kind of source: corroboration leans on it.
create function method_versions_keep_order() returns trigger language plpgsql security definer set search_path from current as $$
declare
  last method_versions;
begin
  if new.published_by is null then
    -- reference data
    return new;
  end if;
  perform 1 from methods where id = new.method_id for update;
  select * into last from method_versions where method_id = new.method_id order by version_no desc limit 1;
  if new.version_no <> last.version_no + 1 or new.effective_from < greatest(city_today(), last.effective_from) then
    perform refuse('method_versions_in_order', 'a version follows the last one, from today or later');
  end if;
  if (new.source_class, new.minimum_scope) is distinct from (last.source_class, last.minimum_scope) then
    perform refuse('method_versions_same_source', 'the kind of source and what the minimum counts stay');
  end if;
  return new;
end $$;
create trigger keep_order before insert on method_versions for each row execute function method_versions_keep_order();
revoke all on function method_versions_keep_order() from public;
