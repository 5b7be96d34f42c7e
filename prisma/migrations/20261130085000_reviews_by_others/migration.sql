-- Who is recused, or is a candidate, has no hand in the batch and the post that it is about; who prepared a decision does not take
-- it; a notice is of a day that has not passed; and an objection and an appointment at the same moment see each other (ADR 0047).

-- Of a batch, or one post of it: whether the viewer is recused from somebody there or is named themselves; `p_own`: named alone.
create function viewer_stands_aside(p_batch uuid, p_position uuid default null, p_own boolean default false) returns boolean
language sql stable security definer set search_path from current as $$
  select exists (
    select 1 from review_candidates c join review_positions p on p.id = c.position_id
    where p.batch_id = p_batch and (p_position is null or p.id = p_position)
      and (c.cadre_id = viewer_cadre_id() or not p_own and c.id = any (viewer_recused_candidates())))
$$;

create or replace function review_batches_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if (new.id, new.opened_by, new.opened_at) is distinct from (old.id, old.opened_by, old.opened_at)
     or new.row_version <> old.row_version + 1 or old.state <> 'OPEN' then
    perform refuse('review_batches_transition', 'a batch that is over stays as it is');
  end if;
  -- the end of a batch opens the files that it closed, and voids what has not been carried out
  if new.state <> old.state and viewer_id() is not null then
    if viewer_stands_aside(new.id) then
      perform refuse('review_stands_aside', 'who is recused or a candidate does not end the batch');
    end if;
    if new.state = 'CANCELLED' and not viewer_is('LEADER') and exists (
        select 1 from review_decisions d join review_candidates c on c.id = d.candidate_id
        join review_positions p on p.id = c.position_id where p.batch_id = new.id) then
      perform refuse('review_batches_decided', 'what was decided is called off by a leader');
    end if;
  end if;
  if new.state = 'CLOSED' and (
       exists (select 1 from review_positions where batch_id = new.id and state in ('LISTING', 'PREPARING'))
       or not exists (select 1 from review_positions where batch_id = new.id and state = 'DECIDED')
       or exists (select 1 from review_decisions d join review_candidates c on c.id = d.candidate_id
                  join review_positions p on p.id = c.position_id
                  where p.batch_id = new.id and d.decision = 'APPOINT'
                    and not exists (select 1 from promotion_outcomes o where o.candidate_id = c.id)
                    and not exists (select 1 from public_objections j where j.candidate_id = c.id and j.finding = 'UPHELD'))) then
    perform refuse('review_batches_whole', 'each post is decided, and who is to be appointed is appointed');
  end if;
  return new;
end $$;

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
  -- that all of them are decided follows from the decisions
  if new.state <> 'DECIDED' and viewer_id() is not null and viewer_stands_aside(new.batch_id, new.id) then
    perform refuse('review_stands_aside', 'who is recused or a candidate does not change the post');
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

create function review_position_changes_aside() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if viewer_id() is not null and viewer_stands_aside((select batch_id from review_positions where id = new.position_id), new.position_id) then
    perform refuse('review_stands_aside', 'who is recused or a candidate does not draw the pool again');
  end if;
  return new;
end $$;
create trigger aside before update on review_position_changes for each row execute function review_position_changes_aside();

create or replace function review_candidates_keep() returns trigger language plpgsql security definer set search_path from current as $$
declare
  post review_positions;
begin
  select p.* into post from review_positions p join review_batches b on b.id = p.batch_id and b.state = 'OPEN'
    where p.id = new.position_id for update of p;
  if post.id is null or post.state <> 'LISTING' then
    -- the owner's seed tells of what is over
    if viewer_id() is not null then
      perform refuse('review_candidates_in_state', 'people are named while the list is open');
    end if;
  end if;
  -- a candidate neither names nor drops who else is looked at for the same post
  if viewer_id() is not null and viewer_stands_aside(post.batch_id, post.id, true) then
    perform refuse('review_stands_aside', 'a candidate has no hand in the list');
  end if;
  if tg_op = 'INSERT' then return new; end if;
  if (new.id, new.position_id, new.cadre_id, new.missing, new.added_by, new.added_at)
       is distinct from (old.id, old.position_id, old.cadre_id, old.missing, old.added_by, old.added_at)
     or new.row_version <> old.row_version + 1
     or (old.stage, new.stage) not in (('LONG', 'SHORT'), ('SHORT', 'LONG'), ('LONG', 'DROPPED'), ('SHORT', 'DROPPED'), ('DROPPED', 'LONG')) then
    perform refuse('review_candidates_transition', format('no way from %s to %s', old.stage, new.stage));
  end if;
  return new;
