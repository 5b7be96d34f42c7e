-- Rule 8: who is recused from a cadre in an open batch opens no report that tells of them, as they open no file.
create policy recused_closed on reports as restrictive for select to observer_app
  using (not (cadre_ids && (select recused_cadres())));

-- The same, and nothing of a report that is closed.
create or replace function report_changes(p_report uuid) returns table (label text, change text) language sql stable security definer set search_path from current as $$
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
    and not (r.cadre_ids && recused_cadres())
$$;
