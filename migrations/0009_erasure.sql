-- Up Migration

-- Erased for good: the row stays, for the counts of the funnel and for who changed what, and says nothing of the person.
alter table users add column erased_at timestamptz;
alter table users add constraint users_erased_at_check
  check (erased_at is null or (deleted_at is not null and full_name is null and not is_active));

-- No new way through an archived flow begins; what was published stays at its address.
alter table flows add column archived_at timestamptz;

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
alter table flows drop column archived_at;
alter table users drop constraint users_erased_at_check;
alter table users drop column erased_at;
