-- 报告: made of a frozen snapshot (docs/adr/0032). What a report may cite is registered when it is frozen and never again;
-- its paragraphs are versions that are only ever added, each sentence with a mark that the register knows. A finalised
-- report is not written any more; a leader signs it.

create table reports (
  id uuid not null,
  kind text not null,
  title text not null,
  period_from date not null,
  period_to date not null,
  -- only what is no more confidential goes in, and only who reads that high opens it
  confidentiality smallint not null,
  state text not null default 'FREEZING',
  -- sections with their tables, in words and numbers of the moment
  snapshot jsonb,
  frozen_at timestamptz(3),
  -- cadres it writes about: one does not open what is written about oneself
  cadre_ids uuid[] not null default '{}',
  job_id uuid,
  made_by uuid not null references users (id),
  made_at timestamptz(3) not null default now(),
  finalised_by uuid references users (id),
  finalised_at timestamptz(3),
  signed_by uuid references users (id),
  signed_at timestamptz(3),
  -- what the leader says with it
  sign_note text not null default '',
  -- why it was thrown away
  note text not null default '',
  row_version int not null default 1,
  constraint reports_pkey primary key (id),
  constraint reports_kind_known check (kind in ('QUARTERLY', 'COVERAGE', 'DUTY', 'OUTSTANDING', 'TRACE', 'COMPARISON')),
  constraint reports_state_known check (state in ('FREEZING', 'DRAFT', 'FINAL', 'SIGNED', 'DISCARDED')),
  constraint reports_period_in_order check (period_to >= period_from),
  constraint reports_level_known check (confidentiality between 1 and 3),
  constraint reports_texts_size check (length(trim(title)) between 2 and 100 and length(sign_note) <= 500 and length(note) <= 500),
  constraint reports_frozen_whole check ((snapshot is null) = (frozen_at is null)
    and (snapshot is not null or state in ('FREEZING', 'DISCARDED'))),
  constraint reports_finalised_whole check ((finalised_by is null) = (finalised_at is null)
    and (finalised_by is not null) = (state in ('FINAL', 'SIGNED'))),
  constraint reports_signed_whole check ((signed_by is null) = (signed_at is null) and (signed_by is not null) = (state = 'SIGNED')),
  constraint reports_signed_by_another check (signed_by not in (made_by, finalised_by))
);
create index reports_latest on reports (made_at desc);

-- 引用登记: what stands behind a mark, as it was.
create table report_citations (
  report_id uuid not null references reports (id),
  -- as it stands in the text between 【 and 】
  label text not null,
  kind text not null,
  -- null: a table of the report itself
  entity_id uuid,
  revision_no int,
  state text not null default '',
  -- 印证来源 and sources of concerns that it was cited as
  source_ids uuid[] not null default '{}',
  -- where it opens, within this installation
  href text not null,
  constraint report_citations_pkey primary key (report_id, label),
  constraint report_citations_kind_known check (kind in
    ('TABLE', 'RECORD', 'ACHIEVEMENT', 'PAPER', 'CASE', 'MEETING', 'TOLERANCE', 'TOLERANCE_PRE', 'CONCERN')),
  constraint report_citations_of_something check ((kind = 'TABLE') = (entity_id is null)),
  constraint report_citations_label check (label ~ '^[^【】\s]{2,40}$'),
  constraint report_citations_href check (href ~ '^/[^/]' and length(href) <= 300)
);
create index report_citations_of on report_citations (entity_id);

create table report_paragraphs (
  report_id uuid not null references reports (id),
  position int not null,
  version int not null,
  section text not null,
  -- '': taken out
  text text not null,
  reason text not null default '',
  author_id uuid not null references users (id),
  written_at timestamptz(3) not null default clock_timestamp(),
  constraint report_paragraphs_pkey primary key (report_id, position, version),
  constraint report_paragraphs_sizes check (length(text) <= 6000 and length(reason) <= 500 and position > 0 and version > 0),
  constraint report_paragraphs_section_known check (section ~ '^[a-z][a-zA-Z]{2,30}$')
);

create function report_labels(p_text text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct found[1]), '{}') from regexp_matches(p_text, '【([^【】]*)】', 'g') found
$$;
-- Sentences without a mark; what is quoted is part of the sentence around it.
create function report_bare_sentences(p_text text) returns int language sql immutable parallel safe as $$
  select count(*)::int
  from regexp_split_to_table(regexp_replace(p_text, '“[^”]*”', '“”', 'g'), '[。！？!?\n]') piece
  where trim(piece) <> '' and piece !~ '【[^【】]+】'
$$;

