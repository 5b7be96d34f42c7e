-- 动态口令 (RFC 6238) after the password. The secret is sealed by a key that the database never holds, and taken away with the
-- device's end; a code is good for one sign-in, and recovery codes are kept as hashes.

create table totp_devices (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null references users (id),
  sealed_secret bytea,
  made_at timestamptz(3) not null default now(),
  -- proved by a first code; until then nothing asks for it
  confirmed_at timestamptz(3),
  -- the newest half minute whose code was taken: none is taken twice
  last_step bigint not null default 0,
  ended_at timestamptz(3),
  ended_by uuid references users (id),
  end_reason text,
  reason text not null default '',
  constraint totp_devices_pkey primary key (id),
  constraint totp_devices_ended check ((ended_at is null) = (sealed_secret is not null)
    and (ended_at is null) = (ended_by is null) and (ended_at is null) = (end_reason is null)),
  constraint totp_devices_end_reason_known check (end_reason in ('REPLACED', 'SWITCHED_OFF', 'RESET')),
  constraint totp_devices_reset_says_why check (end_reason is distinct from 'RESET' or length(trim(reason)) between 5 and 300)
);
create unique index totp_devices_one_live on totp_devices (user_id) where ended_at is null and confirmed_at is not null;
create unique index totp_devices_one_begun on totp_devices (user_id) where ended_at is null and confirmed_at is null;

create table totp_recovery_codes (
  id uuid not null default gen_random_uuid(),
  device_id uuid not null references totp_devices (id),
  code_hash bytea not null,
  used_at timestamptz(3),
  constraint totp_recovery_codes_pkey primary key (id),
  constraint totp_recovery_codes_once unique (device_id, code_hash)
);

create function totp_devices_keep() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null or (new.id, new.user_id, new.made_at) is distinct from (old.id, old.user_id, old.made_at)
     or (old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at)
     or (new.sealed_secret is distinct from old.sealed_secret and new.sealed_secret is not null) then
    perform refuse('totp_devices_in_place', 'a device keeps its secret, is confirmed once and ends once');
  end if;
  if new.last_step < old.last_step then
    perform refuse('totp_devices_step_once', 'no code is taken twice');
  end if;
  return new;
end $$;
create trigger keep before update on totp_devices for each row execute function totp_devices_keep();
create function totp_recovery_codes_keep() returns trigger language plpgsql as $$
begin
  if old.used_at is not null or new.used_at is null
     or (new.id, new.device_id, new.code_hash) is distinct from (old.id, old.device_id, old.code_hash) then
    perform refuse('totp_recovery_codes_once_used', 'a code is used once');
  end if;
  return new;
end $$;
create trigger keep before update on totp_recovery_codes for each row execute function totp_recovery_codes_keep();
revoke all on function totp_devices_keep(), totp_recovery_codes_keep() from public;

do $$
declare t text;
begin
  foreach t in array array['totp_devices', 'totp_recovery_codes'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_maintains on %I to %I using (true) with check (true)', t, current_user);
    execute format('create policy system_works on %I to observer_system using (true) with check (true)', t);
    execute format('create trigger never_deleted before delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger never_truncated before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;
grant select on totp_devices, totp_recovery_codes to observer_system;
grant insert (user_id, sealed_secret),
      update (sealed_secret, confirmed_at, last_step, ended_at, ended_by, end_reason, reason) on totp_devices to observer_system;
grant insert (device_id, code_hash), update (used_at) on totp_recovery_codes to observer_system;
-- no grant to the app role: it never needs a secret
