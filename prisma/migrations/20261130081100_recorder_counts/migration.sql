-- Sums by who recorded (docs/adr/0043). 口径校准 and the reports of who records what read each record of a year or a quarter, an observer's
-- board each record of a task. Each row holds a number for each way of seeing by level, as those of 0035 do.
create table recorder_counts (
  -- first day, Asia/Shanghai
  month date not null,
  person_id uuid not null references users (id),
  -- who came along; else who wrote
  came_along boolean not null,
  unit_id uuid not null references units (id),
  method_id uuid not null references methods (id),
  open_1 int not null default 0,
  open_2 int not null default 0,
  open_3 int not null default 0,
  all_1 int not null default 0,
  all_2 int not null default 0,
  all_3 int not null default 0,
  constraint recorder_counts_pkey primary key (month, person_id, came_along, unit_id, method_id)
);
-- Lines about a cadre in records of a unit, by who wrote them and how they judge, up to each level. A positive or neutral one is
-- never a one-source negative; the needing of attention stands apart: with enough sources, and with one.
create table judged_counts (
  month date not null,
  unit_id uuid not null references units (id),
  observer_id uuid not null references users (id),
  cadre_id uuid not null references cadres (id),
  positive_1 int not null default 0,
  positive_2 int not null default 0,
  positive_3 int not null default 0,
  neutral_1 int not null default 0,
  neutral_2 int not null default 0,
  neutral_3 int not null default 0,
  attention_1 int not null default 0,
  attention_2 int not null default 0,
  attention_3 int not null default 0,
  guarded_1 int not null default 0,
  guarded_2 int not null default 0,
  guarded_3 int not null default 0,
  constraint judged_counts_pkey primary key (month, unit_id, observer_id, cadre_id)
);
-- As shared_counts and own_counts, by central task. Of those everybody at the unit may see an author's own stand here too: the unit
-- may be another's by now.
create table task_shared_counts (
  unit_id uuid not null references units (id),
  month date not null,
  task_id uuid not null references central_tasks (id),
  records int not null,
  constraint task_shared_counts_pkey primary key (unit_id, month, task_id)
);
create table task_own_counts (
  person_id uuid not null references users (id),
  month date not null,
  task_id uuid not null references central_tasks (id),
  unit_id uuid not null references units (id),
  is_shared boolean not null,
  records int not null,
  constraint task_own_counts_pkey primary key (person_id, month, task_id, unit_id, is_shared)
);
do $$
declare t text;
begin
  foreach t in array array['recorder_counts', 'judged_counts', 'task_shared_counts', 'task_own_counts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
  end loop;
  foreach t in array array['task_shared_counts', 'task_own_counts'] loop
    execute format('create policy business_only on %I as restrictive to observer_app
      using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('grant select on %I to observer_app', t);
    -- no other grant: the trigger below writes
  end loop;
end $$;
create policy counts_read on task_shared_counts for select to observer_app using (
  (select viewer_sees_own()) and unit_id = any ((select viewer_unit_ids())::uuid[]));
create policy counts_read on task_own_counts for select to observer_app using (
  (select viewer_sees_own()) and person_id = (select viewer_id()));

-- ---------------------------------------------------------------- what differs from the sums of a level
-- Who is recused, or is a cadre of whom records may tell, does not see these records one by one (-1); who recorded something sees
-- it above the own level too (+1). Both are few and lie in indexes, so a sum of a level and these rows is what such a person can open.
create type sight_correction as (
  id uuid, revision_no int, unit_id uuid, month date, method_id uuid, task_id uuid, polarity text, confidentiality smallint,
  is_guarded boolean, observer_id uuid, second_observer_id uuid, n int
);
create function sight_corrections(p_from date, p_to date) returns setof sight_correction language plpgsql stable rows 20
security definer set search_path from current as $$
declare
  me uuid := viewer_id();
  level int := viewer_clearance();
  sees_guarded boolean := viewer_is('REVIEWER');
  closed uuid[] := recused_records() || viewer_own_records();
  lapsed uuid[] := lapsed_records();
begin
  if viewer_sees_by_level() and lapsed = '{}' then return; end if;
  return query
  select o.id, o.revision_no, o.unit_id, date_trunc('month', city_day(o.started_at))::date, o.method_id, o.central_task_id, o.polarity,
    o.confidentiality, o.is_guarded, o.observer_id, o.second_observer_id, x.n
  from (
    select c.id, -1 as n from observations c
    where c.id = any (closed || lapsed) and c.confidentiality <= level and (sees_guarded or not c.is_guarded)
      -- what lapsed is withheld from others only
      and (c.id = any (closed) or (c.observer_id <> me and c.second_observer_id is distinct from me))
    union all
    select m.id, 1 from observations m where m.observer_id = me and (m.confidentiality > level or (m.is_guarded and not sees_guarded))
      and m.id <> all (closed)
    union all
    select m.id, 1 from observations m where m.second_observer_id = me and (m.confidentiality > level or (m.is_guarded and not sees_guarded))
      and m.id <> all (closed)
  ) x join observations o on o.id = x.id
  where o.state <> 'RETURNED' and date_trunc('month', city_day(o.started_at))::date between p_from and p_to;
end $$;
revoke all on function sight_corrections(date, date) from public;

-- Whose sums these are: reviewers and leaders, all of them.
create function viewer_sight(p_level int) returns int language sql stable set search_path from current as $$
  select case
    when not viewer_is('REVIEWER', 'LEADER') or coalesce(viewer_clearance() not between 1 and 3, true) then null
    -- a report: nothing above its level and no one-source negative
    when p_level is not null then least(p_level, viewer_clearance())
    else viewer_clearance() + case when viewer_is('REVIEWER') then 3 else 0 end end
$$;
revoke all on function viewer_sight(int) from public;

-- Months are first days. `p_level`: open records up to that level alone.
create function viewer_recorded(p_from date, p_to date, p_level int default null)
returns table (month date, person_id uuid, came_along boolean, unit_id uuid, method_id uuid, records int)
language plpgsql stable rows 5000 security definer set search_path from current as $$
declare sight int := viewer_sight(p_level);
begin
  if sight is null then return; end if;
  return query
  select c.month, c.person_id, c.came_along, c.unit_id, c.method_id,
    case sight when 1 then c.open_1 when 2 then c.open_2 when 3 then c.open_3 when 4 then c.all_1 when 5 then c.all_2 else c.all_3 end
  from recorder_counts c where c.month between p_from and p_to
  union all
  select x.month, p.person_id, p.came_along, x.unit_id, x.method_id, x.n
  from sight_corrections(p_from, p_to) x,
    lateral (values (x.observer_id, false), (x.second_observer_id, true)) p (person_id, came_along)
  where p.person_id is not null and (p_level is null or (x.confidentiality <= p_level and not x.is_guarded));
end $$;
-- Lines, not records: a record about two cadres has two.
create function viewer_judged(p_from date, p_to date, p_level int default null)
returns table (unit_id uuid, observer_id uuid, cadre_id uuid, attention int, neutral int, positive int)
language plpgsql stable rows 10000 security definer set search_path from current as $$
declare sight int := viewer_sight(p_level);
begin
  if sight is null then return; end if;
  return query
  select c.unit_id, c.observer_id, c.cadre_id,
    (case sight when 1 then c.attention_1 when 2 then c.attention_2 when 3 then c.attention_3 when 4 then c.attention_1 + c.guarded_1
       when 5 then c.attention_2 + c.guarded_2 else c.attention_3 + c.guarded_3 end),
    (case sight when 1 then c.neutral_1 when 4 then c.neutral_1 when 2 then c.neutral_2 when 5 then c.neutral_2 else c.neutral_3 end),
    (case sight when 1 then c.positive_1 when 4 then c.positive_1 when 2 then c.positive_2 when 5 then c.positive_2 else c.positive_3 end)
  from judged_counts c where c.month between p_from and p_to
  union all
  select x.unit_id, x.observer_id, l.cadre_id, x.n * (x.polarity = 'ATTENTION')::int, x.n * (x.polarity = 'NEUTRAL')::int,
    x.n * (x.polarity = 'POSITIVE')::int
  from sight_corrections(p_from, p_to) x join observation_cadres l on l.observation_id = x.id and l.revision_no = x.revision_no
  where p_level is null or (x.confidentiality <= p_level and not x.is_guarded);
end $$;
revoke all on function viewer_recorded(date, date, int), viewer_judged(date, date, int) from public;
grant execute on function viewer_recorded(date, date, int), viewer_judged(date, date, int) to observer_app;

-- Methods and recorders behind each cadre without one-source negatives, which count for nobody on a list: of those who see by level
-- alone. viewer_sees_by_level() tells whether this answers.
create function viewer_open_strengths(p_cadres uuid[]) returns table (cadre_id uuid, methods int, recorders int)
language plpgsql stable rows 100 security definer set search_path from current as $$
begin
  if not viewer_sees_by_level() then return; end if;
  return query select s.cadre_id, s.methods, s.recorders from cadre_sight_strengths s
    where s.cadre_id = any (p_cadres) and s.clearance = viewer_clearance() and not s.sees_guarded;
end $$;
revoke all on function viewer_open_strengths(uuid[]) from public;
grant execute on function viewer_open_strengths(uuid[]) to observer_app;

-- ---------------------------------------------------------------- of who is recused: sums less what is withheld
-- To others these tell nothing: they read the sums themselves, or (of whom records may tell) are counted live.
create function recused_level() returns int language sql stable set search_path from current as $$
  select case when viewer_is('REVIEWER', 'LEADER') and viewer_cadre_id() is null and viewer_is_recused() then viewer_clearance() end
$$;
create function recused_counts(p_from date, p_to date) returns table (unit_id uuid, month date, method_id uuid, records int)
language plpgsql stable rows 100 security definer set search_path from current as $$
declare level int := recused_level(); sees_guarded boolean := viewer_is('REVIEWER');
begin
  if level is null then return; end if;
  return query
  select c.unit_id, c.month, c.method_id, c.records from observation_counts c
  where c.month between p_from and p_to and c.confidentiality <= level and (sees_guarded or not c.is_guarded)
  union all select x.unit_id, x.month, x.method_id, x.n from sight_corrections(p_from, p_to) x;
end $$;
create function recused_tones(p_from date, p_to date) returns table (unit_id uuid, month date, polarity text, records int)
language plpgsql stable rows 100 security definer set search_path from current as $$
declare level int := recused_level(); sees_guarded boolean := viewer_is('REVIEWER');
begin
  if level is null then return; end if;
  return query
  select c.unit_id, c.month, c.polarity, c.records from polarity_counts c
  where c.month between p_from and p_to and c.confidentiality <= level and (sees_guarded or not c.is_guarded)
  union all select x.unit_id, x.month, x.polarity, x.n from sight_corrections(p_from, p_to) x;
end $$;
create function recused_task_counts(p_from date, p_to date, p_task uuid default null)
returns table (task_id uuid, unit_id uuid, month date, method_id uuid, polarity text, records int)
language plpgsql stable rows 100 security definer set search_path from current as $$
declare level int := recused_level(); sees_guarded boolean := viewer_is('REVIEWER');
begin
  if level is null then return; end if;
  return query
  select c.task_id, c.unit_id, c.month, c.method_id, c.polarity, c.records from task_counts c
  where c.month between p_from and p_to and (p_task is null or c.task_id = p_task)
    and c.confidentiality <= level and (sees_guarded or not c.is_guarded)
  union all
  select x.task_id, x.unit_id, x.month, x.method_id, x.polarity, x.n from sight_corrections(p_from, p_to) x
  where x.task_id is not null and (p_task is null or x.task_id = p_task);
end $$;
revoke all on function recused_level(), recused_counts(date, date), recused_tones(date, date), recused_task_counts(date, date, uuid) from public;
grant execute on function recused_counts(date, date), recused_tones(date, date), recused_task_counts(date, date, uuid) to observer_app;

-- ---------------------------------------------------------------- kept in the record's transaction
create type recorder_move as (
  id uuid, revision_no int, month date, unit_id uuid, method_id uuid, task_id uuid, polarity text, confidentiality smallint,
  is_guarded boolean, is_shared boolean, observer_id uuid, second_observer_id uuid, n int
);
create function recorder_move_of(p_record observations, p_n int) returns recorder_move language sql immutable as $$
  select row(p_record.id, p_record.revision_no, date_trunc('month', city_day(p_record.started_at))::date, p_record.unit_id,
             p_record.method_id, p_record.central_task_id, p_record.polarity, p_record.confidentiality, p_record.is_guarded,
             p_record.state in ('ACCEPTED', 'ARCHIVED') and p_record.confidentiality = 1 and not p_record.is_guarded,
             p_record.observer_id, p_record.second_observer_id, p_n)::recorder_move
  where p_record.state <> 'RETURNED'
$$;
-- Each in one order, so that two writers never wait for each other. What adds up to nothing writes nothing: an acceptance leaves the sums.
create function recorder_counts_add(p_moves recorder_move[]) returns void language sql security definer set search_path from current as $$
  with moves as materialized (select m.* from unnest(p_moves) m where m.id is not null),
  recorders as (
    insert into recorder_counts as c (month, person_id, came_along, unit_id, method_id, open_1, open_2, open_3, all_1, all_2, all_3)
    select * from (
      select month, person_id, came_along, unit_id, method_id, coalesce(sum(n) filter (where confidentiality = 1 and not is_guarded), 0) as open_1,
        coalesce(sum(n) filter (where confidentiality <= 2 and not is_guarded), 0) as open_2,
        coalesce(sum(n) filter (where not is_guarded), 0) as open_3, coalesce(sum(n) filter (where confidentiality = 1), 0) as all_1,
        coalesce(sum(n) filter (where confidentiality <= 2), 0) as all_2, sum(n) as all_3
      from moves, lateral (values (observer_id, false), (second_observer_id, true)) p (person_id, came_along)
      where person_id is not null group by 1, 2, 3, 4, 5) m
    where (open_1, open_2, open_3, all_1, all_2, all_3) <> (0, 0, 0, 0, 0, 0) order by 1, 2, 3, 4, 5
    on conflict on constraint recorder_counts_pkey do update set open_1 = c.open_1 + excluded.open_1, open_2 = c.open_2 + excluded.open_2,
      open_3 = c.open_3 + excluded.open_3, all_1 = c.all_1 + excluded.all_1, all_2 = c.all_2 + excluded.all_2, all_3 = c.all_3 + excluded.all_3
  ), shared as (
    insert into task_shared_counts as c (unit_id, month, task_id, records)
    select unit_id, month, task_id, sum(n) from moves where task_id is not null and is_shared
    group by 1, 2, 3 having sum(n) <> 0 order by 1, 2, 3
    on conflict on constraint task_shared_counts_pkey do update set records = c.records + excluded.records
  )
  insert into task_own_counts as c (person_id, month, task_id, unit_id, is_shared, records)
  select person_id, month, task_id, unit_id, is_shared, sum(n)
  from moves, unnest(array[observer_id, second_observer_id]) person_id where task_id is not null and person_id is not null
  group by 1, 2, 3, 4, 5 having sum(n) <> 0 order by 1, 2, 3, 4, 5
  on conflict on constraint task_own_counts_pkey do update set records = c.records + excluded.records
$$;
create function judged_counts_add(p_moves recorder_move[]) returns void language sql security definer set search_path from current as $$
  insert into judged_counts as c (month, unit_id, observer_id, cadre_id, positive_1, positive_2, positive_3, neutral_1, neutral_2, neutral_3,
    attention_1, attention_2, attention_3, guarded_1, guarded_2, guarded_3)
  select * from (
    select m.month, m.unit_id, m.observer_id, l.cadre_id,
      coalesce(sum(n) filter (where polarity = 'POSITIVE' and confidentiality = 1), 0) as p1,
      coalesce(sum(n) filter (where polarity = 'POSITIVE' and confidentiality <= 2), 0) as p2, coalesce(sum(n) filter (where polarity = 'POSITIVE'), 0) as p3,
      coalesce(sum(n) filter (where polarity = 'NEUTRAL' and confidentiality = 1), 0) as n1,
      coalesce(sum(n) filter (where polarity = 'NEUTRAL' and confidentiality <= 2), 0) as n2, coalesce(sum(n) filter (where polarity = 'NEUTRAL'), 0) as n3,
      coalesce(sum(n) filter (where polarity = 'ATTENTION' and not is_guarded and confidentiality = 1), 0) as a1,
      coalesce(sum(n) filter (where polarity = 'ATTENTION' and not is_guarded and confidentiality <= 2), 0) as a2,
      coalesce(sum(n) filter (where polarity = 'ATTENTION' and not is_guarded), 0) as a3,
      coalesce(sum(n) filter (where is_guarded and confidentiality = 1), 0) as g1,
      coalesce(sum(n) filter (where is_guarded and confidentiality <= 2), 0) as g2, coalesce(sum(n) filter (where is_guarded), 0) as g3
    from unnest(p_moves) m join observation_cadres l on l.observation_id = m.id and l.revision_no = m.revision_no
    group by 1, 2, 3, 4) sums
  where (p1, p2, p3, n1, n2, n3, a1, a2, a3, g1, g2, g3) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) order by 1, 2, 3, 4
  on conflict on constraint judged_counts_pkey do update set
    positive_1 = c.positive_1 + excluded.positive_1, positive_2 = c.positive_2 + excluded.positive_2, positive_3 = c.positive_3 + excluded.positive_3,
    neutral_1 = c.neutral_1 + excluded.neutral_1, neutral_2 = c.neutral_2 + excluded.neutral_2, neutral_3 = c.neutral_3 + excluded.neutral_3,
    attention_1 = c.attention_1 + excluded.attention_1, attention_2 = c.attention_2 + excluded.attention_2,
    attention_3 = c.attention_3 + excluded.attention_3, guarded_1 = c.guarded_1 + excluded.guarded_1,
    guarded_2 = c.guarded_2 + excluded.guarded_2, guarded_3 = c.guarded_3 + excluded.guarded_3
$$;
create function recorder_counts_follow() returns trigger language plpgsql security definer set search_path from current as $$
declare moves recorder_move[];
begin
  if tg_op = 'INSERT' then
    -- its lines come after it, and bring their own
    perform recorder_counts_add((select array_agg(recorder_move_of(a, 1)) from added a));
    return null;
  end if;
  select array_agg(m) into moves from (
    select recorder_move_of(a, 1) as m from added a union all select recorder_move_of(r, -1) from removed r) moved;
  perform recorder_counts_add(moves);
  -- accepted or archived, a record still counts the same lines
  if exists (select from added a join removed r using (id)
             where (a.revision_no, a.state = 'RETURNED', a.is_guarded, a.confidentiality, a.observer_id, a.unit_id, a.started_at, a.polarity)
               is distinct from
               (r.revision_no, r.state = 'RETURNED', r.is_guarded, r.confidentiality, r.observer_id, r.unit_id, r.started_at, r.polarity)) then
    perform judged_counts_add(moves);
  end if;
  return null;
end $$;
create function judged_counts_follow() returns trigger language plpgsql security definer set search_path from current as $$
begin
  -- of the lines just added; a record of several gets them in one statement or in several
  insert into judged_counts as c (month, unit_id, observer_id, cadre_id, positive_1, positive_2, positive_3, neutral_1, neutral_2, neutral_3,
    attention_1, attention_2, attention_3, guarded_1, guarded_2, guarded_3)
  select date_trunc('month', city_day(o.started_at))::date, o.unit_id, o.observer_id, l.cadre_id,
    count(*) filter (where o.polarity = 'POSITIVE' and o.confidentiality = 1), count(*) filter (where o.polarity = 'POSITIVE' and o.confidentiality <= 2),
    count(*) filter (where o.polarity = 'POSITIVE'),
    count(*) filter (where o.polarity = 'NEUTRAL' and o.confidentiality = 1), count(*) filter (where o.polarity = 'NEUTRAL' and o.confidentiality <= 2),
    count(*) filter (where o.polarity = 'NEUTRAL'),
    count(*) filter (where o.polarity = 'ATTENTION' and not o.is_guarded and o.confidentiality = 1),
    count(*) filter (where o.polarity = 'ATTENTION' and not o.is_guarded and o.confidentiality <= 2),
    count(*) filter (where o.polarity = 'ATTENTION' and not o.is_guarded),
    count(*) filter (where o.is_guarded and o.confidentiality = 1), count(*) filter (where o.is_guarded and o.confidentiality <= 2),
    count(*) filter (where o.is_guarded)
  from added l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
  where o.state <> 'RETURNED' group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict on constraint judged_counts_pkey do update set
    positive_1 = c.positive_1 + excluded.positive_1, positive_2 = c.positive_2 + excluded.positive_2, positive_3 = c.positive_3 + excluded.positive_3,
    neutral_1 = c.neutral_1 + excluded.neutral_1, neutral_2 = c.neutral_2 + excluded.neutral_2, neutral_3 = c.neutral_3 + excluded.neutral_3,
    attention_1 = c.attention_1 + excluded.attention_1, attention_2 = c.attention_2 + excluded.attention_2,
    attention_3 = c.attention_3 + excluded.attention_3, guarded_1 = c.guarded_1 + excluded.guarded_1,
    guarded_2 = c.guarded_2 + excluded.guarded_2, guarded_3 = c.guarded_3 + excluded.guarded_3;
  return null;
end $$;
revoke all on function recorder_move_of(observations, int), recorder_counts_add(recorder_move[]), judged_counts_add(recorder_move[]),
  recorder_counts_follow(), judged_counts_follow() from public;
create trigger recorder_counts_added after insert on observations referencing new table as added
  for each statement execute function recorder_counts_follow();
create trigger recorder_counts_moved after update on observations referencing new table as added old table as removed
  for each statement execute function recorder_counts_follow();
create trigger judged_follow after insert on observation_cadres referencing new table as added
  for each statement execute function judged_counts_follow();

-- ---------------------------------------------------------------- what was recorded before
insert into recorder_counts
select date_trunc('month', city_day(started_at))::date, person_id, came_along, unit_id, method_id,
  count(*) filter (where confidentiality = 1 and not is_guarded), count(*) filter (where confidentiality <= 2 and not is_guarded),
  count(*) filter (where not is_guarded), count(*) filter (where confidentiality = 1), count(*) filter (where confidentiality <= 2), count(*)
from observations, lateral (values (observer_id, false), (second_observer_id, true)) p (person_id, came_along)
where state <> 'RETURNED' and person_id is not null group by 1, 2, 3, 4, 5;
insert into judged_counts
select date_trunc('month', city_day(o.started_at))::date, o.unit_id, o.observer_id, l.cadre_id,
  count(*) filter (where o.polarity = 'POSITIVE' and o.confidentiality = 1), count(*) filter (where o.polarity = 'POSITIVE' and o.confidentiality <= 2),
  count(*) filter (where o.polarity = 'POSITIVE'),
  count(*) filter (where o.polarity = 'NEUTRAL' and o.confidentiality = 1), count(*) filter (where o.polarity = 'NEUTRAL' and o.confidentiality <= 2),
  count(*) filter (where o.polarity = 'NEUTRAL'),
  count(*) filter (where o.polarity = 'ATTENTION' and not o.is_guarded and o.confidentiality = 1),
  count(*) filter (where o.polarity = 'ATTENTION' and not o.is_guarded and o.confidentiality <= 2),
  count(*) filter (where o.polarity = 'ATTENTION' and not o.is_guarded),
  count(*) filter (where o.is_guarded and o.confidentiality = 1), count(*) filter (where o.is_guarded and o.confidentiality <= 2),
  count(*) filter (where o.is_guarded)
from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no
where o.state <> 'RETURNED' group by 1, 2, 3, 4;
insert into task_shared_counts
select unit_id, date_trunc('month', city_day(started_at))::date, central_task_id, count(*) from observations
where central_task_id is not null and state in ('ACCEPTED', 'ARCHIVED') and confidentiality = 1 and not is_guarded group by 1, 2, 3;
insert into task_own_counts
select person_id, date_trunc('month', city_day(started_at))::date, central_task_id, unit_id,
  state in ('ACCEPTED', 'ARCHIVED') and confidentiality = 1 and not is_guarded, count(*)
from observations, unnest(array[observer_id, second_observer_id]) person_id
where central_task_id is not null and person_id is not null and state <> 'RETURNED' group by 1, 2, 3, 4, 5;
