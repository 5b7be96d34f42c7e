-- 双十条: an announced wording can be taken back before its first day, and what it would have replaced goes on as before.
-- A withdrawn wording stays readable, with who took it back and why; its last day lies before its first, so it is in force
-- on no day, and keeps no place.
alter table conduct_items
  -- which wording it gave way to, and its end before that
  add column gave_way_to uuid references conduct_items (id),
  add column end_before jsonb,
  drop constraint conduct_items_dates_in_order,
  add constraint conduct_items_dates_in_order check (ends_on >= starts_on - 1),
  drop constraint conduct_items_one_wording,
  add constraint conduct_items_one_wording exclude using gist
    (list with =, position with =, daterange(starts_on, ends_on + 1, '[)') with &&);

-- those announced before this can be taken back too; what they follow had no end of its own
alter table conduct_items disable trigger keep_history;
update conduct_items p set gave_way_to = n.id, end_before = '{}'
from conduct_items n
where n.list = p.list and n.position = p.position and n.starts_on = p.ends_on + 1 and n.starts_on > city_today()
  and n.reason = p.end_reason and n.set_by = p.ended_by;
alter table conduct_items enable trigger keep_history;

create or replace function conduct_items_keep_history() returns trigger language plpgsql as $$
declare
  said text[] := array['ends_on', 'end_reason', 'ended_by', 'gave_way_to', 'end_before'];
begin
  if tg_op = 'INSERT' then
    -- the seed of an empty house begins in the past; a person's wording never does
    if viewer_id() is not null and new.starts_on <= city_today() then
      perform refuse('conduct_items_from_tomorrow', 'a wording begins tomorrow at the earliest');
    end if;
    return new;
  end if;
  if (to_jsonb(new) - said) is distinct from (to_jsonb(old) - said) then
    perform refuse('append_only', 'a wording is ended, not rewritten');
  end if;
  -- withdrawn: announced, and not yet begun
  if new.ends_on = old.starts_on - 1 and old.ends_on is distinct from new.ends_on then
    if old.starts_on <= city_today() then
      perform refuse('conduct_items_begun', 'a wording that has begun is ended, not withdrawn');
    end if;
    return new;
  end if;
  if old.ends_on < old.starts_on then
    perform refuse('append_only', 'a withdrawn wording stays withdrawn');
  end if;
  -- what it gave way to was withdrawn: it ends as it did before, or not at all
  if old.gave_way_to is not null and new.gave_way_to is null then
    if not exists (select from conduct_items n where n.id = old.gave_way_to and n.ends_on < n.starts_on)
       or new.ends_on is distinct from (old.end_before ->> 'ends_on')::date then
      perform refuse('append_only', 'a wording is ended, not rewritten');
    end if;
    return new;
  end if;
  if viewer_id() is not null and old.ends_on < city_today() then
    perform refuse('append_only', 'a wording is ended, not rewritten');
  end if;
  if new.ends_on is null or viewer_id() is not null and new.ends_on < city_today() then
    perform refuse('conduct_items_ends_today', 'a wording ends today at the earliest');
  end if;
  if new.ends_on is distinct from old.ends_on then
    new.end_before := jsonb_build_object('ends_on', old.ends_on, 'end_reason', old.end_reason, 'ended_by', old.ended_by);
  end if;
  return new;
end $$;

-- The new wording and the end of the old one come in one transaction.
create function conduct_items_follow() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    update conduct_items p set gave_way_to = new.id
    where p.list = new.list and p.position = new.position and p.ends_on = new.starts_on - 1 and p.starts_on <= p.ends_on
      and p.end_before is not null and p.xmin = pg_current_xact_id()::xid;
  elsif new.ends_on < new.starts_on and old.ends_on is distinct from new.ends_on then
    update conduct_items p set ends_on = (p.end_before ->> 'ends_on')::date, end_reason = coalesce(p.end_before ->> 'end_reason', ''),
      ended_by = (p.end_before ->> 'ended_by')::uuid, gave_way_to = null, end_before = null
    where p.gave_way_to = new.id;
  end if;
  return null;
end $$;
create trigger follow after insert or update of ends_on on conduct_items for each row execute function conduct_items_follow();
revoke all on function conduct_items_follow() from public;

-- a withdrawn one is in force on no day, and its two days make no range
create or replace function achievements_know_conduct() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select 1 from unnest(new.conduct_item_ids) given where not exists (
       select 1 from conduct_items i where i.id = given and i.starts_on <= coalesce(i.ends_on, 'infinity')
         and i.starts_on <= new.ends_on and coalesce(i.ends_on, 'infinity') >= new.starts_on)) then
    perform refuse('achievements_conduct_in_force', 'no such item, or none in force in the period of the result');
  end if;
  return new;
end $$;
