-- Which columns of the roster a person took the last time, and in which order. Of nobody's interest but their own.

create table roster_export_choices (
  user_id uuid not null references users (id),
  columns text[] not null,
  is_grouped boolean not null default false,
  constraint roster_export_choices_pkey primary key (user_id),
  constraint roster_export_choices_size check (cardinality(columns) between 1 and 60)
);

alter table roster_export_choices enable row level security;
alter table roster_export_choices force row level security;
do $$ begin
  execute format('create policy owner_maintains on roster_export_choices to %I using (true) with check (true)', current_user);
end $$;
create policy business_only on roster_export_choices as restrictive to observer_app
  using ((select viewer_is_business())) with check ((select viewer_is_business()));
create policy own_choice on roster_export_choices to observer_app
  using (user_id = (select viewer_id())) with check (user_id = (select viewer_id()));
create trigger never_truncated before truncate on roster_export_choices for each statement execute function refuse_change();

-- no delete: a choice is replaced by the next one
grant select, insert (user_id, columns, is_grouped), update (columns, is_grouped) on roster_export_choices to observer_app;
