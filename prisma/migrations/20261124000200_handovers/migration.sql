-- 转交接收: an entry written for a unit that has gone to another observer meanwhile (the phone was offline when that
-- was decided). It waits here until somebody who may read it takes it in as a record of its author, or declines it
-- with a reason. Everything goes through the functions below: nobody writes these tables by hand.

create table handovers (
  id uuid primary key,
  unit_id uuid not null references units (id),
  author_id uuid not null references users (id),
  occurred_on date not null,
  received_at timestamptz(3) not null default now(),
  state text not null default 'WAITING',
  settled_by uuid references users (id),
  settled_at timestamptz(3),
  constraint handovers_state_known check (state in ('WAITING', 'ADMITTED', 'DECLINED')),
  constraint handovers_settled_whole check
    ((state = 'WAITING') = (settled_by is null) and (settled_by is null) = (settled_at is null))
);
create index handovers_waiting on handovers (unit_id) where state = 'WAITING';
create index handovers_recent on handovers (received_at desc, id desc);

-- Method and reason stand with the text: who may not read it must not guess from them what it is (rule 5).
create table handover_bodies (
  handover_id uuid primary key references handovers (id),
  method_id uuid not null references methods (id),
  method_version_id uuid not null references method_versions (id),
  body jsonb not null,
  body_hash bytea not null,
  confidentiality smallint not null generated always as ((body ->> 'confidentiality')::smallint) stored,
  polarity text not null generated always as (body ->> 'polarity') stored,
  settle_reason text not null default '',
  constraint handover_bodies_object check (jsonb_typeof(body) = 'object' and pg_column_size(body) <= 300000),
  constraint handover_bodies_confidentiality_known check (confidentiality between 1 and 3),
  constraint handover_bodies_polarity_known check (polarity in ('POSITIVE', 'NEUTRAL', 'ATTENTION')),
  constraint handover_bodies_reason_size check (length(settle_reason) <= 1000)
);

do $$
declare t text;
begin
  foreach t in array array['handovers', 'handover_bodies'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;

-- ---------------------------------------------------------------- settled once, otherwise never changed
create function handovers_settled_once() returns trigger language plpgsql as $$
begin
  if old.state <> 'WAITING' or new.state = 'WAITING'
     or (new.id, new.unit_id, new.author_id, new.occurred_on, new.received_at)
        is distinct from (old.id, old.unit_id, old.author_id, old.occurred_on, old.received_at) then
    perform refuse('handovers_settled_once', 'a hand-over is settled once and otherwise stays');
  end if;
  return new;
end $$;
create trigger settled_once before update on handovers for each row execute function handovers_settled_once();

create function handover_bodies_stay() returns trigger language plpgsql as $$
begin
  if old.settle_reason <> '' or (new.handover_id, new.method_id, new.method_version_id, new.body, new.body_hash)
        is distinct from (old.handover_id, old.method_id, old.method_version_id, old.body, old.body_hash) then
    perform refuse('handovers_settled_once', 'a hand-over is settled once and otherwise stays');
  end if;
  return new;
end $$;
create trigger stays before update on handover_bodies for each row execute function handover_bodies_stay();

-- One id, one entry: a record of the same id comes from the hand-over itself, or not at all.
create function observations_not_handed_over() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select 1 from added a join handovers h on h.id = a.id join handover_bodies b on b.handover_id = h.id
             where h.state <> 'ADMITTED' or b.body_hash <> a.body_hash or h.author_id <> a.observer_id) then
    perform refuse('observations_not_handed_over', 'an entry of this id waits in the hand-over inbox or was declined');
  end if;
  return null;
end $$;
create trigger not_handed_over after insert on observations referencing new table as added
  for each statement execute function observations_not_handed_over();

create function handovers_not_recorded() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select 1 from observations where id = new.id) then
    perform refuse('handovers_not_recorded', 'a record of this id is there');
  end if;
  return new;
end $$;
create trigger not_recorded before insert on handovers for each row execute function handovers_not_recorded();

-- ---------------------------------------------------------------- who reads what
-- Hand-overs about the viewer themselves: never shown to them.
create function viewer_own_handovers() returns uuid[] language plpgsql stable security definer set search_path from current as $$
begin
  if viewer_cadre_id() is null then return '{}'; end if;
  return (select coalesce(array_agg(handover_id), '{}') from handover_bodies
          where body -> 'cadres' @> jsonb_build_array(jsonb_build_object('cadreId', viewer_cadre_id())));
