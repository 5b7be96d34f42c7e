-- What the unit page and the cadre file need of the database.

-- read_logs.id is a serial: its default runs with the rights of whoever inserts. USAGE gives the next number only;
-- SELECT on the sequence, which would tell how many files were opened, stays withheld.
do $$
begin
  execute format('grant usage on sequence %s to observer_app', pg_get_serial_sequence('read_logs', 'id'));
end $$;

-- A liaison sees who holds which post in the own unit, and nothing else of the cadre's row (birth, party, education):
-- so a function with these columns, and no policy on cadres.
create function liaison_team(p_unit uuid, p_day date)
returns table (name text, title text, level text, tier text, starts_on date)
language sql stable security definer set search_path from current as $$
  select c.name, p.title, p.level, p.tier, p.starts_on
  from post_holdings p join cadres c on c.id = p.cadre_id
  where viewer_is('LIAISON') and p_unit = viewer_own_unit_id() and p.unit_id = p_unit
    and p_day between p.starts_on and coalesce(p.ends_on, 'infinity')
$$;
revoke all on function liaison_team(uuid, date) from public;
grant execute on function liaison_team(uuid, date) to observer_app;

-- Open follow-ups of a unit's page; closed ones, the many, stay out of the index.
create index follow_ups_open_of_unit on follow_ups (unit_id, due_on) where done_at is null;
