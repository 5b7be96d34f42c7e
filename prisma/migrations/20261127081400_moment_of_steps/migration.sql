-- When a case took its last step. A world that is made without a viewer carries the days of its steps with it; without this,
-- what was put off, sent back or taken back would stand in the log on the day that the tier began.
alter table cases add column moved_at timestamptz(3) not null default now();

-- after keep_rules, whose name comes first
create function cases_moved() returns trigger language plpgsql security definer set search_path from current as $$
begin
  new.moved_at := case when viewer_id() is null then coalesce(nullif(new.moved_at, old.moved_at), now()) else now() end;
  return new;
end $$;
create trigger moved before update on cases for each row execute function cases_moved();
revoke all on function cases_moved() from public;

create or replace function cases_remember() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if old.state = 'OPEN' and new.state = 'OPEN' then
    perform case_log(new.id, case when new.tier = old.tier then 'EXTENDED' else 'RAISED' end, new.moved_at, new.raised_by, new.tier, new.due_on, new.state_reason);
  elsif new.state = 'SETTLED' and old.state = 'OPEN' then
    perform case_log(new.id, 'SETTLED', new.settled_at, new.settled_by, null, null, new.outcome);
  elsif new.state = 'WITHDRAWN' then
    perform case_log(new.id, 'WITHDRAWN', new.moved_at, new.raised_by, null, null, new.state_reason);
  elsif new.state = 'OPEN' then
    perform case_log(new.id, case when old.state = 'CLOSED' then 'REOPENED' else 'SENT_BACK' end, new.moved_at, new.raised_by, new.tier, new.due_on, new.state_reason);
  else
    if new.checked_by is distinct from old.checked_by then
      perform case_log(new.id, 'CHECKED', new.checked_at, new.checked_by, null, null, new.state_reason);
    end if;
    if new.confirmed_by is distinct from old.confirmed_by then
      perform case_log(new.id, 'CONFIRMED', new.confirmed_at, new.confirmed_by, null, null, '');
    end if;
    if new.state = 'CLOSED' then
      perform case_log(new.id, 'CLOSED', new.closed_at, coalesce(new.confirmed_by, new.checked_by), null, null, '');
    end if;
  end if;
  return null;
end $$;
