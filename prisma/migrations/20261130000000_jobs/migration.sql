-- Work that takes longer than an answer may. A person asks for it, any of the servers takes it up and does it as that
-- person; who died in the middle loses the lease, and another one begins anew (what a job does is one transaction, so
-- that nothing is done twice). Input and result hold identifiers and counts, no personal text.

create table jobs (
  id uuid not null,
  kind text not null,
  asked_by uuid not null references users (id),
  input jsonb not null,
  state text not null default 'QUEUED',
  done int not null default 0,
  total int not null default 0,
  result jsonb,
  failure text,
  failure_params jsonb,
  attempts smallint not null default 0,
  asked_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  ended_at timestamptz(3),
  lease_until timestamptz(3),
  constraint jobs_pkey primary key (id),
  constraint jobs_state_known check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
  constraint jobs_progress_in_bounds check (done >= 0 and total >= 0 and attempts >= 0),
  constraint jobs_end_with_a_word check ((ended_at is null) = (state in ('QUEUED', 'RUNNING'))
                                         and (failure is not null) = (state = 'FAILED'))
);
-- what waits or runs: few at any time
create index jobs_open on jobs (asked_at) where state in ('QUEUED', 'RUNNING');

alter table jobs enable row level security;
alter table jobs force row level security;
do $$ begin
  execute format('create policy owner_maintains on jobs to %I using (true) with check (true)', current_user);
end $$;
-- one's own alone; a job that changes others' matters asks the rights of its person when it runs
create policy jobs_read on jobs for select to observer_app using (asked_by = (select viewer_id()));
create policy jobs_ask on jobs for insert to observer_app
  with check (asked_by = (select viewer_id()) and state = 'QUEUED' and attempts = 0);
create policy system_works on jobs to observer_system using (true) with check (true);
grant select on jobs to observer_app;
grant insert (id, kind, asked_by, input) on jobs to observer_app;
grant select on jobs to observer_system;
grant update (state, done, total, result, failure, failure_params, attempts, started_at, ended_at, lease_until)
  on jobs to observer_system;
-- no delete grant, no update by the app role: who asked cannot make up a result

create function jobs_keep() returns trigger language plpgsql as $$
begin
  if old.state in ('DONE', 'FAILED') then
    perform refuse('jobs_in_place', 'a job that has ended stays as it is');
  end if;
  return new;
end $$;
create trigger keep before update on jobs for each row execute function jobs_keep();
create trigger never_deleted before delete on jobs for each row execute function refuse_change();
create trigger never_truncated before truncate on jobs for each statement execute function refuse_change();
revoke all on function jobs_keep() from public;
