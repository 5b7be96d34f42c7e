-- A report counts the follow-ups of its months by unit. Asked one by one whose record may be told of, each went through the policies of
-- follow_ups and twice through those of observations (17,000 follow-ups of a quarter: 160,000 pages, three fifths of the report's time).
-- For a reviewer who sees by level alone those terms are a comparison with the record's level: nothing above the report's level and no
-- one-source negative remark, nothing of a record of which an earlier revision is closed to them unless the follow-up is their own.
-- Others (who recorded, is recused, has a file of their own) are told nothing here and counted by the policies.
create function viewer_follow_ups(p_from timestamptz, p_until timestamptz, p_level int)
returns table (unit_id uuid, asked int, done int, open int, overdue int)
language plpgsql stable rows 100 security definer set search_path from current set max_parallel_workers_per_gather = 0 as $$
declare
  me uuid := viewer_id();
  top int := least(p_level, viewer_clearance());
begin
  if not (viewer_is('REVIEWER') and viewer_sees_by_level()) then return; end if;
  return query
  with within as (
    select f.* from follow_ups f where f.created_at >= p_from and f.created_at < p_until
    union all
    select f.* from follow_ups f where f.done_at >= p_from and f.done_at < p_until and not (f.created_at >= p_from and f.created_at < p_until)
    union all
    select f.* from follow_ups f where f.done_at is null and not (f.created_at >= p_from and f.created_at < p_until)
  )
  select f.unit_id, (count(*) filter (where f.created_at >= p_from and f.created_at < p_until))::int,
    (count(*) filter (where f.done_at >= p_from and f.done_at < p_until))::int, (count(*) filter (where f.done_at is null))::int,
    (count(*) filter (where f.done_at is null and f.due_on < city_today()))::int
  from within f
  left join observations o on o.id = f.observation_id
  left join achievements a on a.id = f.achievement_id
  where (f.observation_id is null or (not o.is_guarded and o.confidentiality <= top
      and (o.revision_no = 1 or me in (f.owner_id, f.asked_by) or viewer_reads_all_revisions(o.id))))
    and (f.achievement_id is null or a.confidentiality <= top)
  group by 1;
end $$;
revoke all on function viewer_follow_ups(timestamptz, timestamptz, int) from public;
grant execute on function viewer_follow_ups(timestamptz, timestamptz, int) to observer_app;
create index follow_ups_asked_at on follow_ups (created_at);
-- the open ones are few, and follow_ups_due finds them
drop index follow_ups_open_by_age;
