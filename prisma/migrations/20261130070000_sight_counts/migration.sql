-- Kept counts for those whose sight is plain: they see all units, up to a level, with or without one-source negatives. There are
-- six such ways of seeing, so a number of each can stand in one row, where the counts split by all that decides who sees a
-- record (observation_counts, cadre_evidence_counts, cadre_month_counts) have up to a hundred. docs/adr/0035.

-- Not plain: who is a cadre or recused from one (records are withheld one by one), and who recorded anything or came along,
-- since own records are seen above the own level too.
create function viewer_sees_by_level() returns boolean language plpgsql stable security definer set search_path from current as $$
begin
  return viewer_is('REVIEWER', 'LEADER') and viewer_clearance() between 1 and 3 and viewer_cadre_id() is null and not viewer_is_recused()
    and not exists (select from observations where observer_id = viewer_id())
    and not exists (select from observations where second_observer_id = viewer_id());
end $$;
revoke all on function viewer_sees_by_level() from public;
grant execute on function viewer_sees_by_level() to observer_app;

create table sight_counts (
  unit_id uuid not null references units (id),
  -- first day, Asia/Shanghai
  month date not null,
  method_id uuid not null references methods (id),
  -- counted records up to that level, without and with one-source negatives
  open_1 int not null default 0,
  open_2 int not null default 0,
  open_3 int not null default 0,
  all_1 int not null default 0,
  all_2 int not null default 0,
  all_3 int not null default 0,
  constraint sight_counts_pkey primary key (unit_id, month, method_id)
);
create table cadre_sight_counts (
  cadre_id uuid not null references cadres (id),
  month date not null,
  open_1 int not null default 0,
  open_2 int not null default 0,
  open_3 int not null default 0,
  all_1 int not null default 0,
  all_2 int not null default 0,
  all_3 int not null default 0,
  constraint cadre_sight_counts_pkey primary key (cadre_id, month)
);
-- What stands in the file: accepted and archived. A row for each way of seeing; written when a record is accepted, not when it is entered.
create table cadre_sight_strengths (
  cadre_id uuid not null references cadres (id),
  clearance smallint not null,
  sees_guarded boolean not null,
  records int not null default 0,
  recorders int not null default 0,
  methods int not null default 0,
  sources int not null default 0,
  constraint cadre_sight_strengths_pkey primary key (cadre_id, clearance, sees_guarded)
);
do $$
declare t text;
begin
  foreach t in array array['sight_counts', 'cadre_sight_counts', 'cadre_sight_strengths'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
create policy counts_read on cadre_sight_strengths for select to observer_app using (
  (select viewer_sees_by_level()) and clearance = (select viewer_clearance()) and sees_guarded = (select viewer_is('REVIEWER')));
create policy business_only on cadre_sight_strengths as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
grant select on cadre_sight_strengths to observer_app;
-- no other grant: the triggers write. The other two have six numbers a row: a viewer is told theirs by these functions alone.
-- Months are first days.
create function viewer_counts(p_from date, p_to date, p_unit uuid default null)
returns table (unit_id uuid, month date, method_id uuid, records int) language plpgsql stable rows 5000 security definer
set search_path from current as $$
declare sight int := viewer_clearance() + case when viewer_is('REVIEWER') then 3 else 0 end;
begin
  if not viewer_sees_by_level() then return; end if;
  return query select c.unit_id, c.month, c.method_id,
      case sight when 1 then c.open_1 when 2 then c.open_2 when 3 then c.open_3 when 4 then c.all_1 when 5 then c.all_2 else c.all_3 end
    from sight_counts c where c.month between p_from and p_to and (p_unit is null or c.unit_id = p_unit);
end $$;
create function viewer_cadre_counts(p_cadres uuid[], p_from date, p_to date)
returns table (cadre_id uuid, records int) language plpgsql stable rows 50 security definer set search_path from current as $$
declare sight int := viewer_clearance() + case when viewer_is('REVIEWER') then 3 else 0 end;
begin
  if not viewer_sees_by_level() then return; end if;
  return query select c.cadre_id, sum(
      case sight when 1 then c.open_1 when 2 then c.open_2 when 3 then c.open_3 when 4 then c.all_1 when 5 then c.all_2 else c.all_3 end)::int
    from cadre_sight_counts c where c.cadre_id = any (p_cadres) and c.month between p_from and p_to group by 1;
end $$;
revoke all on function viewer_counts(date, date, uuid), viewer_cadre_counts(uuid[], date, date) from public;
grant execute on function viewer_counts(date, date, uuid), viewer_cadre_counts(uuid[], date, date) to observer_app;

-- ---------------------------------------------------------------- kept in the record's transaction
create or replace function observation_counts_follow() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into observation_counts as c (unit_id, month, method_id, confidentiality, is_guarded, records)
    select unit_id, date_trunc('month', city_day(started_at))::date, method_id, confidentiality, is_guarded, count(*)
    from added where state <> 'RETURNED' group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (unit_id, month, method_id, confidentiality, is_guarded) do update set records = c.records + excluded.records;
    insert into sight_counts as c (unit_id, month, method_id, open_1, open_2, open_3, all_1, all_2, all_3)
    select unit_id, date_trunc('month', city_day(started_at))::date, method_id,
      count(*) filter (where confidentiality = 1 and not is_guarded), count(*) filter (where confidentiality <= 2 and not is_guarded),
      count(*) filter (where not is_guarded), count(*) filter (where confidentiality = 1), count(*) filter (where confidentiality <= 2), count(*)
    from added where state <> 'RETURNED' group by 1, 2, 3 order by 1, 2, 3
    on conflict on constraint sight_counts_pkey do update set open_1 = c.open_1 + excluded.open_1, open_2 = c.open_2 + excluded.open_2,
      open_3 = c.open_3 + excluded.open_3, all_1 = c.all_1 + excluded.all_1, all_2 = c.all_2 + excluded.all_2, all_3 = c.all_3 + excluded.all_3;
  else
    insert into observation_counts as c (unit_id, month, method_id, confidentiality, is_guarded, records)
    select unit_id, date_trunc('month', city_day(started_at))::date, method_id, confidentiality, is_guarded, sum(n)
    from (select *, 1 as n from added where state <> 'RETURNED'
          union all select *, -1 from removed where state <> 'RETURNED') moves
    group by 1, 2, 3, 4, 5 having sum(n) <> 0 order by 1, 2, 3, 4, 5
    on conflict (unit_id, month, method_id, confidentiality, is_guarded) do update set records = c.records + excluded.records;
    insert into sight_counts as c (unit_id, month, method_id, open_1, open_2, open_3, all_1, all_2, all_3)
    select * from (
      select unit_id, date_trunc('month', city_day(started_at))::date as month, method_id,
        coalesce(sum(n) filter (where confidentiality = 1 and not is_guarded), 0) as open_1,
        coalesce(sum(n) filter (where confidentiality <= 2 and not is_guarded), 0) as open_2,
        coalesce(sum(n) filter (where not is_guarded), 0) as open_3, coalesce(sum(n) filter (where confidentiality = 1), 0) as all_1,
        coalesce(sum(n) filter (where confidentiality <= 2), 0) as all_2, sum(n) as all_3
      from (select *, 1 as n from added where state <> 'RETURNED'
            union all select *, -1 from removed where state <> 'RETURNED') moves
      group by 1, 2, 3) m
    where (open_1, open_2, open_3, all_1, all_2, all_3) <> (0, 0, 0, 0, 0, 0) order by 1, 2, 3
    on conflict on constraint sight_counts_pkey do update set open_1 = c.open_1 + excluded.open_1, open_2 = c.open_2 + excluded.open_2,
      open_3 = c.open_3 + excluded.open_3, all_1 = c.all_1 + excluded.all_1, all_2 = c.all_2 + excluded.all_2, all_3 = c.all_3 + excluded.all_3;
  end if;
  return null;
end $$;

create function cadre_strengths_recount(p_cadres uuid[]) returns void language plpgsql security definer set search_path from current as $$
begin
  insert into cadre_sight_strengths (cadre_id, clearance, sees_guarded)
  select id, level, guarded from unnest(p_cadres) id, generate_series(1, 3) level, (values (false), (true)) g (guarded) order by 1, 2, 3
  on conflict on constraint cadre_sight_strengths_pkey do nothing;
  -- who counts waits for who counts the same cadre, and then sees what they did: each statement reads anew
  perform from cadre_sight_strengths where cadre_id = any (p_cadres) order by cadre_id, clearance, sees_guarded for update;
  update cadre_sight_strengths s set records = n.records, recorders = n.recorders, methods = n.methods, sources = n.sources
  from (
    select k.cadre_id, k.clearance, k.sees_guarded, coalesce(sum(c.records), 0) as records, count(distinct c.observer_id) as recorders,
      count(distinct v.method_id) as methods, count(distinct v.source_class) as sources
    from cadre_sight_strengths k
    left join cadre_evidence_counts c on c.cadre_id = k.cadre_id and c.is_accepted and c.records > 0
      and c.confidentiality <= k.clearance and (k.sees_guarded or not c.is_guarded)
    left join method_versions v on v.id = c.method_version_id
    where k.cadre_id = any (p_cadres) group by 1, 2, 3) n
  where (s.cadre_id, s.clearance, s.sees_guarded) = (n.cadre_id, n.clearance, n.sees_guarded)
    and (s.records, s.recorders, s.methods, s.sources) <> (n.records, n.recorders, n.methods, n.sources);
end $$;
revoke all on function cadre_strengths_recount(uuid[]) from public;

-- In one order, so that two writers never wait for each other.
create or replace function cadre_counts_add(p_moves cadre_move[]) returns void language plpgsql security definer set search_path from current as $$
declare accepted uuid[];
begin
  with moves as materialized (select m.* from unnest(p_moves) m where m.cadre_id is not null),
  evidence as (
    insert into cadre_evidence_counts as c (cadre_id, unit_id, method_version_id, observer_id, second_observer_id,
                                            confidentiality, is_guarded, is_accepted, records)
    select cadre_id, unit_id, method_version_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted, sum(n)
    from moves group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(n) <> 0 order by 1, 2, 3, 4, 5, 6, 7, 8
    on conflict on constraint cadre_evidence_counts_pkey do update set records = c.records + excluded.records
    returning cadre_id, is_accepted
  ), months as (
    insert into cadre_month_counts as c (cadre_id, month, unit_id, observer_id, second_observer_id, confidentiality,
                                         is_guarded, is_accepted, records)
    select cadre_id, month, unit_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted, sum(n)
    from moves group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(n) <> 0 order by 1, 2, 3, 4, 5, 6, 7, 8
    on conflict on constraint cadre_month_counts_pkey do update set records = c.records + excluded.records
  ), sights as (
    insert into cadre_sight_counts as c (cadre_id, month, open_1, open_2, open_3, all_1, all_2, all_3)
    select * from (
      select cadre_id, month, coalesce(sum(n) filter (where confidentiality = 1 and not is_guarded), 0) as open_1,
        coalesce(sum(n) filter (where confidentiality <= 2 and not is_guarded), 0) as open_2,
        coalesce(sum(n) filter (where not is_guarded), 0) as open_3, coalesce(sum(n) filter (where confidentiality = 1), 0) as all_1,
        coalesce(sum(n) filter (where confidentiality <= 2), 0) as all_2, sum(n) as all_3
      from moves group by 1, 2) m
    where (open_1, open_2, open_3, all_1, all_2, all_3) <> (0, 0, 0, 0, 0, 0) order by 1, 2
    on conflict on constraint cadre_sight_counts_pkey do update set open_1 = c.open_1 + excluded.open_1, open_2 = c.open_2 + excluded.open_2,
      open_3 = c.open_3 + excluded.open_3, all_1 = c.all_1 + excluded.all_1, all_2 = c.all_2 + excluded.all_2, all_3 = c.all_3 + excluded.all_3
  )
  select array_agg(distinct cadre_id) into accepted from evidence where is_accepted;
  if accepted is not null then perform cadre_strengths_recount(accepted); end if;
end $$;

-- ---------------------------------------------------------------- what was recorded before
insert into sight_counts (unit_id, month, method_id, open_1, open_2, open_3, all_1, all_2, all_3)
select unit_id, month, method_id, coalesce(sum(records) filter (where confidentiality = 1 and not is_guarded), 0),
  coalesce(sum(records) filter (where confidentiality <= 2 and not is_guarded), 0), coalesce(sum(records) filter (where not is_guarded), 0),
  coalesce(sum(records) filter (where confidentiality = 1), 0), coalesce(sum(records) filter (where confidentiality <= 2), 0), sum(records)
from observation_counts where records <> 0 group by 1, 2, 3;
insert into cadre_sight_counts (cadre_id, month, open_1, open_2, open_3, all_1, all_2, all_3)
select cadre_id, month, coalesce(sum(records) filter (where confidentiality = 1 and not is_guarded), 0),
  coalesce(sum(records) filter (where confidentiality <= 2 and not is_guarded), 0), coalesce(sum(records) filter (where not is_guarded), 0),
  coalesce(sum(records) filter (where confidentiality = 1), 0), coalesce(sum(records) filter (where confidentiality <= 2), 0), sum(records)
from cadre_month_counts where records <> 0 group by 1, 2;
do $$ begin
  perform cadre_strengths_recount(array(select distinct cadre_id from cadre_evidence_counts where is_accepted and records > 0));
end $$;
