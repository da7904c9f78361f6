-- Up Migration

-- Addresses of other systems that are told what happens here.
create table webhooks (
  id uuid not null default gen_random_uuid(),
  url text not null,
  description text,
  events text[] not null,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint webhooks_pkey primary key (id),
  constraint webhooks_url_check check (length(url) <= 2000 and url ~ '^https?://'),
  constraint webhooks_description_check check (length(description) between 1 and 200),
  constraint webhooks_events_check check (cardinality(events) >= 1 and events <@ array['user.registered', 'user.deleted',
    'submission.started', 'submission.page_saved', 'submission.completed', 'flow.published'])
);

create trigger webhooks_touch before update on webhooks for each row execute function touch_updated_at();

-- What deliveries are signed with, sealed with a key of the server's. Apart, like every secret.
create table webhook_secrets (
  webhook_id uuid not null,
  secret bytea not null,
  constraint webhook_secrets_pkey primary key (webhook_id),
  constraint webhook_secrets_webhook_id_fkey foreign key (webhook_id) references webhooks (id) on delete cascade
);

create type webhook_delivery_status as enum ('waiting', 'delivered', 'failed');

-- One fact to be told to one webhook: written in the transaction of the fact.
create table webhook_deliveries (
  id uuid not null default gen_random_uuid(),
  webhook_id uuid not null,
  event text not null,
  -- Whom it is about, so that it can be erased with him.
  user_id uuid,
  data jsonb not null,
  status webhook_delivery_status not null default 'waiting',
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint webhook_deliveries_pkey primary key (id),
  constraint webhook_deliveries_webhook_id_fkey foreign key (webhook_id) references webhooks (id) on delete cascade,
  constraint webhook_deliveries_user_id_fkey foreign key (user_id) references users (id) on delete set null,
  constraint webhook_deliveries_finished_at_check check ((status = 'waiting') = (finished_at is null))
);

create index webhook_deliveries_webhook_id_idx on webhook_deliveries (webhook_id);
create index webhook_deliveries_user_id_idx on webhook_deliveries (user_id);
create index webhook_deliveries_created_at_idx on webhook_deliveries (created_at, id);
create index webhook_deliveries_finished_at_idx on webhook_deliveries (finished_at);

-- Each try, and what came of it.
create table webhook_attempts (
  id bigint generated always as identity,
  delivery_id uuid not null,
  created_at timestamptz not null default now(),
  status_code integer,
  error text,
  duration_ms integer not null,
  response text,
  constraint webhook_attempts_pkey primary key (id),
  constraint webhook_attempts_delivery_id_fkey foreign key (delivery_id) references webhook_deliveries (id) on delete cascade,
  constraint webhook_attempts_error_check check (length(error) <= 1000),
  constraint webhook_attempts_response_check check (length(response) <= 1000)
);

create index webhook_attempts_delivery_id_idx on webhook_attempts (delivery_id);

-- Tells every webhook that asked for such an event. A function, so that a save remains one statement. With the worker's
-- own back-off (e^attempt seconds, at most e^10), 14 attempts are spread over 28 hours. The key is that of src/db/jobs.ts:
-- "send again" then moves the job that is there up, instead of making a second one. Its priority is that file's too: last.
create function emit_webhook(event text, user_id uuid, data jsonb) returns void language plpgsql as $$
declare
  delivery uuid;
begin
  for delivery in
    insert into webhook_deliveries (webhook_id, event, user_id, data)
    select webhooks.id, emit_webhook.event, emit_webhook.user_id, emit_webhook.data
    from webhooks where is_active and emit_webhook.event = any (events)
    returning webhook_deliveries.id
  loop
    perform graphile_worker.add_job('deliver_webhook', json_build_object('id', delivery), max_attempts := 14,
      priority := 10, job_key := 'deliver_webhook ' || delivery);
  end loop;
end
$$;

-- Down Migration

drop function emit_webhook(text, uuid, jsonb);
drop table webhook_attempts;
drop table webhook_deliveries;
drop type webhook_delivery_status;
drop table webhook_secrets;
drop table webhooks;
