-- 意见箱: a complaint or suggestion of anybody in business, by name or with the name withheld, answered in time (rule
-- "light by rule"). Of who withheld their name the database holds a mark alone: HMAC of the person under a key that
-- lies with the serving process. Nobody finds the person by SQL, and the person finds the answer.

create table complaints (
  id uuid not null,
  kind text not null,
  body text not null,
  -- whom it is about, as far as it is said: an observer, or the observers of the sender's unit
  about_user_id uuid references users (id),
  about_unit_id uuid references units (id),
  -- nobody: the name is withheld
  sender_id uuid references users (id),
  sender_mark bytea,
  -- a day, no moment: the moment would stand beside what else the person did
  filed_on date not null default city_today(),
  due_on date not null,
  state text not null default 'RECEIVED',
  outcome text,
  answer text,
  answered_by uuid references users (id),
  answered_at timestamptz(3),
  -- of one without a name: its sender has read the answer; those with a name have their notices
  is_seen boolean not null default false,
  constraint complaints_pkey primary key (id),
  constraint complaints_kind_known check (kind in ('COMPLAINT', 'SUGGESTION')),
  constraint complaints_body_size check (length(trim(body)) between 5 and 2000),
  constraint complaints_about_one check (about_user_id is null or about_unit_id is null),
  constraint complaints_name_or_mark check ((sender_id is null) = (sender_mark is not null)),
  constraint complaints_mark_size check (length(sender_mark) = 32),
  constraint complaints_due_after check (due_on > filed_on),
  constraint complaints_state_known check (state in ('RECEIVED', 'ANSWERED')),
  constraint complaints_outcome_known check (outcome in ('ADOPTED', 'PARTLY', 'EXPLAINED')),
  constraint complaints_answered_whole check
    ((state = 'ANSWERED') = (outcome is not null) and (outcome is null) = (answer is null)
     and (outcome is null) = (answered_by is null) and (outcome is null) = (answered_at is null)),
  constraint complaints_answer_size check (length(trim(answer)) between 2 and 2000),
  constraint complaints_answered_by_another check (answered_by <> sender_id)
);
create index complaints_open on complaints (due_on, id) where state = 'RECEIVED';
create index complaints_answered on complaints (answered_at desc, id) where state = 'ANSWERED';
create index complaints_sender on complaints (sender_id) where sender_id is not null;
create index complaints_mark on complaints (sender_mark) where sender_mark is not null;

-- How many a person filed on a day, under a mark of person and day: not even the count tells who it was.
create table complaint_counts (
  day_mark bytea not null,
  day date not null default city_today(),
  filed smallint not null,
  constraint complaint_counts_pkey primary key (day_mark),
  constraint complaint_counts_mark_size check (length(day_mark) = 32)
);

