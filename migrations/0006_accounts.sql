-- Up Migration

create type user_token_purpose as enum ('verify_email', 'reset_password');

-- What a link in a mail carries, once. The token is derived from the row's id and a secret of the server's, so only its
-- hash is stored, and a mail that is sent twice says the same.
create table user_tokens (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  purpose user_token_purpose not null,
  -- The address it was sent to: it proves that one, and none that came later.
  email citext not null,
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint user_tokens_pkey primary key (id),
  constraint user_tokens_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint user_tokens_token_hash_key unique (token_hash),
  -- SHA-256.
  constraint user_tokens_token_hash_check check (octet_length(token_hash) = 32),
  constraint user_tokens_expires_at_check check (expires_at > created_at)
);

create index user_tokens_user_id_idx on user_tokens (user_id, purpose);
create index user_tokens_expires_at_idx on user_tokens (expires_at);

-- Tries to sign in, counted by a hash of account or address. A row is changed in one statement, so tries at once, on any
-- instance, come one after the other.
create table sign_in_attempts (
  key text not null,
  failures integer not null,
  blocked_until timestamptz not null,
  last_at timestamptz not null,
  constraint sign_in_attempts_pkey primary key (key),
  constraint sign_in_attempts_failures_check check (failures >= 0)
);

create index sign_in_attempts_last_at_idx on sign_in_attempts (last_at);

-- Where an account has signed in from before, as a hash: what strangers try elsewhere does not lock its owner out there.
create table known_addresses (
  id bigint generated always as identity,
  user_id uuid not null,
  address_hash bytea not null,
  last_used_at timestamptz not null default now(),
  constraint known_addresses_pkey primary key (id),
  constraint known_addresses_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint known_addresses_user_id_address_hash_key unique (user_id, address_hash),
  constraint known_addresses_address_hash_check check (octet_length(address_hash) = 32)
);

create index known_addresses_last_used_at_idx on known_addresses (last_used_at);

-- When every sign-in of the account was last ended: a cookie of the back office from before is worth nothing.
alter table user_secrets add column signed_out_at timestamptz not null default now();

-- One-time codes of an authenticator app (RFC 6238). Apart from users, like every secret.
create table second_factors (
  user_id uuid not null,
  -- Sealed with a key of the server's.
  secret bytea not null,
  -- Null while it is being set up: it asks nothing of anybody yet.
  confirmed_at timestamptz,
  -- The last step of time whose code was used: a code is good once.
  last_step bigint,
  created_at timestamptz not null default now(),
  constraint second_factors_pkey primary key (user_id),
  constraint second_factors_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);

-- For whoever has lost the app.
create table recovery_codes (
  id bigint generated always as identity,
  user_id uuid not null,
  code_hash bytea not null,
  used_at timestamptz,
  constraint recovery_codes_pkey primary key (id),
  constraint recovery_codes_user_id_fkey foreign key (user_id) references second_factors (user_id) on delete cascade,
  constraint recovery_codes_user_id_code_hash_key unique (user_id, code_hash),
  constraint recovery_codes_code_hash_check check (octet_length(code_hash) = 32)
);

-- Down Migration

drop table recovery_codes;
drop table second_factors;
alter table user_secrets drop column signed_out_at;
drop table known_addresses;
drop table sign_in_attempts;
drop table user_tokens;
drop type user_token_purpose;
