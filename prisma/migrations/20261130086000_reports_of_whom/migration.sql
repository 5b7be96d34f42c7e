-- Of whom a report tells (rules 8, 10), and what it no longer tells (rule 5); docs/adr/0048.

-- Whoever stands in what a report cites, whatever the sentence says of it: who does not open the record, the claim, the concern or the
-- 容错 opens no report that quotes it. Any revision, as the policies of these tables ask. A case is closed to nobody for its cadres.
create function report_cited_cadres(p_report uuid) returns uuid[] language sql stable set search_path from current as $$
  select coalesce(array_agg(distinct of.cadre_id order by of.cadre_id), '{}')
  from report_citations c
  cross join lateral (
    select l.cadre_id from observation_cadres l where c.kind = 'RECORD' and l.observation_id = c.entity_id
    union all
    select l.cadre_id from achievement_cadres l where c.kind = 'ACHIEVEMENT' and l.achievement_id = c.entity_id
    union all
    select l.cadre_id from achievement_sources s join achievement_cadres l on l.achievement_id = s.achievement_id
    where c.kind = 'PAPER' and s.id = c.entity_id
    union all
    select n.cadre_id from concerns n where c.kind = 'CONCERN' and n.id = c.entity_id
    union all
    select l.cadre_id from tolerance_cadres l where c.kind in ('TOLERANCE', 'TOLERANCE_PRE') and l.tolerance_id = c.entity_id
  ) of
  where c.report_id = p_report
$$;
revoke all on function report_cited_cadres(uuid) from public;

create or replace function reports_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare viewer uuid := viewer_id();
begin
  if old.state = 'FREEZING' then
    new.cadre_ids := array(select distinct one from unnest(new.cadre_ids || report_cited_cadres(new.id)) one order by one);
  end if;
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

-- The reports that are frozen already.
alter table reports disable trigger keep;
update reports r set cadre_ids = array(select distinct one from unnest(r.cadre_ids || report_cited_cadres(r.id)) one order by one)
where not report_cited_cadres(r.id) <@ r.cadre_ids;
alter table reports enable trigger keep;

-- A sentence is withheld for what it cites, in whatever section somebody wrote it: a concern that fell, and a record that has one
-- source again. An empty text cites nothing.
create function report_cites_fallen(p_report uuid, p_text text) returns boolean language sql stable security definer set search_path from current as $$
  select viewer_is('REVIEWER', 'LEADER') and exists (
    select 1 from report_citations c
    where c.report_id = p_report and c.kind in ('CONCERN', 'RECORD') and c.label = any (report_labels(p_text))
      and case c.kind
        when 'CONCERN' then exists (select 1 from concerns n where n.id = c.entity_id and n.state not in ('WATCHING', 'REMINDED'))
        else exists (select 1 from observations o where o.id = c.entity_id and o.is_guarded) end)
$$;
alter policy paragraphs_read on report_paragraphs using (
  exists (select 1 from reports r where r.id = report_id)
  and ((select viewer_is('REVIEWER')) or not report_cites_fallen(report_id, text)));
alter policy citations_read on report_citations using (
  exists (select 1 from reports r where r.id = report_id)
  and ((select viewer_is('REVIEWER')) or kind not in ('CONCERN', 'RECORD') or not report_cites_fallen(report_id, '【' || label || '】')));
drop function report_concern_fell(uuid, text);

-- The version of each paragraph that is in force, also where the reader is withheld it: an older wording must not take its place.
create function report_heads(p_report uuid) returns table ("position" int, version int, is_withheld boolean)
language sql stable security definer set search_path from current as $$
  select distinct on (p.position) p.position, p.version, report_cites_fallen(p.report_id, p.text)
  from report_paragraphs p join reports r on r.id = p.report_id
  where p.report_id = p_report
    and (viewer_is('REVIEWER') or viewer_is('LEADER') and r.state in ('FINAL', 'SIGNED'))
    and r.confidentiality <= viewer_clearance()
    and (viewer_cadre_id() is null or not (viewer_cadre_id() = any (r.cadre_ids)))
    and not (r.cadre_ids && recused_cadres())
  order by p.position, p.version desc
$$;
revoke all on function report_cites_fallen(uuid, text), report_heads(uuid) from public;
grant execute on function report_cites_fallen(uuid, text), report_heads(uuid) to observer_app;
