-- What stands behind each cadre, kept in the transaction of the record, for lists of many cadres: counting fifty people's
-- lines under the policies grew with the records. Split by all that decides who may see a record, so that each
-- viewer's sum equals what they can open (rule 10); one table tells whose and what kinds, the other when.

create table cadre_evidence_counts (
  cadre_id uuid not null references cadres (id),
  -- of the record
  unit_id uuid not null references units (id),
  method_version_id uuid not null references method_versions (id),
  observer_id uuid not null references users (id),
  -- zeros: nobody came along
  second_observer_id uuid not null,
  confidentiality smallint not null,
  is_guarded boolean not null,
  -- in the file: accepted or archived; else it waits for review
  is_accepted boolean not null,
  records int not null,
  constraint cadre_evidence_counts_pkey primary key
    (cadre_id, unit_id, method_version_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted)
);
create table cadre_month_counts (
  cadre_id uuid not null references cadres (id),
  -- first day, Asia/Shanghai
  month date not null,
  unit_id uuid not null references units (id),
  observer_id uuid not null references users (id),
  second_observer_id uuid not null,
  confidentiality smallint not null,
  is_guarded boolean not null,
  is_accepted boolean not null,
  records int not null,
  constraint cadre_month_counts_pkey primary key
    (cadre_id, month, unit_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted)
);

-- The terms of observations_read. Of whom records may tell, those about themselves are withheld one by one; no split of
-- the counts would fit, and they are counted live.
do $$
declare t text;
begin
  foreach t in array array['cadre_evidence_counts', 'cadre_month_counts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy counts_read on %I for select to observer_app using (
      (select viewer_is(''OBSERVER'', ''REVIEWER'', ''LEADER'')) and (select viewer_cadre_id()) is null
      and (observer_id = (select viewer_id())
           or second_observer_id = (select viewer_id())
           or (confidentiality = any ((select viewer_read_levels())::smallint[])
               and (not is_guarded or (select viewer_is(''REVIEWER''))))
           or (unit_id = any ((select viewer_unit_ids())::uuid[]) and confidentiality = 1 and is_accepted and not is_guarded)))', t);
    execute format('grant select on %I to observer_app', t);
    -- no other grant: the triggers below write
  end loop;
end $$;

create type cadre_move as (
  cadre_id uuid, unit_id uuid, method_version_id uuid, observer_id uuid, second_observer_id uuid,
  confidentiality smallint, is_guarded boolean, is_accepted boolean, month date, n int
);
-- What a line adds while its record is in this state; a returned one adds nothing.
create function cadre_move_of(p_cadre uuid, p_unit uuid, p_version uuid, p_observer uuid, p_second uuid, p_level smallint,
                              p_guarded boolean, p_state text, p_started timestamptz, p_n int)
returns cadre_move language sql immutable as $$
  select row(p_cadre, p_unit, p_version, p_observer, coalesce(p_second, '00000000-0000-0000-0000-000000000000'), p_level, p_guarded,
             p_state in ('ACCEPTED', 'ARCHIVED'), date_trunc('month', city_day(p_started))::date, p_n)::cadre_move
  where p_state <> 'RETURNED'
$$;
-- In one order, so that two writers never wait for each other.
create function cadre_counts_add(p_moves cadre_move[]) returns void language sql security definer set search_path from current as $$
  with moves as materialized (select m.* from unnest(p_moves) m where m.cadre_id is not null),
  evidence as (
    insert into cadre_evidence_counts as c (cadre_id, unit_id, method_version_id, observer_id, second_observer_id,
                                            confidentiality, is_guarded, is_accepted, records)
    select cadre_id, unit_id, method_version_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted, sum(n)
    from moves group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(n) <> 0 order by 1, 2, 3, 4, 5, 6, 7, 8
    on conflict on constraint cadre_evidence_counts_pkey do update set records = c.records + excluded.records
  )
  insert into cadre_month_counts as c (cadre_id, month, unit_id, observer_id, second_observer_id, confidentiality,
                                       is_guarded, is_accepted, records)
  select cadre_id, month, unit_id, observer_id, second_observer_id, confidentiality, is_guarded, is_accepted, sum(n)
  from moves group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(n) <> 0 order by 1, 2, 3, 4, 5, 6, 7, 8
  on conflict on constraint cadre_month_counts_pkey do update set records = c.records + excluded.records
$$;

-- A line comes after its record; a later revision first moves the record on, and then brings its own lines.
create function cadre_counts_follow_lines() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform cadre_counts_add((
    select array_agg(cadre_move_of(l.cadre_id, o.unit_id, o.method_version_id, o.observer_id, o.second_observer_id,
                                   o.confidentiality, o.is_guarded, o.state, o.started_at, 1))
    from added l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no));
  return null;
end $$;
create trigger counts_follow after insert on observation_cadres referencing new table as added
  for each statement execute function cadre_counts_follow_lines();

create function cadre_counts_follow_records() returns trigger language plpgsql security definer set search_path from current as $$
begin
  perform cadre_counts_add((
    select array_agg(cadre_move_of(l.cadre_id, o.unit_id, o.method_version_id, o.observer_id, o.second_observer_id,
                                   o.confidentiality, o.is_guarded, o.state, o.started_at, o.n))
    from (select *, 1 as n from added union all select *, -1 from removed) o
    join observation_cadres l on l.observation_id = o.id and l.revision_no = o.revision_no));
  return null;
end $$;
create trigger cadre_counts_follow after update on observations referencing new table as added old table as removed
  for each statement execute function cadre_counts_follow_records();
revoke all on function cadre_move_of(uuid, uuid, uuid, uuid, uuid, smallint, boolean, text, timestamptz, int),
  cadre_counts_add(cadre_move[]), cadre_counts_follow_lines(), cadre_counts_follow_records() from public;

select cadre_counts_add((
  select array_agg(cadre_move_of(l.cadre_id, o.unit_id, o.method_version_id, o.observer_id, o.second_observer_id,
                                 o.confidentiality, o.is_guarded, o.state, o.started_at, 1))
  from observation_cadres l join observations o on o.id = l.observation_id and o.revision_no = l.revision_no));
