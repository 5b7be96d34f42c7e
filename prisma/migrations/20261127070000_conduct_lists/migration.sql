-- 双十条 as the customer's own lists (ADR 0016): each of the ten places of a list holds one wording at a time, from a day
-- to a day. A new wording is a new item from tomorrow on at the earliest, so that what was said with the old one stays
-- said with the old one; nothing is rewritten, and a place is never held twice.

alter table conduct_items
  add column starts_on date not null default '2020-01-01',
  add column reason text not null default '',
  add column set_by uuid references users (id),
  add column set_at timestamptz(3) not null default now(),
  add column end_reason text not null default '',
  add column ended_by uuid references users (id),
  add constraint conduct_items_ten_places check (position between 1 and 10),
  add constraint conduct_items_dates_in_order check (ends_on >= starts_on),
  add constraint conduct_items_reasons_size check (length(reason) <= 500 and length(end_reason) <= 500),
  add constraint conduct_items_one_wording exclude using gist
    (list with =, position with =, daterange(starts_on, ends_on, '[]') with &&);
alter table conduct_items alter column code set default gen_random_uuid()::text;

create policy business_only on conduct_items as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
create policy conduct_set on conduct_items for insert to observer_app with check (
  (select viewer_is('ADMIN', 'REVIEWER')) and set_by = (select viewer_id()) and not is_sample and ends_on is null);
create policy conduct_end on conduct_items for update to observer_app
  using ((select viewer_is('ADMIN', 'REVIEWER'))) with check (ended_by = (select viewer_id()));
grant insert (list, position, text, text_en, is_sample, starts_on, reason, set_by),
      update (ends_on, end_reason, ended_by) on conduct_items to observer_app;
-- no grant to delete: an item that was used names what was meant

create function conduct_items_keep_history() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    -- the seed of an empty house begins in the past; a person's wording never does
    if viewer_id() is not null and new.starts_on <= city_today() then
      perform refuse('conduct_items_from_tomorrow', 'a wording begins tomorrow at the earliest');
    end if;
    return new;
  end if;
  if (to_jsonb(new) - array['ends_on', 'end_reason', 'ended_by']) is distinct from (to_jsonb(old) - array['ends_on', 'end_reason', 'ended_by'])
     or viewer_id() is not null and old.ends_on < city_today() then
    perform refuse('append_only', 'a wording is ended, not rewritten');
  end if;
  if new.ends_on is null or viewer_id() is not null and new.ends_on < city_today() then
    perform refuse('conduct_items_ends_today', 'a wording ends today at the earliest');
  end if;
  return new;
end $$;
revoke all on function conduct_items_keep_history() from public;
create trigger keep_history before insert or update on conduct_items for each row execute function conduct_items_keep_history();
create trigger never_deleted before delete on conduct_items for each row execute function refuse_change();
create trigger never_truncated before truncate on conduct_items for each statement execute function refuse_change();

-- An item means what it said on the day of the event: it was in force then.
create or replace function observations_know_conduct() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select 1 from unnest(new.conduct_item_ids) given where given not in (select id from conduct_items)) then
    perform refuse('observations_conduct_known', 'no such item of the two lists');
  end if;
  if exists (select 1 from conduct_items i where i.id = any (new.conduct_item_ids)
             and city_day(new.started_at) not between i.starts_on and coalesce(i.ends_on, 'infinity')) then
    perform refuse('observations_conduct_in_force', 'the item was not in force on the day of the event');
  end if;
  return new;
end $$;
drop trigger know_conduct on observations;
create trigger know_conduct before insert or update of conduct_item_ids, started_at on observations
  for each row when (new.conduct_item_ids <> '{}') execute function observations_know_conduct();

create function achievements_know_conduct() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select 1 from unnest(new.conduct_item_ids) given where not exists (
       select 1 from conduct_items i where i.id = given
         and daterange(i.starts_on, i.ends_on, '[]') && daterange(new.starts_on, new.ends_on, '[]'))) then
    perform refuse('achievements_conduct_in_force', 'no such item, or none in force in the period of the result');
  end if;
  return new;
end $$;
revoke all on function achievements_know_conduct() from public;
create trigger know_conduct before insert or update of conduct_item_ids, starts_on, ends_on on achievements
  for each row when (new.conduct_item_ids <> '{}') execute function achievements_know_conduct();

-- ---------------------------------------------------------------- use over time, kept in the same transaction
-- As observation_counts: counted are submitted, accepted and archived records, split by what decides who may see them.
create table conduct_counts (
  item_id uuid not null references conduct_items (id),
  month date not null,
  confidentiality smallint not null,
  is_guarded boolean not null,
  records int not null,
  primary key (item_id, month, confidentiality, is_guarded)
);
alter table conduct_counts enable row level security;
alter table conduct_counts force row level security;
do $$
begin
  execute format('create policy owner_maintains on conduct_counts to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on conduct_counts as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
-- the same terms as observations_read, so that a sum equals what the viewer can open (rule 10)
create policy counts_read on conduct_counts for select to observer_app using (
  (select viewer_is('REVIEWER', 'LEADER')) and confidentiality <= (select viewer_clearance())
  and (not is_guarded or (select viewer_is('REVIEWER'))));
grant select on conduct_counts to observer_app;

create function conduct_counts_follow() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    insert into conduct_counts as c (item_id, month, confidentiality, is_guarded, records)
    select item, date_trunc('month', city_day(started_at))::date, confidentiality, is_guarded, count(*)
    from added, unnest(conduct_item_ids) item where state <> 'RETURNED' group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (item_id, month, confidentiality, is_guarded) do update set records = c.records + excluded.records;
  else
    insert into conduct_counts as c (item_id, month, confidentiality, is_guarded, records)
    select item, date_trunc('month', city_day(started_at))::date, confidentiality, is_guarded, sum(n)
    from (select *, 1 as n from added where state <> 'RETURNED' and conduct_item_ids <> '{}'
          union all select *, -1 from removed where state <> 'RETURNED' and conduct_item_ids <> '{}') moves,
      unnest(conduct_item_ids) item
    group by 1, 2, 3, 4 having sum(n) <> 0 order by 1, 2, 3, 4
    on conflict (item_id, month, confidentiality, is_guarded) do update set records = c.records + excluded.records;
  end if;
  return null;
end $$;
revoke all on function conduct_counts_follow() from public;
create trigger conduct_added after insert on observations referencing new table as added
  for each statement execute function conduct_counts_follow();
create trigger conduct_moved after update on observations referencing new table as added old table as removed
  for each statement execute function conduct_counts_follow();

insert into conduct_counts (item_id, month, confidentiality, is_guarded, records)
select item, date_trunc('month', city_day(started_at))::date, confidentiality, is_guarded, count(*)
from observations, unnest(conduct_item_ids) item where state <> 'RETURNED' group by 1, 2, 3, 4;
