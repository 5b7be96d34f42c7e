-- Kept counts for observers, whose boards and phones counted their records one by one (docs/adr/0035). An observer sees of the own units
-- what is accepted, of the lowest level and no one-source negative (shared), and beside it all that they wrote or came along to. The
-- two tables share no record, so their sum is what the list opens.
create table shared_counts (
  unit_id uuid not null references units (id),
  -- first day, Asia/Shanghai
  month date not null,
  method_id uuid not null references methods (id),
  polarity text not null,
  records int not null,
  constraint shared_counts_pkey primary key (unit_id, month, method_id, polarity)
);
-- Of who wrote it and of who came along, each under their own id; without what is shared.
create table own_counts (
  person_id uuid not null references users (id),
  unit_id uuid not null references units (id),
  month date not null,
  method_id uuid not null references methods (id),
  polarity text not null,
  records int not null,
  constraint own_counts_pkey primary key (person_id, unit_id, month, method_id, polarity)
);
-- Counted records of a central task by month, a number for each of the six ways of seeing by level.
create table task_sight_counts (
  task_id uuid not null references central_tasks (id),
  month date not null,
  open_1 int not null default 0,
  open_2 int not null default 0,
  open_3 int not null default 0,
  all_1 int not null default 0,
  all_2 int not null default 0,
  all_3 int not null default 0,
  constraint task_sight_counts_pkey primary key (task_id, month)
);

-- Observers who see nothing by level, and of whom no record may tell: for others the two sums are not what they can open.
create function viewer_sees_own() returns boolean language sql stable set search_path from current as $$
  select viewer_is('OBSERVER') and not viewer_is('REVIEWER', 'LEADER') and viewer_cadre_id() is null and not viewer_is_recused()
$$;
revoke all on function viewer_sees_own() from public;
grant execute on function viewer_sees_own() to observer_app;

