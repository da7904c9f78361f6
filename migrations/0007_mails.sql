-- Up Migration

create type mail_kind as enum ('verify_email', 'reset_password', 'password_changed', 'email_changed');
-- kept: there is no mail server, and admins read it in the back office.
create type mail_status as enum ('waiting', 'sent', 'kept', 'failed');

-- What is to be sent, written with the fact it tells of. The text is made when it goes out, from the kind: a link's token
-- is never stored.
create table mails (
  id uuid not null default gen_random_uuid(),
  kind mail_kind not null,
  user_id uuid not null,
  recipient citext not null,
  token_id uuid,
  status mail_status not null default 'waiting',
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  constraint mails_pkey primary key (id),
  constraint mails_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
  constraint mails_token_id_fkey foreign key (token_id) references user_tokens (id) on delete set null,
  constraint mails_attempts_check check (attempts >= 0),
  constraint mails_last_error_check check (length(last_error) <= 1000),
  constraint mails_sent_at_check check ((status = 'sent') = (sent_at is not null))
);

create index mails_user_id_idx on mails (user_id);
create index mails_token_id_idx on mails (token_id);
create index mails_created_at_idx on mails (created_at, id);

-- Down Migration

drop table mails;
drop type mail_status;
drop type mail_kind;
