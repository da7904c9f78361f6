-- Up Migration

-- An account has so many sessions at most: those that have not ended are found at each sign-in, however many have.
create index sessions_open_idx on sessions (user_id) where ended_at is null;

-- Down Migration

drop index sessions_open_idx;