do $$
declare t text;
begin
  foreach t in array array['shared_counts', 'own_counts', 'task_sight_counts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
  end loop;
  foreach t in array array['shared_counts', 'own_counts'] loop
    execute format('create policy business_only on %I as restrictive to observer_app
      using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    execute format('grant select on %I to observer_app', t);
    -- no other grant: the trigger below writes
  end loop;
end $$;
create policy counts_read on shared_counts for select to observer_app using (
  (select viewer_sees_own()) and unit_id = any ((select viewer_unit_ids())::uuid[]));
create policy counts_read on own_counts for select to observer_app using (
  (select viewer_sees_own()) and person_id = (select viewer_id()));

create function viewer_task_counts(p_from date, p_to date)
returns table (task_id uuid, records int) language plpgsql stable rows 500 security definer set search_path from current as $$
declare sight int := viewer_clearance() + case when viewer_is('REVIEWER') then 3 else 0 end;
begin
  if not viewer_sees_by_level() then return; end if;
  return query select c.task_id, sum(
      case sight when 1 then c.open_1 when 2 then c.open_2 when 3 then c.open_3 when 4 then c.all_1 when 5 then c.all_2 else c.all_3 end)::int
    from task_sight_counts c where c.month between p_from and p_to group by 1;
end $$;
revoke all on function viewer_task_counts(date, date) from public;
grant execute on function viewer_task_counts(date, date) to observer_app;

-- ---------------------------------------------------------------- kept in the record's transaction
create type record_move as (
  unit_id uuid, month date, method_id uuid, task_id uuid, polarity text, confidentiality smallint, is_guarded boolean,
  is_shared boolean, observer_id uuid, second_observer_id uuid, n int
);
create function record_moves(p_record observations, p_n int) returns record_move language sql immutable as $$
  select row(p_record.unit_id, date_trunc('month', city_day(p_record.started_at))::date, p_record.method_id, p_record.central_task_id,
             p_record.polarity, p_record.confidentiality, p_record.is_guarded,
             p_record.state in ('ACCEPTED', 'ARCHIVED') and p_record.confidentiality = 1 and not p_record.is_guarded,
             p_record.observer_id, p_record.second_observer_id, p_n)::record_move
  where p_record.state <> 'RETURNED'
$$;
-- In one order, so that two writers never wait for each other.
create function observer_counts_add(p_moves record_move[]) returns void language sql security definer set search_path from current as $$
  with moves as materialized (select m.* from unnest(p_moves) m where m.unit_id is not null),
  shared as (
    insert into shared_counts as c (unit_id, month, method_id, polarity, records)
    select unit_id, month, method_id, polarity, sum(n) from moves where is_shared
    group by 1, 2, 3, 4 having sum(n) <> 0 order by 1, 2, 3, 4
    on conflict on constraint shared_counts_pkey do update set records = c.records + excluded.records
  ), own as (
    insert into own_counts as c (person_id, unit_id, month, method_id, polarity, records)
    select person_id, unit_id, month, method_id, polarity, sum(n)
    from moves, unnest(array[observer_id, second_observer_id]) person_id where person_id is not null and not is_shared
    group by 1, 2, 3, 4, 5 having sum(n) <> 0 order by 1, 2, 3, 4, 5
    on conflict on constraint own_counts_pkey do update set records = c.records + excluded.records
  )
  insert into task_sight_counts as c (task_id, month, open_1, open_2, open_3, all_1, all_2, all_3)
  select * from (
    select task_id, month, coalesce(sum(n) filter (where confidentiality = 1 and not is_guarded), 0) as open_1,
      coalesce(sum(n) filter (where confidentiality <= 2 and not is_guarded), 0) as open_2,
      coalesce(sum(n) filter (where not is_guarded), 0) as open_3, coalesce(sum(n) filter (where confidentiality = 1), 0) as all_1,
      coalesce(sum(n) filter (where confidentiality <= 2), 0) as all_2, sum(n) as all_3
    from moves where task_id is not null group by 1, 2) m
  where (open_1, open_2, open_3, all_1, all_2, all_3) <> (0, 0, 0, 0, 0, 0) order by 1, 2
  on conflict on constraint task_sight_counts_pkey do update set open_1 = c.open_1 + excluded.open_1, open_2 = c.open_2 + excluded.open_2,
    open_3 = c.open_3 + excluded.open_3, all_1 = c.all_1 + excluded.all_1, all_2 = c.all_2 + excluded.all_2, all_3 = c.all_3 + excluded.all_3
$$;
create function observer_counts_follow() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    perform observer_counts_add((select array_agg(record_moves(a, 1)) from added a));
  else
    perform observer_counts_add((
      select array_agg(m) from (select record_moves(a, 1) as m from added a union all select record_moves(r, -1) from removed r) moves));
  end if;
  return null;
end $$;
revoke all on function record_moves(observations, int), observer_counts_add(record_move[]), observer_counts_follow() from public;
create trigger observer_counts_added after insert on observations referencing new table as added
  for each statement execute function observer_counts_follow();
create trigger observer_counts_moved after update on observations referencing new table as added old table as removed
  for each statement execute function observer_counts_follow();

-- ---------------------------------------------------------------- what was recorded before
insert into shared_counts (unit_id, month, method_id, polarity, records)
select unit_id, date_trunc('month', city_day(started_at))::date, method_id, polarity, count(*)
from observations where state in ('ACCEPTED', 'ARCHIVED') and confidentiality = 1 and not is_guarded group by 1, 2, 3, 4;
insert into own_counts (person_id, unit_id, month, method_id, polarity, records)
select person_id, unit_id, date_trunc('month', city_day(started_at))::date, method_id, polarity, count(*)
from observations, unnest(array[observer_id, second_observer_id]) person_id
where person_id is not null and state <> 'RETURNED' and not (state in ('ACCEPTED', 'ARCHIVED') and confidentiality = 1 and not is_guarded)
group by 1, 2, 3, 4, 5;
insert into task_sight_counts (task_id, month, open_1, open_2, open_3, all_1, all_2, all_3)
select task_id, month, coalesce(sum(records) filter (where confidentiality = 1 and not is_guarded), 0),
  coalesce(sum(records) filter (where confidentiality <= 2 and not is_guarded), 0), coalesce(sum(records) filter (where not is_guarded), 0),
  coalesce(sum(records) filter (where confidentiality = 1), 0), coalesce(sum(records) filter (where confidentiality <= 2), 0), sum(records)
from task_counts where records <> 0 group by 1, 2;
