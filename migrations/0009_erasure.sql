-- Up Migration

-- Erased for good: the row stays, for the counts of the funnel and for who changed what, and says nothing of the person.
alter table users add column erased_at timestamptz;
alter table users add constraint users_erased_at_check
  check (erased_at is null or (deleted_at is not null and full_name is null and not is_active));

-- In the row itself, so that a save that waited for the erasure finds it there, and answers can never come back.
alter table submissions add column erased_at timestamptz;
alter table submissions add constraint submissions_erased_at_check check (erased_at is null or answers = '{}');

-- An erasure is no step of a submission: when it was last gone on with stays as it was.
drop trigger submissions_touch on submissions;
create trigger submissions_touch before update on submissions for each row
  when (old.erased_at is not distinct from new.erased_at) execute function touch_updated_at();

-- Nothing new about somebody who was erased. The lock makes what was under way wait for an erasure, and then be refused.
create function refuse_erased() returns trigger language plpgsql as $$
begin
  perform from users where id = new.user_id for share;
  if exists (select from users where id = new.user_id and erased_at is not null) then
    raise exception 'this account was erased'
      using errcode = 'restrict_violation', table = tg_table_name, constraint = 'users_erased';
  end if;
  return new;
end
$$;

create trigger sessions_erased before insert on sessions for each row execute function refuse_erased();
create trigger submissions_erased before insert on submissions for each row execute function refuse_erased();
create trigger user_tokens_erased before insert on user_tokens for each row execute function refuse_erased();
create trigger known_addresses_erased before insert on known_addresses for each row execute function refuse_erased();
create trigger second_factors_erased before insert on second_factors for each row execute function refuse_erased();
create trigger mails_erased before insert on mails for each row execute function refuse_erased();

-- No new way through an archived flow begins; what was published stays at its address.
alter table flows add column archived_at timestamptz;
-- What a list is filtered by.
alter table flows add column is_archived boolean not null generated always as (archived_at is not null) stored;

-- The audit log stays as it was written, but that a person's own data can be taken out of it, and nothing else with it.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and current_setting('doorstep.erasing', true) = 'on'
    and to_jsonb(new) - '{before,after,reason,ip}'::text[] = to_jsonb(old) - '{before,after,reason,ip}'::text[]
  then
    return new;
  end if;
  raise exception 'audit_log is append-only'
    using errcode = 'restrict_violation', table = 'audit_log', constraint = 'audit_log_append_only';
end
$$;

drop trigger audit_log_append_only on audit_log;
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_audit_change();

-- Down Migration

drop trigger audit_log_append_only on audit_log;
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_change();
drop function refuse_audit_change();
alter table flows drop column is_archived;
alter table flows drop column archived_at;
drop trigger mails_erased on mails;
drop trigger second_factors_erased on second_factors;
drop trigger known_addresses_erased on known_addresses;
drop trigger user_tokens_erased on user_tokens;
drop trigger submissions_erased on submissions;
drop trigger sessions_erased on sessions;
drop function refuse_erased();
drop trigger submissions_touch on submissions;
create trigger submissions_touch before update on submissions for each row execute function touch_updated_at();
alter table submissions drop constraint submissions_erased_at_check;
alter table submissions drop column erased_at;
alter table users drop constraint users_erased_at_check;
alter table users drop column erased_at;
