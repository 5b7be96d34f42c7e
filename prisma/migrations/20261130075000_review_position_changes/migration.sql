-- A post of a review is corrected while its list is open (docs/adr/0040): unit, name, number of posts and rule, each time with
-- the reason, and what stood before is kept. Were people named by what has changed, the pool is drawn again before anybody
-- else is named or looked at: the database holds both back until somebody has said so.

create table review_position_changes (
  id uuid not null default gen_random_uuid(),
  position_id uuid not null references review_positions (id),
  changed_at timestamptz(3) not null default clock_timestamp(),
  changed_by uuid references users (id),
  reason text not null,
  -- { unitId, title, level, tier, places, requirements }
  before jsonb not null,
  after jsonb not null,
  needs_redraw boolean not null,
  redrawn_by uuid references users (id),
  redrawn_at timestamptz(3),
  constraint review_position_changes_pkey primary key (id),
  constraint review_position_changes_redrawn_whole check
    ((redrawn_at is null) = (redrawn_by is null) and (redrawn_at is null or needs_redraw))
);
create index review_position_changes_of on review_position_changes (position_id, changed_at);

alter table review_position_changes enable row level security;
alter table review_position_changes force row level security;
do $$ begin execute format('create policy owner_maintains on review_position_changes to %I using (true) with check (true)', current_user); end $$;
create policy of_reviewers_and_leaders on review_position_changes as restrictive to observer_app
  using ((select viewer_is('REVIEWER', 'LEADER'))) with check ((select viewer_is('REVIEWER', 'LEADER')));
create policy changes_read on review_position_changes for select to observer_app using (true);
create policy changes_redrawn on review_position_changes for update to observer_app
  using ((select viewer_is('REVIEWER')) and needs_redraw and redrawn_at is null) with check (redrawn_by = (select viewer_id()));
create trigger never_deleted before delete on review_position_changes for each row execute function refuse_change();
create trigger never_truncated before truncate on review_position_changes for each statement execute function refuse_change();
grant select, update (redrawn_by, redrawn_at) on review_position_changes to observer_app;
-- no insert grant: the trigger of the post writes them

create function review_position_changes_keep() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - '{redrawn_by,redrawn_at}'::text[]) <> (to_jsonb(old) - '{redrawn_by,redrawn_at}'::text[])
     or old.redrawn_at is not null or new.redrawn_at is null then
    perform refuse('review_position_changes_in_place', 'what has been changed stays as it is');
  end if;
  return new;
end $$;
create trigger keep before update on review_position_changes for each row execute function review_position_changes_keep();

create function review_position_waits_for_pool(p_position uuid) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (select 1 from review_position_changes where position_id = p_position and needs_redraw and redrawn_at is null)
$$;

-- As before, but for the unit, which may be corrected too, and the reason that a correction has.
create or replace function review_positions_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  -- one after the other: naming, deciding and moving on
  if not exists (select 1 from review_batches where id = new.batch_id and state = 'OPEN' for share) then
    perform refuse('review_batches_transition', 'a batch that is over stays as it is');
  end if;
  if tg_op = 'INSERT' then return new; end if;
  if (new.id, new.batch_id, new.added_by, new.added_at) is distinct from (old.id, old.batch_id, old.added_by, old.added_at)
     or new.row_version <> old.row_version + 1 then
    perform refuse('review_positions_in_place', 'the batch of a post stays');
  end if;
  if new.state = old.state then
    if old.state <> 'LISTING' then
      perform refuse('review_positions_in_place', 'the requirements stand when people are looked at');
    end if;
    if length(trim(new.state_reason)) < 2 then
      perform refuse('review_positions_reason', 'a correction has its reason');
    end if;
  elsif (old.state, new.state) not in (('LISTING', 'PREPARING'), ('PREPARING', 'LISTING'), ('PREPARING', 'DECIDED'),
                                       ('LISTING', 'CANCELLED'), ('PREPARING', 'CANCELLED'))
     or (new.unit_id, new.title, new.level, new.tier, new.places, new.requirements)
          is distinct from (old.unit_id, old.title, old.level, old.tier, old.places, old.requirements) then
    perform refuse('review_positions_transition', format('no way from %s to %s', old.state, new.state));
  elsif new.state = 'PREPARING' and not exists (select 1 from review_candidates where position_id = new.id and stage = 'SHORT') then
    perform refuse('review_positions_short_list', 'nobody stands on the short list');
  elsif new.state = 'PREPARING' and review_position_waits_for_pool(new.id) then
    perform refuse('review_positions_redraw', 'the pool is drawn again first');
  elsif new.state in ('LISTING', 'CANCELLED') then
    if exists (select 1 from review_decisions d join review_candidates c on c.id = d.candidate_id where c.position_id = new.id) then
      perform refuse('review_positions_transition', 'a decision has been taken');
    elsif length(trim(new.state_reason)) < 2 then
      perform refuse('review_positions_reason', 'a step back has its reason');
    end if;
  elsif new.state = 'DECIDED' and exists (
      select 1 from review_candidates c where c.position_id = new.id and c.stage = 'SHORT'
        and not exists (select 1 from review_decisions d where d.candidate_id = c.id)) then
    perform refuse('review_positions_transition', 'somebody on the short list is not decided');
  end if;
  return new;
end $$;

create function review_positions_changed() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.state <> old.state or (new.unit_id, new.title, new.level, new.tier, new.places, new.requirements)
       is not distinct from (old.unit_id, old.title, old.level, old.tier, old.places, old.requirements) then
    return null;
  end if;
  insert into review_position_changes (position_id, changed_by, reason, before, after, needs_redraw)
  values (new.id, viewer_id(), new.state_reason,
    jsonb_build_object('unitId', old.unit_id, 'title', old.title, 'level', old.level, 'tier', old.tier, 'places', old.places,
                       'requirements', old.requirements),
    jsonb_build_object('unitId', new.unit_id, 'title', new.title, 'level', new.level, 'tier', new.tier, 'places', new.places,
                       'requirements', new.requirements),
    -- what the pool is drawn by; as long as nobody is named by it, it is drawn anew each time it is opened
    (new.unit_id, new.title, new.requirements) is distinct from (old.unit_id, old.title, old.requirements)
      and exists (select 1 from review_candidates where position_id = new.id));
  return null;
end $$;
create trigger changed after update on review_positions for each row execute function review_positions_changed();

create function review_candidates_of_pool() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if viewer_id() is not null and review_position_waits_for_pool(new.position_id) then
    perform refuse('review_positions_redraw', 'the pool is drawn again first');
  end if;
  return new;
end $$;
create trigger of_pool before insert on review_candidates for each row execute function review_candidates_of_pool();

grant update (unit_id) on review_positions to observer_app;
revoke all on function review_position_changes_keep(), review_position_waits_for_pool(uuid), review_positions_changed(),
  review_candidates_of_pool() from public;
