-- The calibration page needs of each recorder how many records there are, and their lines by cadre. viewer_recorded() and viewer_judged()
-- handed over a row for each month, unit and method and for each unit and cadre (60,000 on a million records), which were summed once
-- more and made into JSON row by row. This sums them where they lie, with the columns of the viewer's sight named instead of chosen for each
-- row, and hands over one text a recorder: [["cadre",attention,neutral,positive],…]. The sights are those of viewer_sight().
create function viewer_recorders(p_from date, p_to date) returns table (person_id uuid, records int, lines text)
language plpgsql stable rows 100 security definer set search_path from current set max_parallel_workers_per_gather = 0 as $$
declare
  sight int := viewer_sight(null);
  level int := (sight - 1) % 3 + 1;
begin
  if sight is null then return; end if;
  -- nothing that anybody typed stands in the statement: a number from 1 to 3, and whether one-source negatives are counted
  return query execute format($q$
    with apart as materialized (select * from sight_corrections($1, $2)),
    counted as (
      select r.person_id, sum(r.records)::int as records from (
        select c.person_id, c.%3$s as records from recorder_counts c where c.month between $1 and $2
        union all
        select p.person_id, x.n from apart x, lateral (values (x.observer_id), (x.second_observer_id)) p (person_id)
        where p.person_id is not null) r
      group by 1 having sum(r.records) > 0),
    judged as (
      select a.observer_id, a.cadre_id, sum(a.attention) as attention, sum(a.neutral) as neutral, sum(a.positive) as positive from (
        select c.observer_id, c.cadre_id, %2$s as attention, c.neutral_%1$s as neutral, c.positive_%1$s as positive
        from judged_counts c where c.month between $1 and $2
        union all
        select x.observer_id, l.cadre_id, x.n * (x.polarity = 'ATTENTION')::int, x.n * (x.polarity = 'NEUTRAL')::int,
          x.n * (x.polarity = 'POSITIVE')::int
        from apart x join observation_cadres l on l.observation_id = x.id and l.revision_no = x.revision_no) a
      group by 1, 2 having sum(a.attention + a.neutral + a.positive) > 0)
    select k.person_id, k.records, '[' || coalesce(t.lines, '') || ']' from counted k
    left join (
      select j.observer_id, string_agg('["' || j.cadre_id || '",' || j.attention || ',' || j.neutral || ',' || j.positive || ']', ',') as lines
      from judged j group by 1) t on t.observer_id = k.person_id$q$,
    level,
    case when sight > 3 then format('c.attention_%1$s + c.guarded_%1$s', level) else format('c.attention_%s', level) end,
    case when sight > 3 then format('all_%s', level) else format('open_%s', level) end)
  using p_from, p_to;
end $$;
revoke all on function viewer_recorders(date, date) from public;
grant execute on function viewer_recorders(date, date) to observer_app;