end $$;

create or replace function review_asks(p_candidate uuid) returns review_positions language plpgsql security definer set search_path from current as $$
declare
  post review_positions;
begin
  -- an end of the batch waits for this, and then finds what was decided
  perform 1 from review_batches b where b.id = (select p.batch_id from review_candidates c join review_positions p on p.id = c.position_id
    where c.id = p_candidate) and b.state = 'OPEN' for share;
  select p.* into post from review_positions p join review_candidates c on c.position_id = p.id and c.stage = 'SHORT'
    join review_batches b on b.id = p.batch_id and b.state = 'OPEN'
    where c.id = p_candidate for update of p;
  if post.id is null or post.state <> 'PREPARING' then
    perform refuse('review_positions_not_asked', 'the post is not being prepared');
  end if;
  if viewer_stands_aside(post.batch_id, post.id, true) then
    perform refuse('review_stands_aside', 'a candidate says nothing of who else is looked at for the post');
  end if;
  return post;
end $$;

create or replace function review_decisions_begin() returns trigger language plpgsql security definer set search_path from current as $$
declare
  post review_positions;
  batch uuid;
begin
  select p.batch_id into batch from review_candidates c join review_positions p on p.id = c.position_id where c.id = new.candidate_id;
  if viewer_id() is not null then
    post := review_asks(new.candidate_id);
    if new.candidate_id = any (viewer_recused_candidates()) then
      perform refuse('review_decisions_recused', 'who is recused does not decide');
    end if;
    -- named, ruled, put on the short list and decided: not all by one person
    if exists (select 1 from review_candidates c where c.id = new.candidate_id and new.decided_by in (c.added_by, post.added_by))
       or exists (select 1 from review_events e where e.candidate_id = new.candidate_id and e.to_state = 'SHORT' and e.actor_id = new.decided_by)
       or exists (select 1 from review_position_changes h where h.position_id = post.id and h.changed_by = new.decided_by) then
      perform refuse('review_decisions_by_another', 'who prepared it does not decide it');
    end if;
    if new.decided_on > city_today() then
      perform refuse('review_decisions_day', 'a decision is of a day that has come');
    end if;
    if new.decision = 'APPOINT' and post.places <= (
        select count(*) from review_decisions d join review_candidates c on c.id = d.candidate_id
        where c.position_id = post.id and d.decision = 'APPOINT') then
      perform refuse('review_decisions_places', 'the post has no place left');
    end if;
    if not exists (select 1 from review_attendees where batch_id = batch and removed_at is null and part = 'CHAIR')
       or (select count(*) from review_attendees where batch_id = batch and removed_at is null and part in ('CHAIR', 'MEMBER')) < 2 then
      perform refuse('review_decisions_present', 'a meeting has a chair and a member');
    end if;
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'part', a.part, 'userId', a.user_id) order by a.added_at, a.id), '[]') into new.attendees
    from review_attendees a where a.batch_id = batch and a.removed_at is null;
  select coalesce(jsonb_agg(jsonb_build_object('name', u.name, 'kind', r.kind, 'userId', r.user_id) order by r.set_at, r.id), '[]') into new.recusals
    from review_recusals r join users u on u.id = r.user_id where r.candidate_id = new.candidate_id and r.lifted_at is null;
  return new;
end $$;

create or replace function public_notices_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select 1 from review_batches where id = new.batch_id and state = 'OPEN') and viewer_id() is not null then
    perform refuse('review_batches_transition', 'a batch that is over stays as it is');
  end if;
  -- five working days are five days on which it could be read
  if new.starts_on < city_today() and viewer_id() is not null then
    perform refuse('public_notices_from_today', 'a notice begins on the day it is put up, or later');
  end if;
  if new.ends_on < add_working_days(new.starts_on, 5) then
    perform refuse('public_notices_five_days', 'a notice stands five working days after the day it is put up');
  end if;
  return new;
end $$;

-- whom the viewer may not see, the viewer does not publish
drop policy entries_put_up on public_notice_entries;
create policy entries_put_up on public_notice_entries for insert to observer_app with check (
  exists (select 1 from public_notices n where n.id = notice_id and n.added_by = (select viewer_id()) and n.xmin = pg_current_xact_id()::xid)
  and exists (select 1 from review_candidates c where c.id = candidate_id));

