-- Up Migration

-- Each process keeps the live flows at hand, and hears here at once, wherever it was changed, that one is another now.
create function tell_of_flow() returns trigger language plpgsql as $$
begin
  perform pg_notify('doorstep_flows', (select slug from flows where id = new.flow_id));
  return null;
end $$;

create function tell_of_flow_itself() returns trigger language plpgsql as $$
begin
  perform pg_notify('doorstep_flows', new.slug);
  return null;
end $$;

create trigger flow_versions_tell after insert on flow_versions for each row execute function tell_of_flow();
create trigger flows_tell after update on flows for each row
  when (old.archived_at is distinct from new.archived_at or old.slug is distinct from new.slug)
  execute function tell_of_flow_itself();

-- Down Migration

drop trigger flows_tell on flows;
drop trigger flow_versions_tell on flow_versions;
drop function tell_of_flow_itself();
drop function tell_of_flow();
