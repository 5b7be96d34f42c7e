-- How many people hold posts in a unit is no secret: who is recused from one of them reads the true number (docs/adr/0046), and
-- nothing else of that person. Told of nobody but the viewer's own recused cadres, so these add up to what the viewer sees.

-- `level` null: the team as a whole, whatever post each holds in it; otherwise main posts of the level, team and middle, as 职数 counts.
create function recused_holders(p_units uuid[], p_on date) returns table (unit_id uuid, level text, people int)
language plpgsql stable rows 5 security definer set search_path from current as $$
declare closed uuid[];
begin
  if not viewer_is('REVIEWER', 'LEADER', 'ADMIN') then return; end if;
  closed := recused_cadres();
  if closed = '{}' then return; end if;
  return query
    with held as (
      select p.unit_id, p.level, p.cadre_id, p.tier, p.is_primary from post_holdings p
      where p.cadre_id = any (closed) and p.unit_id = any (p_units) and p.starts_on <= p_on and coalesce(p.ends_on, 'infinity') >= p_on)
    select h.unit_id, null::text, count(distinct h.cadre_id)::int from held h where h.tier = 'TEAM' group by 1
    union all
    select h.unit_id, h.level, count(distinct h.cadre_id)::int from held h where h.is_primary and h.tier <> 'STAFF' group by 1, 2;
end $$;

-- A team's post that a person closed to the viewer holds is no vacant one.
create function is_held_by_recused(p_unit uuid, p_title text, p_on date) returns boolean
language plpgsql stable security definer set search_path from current as $$
declare closed uuid[];
begin
  if not viewer_is('REVIEWER', 'LEADER', 'ADMIN') then return false; end if;
  closed := recused_cadres();
  return closed <> '{}' and exists (
    select from post_holdings p where p.cadre_id = any (closed) and p.unit_id = p_unit and p.title = p_title
      and p.starts_on <= p_on and coalesce(p.ends_on, 'infinity') >= p_on);
end $$;
revoke all on function recused_holders(uuid[], date), is_held_by_recused(uuid, text, date) from public;
grant execute on function recused_holders(uuid[], date), is_held_by_recused(uuid, text, date) to observer_app;