create or replace function public_objections_keep() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    -- as the appointment does: of the two at the same moment the second finds the first
    perform 1 from review_positions p join review_candidates c on c.position_id = p.id where c.id = new.candidate_id for update of p;
    if not exists (select 1 from public_notices n where n.id = new.notice_id and new.received_on >= n.starts_on)
       or new.received_on > city_today() then
      perform refuse('public_objections_day', 'an objection comes after the notice');
    end if;
    if exists (select 1 from promotion_outcomes o where o.candidate_id = new.candidate_id) then
      perform refuse('public_objections_over', 'the appointment has been made');
    end if;
    return new;
  end if;
  if (new.id, new.notice_id, new.candidate_id, new.received_on, new.text, new.registered_by, new.registered_at)
       is distinct from (old.id, old.notice_id, old.candidate_id, old.received_on, old.text, old.registered_by, old.registered_at)
     or old.finding is not null or new.finding is null then
    perform refuse('public_objections_in_place', 'an objection is answered once');
  end if;
  -- that somebody is not appointed is the leaders' to say
  if new.finding = 'UPHELD' and viewer_id() is not null and not viewer_is('LEADER') then
    perform refuse('public_objections_upheld', 'a leader upholds an objection');
  end if;
  return new;
end $$;

create or replace function promotion_outcomes_begin() returns trigger language plpgsql security definer set search_path from current as $$
declare
  post review_positions;
  taken review_decisions;
  held post_holdings;
  notice_end date;
begin
  -- a seed or an import of earlier promotions tells everything itself
  if viewer_id() is null then return new; end if;
  perform 1 from review_batches b where b.id = (select p.batch_id from review_candidates c join review_positions p on p.id = c.position_id
    where c.id = new.candidate_id) and b.state = 'OPEN' for share;
  select d.* into taken from review_decisions d where d.candidate_id = new.candidate_id and d.decision = 'APPOINT';
  select p.* into post from review_positions p join review_candidates c on c.position_id = p.id
    join review_batches b on b.id = p.batch_id and b.state = 'OPEN' where c.id = new.candidate_id for update of p;
  if taken.id is null or post.id is null then
    perform refuse('promotion_outcomes_decided', 'nobody is appointed who was not decided upon');
  end if;
  select max(n.ends_on) into notice_end from public_notices n join public_notice_entries e on e.notice_id = n.id and e.candidate_id = new.candidate_id;
  if notice_end is null or notice_end >= city_today() or new.started_on <= notice_end then
    perform refuse('promotion_outcomes_noticed', 'the notice is not over');
  end if;
  if exists (select 1 from public_objections j where j.candidate_id = new.candidate_id and (j.finding is null or j.finding = 'UPHELD')) then
    perform refuse('promotion_outcomes_objection', 'an objection stands');
  end if;
  if new.started_on > city_today() + 92 then
    perform refuse('promotion_outcomes_day', 'the first day is too far off');
  end if;
  select c.cadre_id, p.id, taken.decided_on, p.unit_id, p.title, p.level, p.tier
    into new.cadre_id, new.position_id, new.decided_on, new.to_unit_id, new.to_title, new.to_level, new.to_tier
    from review_candidates c join review_positions p on p.id = c.position_id where c.id = new.candidate_id;
  select h.* into held from post_holdings h where h.cadre_id = new.cadre_id and h.is_primary and h.starts_on <= new.started_on
    and coalesce(h.ends_on, 'infinity') >= new.started_on - 1 order by h.starts_on desc limit 1 for update;
  if held.starts_on = new.started_on then
    perform refuse('post_holdings_one_primary', 'another post begins on that day');
  end if;
  select held.unit_id, held.title, held.level into new.from_unit_id, new.from_title, new.from_level;
  update post_holdings set ends_on = new.started_on - 1 where id = held.id and coalesce(ends_on, 'infinity') >= new.started_on;
  insert into post_holdings (cadre_id, unit_id, title, level, tier, is_primary, starts_on)
  values (new.cadre_id, new.to_unit_id, new.to_title, new.to_level, new.to_tier, true, new.started_on)
  returning id into new.post_holding_id;
  return new;
end $$;

revoke all on function viewer_stands_aside(uuid, uuid, boolean), review_position_changes_aside() from public;
grant execute on function viewer_stands_aside(uuid, uuid, boolean) to observer_app;
