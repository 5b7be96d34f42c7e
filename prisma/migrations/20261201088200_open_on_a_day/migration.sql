-- Follow-ups of records that were open at a moment that is over, for a board of those months. By the policies each of them looks for its
-- record and asks who may read it; for those who see by level alone that is a comparison with the record's level. Others are told nothing
-- here and are counted by the policies, and so are follow-ups of claims, cases and units.
create function viewer_follow_ups_open(p_end timestamptz, p_for_others boolean)
returns table (unit_id uuid, owner_id uuid, due_on date, created_at timestamptz)
language plpgsql stable rows 1000 security definer set search_path from current set max_parallel_workers_per_gather = 0 as $$
declare
  me uuid := viewer_id();
  level int := viewer_clearance();
  sees_guarded boolean := viewer_is('REVIEWER');
  lapsed uuid[] := lapsed_records();
begin
  if not (viewer_is('REVIEWER', 'LEADER') and viewer_sees_by_level()) then return; end if;
  return query
  select f.unit_id, f.owner_id, f.due_on, f.created_at
  from (
    select * from follow_ups f where f.created_at < p_end and f.done_at is null
    union all
    -- by the index of what is done: what was asked before is nearly all there is, and the planner takes both for a third
    select * from follow_ups f where f.done_at >= p_end and f.created_at + interval '0' < p_end) f
  join observations o on o.id = f.observation_id
  where not (p_for_others and o.is_guarded)
    and (me in (f.owner_id, f.asked_by)
         or o.confidentiality <= level and (sees_guarded or not o.is_guarded)
            and o.id <> all (lapsed) and (o.revision_no = 1 or viewer_reads_all_revisions(o.id)));
end $$;
revoke all on function viewer_follow_ups_open(timestamptz, boolean) from public;
grant execute on function viewer_follow_ups_open(timestamptz, boolean) to observer_app;
