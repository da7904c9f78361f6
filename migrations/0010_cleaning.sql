-- Up Migration

-- What the hourly cleaning looks for, so that it need not read whole tables.
create index sessions_ended_at_idx on sessions (ended_at) where ended_at is not null;
create index refresh_tokens_expires_at_idx on refresh_tokens (expires_at);

-- Down Migration

drop index refresh_tokens_expires_at_idx;
drop index sessions_ended_at_idx;