do $$
declare t text;
begin
  foreach t in array array['complaints', 'complaint_counts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
create trigger never_deleted before delete on complaints for each row execute function refuse_change();

-- What was said stays as it was said, and so does the answer (rule 6).
create function complaints_keep() returns trigger language plpgsql as $$
begin
  if (new.id, new.kind, new.body, new.about_user_id, new.about_unit_id, new.sender_id, new.sender_mark, new.filed_on, new.due_on)
     is distinct from
     (old.id, old.kind, old.body, old.about_user_id, old.about_unit_id, old.sender_id, old.sender_mark, old.filed_on, old.due_on) then
    perform refuse('complaints_in_place', 'a complaint is answered, never rewritten');
  end if;
  if old.state = 'ANSWERED' and (new.state, new.outcome, new.answer, new.answered_by, new.answered_at)
     is distinct from (old.state, old.outcome, old.answer, old.answered_by, old.answered_at) then
    perform refuse('complaints_answered_once', 'an answer stays');
  end if;
  return new;
end $$;
create trigger keep before update on complaints for each row execute function complaints_keep();

create policy business_only on complaints as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
create policy complaints_read on complaints for select to observer_app using (
  sender_id = (select viewer_id()) or (select viewer_is('REVIEWER', 'LEADER')));
-- whom it is about does not handle it, nor know of it
create policy complaints_not_on_self on complaints as restrictive to observer_app
  using (sender_id = (select viewer_id())
         or (about_user_id is distinct from (select viewer_id())
             and (about_unit_id is null or about_unit_id <> all ((select viewer_unit_ids())::uuid[]))));
create policy complaints_answer on complaints for update to observer_app
  using ((select viewer_is('REVIEWER', 'LEADER')) and state = 'RECEIVED' and sender_id is distinct from (select viewer_id()))
  with check ((select viewer_is('REVIEWER', 'LEADER')) and state = 'ANSWERED' and answered_by = (select viewer_id()));
grant select (id, kind, body, about_user_id, about_unit_id, sender_id, filed_on, due_on, state, outcome, answer, answered_by,
              answered_at),
      update (state, outcome, answer, answered_by, answered_at) on complaints to observer_app;
-- no grant on the mark, nor on whether it was seen; no insert grant: file_complaint() counts
-- no policy and no grant on complaint_counts

-- The viewer's own unit, as a liaison or as a cadre in office.
create function complaint_unit() returns uuid language sql stable security definer set search_path from current as $$
  select coalesce(viewer_own_unit_id(),
    (select unit_id from post_holdings where cadre_id = viewer_cadre_id()
       and city_today() between starts_on and coalesce(ends_on, 'infinity')
     order by is_primary desc, starts_on desc limit 1))
  where viewer_is('LIAISON', 'CADRE')
$$;

create function file_complaint(p_id uuid, p_kind text, p_body text, p_about_user uuid, p_about_unit uuid, p_is_named boolean,
                               p_mark bytea, p_day_mark bytea) returns date
language plpgsql security definer set search_path from current as $$
declare
  known record;
  filed_today int;
  due date := add_working_days(city_today(), deadline_days('COMPLAINT_ANSWER', city_today()));
begin
  if viewer_id() is null or not viewer_is_business() then
    raise insufficient_privilege using message = 'permission denied for table complaints';
  end if;
  if p_about_unit is distinct from null and p_about_unit is distinct from complaint_unit()
     or p_about_user is not null and (not viewer_is_department() or p_about_user = viewer_id()
          or not exists (select 1 from user_roles where user_id = p_about_user and role = 'OBSERVER')) then
    perform refuse('complaints_about_known', 'about an observer whom the sender can name');
  end if;
  -- the same form sent twice is one complaint
  perform pg_advisory_xact_lock(hashtextextended('complaint ' || p_id, 0));
  select sender_id, sender_mark, body, due_on into known from complaints where id = p_id;
  if found then
    if known.body = p_body and (known.sender_id = viewer_id() or known.sender_mark = p_mark) then return known.due_on; end if;
    perform refuse('complaints_pkey', 'the id is taken');
  end if;
  delete from complaint_counts where day < city_today();
  insert into complaint_counts as c (day_mark, filed) values (p_day_mark, 1)
    on conflict (day_mark) do update set filed = c.filed + 1 returning filed into filed_today;
  if filed_today > 5 then
    perform refuse('complaints_daily_limit', 'five a person and day');
  end if;
  insert into complaints (id, kind, body, about_user_id, about_unit_id, sender_id, sender_mark, due_on)
  values (p_id, p_kind, p_body, p_about_user, p_about_unit, case when p_is_named then viewer_id() end,
          case when p_is_named then null else p_mark end, due);
  return due;
end $$;

-- Whoever knows the mark is its person: only the serving process can make one.
create function withheld_complaints(p_mark bytea) returns table (
  id uuid, kind text, body text, about_user_id uuid, about_unit_id uuid, filed_on date, due_on date, state text,
  outcome text, answer text, answered_at timestamptz, is_seen boolean
) language sql stable security definer set search_path from current as $$
  select id, kind, body, about_user_id, about_unit_id, filed_on, due_on, state, outcome, answer, answered_at, is_seen
  from complaints where sender_mark = p_mark and viewer_is_business()
$$;
create function see_answers(p_mark bytea) returns void language sql security definer set search_path from current as $$
  update complaints set is_seen = true where sender_mark = p_mark and state = 'ANSWERED' and not is_seen and viewer_is_business()
$$;
revoke all on function complaints_keep(), complaint_unit(), file_complaint(uuid, text, text, uuid, uuid, boolean, bytea, bytea),
  withheld_complaints(bytea), see_answers(bytea) from public;
grant execute on function complaint_unit(), file_complaint(uuid, text, text, uuid, uuid, boolean, bytea, bytea),
  withheld_complaints(bytea), see_answers(bytea) to observer_app;
