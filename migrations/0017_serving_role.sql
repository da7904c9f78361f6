-- Up Migration

-- Takes a person's data out of the audit log: of entries about him all but what `impersonal` names, of his own where he was.
-- It runs with the rights of whoever migrates, since the role that serves may add entries and change none; it takes nothing
-- out that is about somebody who was not erased. The path is fixed, so that nobody's own tables come before these.
create function erase_from_audit_log(erased uuid, impersonal text[]) returns void language plpgsql
  security definer set search_path = pg_catalog, public, pg_temp set doorstep.erasing = 'on' as $$
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
$$;

-- Only whom `npm run migrate` gives the right to serve.
revoke execute on function erase_from_audit_log(uuid, text[]) from public;

-- Which of the server's secrets a code was hashed under: it is worth nothing once that one is dropped. Null: nobody noted it.
alter table recovery_codes add column key_id text;

-- Down Migration

alter table recovery_codes drop column key_id;
drop function erase_from_audit_log(uuid, text[]);
