-- Up Migration

create type audit_door as enum ('api', 'admin', 'cli', 'system');

-- Who changed what, from what to what, and from where. Written in the transaction of the change itself.
create table audit_log (
  id bigint generated always as identity,
  created_at timestamptz not null default now(),
  actor_id uuid,
  -- A noun and a verb: user.deactivated, flow.published.
  action text not null,
  entity text not null,
  entity_id text not null,
  before jsonb,
  after jsonb,
  reason text,
  door audit_door not null,
  ip inet,
  request_id text,
  constraint audit_log_pkey primary key (id),
  constraint audit_log_actor_id_fkey foreign key (actor_id) references users (id) on delete restrict,
  constraint audit_log_action_check check (action ~ '^[a-z_]+\.[a-z_]+$'),
  constraint audit_log_reason_check check (length(reason) between 1 and 1000)
);

create index audit_log_actor_id_idx on audit_log (actor_id);
create index audit_log_entity_idx on audit_log (entity, entity_id);
create index audit_log_created_at_idx on audit_log (created_at, id);

create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_change();
create trigger audit_log_no_truncate before truncate on audit_log
  for each statement execute function refuse_change();

-- Down Migration

drop table audit_log;
drop type audit_door;
