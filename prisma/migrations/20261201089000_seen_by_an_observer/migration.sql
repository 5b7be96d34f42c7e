-- What the list of cadres tells an observer is summed before it leaves the function, for the cadres of one page at once. The rows split by
-- recorder were looked through cadre by cadre (a hundred and more each on a million records, of which a quarter are theirs to see), and
-- the versions of methods beside each of them. What the observers of a unit share is what is accepted, of level 1 and without one-source
-- negatives: cadre_sight_counts holds it by unit (docs/adr/0042); what one recorded is found by one's own key. The terms are those of the
-- policies of cadre_month_counts and cadre_evidence_counts. To those who see what is their units' and their own; others are told nothing.
create function viewer_seen_cadres(p_cadres uuid[], p_from date, p_to date, p_for_others boolean)
returns table (cadre_id uuid, recent int, records int, recorders int, methods int, sources int)
language plpgsql stable rows 50 security definer set search_path from current
-- a thousand rows: workers would cost more than they read
set max_parallel_workers_per_gather = 0 as $$
declare
  me uuid := viewer_id();
  mine uuid[] := viewer_unit_ids();
begin
  if not viewer_sees_own() then return; end if;
  return query
  with lately as (
    select t.cadre_id, sum(t.n)::int as n from (
      select c.cadre_id, c.accepted[1] as n from cadre_sight_counts c
      where c.cadre_id = any (p_cadres) and c.month between p_from and p_to and c.unit_id = any (mine)
      union all
      select c.cadre_id, c.records from cadre_month_counts c
      where c.cadre_id = any (p_cadres) and c.month between p_from and p_to and c.observer_id = me
        and not (c.unit_id = any (mine) and c.confidentiality = 1 and c.is_accepted and not c.is_guarded)
        and not (p_for_others and c.is_guarded)
      union all
      select c.cadre_id, c.records from cadre_month_counts c
      where c.cadre_id = any (p_cadres) and c.month between p_from and p_to and c.second_observer_id = me and c.observer_id <> me
        and not (c.unit_id = any (mine) and c.confidentiality = 1 and c.is_accepted and not c.is_guarded)
        and not (p_for_others and c.is_guarded)) t
    group by 1
  ), behind as (
    select c.cadre_id, sum(c.records)::int as records, count(distinct c.observer_id)::int as recorders,
      count(distinct v.method_id)::int as methods, count(distinct v.source_class)::int as sources
    from (
      select s.cadre_id, s.method_version_id, s.observer_id, s.records from cadre_evidence_counts s
      where s.cadre_id = any (p_cadres) and s.unit_id = any (mine) and s.confidentiality = 1 and s.is_accepted = true and s.is_guarded = false
        and s.records > 0
      union all
      select s.cadre_id, s.method_version_id, s.observer_id, s.records from cadre_evidence_counts s
      where s.cadre_id = any (p_cadres) and s.observer_id = me and s.is_accepted = true and s.records > 0
        and not (s.unit_id = any (mine) and s.confidentiality = 1 and not s.is_guarded) and not (p_for_others and s.is_guarded)
      union all
      select s.cadre_id, s.method_version_id, s.observer_id, s.records from cadre_evidence_counts s
      where s.cadre_id = any (p_cadres) and s.second_observer_id = me and s.observer_id <> me and s.is_accepted = true and s.records > 0
        and not (s.unit_id = any (mine) and s.confidentiality = 1 and not s.is_guarded) and not (p_for_others and s.is_guarded)
    ) c join method_versions v on v.id = c.method_version_id
    group by 1
  )
  select c.id, coalesce(l.n, 0), coalesce(b.records, 0), coalesce(b.recorders, 0), coalesce(b.methods, 0), coalesce(b.sources, 0)
  from unnest(p_cadres) c (id) left join lately l on l.cadre_id = c.id left join behind b on b.cadre_id = c.id;
end $$;

-- The team page shows its type's units by quarter: it was handed every unit's rows by month and method. To those who see by level alone.
create function viewer_unit_quarters(p_from date, p_to date, p_units uuid[]) returns table (unit_id uuid, quarter date, records int)
language plpgsql stable rows 60 security definer set search_path from current as $$
declare sight int := viewer_own_sight();
begin
  if not viewer_sees_by_level() then return; end if;
  return query select c.unit_id, date_trunc('quarter', c.month::timestamp)::date, sum(
      case sight when 1 then c.open_1 when 2 then c.open_2 when 3 then c.open_3 when 4 then c.all_1 when 5 then c.all_2 else c.all_3 end)::int
    from sight_counts c where c.unit_id = any (p_units) and c.month between p_from and p_to group by 1, 2;
end $$;
revoke all on function viewer_seen_cadres(uuid[], date, date, boolean), viewer_unit_quarters(date, date, uuid[]) from public;
grant execute on function viewer_seen_cadres(uuid[], date, date, boolean), viewer_unit_quarters(date, date, uuid[]) to observer_app;
