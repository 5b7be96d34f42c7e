-- 德 能 勤 绩 廉 as dictionary data (ADR 0037): the five codes stay, so that a record means what it meant; what they are
-- called and how they are explained is the customer's, from a day on. The newest wording that has begun counts. Nothing
-- is rewritten: a way back is an earlier wording once more, from a day on.

create table dimension_wordings (
  id uuid not null default gen_random_uuid(),
  -- later ones overtake those of the same day; the newest number tells a process whether what it remembers is still all
  no int not null generated always as identity,
  dimension text not null,
  name text not null,
  short_name text not null,
  hint text not null default '',
  -- empty: English pages use the words delivered with the program
  name_en text not null default '',
  short_name_en text not null default '',
  hint_en text not null default '',
  starts_on date not null,
  -- the earlier wording that this brings back
  restores_id uuid,
  reason text not null default '',
  -- nobody: came with the program
  set_by uuid,
  set_at timestamptz(3) not null default clock_timestamp(),
  constraint dimension_wordings_pkey primary key (id),
  constraint dimension_wordings_no_key unique (no),
  constraint dimension_wordings_restores_id_fkey foreign key (restores_id) references dimension_wordings (id),
  constraint dimension_wordings_set_by_fkey foreign key (set_by) references users (id),
  constraint dimension_wordings_dimension_known check
    (dimension in ('VIRTUE', 'ABILITY', 'DILIGENCE', 'PERFORMANCE', 'INTEGRITY')),
  constraint dimension_wordings_texts_size check
    (length(trim(name)) between 1 and 20 and length(trim(short_name)) between 1 and 6 and length(hint) <= 200
     and length(name_en) <= 40 and length(short_name_en) <= 20 and length(hint_en) <= 400 and length(reason) <= 500)
);
create index dimension_wordings_in_force on dimension_wordings (dimension, starts_on desc, no desc);

alter table dimension_wordings enable row level security;
alter table dimension_wordings force row level security;
do $$ begin
  execute format('create policy owner_maintains on dimension_wordings to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on dimension_wordings as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
-- a cadre reads them in the own file, a liaison nowhere: they are words, and tell of nobody
create policy wordings_read on dimension_wordings for select to observer_app using ((select viewer_is_business()));
create policy wordings_set on dimension_wordings for insert to observer_app
  with check ((select viewer_is('ADMIN')) and set_by = (select viewer_id()));
-- the newest number travels with the session
create policy system_reads on dimension_wordings for select to observer_system using (true);
grant select on dimension_wordings to observer_app;
grant select (no) on dimension_wordings to observer_system;
grant insert (dimension, name, short_name, hint, name_en, short_name_en, hint_en, starts_on, restores_id, reason, set_by)
  on dimension_wordings to observer_app;
-- no grant to update or delete: what stood there is how old papers are read
create trigger append_only before update or delete on dimension_wordings for each row execute function refuse_change();
create trigger never_truncated before truncate on dimension_wordings for each statement execute function refuse_change();

create function dimension_wordings_in_order() returns trigger language plpgsql as $$
begin
  -- what comes with the program begins in the past; a person's wording never does
  if viewer_id() is null then return new; end if;
  if new.starts_on < city_today() then
    perform refuse('dimension_wordings_from_today', 'a wording begins today at the earliest');
  end if;
  if exists (select 1 from dimension_wordings w where w.dimension = new.dimension and w.starts_on > new.starts_on) then
    perform refuse('dimension_wordings_before_last', 'a wording does not begin before one that is announced');
  end if;
  if length(trim(new.reason)) < 2 then
    perform refuse('dimension_wordings_reason', 'a wording has its reason');
  end if;
  if new.restores_id is not null and not exists
      (select 1 from dimension_wordings w where w.id = new.restores_id and w.dimension = new.dimension) then
    perform refuse('dimension_wordings_restores_own', 'what is brought back was a wording of the same dimension');
  end if;
  return new;
end $$;
revoke all on function dimension_wordings_in_order() from public;
create trigger in_order before insert on dimension_wordings for each row execute function dimension_wordings_in_order();

insert into dimension_wordings (dimension, name, short_name, hint, hint_en, starts_on) values
  ('VIRTUE', '德', '德', '政治素质和道德品行。', 'Political soundness and moral conduct.', '2020-01-01'),
  ('ABILITY', '能', '能', '履行职责的政治能力、工作能力和专业素养。', 'Political, working and professional ability for the post.', '2020-01-01'),
  ('DILIGENCE', '勤', '勤', '责任心、工作态度和工作作风。', 'Sense of duty, attitude and way of working.', '2020-01-01'),
  ('PERFORMANCE', '绩', '绩', '完成工作的数量、质量、效率和产生的效益。', 'Amount, quality, efficiency and effect of work done.', '2020-01-01'),
  ('INTEGRITY', '廉', '廉', '遵守廉洁从政规定、落实作风建设要求的情况。', 'Keeping to the rules of clean government.', '2020-01-01');
