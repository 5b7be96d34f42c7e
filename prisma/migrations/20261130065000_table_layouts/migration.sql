-- 列与视图: which columns of a list a person sees and in which order, and lists kept under a name. A view holds a question and
-- no answer: who opens it is shown what their own right lets through. The list of accounts is the one of somebody without
-- business, so its layouts are too.

create table table_columns (
  user_id uuid not null references users (id),
  table_name text not null,
  columns text[] not null,
  constraint table_columns_pkey primary key (user_id, table_name),
  constraint table_columns_size check (cardinality(columns) between 1 and 40)
);

create table table_views (
  id uuid not null,
  table_name text not null,
  owner_id uuid not null references users (id),
  name text not null,
  -- parameters of the list's address
  filter jsonb not null default '{}',
  columns text[] not null,
  -- 共用: for whoever holds the right to the list
  is_shared boolean not null default false,
  created_at timestamptz(3) not null default now(),
  removed_at timestamptz(3),
  constraint table_views_pkey primary key (id),
  constraint table_views_table_known check (table_name in ('cadres', 'observations', 'achievements', 'followUps', 'accounts', 'units')),
  constraint table_views_sizes check (length(name) between 1 and 30 and cardinality(columns) between 1 and 40
    and jsonb_typeof(filter) = 'object' and length(filter::text) <= 2000),
  -- what somebody typed may be a name or a finding: it stays with who typed it
  constraint table_views_typed_alone check (not is_shared or not filter ? 'q')
);
create unique index table_views_once on table_views (owner_id, table_name, name) where removed_at is null;
create index table_views_shared on table_views (table_name) where is_shared and removed_at is null;

-- The same roles as lib/platform/rights.ts gives each list; a test compares the two.
create function viewer_may_list(p_table text) returns boolean language sql stable set search_path from current as $$
  select case p_table
    when 'cadres' then viewer_is('OBSERVER', 'REVIEWER', 'LEADER', 'ADMIN')
    when 'observations' then viewer_is('OBSERVER', 'REVIEWER', 'LEADER')
    when 'achievements' then viewer_is('OBSERVER', 'REVIEWER', 'LEADER')
    when 'followUps' then viewer_is('OBSERVER', 'REVIEWER', 'LEADER')
    when 'units' then viewer_is('ADMIN')
    when 'accounts' then viewer_is('SYSADMIN')
    else false end
$$;

do $$
declare t text;
begin
  foreach t in array array['table_columns', 'table_views'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy business_only on %I as restrictive to observer_app
                    using ((select viewer_is_business()) or table_name = ''accounts'')
                    with check ((select viewer_is_business()) or table_name = ''accounts'')', t);
    execute format('create policy with_right on %I as restrictive to observer_app
                    using (viewer_may_list(table_name)) with check (viewer_may_list(table_name))', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
  end loop;
end $$;
create policy own_columns on table_columns to observer_app
  using (user_id = (select viewer_id())) with check (user_id = (select viewer_id()));
create policy views_read on table_views for select to observer_app
  using (owner_id = (select viewer_id()) or (is_shared and removed_at is null));
create policy views_keep on table_views for insert to observer_app with check (owner_id = (select viewer_id()) and removed_at is null);
create policy views_remove on table_views for update to observer_app
  using (owner_id = (select viewer_id()) and removed_at is null) with check (owner_id = (select viewer_id()));

grant execute on function viewer_may_list(text) to observer_app;
revoke execute on function viewer_may_list(text) from public;
-- no delete: columns are replaced by the next choice, a view is put away
grant select, insert (user_id, table_name, columns), update (columns) on table_columns to observer_app;
grant select, insert (id, table_name, owner_id, name, filter, columns, is_shared), update (removed_at) on table_views to observer_app;
