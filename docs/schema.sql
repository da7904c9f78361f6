-- Printed from the catalog by `npm run schema`; the reasons are in migrations/. Not meant to be run.

create extension citext;
create extension pg_trgm;

create type audit_door as enum ('api', 'admin', 'cli', 'system');

create type field_type as enum ('text', 'textarea', 'email', 'phone', 'url', 'number', 'date', 'select', 'multi_select', 'checkbox', 'address');

create type mail_kind as enum ('verify_email', 'reset_password', 'password_changed', 'email_changed');

create type mail_status as enum ('waiting', 'sent', 'kept', 'failed');

create type submission_event_type as enum ('started', 'page_saved', 'page_refused', 'completed', 'corrected', 'carried_over');

create type submission_status as enum ('in_progress', 'completed');

create type user_role as enum ('member', 'support', 'editor', 'admin');

create type user_token_purpose as enum ('verify_email', 'reset_password');

create type webhook_delivery_status as enum ('waiting', 'delivered', 'failed');

CREATE OR REPLACE FUNCTION are_languages(tags text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select count(*) <= 20 and count(*) = count(distinct tag) and coalesce(bool_and(
    length(tag) <= 35 and tag ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$'
  ), true)
  from unnest(tags) as given (tag)
$function$;

CREATE OR REPLACE FUNCTION are_translations(translations jsonb, longest jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select jsonb_typeof(translations) = 'object' and not exists (
    select from jsonb_each(case jsonb_typeof(translations) when 'object' then translations else '{}' end) as spoken (tag, texts)
    where length(tag) > 35
      or tag !~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$'
      or jsonb_typeof(texts) <> 'object'
      or exists (
        select from jsonb_each(case jsonb_typeof(texts) when 'object' then texts else '{}' end) as said (name, text)
        where not longest ? name
          or jsonb_typeof(text) <> case name when 'options' then 'object' else 'string' end
          or case name
            when 'options' then exists (
              select from jsonb_each(case jsonb_typeof(text) when 'object' then text else '{}' end) as offered (value, label)
              where jsonb_typeof(label) <> 'string' or length(label #>> '{}') not between 1 and (longest ->> name)::integer
            )
            else length(text #>> '{}') not between 1 and (longest ->> name)::integer
          end
      )
  )
$function$;

CREATE OR REPLACE FUNCTION emit_webhook(event text, user_id uuid, data jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION erase_from_audit_log(erased uuid, impersonal text[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "doorstep.erasing" TO 'on'
AS $function$
begin
  if not exists (select from users where id = erased and erased_at is not null) then
    raise exception 'this account was not erased'
      using errcode = 'restrict_violation', table = 'audit_log', constraint = 'audit_log_append_only';
  end if;
  update audit_log set reason = null, ip = case when actor_id <> erased then ip end,
    before = case when before is not null then coalesce((
      select jsonb_object_agg(key, value) from jsonb_each(before) where key = any (impersonal)), '{}') end,
    after = case when after is not null then coalesce((
      select jsonb_object_agg(key, value) from jsonb_each(after) where key = any (impersonal)), '{}') end
  where (entity = 'users' and entity_id = erased::text)
    -- An array: beside an `or`, a subquery would read the whole log.
    or (entity = 'submissions' and entity_id = any (array(select id::text from submissions where user_id = erased)));
  update audit_log set ip = null where actor_id = erased and ip is not null;
end
$function$;

CREATE OR REPLACE FUNCTION refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and current_setting('doorstep.erasing', true) = 'on'
    and to_jsonb(new) - '{before,after,reason,ip}'::text[] = to_jsonb(old) - '{before,after,reason,ip}'::text[]
  then
    return new;
  end if;
  raise exception 'audit_log is append-only'
    using errcode = 'restrict_violation', table = 'audit_log', constraint = 'audit_log_append_only';
end
$function$;

CREATE OR REPLACE FUNCTION refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name
    using errcode = 'restrict_violation', table = tg_table_name, constraint = tg_table_name || '_append_only';
end
$function$;

CREATE OR REPLACE FUNCTION refuse_erased()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from users where id = new.user_id for share;
  if exists (select from users where id = new.user_id and erased_at is not null) then
    raise exception 'this account was erased'
      using errcode = 'restrict_violation', table = tg_table_name, constraint = 'users_erased';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION refuse_last_admin_gone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock(hashtext('users_last_admin'));
  if not exists (select from users where role = 'admin' and is_active and deleted_at is null) then
    raise exception 'the last active admin must stay'
      using errcode = 'check_violation', table = 'users', constraint = 'users_last_admin_check';
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION refuse_revival()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'this account was erased'
    using errcode = 'restrict_violation', table = 'users', constraint = 'users_erased';
end
$function$;

CREATE OR REPLACE FUNCTION refuse_slug_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from flow_versions where flow_id = old.id) then
    raise exception 'the slug of a published flow must stay'
      using errcode = 'restrict_violation', table = 'flows', constraint = 'flows_slug_published';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION step_counts(since bigint, until bigint, as_of bigint)
 RETURNS TABLE(version_id uuid, begun_on date, page_key text, shown bigint, saved bigint)
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return query execute '
    with touched as (select distinct submission_id from submission_events where id > $1 and id <= $2),
    placed as (
      select distinct on (e.submission_id) e.submission_id as id, e.version_id
      from touched join submission_events e on e.submission_id = touched.submission_id
      where e.id <= $3 and e.type in (''started'', ''carried_over'') order by e.submission_id, e.id desc),
    saves as (
      select distinct e.submission_id as id, e.page_key as key
      from touched join submission_events e on e.submission_id = touched.submission_id
      where e.id <= $3 and e.type = ''page_saved''),
    pages as (
      select v.id as version_id, n, page ->> ''key'' as key, lag(page ->> ''key'') over (partition by v.id order by n) as previous
      from flow_versions v cross join lateral json_array_elements(v.pages) with ordinality as listed (page, n)
      where page ->> ''key'' is not null)
    select placed.version_id, (s.started_at at time zone ''UTC'')::date, pages.key, count(*), count(own.id)
    from placed join submissions s on s.id = placed.id join pages on pages.version_id = placed.version_id
      left join saves as before on before.id = placed.id and before.key = pages.previous
      left join saves as own on own.id = placed.id and own.key = pages.key
    where pages.n = 1 or before.id is not null
    group by 1, 2, 3' using since, until, as_of;
end
$function$;

CREATE OR REPLACE FUNCTION tally_anew()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  -- The lock of the job (db/locks.ts): what one that is half done adds would otherwise be added to what is counted here.
  perform pg_advisory_xact_lock(hashtextextended('doorstep tallies', 0));
  lock table users, submissions, submission_events in share row exclusive mode;
  delete from user_tallies;
  delete from submission_tallies;
  delete from step_tallies;
  delete from step_marks;
  insert into user_tallies (made_on, role, is_active, is_live, n)
    select (created_at at time zone 'UTC')::date, role, is_active, deleted_at is null, count(*) from users group by 1, 2, 3, 4;
  insert into submission_tallies (flow_id, version_id, begun_on, completed_on, n)
    select flow_id, version_id, (started_at at time zone 'UTC')::date, (completed_at at time zone 'UTC')::date, count(*)
    from submissions group by 1, 2, 3, 4;
  insert into step_marks (event_id) select coalesce(max(id), 0) from submission_events;
  insert into step_tallies (version_id, begun_on, page_key, shown, saved)
    select counted.* from step_marks, step_counts(0, event_id, event_id) as counted;
end
$function$;

CREATE OR REPLACE FUNCTION tally_submission(s submissions, n bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into submission_tallies (flow_id, version_id, begun_on, completed_on, n)
  values (s.flow_id, s.version_id, (s.started_at at time zone 'UTC')::date, (s.completed_at at time zone 'UTC')::date, n)
$function$;

CREATE OR REPLACE FUNCTION tally_submissions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then perform tally_submission(old, -1); end if;
  if tg_op <> 'DELETE' then perform tally_submission(new, 1); end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION tally_user(u users, n bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into user_tallies (made_on, role, is_active, is_live, n)
  values ((u.created_at at time zone 'UTC')::date, u.role, u.is_active, u.deleted_at is null, n)
$function$;

CREATE OR REPLACE FUNCTION tally_users()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then perform tally_user(old, -1); end if;
  if tg_op <> 'DELETE' then perform tally_user(new, 1); end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION tell_of_flow()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('doorstep_flows', (select slug from flows where id = new.flow_id));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION tell_of_flow_itself()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('doorstep_flows', new.slug);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION touch_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.updated_at := now();
  return new;
end
$function$;

create table admin_sessions (
  sid character varying not null,
  sess json not null,
  expire timestamp(6) without time zone not null,
  constraint admin_sessions_pkey PRIMARY KEY (sid)
);

create table audit_log (
  id bigint not null generated always as identity,
  created_at timestamp with time zone not null default now(),
  actor_id uuid,
  action text not null,
  entity text not null,
  entity_id text not null,
  before jsonb,
  after jsonb,
  reason text,
  door audit_door not null,
  ip inet,
  request_id text,
  constraint audit_log_action_check CHECK ((action ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint audit_log_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users(id) ON DELETE RESTRICT,
  constraint audit_log_pkey PRIMARY KEY (id),
  constraint audit_log_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000)))
);

create table fields (
  id uuid not null default gen_random_uuid(),
  key text not null,
  type field_type not null,
  label text not null,
  help text,
  min_length integer,
  max_length integer,
  pattern text,
  min text,
  max text,
  options jsonb not null default '[]'::jsonb,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  translations jsonb not null default '{}'::jsonb,
  constraint fields_help_check CHECK (((length(help) >= 1) AND (length(help) <= 1000))),
  constraint fields_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
  constraint fields_key_key UNIQUE (key),
  constraint fields_label_check CHECK (((length(label) >= 1) AND (length(label) <= 200))),
  constraint fields_max_check CHECK (((length(max) >= 1) AND (length(max) <= 40))),
  constraint fields_max_length_check CHECK ((((max_length >= 1) AND (max_length <= 100000)) AND (max_length >= COALESCE(min_length, 0)))),
  constraint fields_min_check CHECK (((length(min) >= 1) AND (length(min) <= 40))),
  constraint fields_min_length_check CHECK (((min_length >= 0) AND (min_length <= 100000))),
  constraint fields_options_check CHECK ((jsonb_typeof(options) = 'array'::text)),
  constraint fields_pattern_check CHECK (((length(pattern) >= 1) AND (length(pattern) <= 500))),
  constraint fields_pkey PRIMARY KEY (id),
  constraint fields_translations_check CHECK (are_translations(translations, '{"help": 1000, "label": 200, "options": 200}'::jsonb))
);

create table flow_versions (
  id uuid not null default gen_random_uuid(),
  flow_id uuid not null,
  number integer not null,
  title text not null,
  pages json not null,
  notes text,
  published_by uuid,
  published_at timestamp with time zone not null default now(),
  language text not null default 'en'::text,
  languages text[] not null default '{}'::text[],
  translations jsonb not null default '{}'::jsonb,
  constraint flow_versions_flow_id_fkey FOREIGN KEY (flow_id) REFERENCES flows(id) ON DELETE RESTRICT,
  constraint flow_versions_flow_id_number_key UNIQUE (flow_id, number),
  constraint flow_versions_id_flow_id_key UNIQUE (id, flow_id),
  constraint flow_versions_language_check CHECK (are_languages(ARRAY[language])),
  constraint flow_versions_languages_check CHECK ((are_languages(languages) AND (NOT (language = ANY (languages))))),
  constraint flow_versions_notes_check CHECK (((length(notes) >= 1) AND (length(notes) <= 2000))),
  constraint flow_versions_number_check CHECK ((number >= 1)),
  constraint flow_versions_pages_check CHECK (((json_typeof(pages) = 'array'::text) AND (json_array_length(pages) >= 1))),
  constraint flow_versions_pkey PRIMARY KEY (id),
  constraint flow_versions_published_by_fkey FOREIGN KEY (published_by) REFERENCES users(id) ON DELETE RESTRICT,
  constraint flow_versions_translations_check CHECK ((jsonb_typeof(translations) = 'object'::text))
);

create table flows (
  id uuid not null default gen_random_uuid(),
  slug text not null,
  title text not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  archived_at timestamp with time zone,
  is_archived boolean not null generated always as ((archived_at IS NOT NULL)),
  language text not null default 'en'::text,
  languages text[] not null default '{}'::text[],
  translations jsonb not null default '{}'::jsonb,
  constraint flows_language_check CHECK (are_languages(ARRAY[language])),
  constraint flows_languages_check CHECK ((are_languages(languages) AND (NOT (language = ANY (languages))))),
  constraint flows_pkey PRIMARY KEY (id),
  constraint flows_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 63))),
  constraint flows_slug_key UNIQUE (slug),
  constraint flows_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
  constraint flows_translations_check CHECK (are_translations(translations, '{"title": 200}'::jsonb))
);

create table known_addresses (
  id bigint not null generated always as identity,
  user_id uuid not null,
  address_hash bytea not null,
  last_used_at timestamp with time zone not null default now(),
  constraint known_addresses_address_hash_check CHECK ((octet_length(address_hash) = 32)),
  constraint known_addresses_pkey PRIMARY KEY (id),
  constraint known_addresses_user_id_address_hash_key UNIQUE (user_id, address_hash),
  constraint known_addresses_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table mails (
  id uuid not null default gen_random_uuid(),
  kind mail_kind not null,
  user_id uuid not null,
  recipient citext not null,
  token_id uuid,
  status mail_status not null default 'waiting'::mail_status,
  attempts integer not null default 0,
  last_error text,
  created_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  language text not null default 'en'::text,
  constraint mails_attempts_check CHECK ((attempts >= 0)),
  constraint mails_language_check CHECK (are_languages(ARRAY[language])),
  constraint mails_last_error_check CHECK ((length(last_error) <= 1000)),
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_sent_at_check CHECK (((status = 'sent'::mail_status) = (sent_at IS NOT NULL))),
  constraint mails_token_id_fkey FOREIGN KEY (token_id) REFERENCES user_tokens(id) ON DELETE SET NULL,
  constraint mails_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table page_fields (
  id uuid not null default gen_random_uuid(),
  page_id uuid not null,
  flow_id uuid not null,
  field_id uuid not null,
  "position" integer not null,
  required boolean not null default false,
  constraint page_fields_field_id_fkey FOREIGN KEY (field_id) REFERENCES fields(id) ON DELETE RESTRICT,
  constraint page_fields_flow_id_field_id_key UNIQUE (flow_id, field_id),
  constraint page_fields_page_id_flow_id_fkey FOREIGN KEY (page_id, flow_id) REFERENCES pages(id, flow_id) ON DELETE CASCADE,
  constraint page_fields_page_id_position_key UNIQUE (page_id, "position") DEFERRABLE INITIALLY DEFERRED,
  constraint page_fields_pkey PRIMARY KEY (id),
  constraint page_fields_position_check CHECK (("position" >= 1))
);

create table pages (
  id uuid not null default gen_random_uuid(),
  flow_id uuid not null,
  key text not null,
  title text not null,
  description text,
  "position" integer not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  translations jsonb not null default '{}'::jsonb,
  constraint pages_description_check CHECK (((length(description) >= 1) AND (length(description) <= 2000))),
  constraint pages_flow_id_fkey FOREIGN KEY (flow_id) REFERENCES flows(id) ON DELETE CASCADE,
  constraint pages_flow_id_key_key UNIQUE (flow_id, key),
  constraint pages_flow_id_position_key UNIQUE (flow_id, "position") DEFERRABLE INITIALLY DEFERRED,
  constraint pages_id_flow_id_key UNIQUE (id, flow_id),
  constraint pages_key_check CHECK (((key ~ '^[a-z0-9]+([-_][a-z0-9]+)*$'::text) AND (length(key) <= 63))),
  constraint pages_pkey PRIMARY KEY (id),
  constraint pages_position_check CHECK (("position" >= 1)),
  constraint pages_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
  constraint pages_translations_check CHECK (are_translations(translations, '{"title": 200, "description": 2000}'::jsonb))
);

create table rate_limits (
  key character varying(255) not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_limits_pkey PRIMARY KEY (key)
);

create table recovery_codes (
  id bigint not null generated always as identity,
  user_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  key_id text,
  constraint recovery_codes_code_hash_check CHECK ((octet_length(code_hash) = 32)),
  constraint recovery_codes_pkey PRIMARY KEY (id),
  constraint recovery_codes_user_id_code_hash_key UNIQUE (user_id, code_hash),
  constraint recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES second_factors(user_id) ON DELETE CASCADE
);

create table refresh_tokens (
  id bigint not null generated always as identity,
  session_id uuid not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint refresh_tokens_expires_at_check CHECK ((expires_at > created_at)),
  constraint refresh_tokens_pkey PRIMARY KEY (id),
  constraint refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE,
  constraint refresh_tokens_token_hash_check CHECK ((octet_length(token_hash) = 32)),
  constraint refresh_tokens_token_hash_key UNIQUE (token_hash)
);

create table second_factors (
  user_id uuid not null,
  secret bytea not null,
  confirmed_at timestamp with time zone,
  last_step bigint,
  created_at timestamp with time zone not null default now(),
  constraint second_factors_pkey PRIMARY KEY (user_id),
  constraint second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table sessions (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  user_agent text,
  ip inet,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_user_agent_check CHECK ((length(user_agent) <= 300)),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table sign_in_attempts (
  key text not null,
  failures integer not null,
  blocked_until timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint sign_in_attempts_failures_check CHECK ((failures >= 0)),
  constraint sign_in_attempts_pkey PRIMARY KEY (key)
);

create table step_marks (
  id boolean not null default true,
  event_id bigint not null,
  constraint step_marks_id_check CHECK (id),
  constraint step_marks_pkey PRIMARY KEY (id)
);

create table step_tallies (
  id bigint not null generated always as identity,
  version_id uuid not null,
  begun_on date not null,
  page_key text not null,
  shown bigint not null,
  saved bigint not null,
  constraint step_tallies_pkey PRIMARY KEY (id)
);

create table submission_events (
  id bigint not null generated always as identity,
  submission_id uuid not null,
  version_id uuid not null,
  type submission_event_type not null,
  page_key text,
  details jsonb not null default '[]'::jsonb,
  actor_id uuid,
  created_at timestamp with time zone not null default now(),
  constraint submission_events_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users(id) ON DELETE RESTRICT,
  constraint submission_events_details_check CHECK ((jsonb_typeof(details) = 'array'::text)),
  constraint submission_events_page_key_check CHECK (((type = ANY (ARRAY['page_saved'::submission_event_type, 'page_refused'::submission_event_type])) = (page_key IS NOT NULL))),
  constraint submission_events_pkey PRIMARY KEY (id),
  constraint submission_events_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE RESTRICT,
  constraint submission_events_version_id_fkey FOREIGN KEY (version_id) REFERENCES flow_versions(id) ON DELETE RESTRICT
);

create table submission_tallies (
  id bigint not null generated always as identity,
  flow_id uuid not null,
  version_id uuid not null,
  begun_on date not null,
  completed_on date,
  n bigint not null,
  constraint submission_tallies_pkey PRIMARY KEY (id)
);

create table submissions (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  flow_id uuid not null,
  version_id uuid not null,
  status submission_status not null default 'in_progress'::submission_status,
  answers jsonb not null default '{}'::jsonb,
  answered_pages text[] not null default '{}'::text[],
  current_page text,
  revision integer not null default 1,
  started_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  completed_at timestamp with time zone,
  erased_at timestamp with time zone,
  set_aside jsonb not null default '{}'::jsonb,
  constraint submissions_answers_check CHECK ((jsonb_typeof(answers) = 'object'::text)),
  constraint submissions_completed_at_check CHECK (((status = 'completed'::submission_status) = (completed_at IS NOT NULL))),
  constraint submissions_erased_at_check CHECK (((erased_at IS NULL) OR ((answers = '{}'::jsonb) AND (set_aside = '{}'::jsonb)))),
  constraint submissions_flow_id_fkey FOREIGN KEY (flow_id) REFERENCES flows(id) ON DELETE RESTRICT,
  constraint submissions_pkey PRIMARY KEY (id),
  constraint submissions_revision_check CHECK ((revision >= 1)),
  constraint submissions_set_aside_check CHECK ((jsonb_typeof(set_aside) = 'object'::text)),
  constraint submissions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE RESTRICT,
  constraint submissions_version_id_flow_id_fkey FOREIGN KEY (version_id, flow_id) REFERENCES flow_versions(id, flow_id) ON DELETE RESTRICT
);

create table user_secrets (
  user_id uuid not null,
  password_hash text not null,
  password_changed_at timestamp with time zone not null default now(),
  signed_out_at timestamp with time zone not null default now(),
  constraint user_secrets_password_hash_check CHECK ((password_hash ~ '^\$2[aby]\$\d\d\$.{53}$'::text)),
  constraint user_secrets_pkey PRIMARY KEY (user_id),
  constraint user_secrets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table user_tallies (
  id bigint not null generated always as identity,
  made_on date not null,
  role user_role not null,
  is_active boolean not null,
  is_live boolean not null,
  n bigint not null,
  constraint user_tallies_pkey PRIMARY KEY (id)
);

create table user_tokens (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  purpose user_token_purpose not null,
  email citext not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint user_tokens_expires_at_check CHECK ((expires_at > created_at)),
  constraint user_tokens_pkey PRIMARY KEY (id),
  constraint user_tokens_token_hash_check CHECK ((octet_length(token_hash) = 32)),
  constraint user_tokens_token_hash_key UNIQUE (token_hash),
  constraint user_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table users (
  id uuid not null default gen_random_uuid(),
  email citext not null,
  full_name text,
  role user_role not null default 'member'::user_role,
  is_active boolean not null default true,
  email_verified_at timestamp with time zone,
  last_login_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  erased_at timestamp with time zone,
  constraint users_email_check CHECK ((((length((email)::text) >= 3) AND (length((email)::text) <= 254)) AND ((email)::text = btrim((email)::text)))),
  constraint users_erased_at_check CHECK (((erased_at IS NULL) OR ((deleted_at IS NOT NULL) AND (full_name IS NULL) AND (NOT is_active)))),
  constraint users_full_name_check CHECK (((length(full_name) >= 1) AND (length(full_name) <= 200))),
  constraint users_pkey PRIMARY KEY (id)
);

create table webhook_attempts (
  id bigint not null generated always as identity,
  delivery_id uuid not null,
  created_at timestamp with time zone not null default now(),
  status_code integer,
  error text,
  duration_ms integer not null,
  response text,
  constraint webhook_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries(id) ON DELETE CASCADE,
  constraint webhook_attempts_error_check CHECK ((length(error) <= 1000)),
  constraint webhook_attempts_pkey PRIMARY KEY (id),
  constraint webhook_attempts_response_check CHECK ((length(response) <= 1000))
);

create table webhook_deliveries (
  id uuid not null default gen_random_uuid(),
  webhook_id uuid not null,
  event text not null,
  user_id uuid,
  data jsonb not null,
  status webhook_delivery_status not null default 'waiting'::webhook_delivery_status,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  constraint webhook_deliveries_finished_at_check CHECK (((status = 'waiting'::webhook_delivery_status) = (finished_at IS NULL))),
  constraint webhook_deliveries_pkey PRIMARY KEY (id),
  constraint webhook_deliveries_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL,
  constraint webhook_deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(id) ON DELETE CASCADE
);

create table webhook_secrets (
  webhook_id uuid not null,
  secret bytea not null,
  constraint webhook_secrets_pkey PRIMARY KEY (webhook_id),
  constraint webhook_secrets_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(id) ON DELETE CASCADE
);

create table webhooks (
  id uuid not null default gen_random_uuid(),
  url text not null,
  description text,
  events text[] not null,
  is_active boolean not null default true,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint webhooks_description_check CHECK (((length(description) >= 1) AND (length(description) <= 200))),
  constraint webhooks_events_check CHECK (((cardinality(events) >= 1) AND (events <@ ARRAY['user.registered'::text, 'user.deleted'::text, 'submission.started'::text, 'submission.page_saved'::text, 'submission.completed'::text, 'flow.published'::text]))),
  constraint webhooks_pkey PRIMARY KEY (id),
  constraint webhooks_url_check CHECK (((length(url) <= 2000) AND (url ~ '^https?://'::text)))
);

CREATE INDEX admin_sessions_expire_idx ON admin_sessions USING btree (expire);

CREATE INDEX audit_log_action_idx ON audit_log USING btree (action, id);
CREATE INDEX audit_log_actor_id_idx ON audit_log USING btree (actor_id);
CREATE INDEX audit_log_created_at_idx ON audit_log USING btree (created_at, id);
CREATE INDEX audit_log_entity_idx ON audit_log USING btree (entity, entity_id);
CREATE INDEX audit_log_search_idx ON audit_log USING gin (action gin_trgm_ops, entity gin_trgm_ops, entity_id gin_trgm_ops, reason gin_trgm_ops) WITH (gin_pending_list_limit='256');

CREATE INDEX flow_versions_published_by_idx ON flow_versions USING btree (published_by);

CREATE INDEX known_addresses_last_used_at_idx ON known_addresses USING btree (last_used_at);

CREATE INDEX mails_created_at_idx ON mails USING btree (created_at, id);
CREATE INDEX mails_token_id_idx ON mails USING btree (token_id);
CREATE INDEX mails_user_id_idx ON mails USING btree (user_id);

CREATE INDEX page_fields_field_id_idx ON page_fields USING btree (field_id);
CREATE INDEX page_fields_page_id_flow_id_idx ON page_fields USING btree (page_id, flow_id);

CREATE INDEX rate_limits_expire_idx ON rate_limits USING btree (expire);

CREATE INDEX refresh_tokens_expires_at_idx ON refresh_tokens USING btree (expires_at);
CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens USING btree (session_id);
CREATE UNIQUE INDEX refresh_tokens_unused_key ON refresh_tokens USING btree (session_id) WHERE (used_at IS NULL);

CREATE INDEX sessions_ended_at_idx ON sessions USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX sessions_open_idx ON sessions USING btree (user_id) WHERE (ended_at IS NULL);
CREATE INDEX sessions_user_id_idx ON sessions USING btree (user_id);

CREATE INDEX sign_in_attempts_last_at_idx ON sign_in_attempts USING btree (last_at);

CREATE INDEX submission_events_actor_id_idx ON submission_events USING btree (actor_id);
CREATE INDEX submission_events_refused_idx ON submission_events USING btree (submission_id, page_key, id) WHERE (type = 'page_refused'::submission_event_type);
CREATE INDEX submission_events_submission_id_idx ON submission_events USING btree (submission_id, id);
CREATE INDEX submission_events_version_id_idx ON submission_events USING btree (version_id);

CREATE INDEX submissions_completed_at_idx ON submissions USING btree (completed_at, id) INCLUDE (flow_id, version_id, status) WHERE (completed_at IS NOT NULL);
CREATE INDEX submissions_flow_id_idx ON submissions USING btree (flow_id, current_page);
CREATE INDEX submissions_idle_idx ON submissions USING btree (updated_at, id) INCLUDE (user_id, flow_id, version_id, current_page) WHERE (status = 'in_progress'::submission_status);
CREATE UNIQUE INDEX submissions_in_progress_key ON submissions USING btree (user_id, flow_id) WHERE (status = 'in_progress'::submission_status);
CREATE INDEX submissions_started_at_idx ON submissions USING btree (started_at, id) INCLUDE (flow_id, version_id, status);
CREATE INDEX submissions_updated_at_idx ON submissions USING btree (updated_at, id) INCLUDE (flow_id, version_id, status);
CREATE INDEX submissions_user_id_idx ON submissions USING btree (user_id);
CREATE INDEX submissions_version_id_flow_id_idx ON submissions USING btree (version_id, flow_id);

CREATE INDEX user_tokens_expires_at_idx ON user_tokens USING btree (expires_at);
CREATE INDEX user_tokens_user_id_idx ON user_tokens USING btree (user_id, purpose);

CREATE INDEX users_away_idx ON users USING btree (id) WHERE ((NOT is_active) OR (deleted_at IS NOT NULL));
CREATE INDEX users_created_at_idx ON users USING btree (created_at, id) INCLUDE (role, is_active) WHERE (deleted_at IS NULL);
CREATE INDEX users_deleted_at_idx ON users USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX users_email_idx ON users USING btree (email, id) INCLUDE (role, is_active) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX users_email_key ON users USING btree (email) WHERE (deleted_at IS NULL);
CREATE INDEX users_email_trgm_idx ON users USING gin (((email)::text) gin_trgm_ops) WITH (gin_pending_list_limit='256');
CREATE INDEX users_email_verified_at_idx ON users USING btree (email_verified_at) WHERE (deleted_at IS NULL);
CREATE INDEX users_full_name_desc_idx ON users USING btree (full_name DESC NULLS LAST, id DESC) INCLUDE (role, is_active) WHERE (deleted_at IS NULL);
CREATE INDEX users_full_name_idx ON users USING btree (full_name, id) INCLUDE (role, is_active) WHERE (deleted_at IS NULL);
CREATE INDEX users_full_name_trgm_idx ON users USING gin (full_name gin_trgm_ops) WITH (gin_pending_list_limit='256');
CREATE INDEX users_is_active_idx ON users USING btree (is_active, id) WHERE (deleted_at IS NULL);
CREATE INDEX users_last_login_at_desc_idx ON users USING btree (last_login_at DESC NULLS LAST, id DESC) INCLUDE (role, is_active) WHERE (deleted_at IS NULL);
CREATE INDEX users_last_login_at_idx ON users USING btree (last_login_at, id) INCLUDE (role, is_active) WHERE (deleted_at IS NULL);
CREATE INDEX users_role_idx ON users USING btree (role, id) WHERE (deleted_at IS NULL);
CREATE INDEX users_updated_at_idx ON users USING btree (updated_at) WHERE (deleted_at IS NULL);

CREATE INDEX webhook_attempts_delivery_id_idx ON webhook_attempts USING btree (delivery_id);

CREATE INDEX webhook_deliveries_created_at_idx ON webhook_deliveries USING btree (created_at, id);
CREATE INDEX webhook_deliveries_finished_at_idx ON webhook_deliveries USING btree (finished_at);
CREATE INDEX webhook_deliveries_user_id_idx ON webhook_deliveries USING btree (user_id);
CREATE INDEX webhook_deliveries_webhook_id_idx ON webhook_deliveries USING btree (webhook_id);

CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER fields_touch BEFORE UPDATE ON fields FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TRIGGER flow_versions_append_only BEFORE DELETE OR UPDATE ON flow_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER flow_versions_no_truncate BEFORE TRUNCATE ON flow_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER flow_versions_tell AFTER INSERT ON flow_versions FOR EACH ROW EXECUTE FUNCTION tell_of_flow();

CREATE TRIGGER flows_slug_kept BEFORE UPDATE OF slug ON flows FOR EACH ROW WHEN ((old.slug IS DISTINCT FROM new.slug)) EXECUTE FUNCTION refuse_slug_change();
CREATE TRIGGER flows_tell AFTER UPDATE ON flows FOR EACH ROW WHEN (((old.archived_at IS DISTINCT FROM new.archived_at) OR (old.slug IS DISTINCT FROM new.slug))) EXECUTE FUNCTION tell_of_flow_itself();
CREATE TRIGGER flows_touch BEFORE UPDATE ON flows FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TRIGGER known_addresses_erased BEFORE INSERT ON known_addresses FOR EACH ROW EXECUTE FUNCTION refuse_erased();

CREATE TRIGGER mails_erased BEFORE INSERT ON mails FOR EACH ROW EXECUTE FUNCTION refuse_erased();

CREATE TRIGGER pages_touch BEFORE UPDATE ON pages FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TRIGGER second_factors_erased BEFORE INSERT ON second_factors FOR EACH ROW EXECUTE FUNCTION refuse_erased();

CREATE TRIGGER sessions_erased BEFORE INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION refuse_erased();

CREATE TRIGGER submission_events_append_only BEFORE DELETE OR UPDATE ON submission_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submission_events_no_truncate BEFORE TRUNCATE ON submission_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER submissions_erased BEFORE INSERT ON submissions FOR EACH ROW EXECUTE FUNCTION refuse_erased();
CREATE TRIGGER submissions_tally AFTER INSERT OR DELETE OR UPDATE OF flow_id, version_id, started_at, completed_at ON submissions FOR EACH ROW EXECUTE FUNCTION tally_submissions();
CREATE TRIGGER submissions_touch BEFORE UPDATE ON submissions FOR EACH ROW WHEN (((NOT (old.erased_at IS DISTINCT FROM new.erased_at)) AND (old.version_id = new.version_id))) EXECUTE FUNCTION touch_updated_at();

CREATE TRIGGER user_tokens_erased BEFORE INSERT ON user_tokens FOR EACH ROW EXECUTE FUNCTION refuse_erased();

CREATE TRIGGER users_erased_for_good BEFORE UPDATE OF erased_at ON users FOR EACH ROW WHEN (((old.erased_at IS NOT NULL) AND (new.erased_at IS NULL))) EXECUTE FUNCTION refuse_revival();
CREATE TRIGGER users_last_admin_deleted AFTER DELETE ON users FOR EACH ROW WHEN (((old.role = 'admin'::user_role) AND old.is_active AND (old.deleted_at IS NULL))) EXECUTE FUNCTION refuse_last_admin_gone();
CREATE TRIGGER users_last_admin_updated AFTER UPDATE OF role, is_active, deleted_at ON users FOR EACH ROW WHEN (((old.role = 'admin'::user_role) AND old.is_active AND (old.deleted_at IS NULL) AND (NOT ((new.role = 'admin'::user_role) AND new.is_active AND (new.deleted_at IS NULL))))) EXECUTE FUNCTION refuse_last_admin_gone();
CREATE TRIGGER users_tally AFTER INSERT OR DELETE OR UPDATE OF created_at, role, is_active, deleted_at ON users FOR EACH ROW EXECUTE FUNCTION tally_users();
CREATE TRIGGER users_touch BEFORE UPDATE OF email, full_name, role, is_active, email_verified_at, deleted_at ON users FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TRIGGER webhooks_touch BEFORE UPDATE ON webhooks FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