end $$;

-- The text. Its author; whoever reads such a record (observations_read); the unit's present observers while it waits,
-- if it is internal and no negative remark of one source. Once taken in, the record speaks, under its own rights.
create function viewer_reads_handover(p_id uuid) returns boolean language sql stable security definer set search_path from current as $$
  select exists (
    select 1 from handovers h join handover_bodies b on b.handover_id = h.id
    where h.id = p_id and h.state <> 'ADMITTED'
      and viewer_is('OBSERVER', 'REVIEWER', 'LEADER')
      and h.id <> all (viewer_own_handovers())
      and (h.author_id = viewer_id()
           or (h.state = 'WAITING' and h.unit_id = any (viewer_unit_ids())
               and b.confidentiality = 1 and b.polarity <> 'ATTENTION')
           or (b.confidentiality = any (viewer_read_levels())
               and (b.polarity <> 'ATTENTION' or viewer_is('REVIEWER')))))
$$;
revoke all on function handovers_settled_once(), handover_bodies_stay(), observations_not_handed_over(),
  handovers_not_recorded(), viewer_own_handovers(), viewer_reads_handover(uuid) from public;
grant execute on function viewer_own_handovers(), viewer_reads_handover(uuid) to observer_app;

-- That one waits, from whom and for which unit: whoever can help to bring it to its place.
create policy handovers_read on handovers for select to observer_app using (
  author_id = (select viewer_id())
  or unit_id = any ((select viewer_unit_ids())::uuid[])
  or (select viewer_is('ADMIN', 'REVIEWER', 'LEADER')));
create policy handovers_by_role on handovers as restrictive for select to observer_app
  using ((select viewer_is('OBSERVER', 'REVIEWER', 'LEADER', 'ADMIN')));
create policy handovers_not_on_self on handovers as restrictive for select to observer_app
  using (id <> all ((select viewer_own_handovers())::uuid[]));
grant select on handovers to observer_app;
create policy bodies_read on handover_bodies for select to observer_app using (viewer_reads_handover(handover_id));
grant select on handover_bodies to observer_app;
-- no write grants: receive, admit and decline below

-- ---------------------------------------------------------------- receiving
-- Held the unit and lost it in the ninety days before the event: so the person may have been on the way without news.
create function viewer_lost_unit(p_unit uuid, p_day date) returns boolean language sql stable security definer set search_path from current as $$
  select viewer_is('OBSERVER')
     and exists (select 1 from assignments where observer_id = viewer_id() and unit_id = p_unit
                 and ends_on between p_day - 90 and p_day - 1)
     and not observer_held_unit(viewer_id(), p_unit, p_day)
$$;

-- What is known of an id. Two requests with one id go one after the other, whichever table they write; volatile, so
-- that what the first one committed is seen.
create function known_handover(p_id uuid) returns table (is_own boolean, body_hash text)
language plpgsql volatile security definer set search_path from current as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_id::text, 0));
  return query select h.author_id = viewer_id(), case when h.author_id = viewer_id() then encode(b.body_hash, 'hex') end
    from handovers h join handover_bodies b on b.handover_id = h.id where h.id = p_id and viewer_id() is not null;
end $$;

-- False where the id is taken. The method's fields are checked by the caller, cadres at admission.
create function receive_handover(p_id uuid, p_unit uuid, p_method uuid, p_version uuid, p_hash bytea, p_body jsonb)
returns boolean language plpgsql security definer set search_path from current as $$
declare
  happened_on date := city_day((p_body ->> 'startedAt')::timestamptz);
begin
  perform pg_advisory_xact_lock(hashtextextended(p_id::text, 0));
  if exists (select 1 from observations where id = p_id) or exists (select 1 from handovers where id = p_id) then
    return false;
  end if;
  if not viewer_lost_unit(p_unit, happened_on) then
    perform refuse('handovers_unit_was_held', 'the unit was never this person''s, or too long ago');
  end if;
  -- what would only fail at admission, where its author cannot mend it any more
  if (p_body ->> 'secondObserverId')::uuid = viewer_id() then
    perform refuse('observations_second_is_another', 'nobody accompanies themselves');
  end if;
  if (p_body ->> 'centralTaskId')::uuid not in (select id from central_tasks) then
    perform refuse('observations_central_task_id_fkey', 'no such central task');
  end if;
  if exists (select 1 from jsonb_array_elements_text(coalesce(p_body -> 'conductItemIds', '[]')) given
             where given::uuid not in (select id from conduct_items)) then
    perform refuse('observations_conduct_known', 'no such item of the two lists');
  end if;
  insert into handovers (id, unit_id, author_id, occurred_on) values (p_id, p_unit, viewer_id(), happened_on);
  insert into handover_bodies (handover_id, method_id, method_version_id, body, body_hash)
    values (p_id, p_method, p_version, p_body, p_hash);
  return true;
