-- What a board of all units shows is summed before it leaves the function, as in 20261130081200: it was handed a row for each unit, month and
-- method (10,300 on a million records) and for each tone and level (8,700) to show ten methods and three tones. Of all units, or of those given.
-- To those who see by level alone.
create function viewer_method_counts(p_from date, p_to date, p_units uuid[]) returns table (method_id uuid, records int)
language plpgsql stable rows 10 security definer set search_path from current
-- kept for all values it would be guessed a narrow span, and walk an index through the whole table
set plan_cache_mode = force_custom_plan as $$
declare sight int := viewer_own_sight();
begin
  if not viewer_sees_by_level() then return; end if;
  return query select c.method_id, sum(
      case sight when 1 then c.open_1 when 2 then c.open_2 when 3 then c.open_3 when 4 then c.all_1 when 5 then c.all_2 else c.all_3 end)::int
    from sight_counts c
    where c.month between p_from and p_to and (p_units is null or c.unit_id in (select u from unnest(p_units) u)) group by 1;
end $$;
create function viewer_tones(p_from date, p_to date, p_units uuid[]) returns table (month date, polarity text, records int)
language plpgsql stable rows 40 security definer set search_path from current set plan_cache_mode = force_custom_plan as $$
declare
  level int := viewer_clearance();
  sees_guarded boolean := viewer_is('REVIEWER');
begin
  if not viewer_sees_by_level() then return; end if;
  return query select c.month, c.polarity, sum(c.records)::int from polarity_counts c
    where c.month between p_from and p_to and c.confidentiality <= level and (sees_guarded or not c.is_guarded)
      and (p_units is null or c.unit_id in (select u from unnest(p_units) u)) group by 1, 2;
end $$;
-- Of the tasks that are shown, by their key.
create function viewer_task_counts(p_from date, p_to date, p_tasks uuid[]) returns table (task_id uuid, records int)
language plpgsql stable rows 50 security definer set search_path from current as $$
declare sight int := viewer_own_sight();
begin
  if not viewer_sees_by_level() then return; end if;
  return query select c.task_id, sum(
      case sight when 1 then c.open_1 when 2 then c.open_2 when 3 then c.open_3 when 4 then c.all_1 when 5 then c.all_2 else c.all_3 end)::int
    from task_sight_counts c where c.task_id = any (p_tasks) and c.month between p_from and p_to group by 1;
end $$;
revoke all on function viewer_method_counts(date, date, uuid[]), viewer_tones(date, date, uuid[]), viewer_task_counts(date, date, uuid[]) from public;
grant execute on function viewer_method_counts(date, date, uuid[]), viewer_tones(date, date, uuid[]), viewer_task_counts(date, date, uuid[]) to observer_app;
