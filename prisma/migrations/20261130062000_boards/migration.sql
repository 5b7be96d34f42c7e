-- What the boards count beside observation_counts, kept in the transaction of the record: tones (正面 / 中性 / 需关注) by unit, and
-- the records of a central task by method and tone. Split by all that decides who may see a record (docs/adr/0031).
create table polarity_counts (
  unit_id uuid not null references units (id),
  -- first day, Asia/Shanghai
  month date not null,
  polarity text not null,
  confidentiality smallint not null,
  is_guarded boolean not null,
  records int not null,
  constraint polarity_counts_pkey primary key (month, unit_id, polarity, confidentiality, is_guarded)
);
create table task_counts (
  task_id uuid not null references central_tasks (id),
  month date not null,
  unit_id uuid not null references units (id),
  method_id uuid not null references methods (id),
  polarity text not null,
  confidentiality smallint not null,
  is_guarded boolean not null,
  records int not null,
  constraint task_counts_pkey primary key (task_id, month, unit_id, method_id, polarity, confidentiality, is_guarded)
);

do $$
declare t text;
begin
  foreach t in array array['polarity_counts', 'task_counts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
      using ((select viewer_is_business())) with check ((select viewer_is_business()))', t);
    -- the terms of observations_read, so that a sum equals what the viewer can open (rules 5 and 10)
    execute format('create policy counts_read on %I for select to observer_app using (
      (select viewer_is(''REVIEWER'', ''LEADER'')) and confidentiality <= (select viewer_clearance())
      and (not is_guarded or (select viewer_is(''REVIEWER''))))', t);
    execute format('grant select on %I to observer_app', t);
    -- no other grant: the trigger below writes
  end loop;
end $$;

-- Statement-level, and in one order, so that two writers never wait for each other.
create function board_counts_follow() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into polarity_counts as c (unit_id, month, polarity, confidentiality, is_guarded, records)
    select unit_id, date_trunc('month', city_day(started_at))::date, polarity, confidentiality, is_guarded, count(*)
    from added where state <> 'RETURNED' group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict on constraint polarity_counts_pkey do update set records = c.records + excluded.records;
    insert into task_counts as c (task_id, month, unit_id, method_id, polarity, confidentiality, is_guarded, records)
    select central_task_id, date_trunc('month', city_day(started_at))::date, unit_id, method_id, polarity, confidentiality,
           is_guarded, count(*)
    from added where state <> 'RETURNED' and central_task_id is not null
    group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
    on conflict on constraint task_counts_pkey do update set records = c.records + excluded.records;
  else
    insert into polarity_counts as c (unit_id, month, polarity, confidentiality, is_guarded, records)
    select unit_id, date_trunc('month', city_day(started_at))::date, polarity, confidentiality, is_guarded, sum(n)
    from (select *, 1 as n from added where state <> 'RETURNED'
          union all select *, -1 from removed where state <> 'RETURNED') moves
    group by 1, 2, 3, 4, 5 having sum(n) <> 0 order by 1, 2, 3, 4, 5
    on conflict on constraint polarity_counts_pkey do update set records = c.records + excluded.records;
    insert into task_counts as c (task_id, month, unit_id, method_id, polarity, confidentiality, is_guarded, records)
    select central_task_id, date_trunc('month', city_day(started_at))::date, unit_id, method_id, polarity, confidentiality,
           is_guarded, sum(n)
    from (select *, 1 as n from added where state <> 'RETURNED' and central_task_id is not null
          union all select *, -1 from removed where state <> 'RETURNED' and central_task_id is not null) moves
    group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0 order by 1, 2, 3, 4, 5, 6, 7
    on conflict on constraint task_counts_pkey do update set records = c.records + excluded.records;
  end if;
  return null;
end $$;
revoke all on function board_counts_follow() from public;
create trigger board_added after insert on observations referencing new table as added
  for each statement execute function board_counts_follow();
create trigger board_moved after update on observations referencing new table as added old table as removed
  for each statement execute function board_counts_follow();

insert into polarity_counts (unit_id, month, polarity, confidentiality, is_guarded, records)
select unit_id, date_trunc('month', city_day(started_at))::date, polarity, confidentiality, is_guarded, count(*)
from observations where state <> 'RETURNED' group by 1, 2, 3, 4, 5;
insert into task_counts (task_id, month, unit_id, method_id, polarity, confidentiality, is_guarded, records)
select central_task_id, date_trunc('month', city_day(started_at))::date, unit_id, method_id, polarity, confidentiality, is_guarded, count(*)
from observations where state <> 'RETURNED' and central_task_id is not null group by 1, 2, 3, 4, 5, 6, 7;

-- ---------------------------------------------------------------- a visit asked for, where nothing was recorded yet
-- From a gap on the board to a dated task: it belongs to the unit alone, has a day, and somebody asked for it.
alter table follow_ups
  drop constraint follow_ups_of_one_thing,
  add constraint follow_ups_of_one_thing check (
    num_nonnulls(observation_id, achievement_id, case_id) = 1
    or (num_nonnulls(observation_id, achievement_id, case_id) = 0 and asked_by is not null and due_on is not null));
-- Its owner and who asked read it as before; those who oversee read it beside them: it says nothing of what was observed.
create policy follow_ups_read_of_units on follow_ups for select to observer_app using (
  observation_id is null and achievement_id is null and case_id is null and (select viewer_is('REVIEWER', 'LEADER')));
-- Asked of an observer who has the unit today.
create policy follow_ups_make_of_units on follow_ups for insert to observer_app with check (
  observation_id is null and achievement_id is null and case_id is null
  and asked_by = (select viewer_id()) and (select viewer_is('REVIEWER', 'LEADER'))
  and exists (select 1 from users p join user_roles r on r.user_id = p.id and r.role = 'OBSERVER'
              where p.id = owner_id and p.is_active)
  and exists (select 1 from assignments s where s.observer_id = owner_id and s.unit_id = follow_ups.unit_id
              and city_today() between s.starts_on and coalesce(s.ends_on, 'infinity')));
create index follow_ups_open_by_age on follow_ups (created_at) where done_at is null;
