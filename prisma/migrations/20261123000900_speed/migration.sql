-- What the bench found slow or growing (docs/performance.md). Nobody sees more or less than before.

-- Asked by the policy of every record, several times a query: who is no cadre has no records about themselves,
-- and plpgsql gets there without starting a query.
create or replace function viewer_own_records() returns uuid[] language plpgsql stable security definer set search_path from current as $$
begin
  if viewer_cadre_id() is null then return '{}'; end if;
  return (select coalesce(array_agg(distinct observation_id), '{}') from observation_cadres where cadre_id = viewer_cadre_id());
end $$;

-- Levels that a reviewer or leader may read. As a set, because the planner guesses a third for `<=` and a half for
-- the role, so it took a twelfth of the records for visible, read all of a unit and method and sorted them;
-- with = any (…) it walks the index in order and stops at the page's end.
create function viewer_read_levels() returns smallint[] language sql stable parallel safe as $$
  select case when viewer_is('REVIEWER', 'LEADER') then (array[1, 2, 3]::smallint[])[1:viewer_clearance()] else '{}' end
$$;
revoke all on function viewer_read_levels() from public;
grant execute on function viewer_read_levels() to observer_app;
alter policy observations_read on observations using (
  observer_id = (select viewer_id())
  or second_observer_id = (select viewer_id())
  or (confidentiality = any ((select viewer_read_levels())::smallint[])
      and (not is_guarded or (select viewer_is('REVIEWER'))))
  or (unit_id = any ((select viewer_unit_ids())::uuid[]) and confidentiality = 1
      and state in ('ACCEPTED', 'ARCHIVED') and not is_guarded));
