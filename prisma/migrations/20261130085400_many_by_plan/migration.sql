-- Where a plan needs a second person, many assignments do not change past it: more than three at once, the units of one observer,
-- go by a plan (ADR 0047).

create function assignment_change_lines_few() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if viewer_id() is not null
     and coalesce((select needs_approval from assignment_plan_approvals order by set_at desc, id limit 1), true)
     and exists (select 1 from assignment_change_lines where change_id in (select change_id from added) group by change_id having count(*) > 3) then
    perform refuse('assignment_changes_plan_needed', 'more than three go by a plan, which a second person approves');
  end if;
  return null;
end $$;
create trigger few after insert on assignment_change_lines referencing new table as added
  for each statement execute function assignment_change_lines_few();
revoke all on function assignment_change_lines_few() from public;
