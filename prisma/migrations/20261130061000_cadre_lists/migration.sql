-- 实绩突出 and 一线后备 (docs/adr/0030): the numbers of the written rule, from a day on, with who set them and why. The lists
-- themselves are stored nowhere: they are computed from what stands, so that a withdrawn source leaves them at once (rule 3).

-- The newest row that is in force on a day counts; a row is never changed.
create table cadre_list_rules (
  id uuid not null default gen_random_uuid(),
  -- months that an achievement may lie back
  period_months int not null,
  -- 主要负责 or 重要参与, 已印证
  achievements int not null,
  methods int not null,
  recorders int not null,
  -- days on 主战场 of a task, and achievements in it
  reserve_days int not null,
  reserve_achievements int not null,
  effective_on date not null,
  reason text not null default '',
  -- nobody: the default
  set_by uuid references users (id),
  set_at timestamptz(3) not null default clock_timestamp(),
  constraint cadre_list_rules_pkey primary key (id),
  constraint cadre_list_rules_in_reach check (
    period_months between 6 and 60 and achievements between 1 and 10 and methods between 1 and 10
    and recorders between 1 and 10 and reserve_days between 1 and 1000 and reserve_achievements between 0 and 10),
  constraint cadre_list_rules_reason_size check (length(reason) <= 500 and (set_by is null or length(trim(reason)) >= 2))
);
create index cadre_list_rules_effective on cadre_list_rules (effective_on desc, set_at desc);

alter table cadre_list_rules enable row level security;
alter table cadre_list_rules force row level security;
do $$ begin
  execute format('create policy owner_maintains on cadre_list_rules to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on cadre_list_rules as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
create trigger append_only before update or delete on cadre_list_rules for each row execute function refuse_change();
create trigger never_truncated before truncate on cadre_list_rules for each statement execute function refuse_change();

-- who reads the lists reads by which rule they are made
create policy rules_read on cadre_list_rules for select to observer_app using ((select viewer_is('REVIEWER', 'LEADER')));
-- lists of days that are over stay what they were
create policy rules_set on cadre_list_rules for insert to observer_app with check (
  (select viewer_is('LEADER')) and set_by = (select viewer_id()) and effective_on >= city_today());
grant select on cadre_list_rules to observer_app;
grant insert (id, period_months, achievements, methods, recorders, reserve_days, reserve_achievements, effective_on, reason, set_by)
  on cadre_list_rules to observer_app;
-- no update or delete grant: the history of the rule stays

insert into cadre_list_rules (period_months, achievements, methods, recorders, reserve_days, reserve_achievements, effective_on)
values (24, 2, 3, 2, 90, 1, '2020-01-01');
