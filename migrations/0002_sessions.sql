-- Up Migration

-- One row a sign-in through the API. Access tokens name it and are refused once it has ended.
create table sessions (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  user_agent text,
  ip inet,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint sessions_pkey primary key (id),
  constraint sessions_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint sessions_user_agent_check check (length(user_agent) <= 300)
);

create index sessions_user_id_idx on sessions (user_id);

-- Only hashes: a copy of this table signs nobody in. A spent token's successor is derived from it, not stored.
create table refresh_tokens (
  id bigint generated always as identity,
  session_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint refresh_tokens_pkey primary key (id),
  constraint refresh_tokens_session_id_fkey foreign key (session_id) references sessions (id) on delete cascade,
  constraint refresh_tokens_token_hash_key unique (token_hash),
  -- SHA-256.
  constraint refresh_tokens_token_hash_check check (octet_length(token_hash) = 32),
  constraint refresh_tokens_expires_at_check check (expires_at > created_at)
);

-- One lineage a session: never two tokens that can both still be used.
create unique index refresh_tokens_unused_key on refresh_tokens (session_id) where used_at is null;
create index refresh_tokens_session_id_idx on refresh_tokens (session_id);

-- The back office's cookie sessions, in the shape connect-pg-simple reads and writes.
create table admin_sessions (
  sid varchar not null,
  sess json not null,
  expire timestamp(6) not null,
  constraint admin_sessions_pkey primary key (sid)
);

create index admin_sessions_expire_idx on admin_sessions (expire);

-- Counters of rate-limiter-flexible, in the shape it reads and writes. Keys are hashes, no addresses or emails.
create table rate_limits (
  key varchar(255) not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_limits_pkey primary key (key)
);

create index rate_limits_expire_idx on rate_limits (expire);

-- Down Migration

drop table rate_limits;
drop table admin_sessions;
drop table refresh_tokens;
drop table sessions;