end $$;

-- ---------------------------------------------------------------- settling
-- Its author only where the assignment was corrected meanwhile: then they could as well have logged it.
create function viewer_settles_handover(p_id uuid) returns boolean language sql stable security definer set search_path from current as $$
  select viewer_is('OBSERVER', 'REVIEWER') and viewer_reads_handover(p_id) and exists (
    select 1 from handovers h where h.id = p_id
      and (h.author_id <> viewer_id() or observer_held_unit(viewer_id(), h.unit_id, h.occurred_on)))
$$;

-- Locks the hand-over for one who may settle it.
create function open_handover(p_id uuid) returns void language plpgsql security definer set search_path from current as $$
begin
  if not viewer_settles_handover(p_id) then
    raise exception using errcode = '42501', message = 'permission denied for table handovers';
  end if;
  perform 1 from handovers where id = p_id and state = 'WAITING' for update;
  if not found then
    perform refuse('handovers_settled_once', 'settled by somebody else a moment ago');
  end if;
end $$;

-- Builds the record from the stored body and from nothing else: its author stays who saw it, the moment of submission
-- when it was received. Follow-ups go to whoever takes it in and holds the unit.
create function admit_handover(p_id uuid) returns void language plpgsql security definer set search_path from current as $$
declare
  h handovers;
  b handover_bodies;
  named jsonb;
  names text;
begin
  perform open_handover(p_id);
  update handovers set state = 'ADMITTED', settled_by = viewer_id(), settled_at = now() where id = p_id returning * into h;
  select * into b from handover_bodies where handover_id = p_id;
  select coalesce(jsonb_agg(line || jsonb_build_object('name', c.name) order by at), '[]'),
         coalesce(string_agg(c.name, ' ' order by at), '')
    into named, names
    from jsonb_array_elements(b.body -> 'cadres') with ordinality as given(line, at)
    left join cadres c on c.id = (line ->> 'cadreId')::uuid;

  insert into observations (id, unit_id, observer_id, second_observer_id, method_id, method_version_id, central_task_id,
    started_at, ended_at, place, fact, judgement, dimensions, polarity, confidentiality, details, evidence_note, evidence,
    conduct_item_ids, visit_id, state, cadre_names, body_hash, submitted_at, updated_at)
  select h.id, h.unit_id, h.author_id, said."secondObserverId", b.method_id, b.method_version_id, said."centralTaskId",
         said."startedAt", said."endedAt", said.place, said.fact, said.judgement, said.dimensions, b.polarity,
         b.confidentiality, said.details, said."evidenceNote", coalesce(said.evidence, '[]'),
         coalesce(said."conductItemIds", '{}'), said."visitId", 'SUBMITTED', names, b.body_hash, h.received_at, now()
  from jsonb_to_record(b.body) as said("secondObserverId" uuid, "centralTaskId" uuid, "startedAt" timestamptz,
    "endedAt" timestamptz, place text, fact text, judgement text, dimensions text[], details jsonb, "evidenceNote" text,
    evidence jsonb, "conductItemIds" uuid[], "visitId" uuid);
  insert into observation_revisions (observation_id, revision_no, author_id, content)
  values (h.id, 1, h.author_id, b.body - array['followUps', 'links', 'visitId']
                                || jsonb_build_object('cadres', named, 'cadreNames', names));
  insert into observation_cadres (observation_id, revision_no, cadre_id, position, role_in_event, details)
  select h.id, 1, (line ->> 'cadreId')::uuid, at - 1, line ->> 'roleInEvent', line -> 'details'
  from jsonb_array_elements(named) with ordinality as given(line, at);
  insert into follow_ups (observation_id, unit_id, owner_id, title, due_on)
  select h.id, h.unit_id, case when h.unit_id = any (viewer_unit_ids()) then viewer_id() else h.author_id end, title, "dueOn"
  from jsonb_to_recordset(coalesce(b.body -> 'followUps', '[]')) as given(title text, "dueOn" date);
  insert into observation_links (from_id, to_id, made_by)
  select h.id, o.id, h.author_id
  from jsonb_array_elements_text(coalesce(b.body -> 'links', '[]')) given join observations o on o.id = given::uuid
  where o.id <> h.id on conflict do nothing;
