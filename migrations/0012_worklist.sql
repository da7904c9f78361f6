-- Up Migration

-- Who has saved nothing for longest, among millions who have finished: read from the index alone.
create index submissions_idle_idx on submissions (updated_at, id) include (user_id, flow_id, version_id, current_page)
  where status = 'in_progress';

-- Completions by day, without reading all submissions.
create index submissions_completed_at_idx on submissions (completed_at, flow_id) where completed_at is not null;

-- One kind of entry in the audit log, the newest first; and which kinds there are, without reading all of it.
create index audit_log_action_idx on audit_log (action, id);

-- Down Migration

drop index audit_log_action_idx;
drop index submissions_completed_at_idx;
drop index submissions_idle_idx;
