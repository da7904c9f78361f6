-- Up Migration

create type field_type as enum
  ('text', 'textarea', 'email', 'phone', 'url', 'number', 'date', 'select', 'multi_select', 'checkbox', 'address');

-- The library of things that can be asked. Which rule goes with which type is the domain's to say;
-- the database holds what is true of every field.
create table fields (
  id uuid not null default gen_random_uuid(),
  key text not null,
  type field_type not null,
  label text not null,
  help text,
  min_length integer,
  max_length integer,
  pattern text,
  -- A number, a date, or a date relative to today, by type.
  min text,
  max text,
  options jsonb not null default '[]',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint fields_pkey primary key (id),
  constraint fields_key_key unique (key),
  -- A key is a JSON property and a part of paths; this alphabet needs no escaping in either.
  constraint fields_key_check check (key ~ '^[a-z][a-z0-9_]{0,62}$'),
  constraint fields_label_check check (length(label) between 1 and 200),
  constraint fields_help_check check (length(help) between 1 and 1000),
  constraint fields_min_length_check check (min_length between 0 and 100000),
  constraint fields_max_length_check check (max_length between 1 and 100000 and max_length >= coalesce(min_length, 0)),
  constraint fields_pattern_check check (length(pattern) between 1 and 500),
  constraint fields_min_check check (length(min) between 1 and 40),
  constraint fields_max_check check (length(max) between 1 and 40),
  constraint fields_options_check check (jsonb_typeof(options) = 'array')
);

create trigger fields_touch before update on fields for each row execute function touch_updated_at();

create table flows (
  id uuid not null default gen_random_uuid(),
  slug text not null,
  title text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint flows_pkey primary key (id),
  constraint flows_slug_key unique (slug),
  -- A slug stands in paths as it is.
  constraint flows_slug_check check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 63),
  constraint flows_title_check check (length(title) between 1 and 200)
);

create trigger flows_touch before update on flows for each row execute function touch_updated_at();

-- The draft's pages. What clients see is in flow_versions.
create table pages (
  id uuid not null default gen_random_uuid(),
  flow_id uuid not null,
  key text not null,
  title text not null,
  description text,
  position integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint pages_pkey primary key (id),
  constraint pages_flow_id_fkey foreign key (flow_id) references flows (id) on delete cascade,
  constraint pages_flow_id_key_key unique (flow_id, key),
  -- Deferred, so that a reordering may pass through a moment with two pages in one place.
  constraint pages_flow_id_position_key unique (flow_id, position) deferrable initially deferred,
  -- What page_fields refers to, so that a placement's flow is always its page's.
  constraint pages_id_flow_id_key unique (id, flow_id),
  constraint pages_key_check check (key ~ '^[a-z0-9]+([-_][a-z0-9]+)*$' and length(key) <= 63),
  constraint pages_title_check check (length(title) between 1 and 200),
  constraint pages_description_check check (length(description) between 1 and 2000),
  constraint pages_position_check check (position >= 1)
);

create trigger pages_touch before update on pages for each row execute function touch_updated_at();

create table page_fields (
  id uuid not null default gen_random_uuid(),
  page_id uuid not null,
  flow_id uuid not null,
  field_id uuid not null,
  position integer not null,
  required boolean not null default false,
  constraint page_fields_pkey primary key (id),
  constraint page_fields_page_id_flow_id_fkey foreign key (page_id, flow_id) references pages (id, flow_id) on delete cascade,
  -- A field in use can't be deleted from the library.
  constraint page_fields_field_id_fkey foreign key (field_id) references fields (id) on delete restrict,
  -- A field is asked at most once in a flow: answers are kept by its key.
  constraint page_fields_flow_id_field_id_key unique (flow_id, field_id),
  constraint page_fields_page_id_position_key unique (page_id, position) deferrable initially deferred,
  constraint page_fields_position_check check (position >= 1)
);

create index page_fields_page_id_flow_id_idx on page_fields (page_id, flow_id);
create index page_fields_field_id_idx on page_fields (field_id);

-- What was published, word for word.
create table flow_versions (
  id uuid not null default gen_random_uuid(),
  flow_id uuid not null,
  number integer not null,
  title text not null,
  -- json, not jsonb: jsonb would reorder properties, and a form is drawn in the order of its schema's.
  pages json not null,
  notes text,
  published_by uuid,
  published_at timestamptz not null default now(),
  constraint flow_versions_pkey primary key (id),
  -- A published flow stays: submissions are pinned to it.
  constraint flow_versions_flow_id_fkey foreign key (flow_id) references flows (id) on delete restrict,
  constraint flow_versions_published_by_fkey foreign key (published_by) references users (id) on delete restrict,
  constraint flow_versions_flow_id_number_key unique (flow_id, number),
  -- What submissions refers to, so that a submission's version is always one of its flow.
  constraint flow_versions_id_flow_id_key unique (id, flow_id),
  constraint flow_versions_number_check check (number >= 1),
  constraint flow_versions_pages_check check (json_typeof(pages) = 'array' and json_array_length(pages) >= 1),
  constraint flow_versions_notes_check check (length(notes) between 1 and 2000)
);

create index flow_versions_published_by_idx on flow_versions (published_by);

-- A version never changes: users are in the middle of it.
create trigger flow_versions_append_only before update or delete on flow_versions
  for each row execute function refuse_change();
create trigger flow_versions_no_truncate before truncate on flow_versions
  for each statement execute function refuse_change();

-- What stands at an address that may be kept for ever must not become another flow's.
create function refuse_slug_change() returns trigger language plpgsql as $$
begin
  if exists (select from flow_versions where flow_id = old.id) then
    raise exception 'the slug of a published flow must stay'
      using errcode = 'restrict_violation', table = 'flows', constraint = 'flows_slug_published';
  end if;
  return new;
end
$$;

create trigger flows_slug_kept before update of slug on flows for each row
  when (old.slug is distinct from new.slug) execute function refuse_slug_change();

-- Down Migration

drop table flow_versions;
drop table page_fields;
drop table pages;
drop table flows;
drop function refuse_slug_change();
drop table fields;
drop type field_type;
