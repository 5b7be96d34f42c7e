-- A leader accepts what stood on the page: what an observer adds to a sheet that lies with a leader (a declaration, a request to end
-- one) makes a new version of it, and an acceptance of the one before is told that it is too late (ADR 0047).

create function recusal_sheets_touched() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.observer_id = viewer_id() then
    update recusal_sheets set row_version = row_version + 1 where observer_id = new.observer_id and state = 'SUBMITTED';
  end if;
  return null;
end $$;
create trigger touch_sheet after insert on recusal_declarations for each row execute function recusal_sheets_touched();
create trigger touch_sheet_asked after update on recusal_declarations for each row
  when (new.end_asked_why is distinct from old.end_asked_why) execute function recusal_sheets_touched();

-- As before, but that a sheet got more lines is no step of it.
create or replace function recusal_sheets_remember() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'UPDATE' and (new.state, new.submitted_at, new.note) = (old.state, old.submitted_at, old.note) then return null; end if;
  insert into recusal_sheet_events (sheet_id, at, actor_id, state, text)
  values (new.id, coalesce(new.reviewed_at, new.submitted_at), coalesce(new.reviewed_by, new.observer_id), new.state,
          case when new.state = 'SUBMITTED' then new.note else new.answer end);
  return null;
end $$;

revoke all on function recusal_sheets_touched() from public;