do $$
declare t text;
begin
  foreach t in array array['reports', 'report_citations', 'report_paragraphs'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
  foreach t in array array['report_citations', 'report_paragraphs'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
  end loop;
end $$;
create trigger never_deleted before delete on reports for each row execute function refuse_change();

-- Reviewers make it; a leader reads what is finalised.
create policy reports_read on reports for select to observer_app using (
  ((select viewer_is('REVIEWER')) or (select viewer_is('LEADER')) and state in ('FINAL', 'SIGNED'))
  and confidentiality <= (select viewer_clearance())
  and ((select viewer_cadre_id()) is null or not ((select viewer_cadre_id()) = any (cadre_ids))));
create policy reports_start on reports for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and made_by = (select viewer_id()) and state = 'FREEZING' and row_version = 1
  and confidentiality <= (select viewer_clearance()));
-- which step by whom: the trigger below
create policy reports_carry on reports for update to observer_app
  using ((select viewer_is('REVIEWER', 'LEADER'))) with check ((select viewer_is('REVIEWER', 'LEADER')));
create policy citations_register on report_citations for insert to observer_app with check (
  (select viewer_is('REVIEWER'))
  and exists (select 1 from reports r where r.id = report_id and r.state = 'FREEZING' and r.made_by = (select viewer_id())));
create policy paragraphs_write on report_paragraphs for insert to observer_app with check (
  (select viewer_is('REVIEWER')) and author_id = (select viewer_id())
  and exists (select 1 from reports r where r.id = report_id and r.state in ('FREEZING', 'DRAFT')));

grant select on reports, report_citations, report_paragraphs to observer_app;
grant insert (id, kind, title, period_from, period_to, confidentiality, job_id, made_by),
      update (state, snapshot, frozen_at, cadre_ids, job_id, finalised_by, finalised_at, signed_by, signed_at, sign_note, note, row_version)
  on reports to observer_app;
grant insert (report_id, label, kind, entity_id, revision_no, state, source_ids, href) on report_citations to observer_app;
grant insert (report_id, position, version, section, text, reason, author_id) on report_paragraphs to observer_app;

create function reports_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare viewer uuid := viewer_id();
begin
  if (new.id, new.kind, new.title, new.period_from, new.period_to, new.confidentiality, new.made_by, new.made_at)
       is distinct from (old.id, old.kind, old.title, old.period_from, old.period_to, old.confidentiality, old.made_by, old.made_at)
     or new.row_version <> old.row_version + 1
     -- frozen once
     or old.state <> 'FREEZING' and (new.snapshot, new.frozen_at, new.cadre_ids, new.job_id)
       is distinct from (old.snapshot, old.frozen_at, old.cadre_ids, old.job_id)
     or old.state in ('FINAL', 'SIGNED') and (new.finalised_by, new.finalised_at) is distinct from (old.finalised_by, old.finalised_at) then
    perform refuse('reports_in_place', 'a report is frozen once, keeps what it is about, and goes on step by step');
  end if;
  if old.state <> new.state and (old.state, new.state) not in (values
       ('FREEZING', 'DRAFT'), ('FREEZING', 'DISCARDED'), ('DRAFT', 'FINAL'), ('DRAFT', 'DISCARDED'), ('FINAL', 'SIGNED'))
     or old.state = new.state and old.state <> 'FREEZING' then
    perform refuse('reports_transition', format('%s → %s', old.state, new.state));
  end if;
  if viewer is not null and new.state <> old.state then
    if new.state = 'SIGNED' then
      if not viewer_is('LEADER') or new.signed_by is distinct from viewer then
        perform refuse('reports_step_by_right', 'a leader signs in their own name');
      end if;
    elsif not viewer_is('REVIEWER') or new.state = 'FINAL' and new.finalised_by is distinct from viewer then
      perform refuse('reports_step_by_right', 'a reviewer writes and finalises in their own name');
    end if;
  end if;
  return new;
end $$;
create trigger keep before update on reports for each row execute function reports_keep();

-- Registered is only what is there and counts at that moment; asked of the tables, not of who writes.
create function report_citations_stand() returns trigger language plpgsql security definer set search_path from current as $$
declare missing text;
begin
  select c.label into missing
  from added c join reports r on r.id = c.report_id
  where case c.kind
    when 'TABLE' then false
    when 'RECORD' then not exists (select 1 from observations o where o.id = c.entity_id and o.revision_no = c.revision_no
      and o.state in ('ACCEPTED', 'ARCHIVED') and not o.is_guarded and o.confidentiality <= r.confidentiality)
    when 'ACHIEVEMENT' then not exists (select 1 from achievements a where a.id = c.entity_id and a.revision_no = c.revision_no
      and a.state = 'CORROBORATED' and a.confidentiality <= r.confidentiality)
    when 'PAPER' then not exists (select 1 from achievement_sources s where s.id = c.entity_id and s.withdrawn_at is null)
    when 'CONCERN' then not exists (select 1 from concerns n where n.id = c.entity_id and n.state in ('WATCHING', 'REMINDED')
      and n.expires_on >= city_today() and n.confidentiality <= r.confidentiality)
    when 'CASE' then not exists (select 1 from cases k where k.id = c.entity_id and k.state <> 'WITHDRAWN')
    when 'MEETING' then not exists (select 1 from coordination_meetings m where m.id = c.entity_id and m.state in ('HELD', 'SIGNING', 'SIGNED'))
    else not exists (select 1 from tolerance_cases t where t.id = c.entity_id and (t.kind = 'PRE') = (c.kind = 'TOLERANCE_PRE'))
  end limit 1;
  if missing is not null then
    perform refuse('report_citations_stand', format('what %s cites is not there or does not count', missing));
  end if;
  return null;
end $$;
create trigger stand after insert on report_citations referencing new table as added
  for each statement execute function report_citations_stand();

create function report_paragraphs_follow() returns trigger language plpgsql security definer set search_path from current as $$
declare
  whole reports%rowtype;
  prior report_paragraphs%rowtype;
begin
  -- two who write at once wait for each other here
  select * into whole from reports where id = new.report_id for update;
  if whole.state not in ('FREEZING', 'DRAFT') then
    perform refuse('report_paragraphs_in_draft', 'a finalised report is not written any more');
  end if;
  select * into prior from report_paragraphs where report_id = new.report_id and position = new.position order by version desc limit 1;
  if new.version <> coalesce(prior.version, 0) + 1 or prior.section is not null and prior.section <> new.section then
    perform refuse('report_paragraphs_follow', 'a version follows the last one');
  end if;
  if exists (select unnest(report_labels(new.text)) except select label from report_citations where report_id = new.report_id) then
    perform refuse('report_paragraphs_cite_known', 'a mark cites what the snapshot does not hold');
  end if;
  if report_bare_sentences(new.text) > 0 then
    perform refuse('report_paragraphs_cite', 'each sentence carries a mark');
  end if;
  if trim(new.reason) = '' and whole.state = 'DRAFT' and exists (
       select unnest(report_labels(coalesce(prior.text, ''))) except select unnest(report_labels(new.text))) then
    perform refuse('report_paragraphs_dropped', 'a citation is dropped with a reason');
  end if;
  return new;
end $$;
create trigger follow before insert on report_paragraphs for each row execute function report_paragraphs_follow();

-- 冻结后有变化: what the marks stand for, as it is now; the report itself stays as it was. It tells of a mark that it fell,
-- not why, so it may look past the reader's policies. Only of a report that the reader opens.
create function report_changes(p_report uuid) returns table (label text, change text) language sql stable security definer set search_path from current as $$
  select c.label, found.change
  from report_citations c
  join reports r on r.id = c.report_id
  cross join lateral (select case
    when exists (select 1 from achievement_sources s where s.id = any (c.source_ids) and s.withdrawn_at is not null)
      or exists (select 1 from concern_sources s where s.id = any (c.source_ids) and s.withdrawn_at is not null) then 'WITHDRAWN'
    when c.kind = 'RECORD' then (select case when o.state not in ('ACCEPTED', 'ARCHIVED') then 'FELL'
      when o.revision_no <> c.revision_no then 'AMENDED' end from observations o where o.id = c.entity_id)
    when c.kind = 'ACHIEVEMENT' then (select case when a.state <> 'CORROBORATED' then 'FELL'
      when a.revision_no <> c.revision_no then 'AMENDED' end from achievements a where a.id = c.entity_id)
    when c.kind = 'PAPER' then (select 'WITHDRAWN' from achievement_sources s where s.id = c.entity_id and s.withdrawn_at is not null)
    -- one that has run out stood as it was written
    when c.kind = 'CONCERN' then (select 'FELL' from concerns n where n.id = c.entity_id and n.state not in ('WATCHING', 'REMINDED'))
    when c.kind = 'CASE' then (select 'FELL' from cases k where k.id = c.entity_id and k.state = 'WITHDRAWN')
    when c.kind = 'TOLERANCE_PRE' then (select 'AMENDED' from tolerance_cases t where t.id = c.entity_id and t.kind <> 'PRE')
  end as change) found
  where c.report_id = p_report and found.change is not null
    and (viewer_is('REVIEWER') or viewer_is('LEADER') and r.state in ('FINAL', 'SIGNED'))
    and r.confidentiality <= viewer_clearance()
    and (viewer_cadre_id() is null or not (viewer_cadre_id() = any (r.cadre_ids)))
$$;
-- Rule 5 after the freeze: what was written of a concern that has lost a source is a remark without its second source again.
create function report_concern_fell(p_report uuid, p_text text) returns boolean language sql stable security definer set search_path from current as $$
  select viewer_is('REVIEWER', 'LEADER') and exists (
    select 1 from report_citations c join concerns n on n.id = c.entity_id
    where c.report_id = p_report and c.kind = 'CONCERN' and c.label = any (report_labels(p_text))
      and n.state not in ('WATCHING', 'REMINDED'))
$$;
create policy paragraphs_read on report_paragraphs for select to observer_app using (
  exists (select 1 from reports r where r.id = report_id)
  and ((select viewer_is('REVIEWER')) or section <> 'concerns' or not report_concern_fell(report_id, text)));
create policy citations_read on report_citations for select to observer_app using (
  exists (select 1 from reports r where r.id = report_id)
  and ((select viewer_is('REVIEWER')) or kind <> 'CONCERN' or not report_concern_fell(report_id, '【' || label || '】')));

revoke all on function reports_keep(), report_citations_stand(), report_paragraphs_follow(),
  report_changes(uuid), report_concern_fell(uuid, text) from public;
grant execute on function report_changes(uuid), report_concern_fell(uuid, text) to observer_app;
