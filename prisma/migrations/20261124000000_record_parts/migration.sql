-- What a record may say beside its text: the visit it belongs to, the files announced with it, 双十条 items, and
-- links to earlier records.

-- ---------------------------------------------------------------- 双十条
create table conduct_items (
  id uuid primary key default gen_random_uuid(),
  code text not null,
  list text not null,
  position smallint not null,
  text text not null,
  text_en text not null,
  is_sample boolean not null default true,
  ends_on date,
  constraint conduct_items_code_key unique (code),
  constraint conduct_items_list_known check (list in ('POSITIVE', 'NEGATIVE')),
  constraint conduct_items_text_size check (length(trim(text)) between 2 and 200)
);
alter table conduct_items enable row level security;
alter table conduct_items force row level security;
do $$
begin
  execute format('create policy owner_maintains on conduct_items to %I using (true) with check (true)', current_user);
end $$;
create policy business_read on conduct_items for select to observer_app using ((select viewer_is_department()));
grant select on conduct_items to observer_app;

-- ---------------------------------------------------------------- parts of a record
alter table observations
  add column visit_id uuid,
  add column evidence jsonb not null default '[]',
  add column conduct_item_ids uuid[] not null default '{}',
  add constraint observations_evidence_list check (jsonb_typeof(evidence) = 'array' and jsonb_array_length(evidence) <= 20),
  add constraint observations_conduct_size check (cardinality(conduct_item_ids) <= 10);
create index observations_visit on observations (visit_id) where visit_id is not null;
create index observations_conduct on observations using gin (conduct_item_ids) where conduct_item_ids <> '{}';
grant insert (visit_id, evidence, conduct_item_ids), update (evidence, conduct_item_ids) on observations to observer_app;

-- an array has no foreign key
create function observations_know_conduct() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select 1 from unnest(new.conduct_item_ids) given where given not in (select id from conduct_items)) then
    perform refuse('observations_conduct_known', 'no such item of the two lists');
  end if;
  return new;
end $$;
revoke all on function observations_know_conduct() from public;
create trigger know_conduct before insert or update of conduct_item_ids on observations
  for each row when (new.conduct_item_ids <> '{}') execute function observations_know_conduct();

create or replace function observations_keep_rules() returns trigger language plpgsql as $$
declare
  -- also when it was submitted: reviewers and authors may write that column
  moved boolean := (new.started_at, new.ended_at, new.place, new.fact, new.judgement, new.dimensions, new.polarity,
                    new.confidentiality, new.details, new.evidence_note, new.evidence, new.conduct_item_ids,
                    new.second_observer_id, new.central_task_id, new.method_version_id, new.cadre_names, new.submitted_at)
    is distinct from (old.started_at, old.ended_at, old.place, old.fact, old.judgement, old.dimensions, old.polarity,
                    old.confidentiality, old.details, old.evidence_note, old.evidence, old.conduct_item_ids,
                    old.second_observer_id, old.central_task_id, old.method_version_id, old.cadre_names, old.submitted_at);
begin
  if (new.id, new.unit_id, new.observer_id, new.method_id, new.visit_id)
     is distinct from (old.id, old.unit_id, old.observer_id, old.method_id, old.visit_id) then
    perform refuse('observations_identity', 'unit, observer, method and visit of a record stay');
  end if;
  if new.revision_no = old.revision_no + 1 then
    if new.state <> 'SUBMITTED' or old.state not in ('RETURNED', 'ACCEPTED') then
      perform refuse('observations_transition', 'only a returned or accepted record takes a new revision');
    end if;
  elsif new.revision_no <> old.revision_no or moved then
    perform refuse('observations_in_place', 'a submitted record changes only by a new revision');
  elsif new.state <> old.state then
    if (old.state, new.state) not in (('SUBMITTED', 'ACCEPTED'), ('SUBMITTED', 'RETURNED'), ('ACCEPTED', 'ARCHIVED')) then
      perform refuse('observations_transition', format('no way from %s to %s', old.state, new.state));
    end if;
    if old.state = 'SUBMITTED' and not exists (
      select 1 from observation_reviews r
      where r.observation_id = new.id and r.revision_no = new.revision_no
        and r.decision = case new.state when 'ACCEPTED' then 'ACCEPT' else 'RETURN' end) then
      perform refuse('observations_decision', 'a decision needs its review line');
    end if;
  end if;
  return new;
end $$;

-- ---------------------------------------------------------------- links
-- From a later record to an earlier one that its author could see. Append-only.
create table observation_links (
  from_id uuid not null references observations (id),
  to_id uuid not null references observations (id),
  made_by uuid not null references users (id),
  created_at timestamptz(3) not null default now(),
  primary key (from_id, to_id),
  constraint observation_links_to_another check (from_id <> to_id)
);
create index observation_links_back on observation_links (to_id);
alter table observation_links enable row level security;
alter table observation_links force row level security;
do $$
begin
  execute format('create policy owner_maintains on observation_links to %I using (true) with check (true)', current_user);
end $$;
create trigger append_only before update or delete on observation_links for each row execute function refuse_change();
create trigger append_only_truncate before truncate on observation_links for each statement execute function refuse_change();
-- who may not see one end does not learn that it is there
create policy links_read on observation_links for select to observer_app using (
  exists (select 1 from observations o where o.id = from_id) and exists (select 1 from observations o where o.id = to_id));
create policy links_make on observation_links for insert to observer_app with check (
  made_by = (select viewer_id())
  and exists (select 1 from observations o where o.id = from_id and o.observer_id = (select viewer_id()))
  and exists (select 1 from observations o where o.id = to_id));
grant select on observation_links to observer_app;
grant insert (from_id, to_id, made_by) on observation_links to observer_app;
