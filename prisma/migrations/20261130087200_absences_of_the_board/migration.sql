-- Rule 1: a unit whose observers are all on leave has nobody. Who reads the board of assignments sees who is away and when,
-- so that everybody counts the same units; why somebody is away stays with who arranges assignments.
create function absences_of_board(p_from date) returns table (observer_id uuid, starts_on date, ends_on date)
language sql stable security definer set search_path from current as $$
  select b.observer_id, b.starts_on, b.ends_on from assignment_absences b
  where b.ends_on >= p_from and viewer_is('REVIEWER', 'LEADER', 'ADMIN')
$$;
revoke all on function absences_of_board(date) from public;
grant execute on function absences_of_board(date) to observer_app;
