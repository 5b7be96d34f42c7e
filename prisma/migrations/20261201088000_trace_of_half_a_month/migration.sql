-- Records about each of these cadres up to the day before: of the month of the day, its shorter side is read from the records and the
-- rest is known from its sum. A line that a later revision replaced counts for nobody; it was counted among the days of the month.
create or replace function viewer_cadre_counts_until(p_cadres uuid[], p_days date[]) returns table (cadre_id uuid, day date, records int)
language plpgsql stable rows 100 security definer set search_path from current as $$
declare
  level int := viewer_clearance();
  sees_guarded boolean := viewer_is('REVIEWER');
  sight int := level + case when sees_guarded then 3 else 0 end;
begin
  if not viewer_sees_by_level() then return; end if;
  return query select s.cadre_id, s.day, (
      coalesce((select sum(c.counted[sight])
                from cadre_sight_counts c where c.cadre_id = s.cadre_id
                  and c.month < case when s.is_late then s.next_month else s.month end), 0)
      + case when s.is_late then -1 else 1 end
        * (select count(*) from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
           where l.cadre_id = s.cadre_id
             and l.started_at >= (case when s.is_late then s.day else s.month end)::timestamp at time zone 'Asia/Shanghai'
             and l.started_at < (case when s.is_late then s.next_month else s.day end)::timestamp at time zone 'Asia/Shanghai'
             and o.state <> 'RETURNED' and o.confidentiality <= level and (sees_guarded or not o.is_guarded)))::int
    from (select u.cadre_id, u.day, extract(day from u.day) > 15 as is_late, date_trunc('month', u.day::timestamp)::date as month,
            (date_trunc('month', u.day::timestamp) + interval '1 month')::date as next_month
          from unnest(p_cadres, p_days) u (cadre_id, day)) s;
end $$;
