-- Up Migration

-- Emails are compared without case; substrings of email and name are found by trigram.
create extension if not exists citext;
create extension if not exists pg_trgm;

create type user_role as enum ('member', 'support', 'editor', 'admin');

-- One function keeps every updated_at true, whichever door writes.
create function touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end
$$;

-- For tables whose rows are evidence: what is written stays as it was written.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name
    using errcode = 'restrict_violation', table = tg_table_name, constraint = tg_table_name || '_append_only';
end
$$;

create table users (
  id uuid not null default gen_random_uuid(),
  email citext not null,
  full_name text,
  role user_role not null default 'member',
  is_active boolean not null default true,
  email_verified_at timestamptz,
  last_login_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- A soft delete: the row stays for the submissions and the audit log that name it.
  deleted_at timestamptz,
  constraint users_pkey primary key (id),
  -- 254 is the longest address SMTP can carry (RFC 5321, 4.5.3.1.3).
  constraint users_email_check check (length(email::text) between 3 and 254 and email::text = btrim(email::text)),
  constraint users_full_name_check check (length(full_name) between 1 and 200)
);

-- Two live users never share an email; a deleted one frees his.
create unique index users_email_key on users (email) where deleted_at is null;
create index users_created_at_idx on users (created_at, id);
create index users_full_name_idx on users (full_name, id);
create index users_last_login_at_idx on users (last_login_at, id);
create index users_email_trgm_idx on users using gin ((email::text) gin_trgm_ops);
create index users_full_name_trgm_idx on users using gin (full_name gin_trgm_ops);

-- A sign-in is no change of the account.
create trigger users_touch before update of email, full_name, role, is_active, email_verified_at, deleted_at on users for each row execute function touch_updated_at();

-- Somebody must always be able to sign in and put things right. The lock makes two admins who
-- demote each other at the same moment wait for one another; the second then finds himself the last.
create function refuse_last_admin_gone() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('users_last_admin'));
  if not exists (select from users where role = 'admin' and is_active and deleted_at is null) then
    raise exception 'the last active admin must stay'
      using errcode = 'check_violation', table = 'users', constraint = 'users_last_admin_check';
  end if;
  return null;
end
$$;

create trigger users_last_admin_updated after update of role, is_active, deleted_at on users for each row
  when (old.role = 'admin' and old.is_active and old.deleted_at is null
    and not (new.role = 'admin' and new.is_active and new.deleted_at is null))
  execute function refuse_last_admin_gone();

create trigger users_last_admin_deleted after delete on users for each row
  when (old.role = 'admin' and old.is_active and old.deleted_at is null)
  execute function refuse_last_admin_gone();

-- Secrets stand apart, so that no list, search or export of users can carry them.
create table user_secrets (
  user_id uuid not null,
  password_hash text not null,
  password_changed_at timestamptz not null default now(),
  constraint user_secrets_pkey primary key (user_id),
  constraint user_secrets_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  -- Only a bcrypt hash, never a password by mistake.
  constraint user_secrets_password_hash_check check (password_hash ~ '^\$2[aby]\$\d\d\$.{53}$')
);

-- Down Migration

drop table user_secrets;
drop table users;
drop function refuse_last_admin_gone();
drop function refuse_change();
drop function touch_updated_at();
drop type user_role;
