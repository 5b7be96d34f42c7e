-- 核定职数 (docs/adr/0040): how many posts of a level a unit has from a day on, as the paper says that sets it. Each line stands
-- until a later one; a mistake is told anew for the same day, and the line told last holds. Nothing is rewritten.

create table established_posts (
  id uuid not null,
  unit_id uuid not null references units (id),
  level text not null,
  posts smallint not null,
  starts_on date not null,
  reason text not null,
  set_by uuid references users (id),
  set_at timestamptz(3) not null default clock_timestamp(),
  constraint established_posts_pkey primary key (id),
  constraint established_posts_level_size check (length(trim(level)) between 2 and 50),
  constraint established_posts_in_reach check (posts between 0 and 200),
  constraint established_posts_reason_size check (length(trim(reason)) between 2 and 500)
);
create index established_posts_of on established_posts (unit_id, level, starts_on desc, set_at desc);

alter table established_posts enable row level security;
alter table established_posts force row level security;
do $$ begin execute format('create policy owner_maintains on established_posts to %I using (true) with check (true)', current_user); end $$;
create policy business_only on established_posts as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
create policy posts_read on established_posts for select to observer_app using ((select viewer_is('ADMIN', 'LEADER', 'REVIEWER')));
create policy posts_set on established_posts for insert to observer_app
  with check ((select viewer_is('ADMIN')) and set_by = (select viewer_id()));
create trigger append_only before update or delete on established_posts for each row execute function refuse_change();
create trigger never_truncated before truncate on established_posts for each statement execute function refuse_change();
grant select, insert (id, unit_id, level, posts, starts_on, reason, set_by) on established_posts to observer_app;
