-- Up Migration

-- Lists of a million rows: an index for each order that one can choose, with the key to break ties, and holding what one
-- filters by, so that a far page is counted off in the index alone. Only of who is there, as the lists are. A column that may be
-- empty has one for each direction, since what is empty comes last in both.
drop index users_created_at_idx;
drop index users_full_name_idx;
drop index users_last_login_at_idx;
create index users_created_at_idx on users (created_at, id) include (role, is_active) where deleted_at is null;
create index users_email_idx on users (email, id) include (role, is_active) where deleted_at is null;
create index users_full_name_idx on users (full_name, id) include (role, is_active) where deleted_at is null;
create index users_full_name_desc_idx on users (full_name desc nulls last, id desc) include (role, is_active) where deleted_at is null;
create index users_last_login_at_idx on users (last_login_at, id) include (role, is_active) where deleted_at is null;
create index users_last_login_at_desc_idx on users (last_login_at desc nulls last, id desc) include (role, is_active)
  where deleted_at is null;

-- What is rare is found by these, as an order and as a filter: the few of a role, who is deactivated, who is deleted.
create index users_role_idx on users (role, id) where deleted_at is null;
create index users_is_active_idx on users (is_active, id) where deleted_at is null;
create index users_email_verified_at_idx on users (email_verified_at) where deleted_at is null;
create index users_updated_at_idx on users (updated_at) where deleted_at is null;
create index users_deleted_at_idx on users (deleted_at) where deleted_at is not null;

-- The few who can't sign in, for the list of who is stuck.
create index users_away_idx on users (id) where not is_active or deleted_at is not null;

-- What was written last waits in a list that each search reads through: kept short. Kilobytes.
alter index users_email_trgm_idx set (gin_pending_list_limit = 256);
alter index users_full_name_trgm_idx set (gin_pending_list_limit = 256);

-- Submissions have few, because each save of a page writes to all of them. Sorted by when they were begun or touched, they can be
-- filtered by flow, version and state in the index alone; the one for who waits longest already had what it needs.
drop index submissions_started_at_idx;
drop index submissions_updated_at_idx;
drop index submissions_completed_at_idx;
create index submissions_started_at_idx on submissions (started_at, id) include (flow_id, version_id, status);
create index submissions_updated_at_idx on submissions (updated_at, id) include (flow_id, version_id, status);
-- Completions by day are counted in 0016, so that this one may be in the order of a list.
create index submissions_completed_at_idx on submissions (completed_at, id) include (flow_id, version_id, status)
  where completed_at is not null;

-- What stopped somebody on the page he stands on. No save writes to it.
create index submission_events_refused_idx on submission_events (submission_id, page_key, id) where type = 'page_refused';

-- The audit log is searched by a part of what it tells of: a name of an action, the key of what was changed, a reason.
create index audit_log_search_idx on audit_log using gin (action gin_trgm_ops, entity gin_trgm_ops, entity_id gin_trgm_ops,
  reason gin_trgm_ops) with (gin_pending_list_limit = 256);

-- Down Migration

drop index audit_log_search_idx;
drop index submission_events_refused_idx;
drop index submissions_completed_at_idx;
drop index submissions_updated_at_idx;
drop index submissions_started_at_idx;
create index submissions_completed_at_idx on submissions (completed_at, flow_id) where completed_at is not null;
create index submissions_updated_at_idx on submissions (updated_at, id);
create index submissions_started_at_idx on submissions (started_at, id);
alter index users_full_name_trgm_idx reset (gin_pending_list_limit);
alter index users_email_trgm_idx reset (gin_pending_list_limit);
drop index users_away_idx;
drop index users_deleted_at_idx;
drop index users_updated_at_idx;
drop index users_email_verified_at_idx;
drop index users_is_active_idx;
drop index users_role_idx;
drop index users_last_login_at_desc_idx;
drop index users_last_login_at_idx;
drop index users_full_name_desc_idx;
drop index users_full_name_idx;
drop index users_email_idx;
drop index users_created_at_idx;
create index users_last_login_at_idx on users (last_login_at, id);
create index users_full_name_idx on users (full_name, id);
create index users_created_at_idx on users (created_at, id);
