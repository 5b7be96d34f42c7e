-- A post holding that was entered wrongly is put right: its days, title, level or tier, each time with a reason, and what
-- it said before stays readable with who changed it and when. Records keep the post that was theirs (rule 4: the cadre
-- lines hold a copy). The unit is never put right in place: another unit is another holding.

create table post_corrections (
  id uuid not null default gen_random_uuid(),
  holding_id uuid not null,
  at timestamptz(3) not null default clock_timestamp(),
  actor_id uuid not null,
  -- what was different, as it stood and as it stands
  before jsonb not null,
  after jsonb not null,
  reason text not null,
  constraint post_corrections_pkey primary key (id),
  constraint post_corrections_holding_id_fkey foreign key (holding_id) references post_holdings (id),
  constraint post_corrections_actor_id_fkey foreign key (actor_id) references users (id),
  constraint post_corrections_reason_given check (length(trim(reason)) between 2 and 500)
);
create index post_corrections_of on post_corrections (holding_id, at desc);
alter table post_corrections enable row level security;
alter table post_corrections force row level security;
do $$ begin
  execute format('create policy owner_maintains on post_corrections to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on post_corrections as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
-- of those whose posts one may see; a recused reviewer sees no post either
create policy corrections_read on post_corrections for select to observer_app using (
  (select viewer_is('ADMIN', 'LEADER', 'REVIEWER')) and exists (select 1 from post_holdings h where h.id = holding_id));
create trigger append_only before update or delete on post_corrections for each row execute function refuse_change();
create trigger never_truncated before truncate on post_corrections for each statement execute function refuse_change();
grant select on post_corrections to observer_app;
-- no insert grant: the trigger below writes them

grant update (starts_on, title, level, tier) on post_holdings to observer_app;

-- Moves and imports end a holding and begin another; whatever else changes in place is a correction and says why.
create function post_holdings_put_right() returns trigger language plpgsql as $$
begin
  if viewer_id() is null then return new; end if;
  if (new.id, new.cadre_id, new.unit_id, new.is_primary) is distinct from (old.id, old.cadre_id, old.unit_id, old.is_primary) then
    perform refuse('post_holdings_identity', 'whose post it is, and where, stays');
  end if;
  if (new.starts_on, new.title, new.level, new.tier) is distinct from (old.starts_on, old.title, old.level, old.tier)
     and length(trim(coalesce(current_setting('app.correction_reason', true), ''))) < 2 then
    perform refuse('post_holdings_reason', 'a correction says why');
  end if;
  return new;
end $$;
create trigger put_right before update on post_holdings for each row execute function post_holdings_put_right();

create function post_holdings_remember() returns trigger language plpgsql security definer set search_path from current as $$
declare
  why text := trim(coalesce(current_setting('app.correction_reason', true), ''));
  was jsonb;
  became jsonb;
begin
  if viewer_id() is null or why = '' then return null; end if;
  select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, to_jsonb(new) -> o.key) into was, became
  from jsonb_each(to_jsonb(old)) o where to_jsonb(new) -> o.key is distinct from o.value;
  if was is null then return null; end if;
  insert into post_corrections (holding_id, actor_id, before, after, reason) values (new.id, viewer_id(), was, became, why);
  return null;
end $$;
create trigger remember after update on post_holdings for each row execute function post_holdings_remember();
revoke all on function post_holdings_put_right(), post_holdings_remember() from public;
