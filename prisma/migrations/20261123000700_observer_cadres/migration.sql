-- Which cadres stand in an observer's records, kept with the lines: viewer_cadre_ids() serves every roster
-- policy, and looking through the lines each time grew with the records.

create table observer_cadres (
  observer_id uuid not null references users (id),
  cadre_id uuid not null references cadres (id),
  primary key (observer_id, cadre_id)
);
alter table observer_cadres enable row level security;
alter table observer_cadres force row level security;
do $$
begin
  execute format('create policy owner_maintains on observer_cadres to %I using (true) with check (true)', current_user);
end $$;
-- no grant: only the functions below read and write it

insert into observer_cadres (observer_id, cadre_id)
select distinct o.observer_id, l.cadre_id from observation_cadres l join observations o on o.id = l.observation_id;

create function observer_cadres_follow() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into observer_cadres (observer_id, cadre_id)
  select distinct o.observer_id, l.cadre_id from added l join observations o on o.id = l.observation_id order by 1, 2
  on conflict do nothing;
  return null;
end $$;
revoke all on function observer_cadres_follow() from public;
create trigger observers_follow after insert on observation_cadres referencing new table as added
  for each statement execute function observer_cadres_follow();

create or replace function viewer_cadre_ids() returns uuid[] language sql stable security definer set search_path from current as $$
  select coalesce(array_agg(id), '{}') from (
    select cadre_id as id from post_holdings where unit_id = any(viewer_unit_ids())
    union
    select cadre_id from observer_cadres where viewer_is('OBSERVER') and observer_id = viewer_id()
    union
    select viewer_cadre_id() where viewer_cadre_id() is not null
  ) seen
$$;
