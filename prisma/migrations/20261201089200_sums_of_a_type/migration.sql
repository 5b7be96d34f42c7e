-- The board of a type of units sums its own units alone: asked with "of all units, or of those given" the sums of every unit were read
-- and those of other types left out.
create or replace function viewer_method_counts(p_from date, p_to date, p_units uuid[]) returns table (method_id uuid, records int)
language plpgsql stable rows 10 security definer set search_path from current
-- kept for all values it would be guessed a narrow span, and walk an index through the whole table
set plan_cache_mode = force_custom_plan as $$
declare sight int := viewer_own_sight();
begin
  if not viewer_sees_by_level() then return; end if;
  if p_units is null then
    return query select c.method_id, sum(
        case sight when 1 then c.open_1 when 2 then c.open_2 when 3 then c.open_3 when 4 then c.all_1 when 5 then c.all_2 else c.all_3 end)::int
      from sight_counts c where c.month between p_from and p_to group by 1;
  else
    return query select c.method_id, sum(
        case sight when 1 then c.open_1 when 2 then c.open_2 when 3 then c.open_3 when 4 then c.all_1 when 5 then c.all_2 else c.all_3 end)::int
      from sight_counts c where c.unit_id = any (p_units) and c.month between p_from and p_to group by 1;
  end if;
end $$;
create or replace function viewer_tones(p_from date, p_to date, p_units uuid[]) returns table (month date, polarity text, records int)
language plpgsql stable rows 40 security definer set search_path from current set plan_cache_mode = force_custom_plan as $$
declare
  level int := viewer_clearance();
  sees_guarded boolean := viewer_is('REVIEWER');
begin
  if not viewer_sees_by_level() then return; end if;
  if p_units is null then
    return query select c.month, c.polarity, sum(c.records)::int from polarity_counts c
      where c.month between p_from and p_to and c.confidentiality <= level and (sees_guarded or not c.is_guarded) group by 1, 2;
  else
    return query select c.month, c.polarity, sum(c.records)::int from polarity_counts c
      where c.unit_id = any (p_units) and c.month between p_from and p_to and c.confidentiality <= level
        and (sees_guarded or not c.is_guarded) group by 1, 2;
  end if;
end $$;
