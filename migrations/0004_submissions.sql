-- Up Migration

create type submission_status as enum ('in_progress', 'completed');

create table submissions (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  flow_id uuid not null,
  version_id uuid not null,
  status submission_status not null default 'in_progress',
  -- By field key. Only what the pinned version's check let through.
  answers jsonb not null default '{}',
  -- Keys of the pages whose present answers passed the check.
  answered_pages text[] not null default '{}',
  -- The first page of the version that is not among them; null when none is left.
  current_page text,
  revision integer not null default 1,
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  completed_at timestamptz,
  constraint submissions_pkey primary key (id),
  constraint submissions_user_id_fkey foreign key (user_id) references users (id) on delete restrict,
  constraint submissions_flow_id_fkey foreign key (flow_id) references flows (id) on delete restrict,
  -- Both columns: a version of another flow is refused.
  constraint submissions_version_id_flow_id_fkey foreign key (version_id, flow_id) references flow_versions (id, flow_id) on delete restrict,
  constraint submissions_answers_check check (jsonb_typeof(answers) = 'object'),
  constraint submissions_revision_check check (revision >= 1),
  constraint submissions_completed_at_check check ((status = 'completed') = (completed_at is not null))
);

-- One way through a flow at a time: two "start" buttons pressed at once lead to one submission.
create unique index submissions_in_progress_key on submissions (user_id, flow_id) where status = 'in_progress';
create index submissions_user_id_idx on submissions (user_id);
create index submissions_flow_id_idx on submissions (flow_id, current_page);
create index submissions_version_id_flow_id_idx on submissions (version_id, flow_id);
create index submissions_started_at_idx on submissions (started_at, id);
create index submissions_updated_at_idx on submissions (updated_at, id);

create trigger submissions_touch before update on submissions for each row execute function touch_updated_at();

create type submission_event_type as enum ('started', 'page_saved', 'page_refused', 'completed', 'corrected');

-- What happened, never what was answered.
create table submission_events (
  id bigint generated always as identity,
  submission_id uuid not null,
  version_id uuid not null,
  type submission_event_type not null,
  page_key text,
  -- page_refused: [{"field", "rule"}]; corrected: [{"field"}].
  details jsonb not null default '[]',
  actor_id uuid,
  created_at timestamptz not null default now(),
  constraint submission_events_pkey primary key (id),
  constraint submission_events_submission_id_fkey foreign key (submission_id) references submissions (id) on delete restrict,
  constraint submission_events_version_id_fkey foreign key (version_id) references flow_versions (id) on delete restrict,
  constraint submission_events_actor_id_fkey foreign key (actor_id) references users (id) on delete restrict,
  constraint submission_events_details_check check (jsonb_typeof(details) = 'array'),
  constraint submission_events_page_key_check check ((type in ('page_saved', 'page_refused')) = (page_key is not null))
);

create index submission_events_submission_id_idx on submission_events (submission_id, id);
create index submission_events_version_id_idx on submission_events (version_id);
create index submission_events_actor_id_idx on submission_events (actor_id);

create trigger submission_events_append_only before update or delete on submission_events
  for each row execute function refuse_change();
create trigger submission_events_no_truncate before truncate on submission_events
  for each statement execute function refuse_change();

-- Down Migration

drop table submission_events;
drop type submission_event_type;
drop table submissions;
drop type submission_status;
