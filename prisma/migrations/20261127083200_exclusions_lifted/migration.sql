-- An exclusion that turned out not to be met is lifted while the case is verified, by who may verify it: by this function
-- alone, because the app deletes no rows of the business. That it stood there stays in the audit.
revoke delete on tolerance_exclusions from observer_app;
drop policy exclusions_lift on tolerance_exclusions;
create function lift_exclusion(p_tolerance uuid, p_exclusion text) returns boolean
language plpgsql security definer set search_path from current as $$
begin
  if not viewer_verifies(p_tolerance) or p_tolerance = any (viewer_own_tolerance()) then
    return false;
  end if;
  delete from tolerance_exclusions where tolerance_id = p_tolerance and exclusion = p_exclusion;
  return found;
end $$;
revoke all on function lift_exclusion(uuid, text) from public;
grant execute on function lift_exclusion(uuid, text) to observer_app;
