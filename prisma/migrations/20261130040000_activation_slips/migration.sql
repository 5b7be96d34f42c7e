-- 激活单: nobody is told a password. An account begins, and begins again after a reset, with a random code that its owner
-- turns into a password of their own: once, within seven days. Only the code's hash is stored.

-- none before the first activation and between a reset and the next one
alter table credentials alter column password_hash drop not null;

create table activation_slips (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null references users (id),
  token_hash bytea not null,
  -- nobody: the first set-up on an empty server
  made_by uuid references users (id),
  made_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  voided_at timestamptz(3),
  constraint activation_slips_pkey primary key (id),
  constraint activation_slips_token_hash_key unique (token_hash),
  constraint activation_slips_hash_size check (octet_length(token_hash) = 32),
  constraint activation_slips_seven_days check (expires_at > made_at and expires_at <= made_at + interval '7 days'),
  constraint activation_slips_one_end check (used_at is null or voided_at is null)
);
-- a new one voids the old one
create unique index activation_slips_one_open on activation_slips (user_id) where used_at is null and voided_at is null;
create index activation_slips_of on activation_slips (user_id, made_at desc);

create function activation_slips_keep() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'used_at' - 'voided_at' is distinct from to_jsonb(old) - 'used_at' - 'voided_at'
     or old.used_at is not null or old.voided_at is not null then
    perform refuse('activation_slips_in_place', 'a slip is used once or voided once, and stays otherwise as it was made');
  end if;
  if new.used_at is not null and old.expires_at <= now() then
    perform refuse('activation_slips_expired', 'a slip ends after seven days');
  end if;
  return new;
end $$;
create trigger keep before update on activation_slips for each row execute function activation_slips_keep();
create trigger never_deleted before delete on activation_slips for each row execute function refuse_change();
create trigger never_truncated before truncate on activation_slips for each statement execute function refuse_change();
revoke all on function activation_slips_keep() from public;

alter table activation_slips enable row level security;
alter table activation_slips force row level security;
do $$ begin
  execute format('create policy owner_maintains on activation_slips to %I using (true) with check (true)', current_user);
end $$;
create policy system_works on activation_slips to observer_system using (true) with check (true);
grant select on activation_slips to observer_system;
grant insert (user_id, token_hash, made_by, expires_at), update (used_at, voided_at) on activation_slips to observer_system;
-- no grant to the app role: it never needs a secret