end $$;

create function decline_handover(p_id uuid, p_reason text) returns void language plpgsql security definer set search_path from current as $$
begin
  if length(trim(p_reason)) < 2 then
    perform refuse('handovers_reason_given', 'declining needs a reason');
  end if;
  perform open_handover(p_id);
  update handovers set state = 'DECLINED', settled_by = viewer_id(), settled_at = now() where id = p_id;
  update handover_bodies set settle_reason = p_reason where handover_id = p_id;
end $$;

-- Cadre lines of a waiting entry with the post held that day, for its readers: the author may no longer see the
-- unit's roster, and a line without a post is one that admission would refuse.
create function handover_cadres(p_id uuid)
returns table ("position" int, cadre_id uuid, name text, role_in_event text, details jsonb, unit_id uuid, post_title text)
language sql stable security definer set search_path from current as $$
  select at::int - 1, (line ->> 'cadreId')::uuid, c.name, line ->> 'roleInEvent', line -> 'details', held.unit_id, held.title
  from handovers h join handover_bodies b on b.handover_id = h.id
  cross join jsonb_array_elements(b.body -> 'cadres') with ordinality as given(line, at)
  left join cadres c on c.id = (line ->> 'cadreId')::uuid
  left join lateral (
    select p.unit_id, p.title from post_holdings p
    where p.cadre_id = c.id and h.occurred_on between p.starts_on and coalesce(p.ends_on, 'infinity')
      and (p.unit_id = h.unit_id or exists (
        select 1 from central_task_members m
        where m.task_id = (b.body ->> 'centralTaskId')::uuid and m.cadre_id = c.id
          and h.occurred_on between m.starts_on and coalesce(m.ends_on, 'infinity')))
    order by (p.unit_id = h.unit_id) desc, p.is_primary desc, p.starts_on desc limit 1) held on true
  where h.id = p_id and viewer_reads_handover(p_id)
$$;
revoke all on function viewer_lost_unit(uuid, date), known_handover(uuid),
  receive_handover(uuid, uuid, uuid, uuid, bytea, jsonb), viewer_settles_handover(uuid), open_handover(uuid),
  admit_handover(uuid), decline_handover(uuid, text), handover_cadres(uuid) from public;
grant execute on function viewer_lost_unit(uuid, date), known_handover(uuid),
  receive_handover(uuid, uuid, uuid, uuid, bytea, jsonb), viewer_settles_handover(uuid), admit_handover(uuid),
  decline_handover(uuid, text), handover_cadres(uuid) to observer_app;

-- ---------------------------------------------------------------- an entry of a day on which the unit was still held
-- Sent after the unit went to somebody else, it is an ordinary record; but the roster that names its cadres is no longer
-- the author's to see. Only names of given ids, of people who held a post there on a day when the unit was the author's.
create function cadre_names_that_day(p_unit uuid, p_day date, p_ids uuid[]) returns jsonb
language sql stable security definer set search_path from current as $$
  select coalesce(jsonb_object_agg(c.id, c.name), '{}') from cadres c
  where c.id = any (p_ids) and viewer_is('OBSERVER') and observer_held_unit(viewer_id(), p_unit, p_day)
    and exists (select 1 from post_holdings p where p.cadre_id = c.id and p.unit_id = p_unit
                and p_day between p.starts_on and coalesce(p.ends_on, 'infinity'))
$$;

-- A returned record that came in by hand-over must still be mended, on the day that it is about.
create function viewer_was_handed_over(p_id uuid, p_day date) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select 1 from handovers where id = p_id and author_id = viewer_id() and state = 'ADMITTED' and occurred_on = p_day)
$$;
alter policy observations_amend on observations
  with check (observer_id = (select viewer_id()) and state = 'SUBMITTED'
              and (observer_held_unit(observer_id, unit_id, city_day(started_at))
                   or viewer_was_handed_over(id, city_day(started_at))));
revoke all on function cadre_names_that_day(uuid, date, uuid[]), viewer_was_handed_over(uuid, date) from public;
grant execute on function cadre_names_that_day(uuid, date, uuid[]), viewer_was_handed_over(uuid, date) to observer_app;
