-- Up Migration

-- Answers that did not fit when the submission was carried over to another version: by field key, of each time the answer
-- and the number of the version it belonged to. Kept for support, and given back where a later version takes them.
alter table submissions add column set_aside jsonb not null default '{}';
alter table submissions add constraint submissions_set_aside_check check (jsonb_typeof(set_aside) = 'object');

alter table submissions drop constraint submissions_erased_at_check;
alter table submissions add constraint submissions_erased_at_check
  check (erased_at is null or (answers = '{}' and set_aside = '{}'));

-- Being carried over is no step of the user's: when it was last gone on with stays as it was.
drop trigger submissions_touch on submissions;
create trigger submissions_touch before update on submissions for each row
  when (old.erased_at is not distinct from new.erased_at and old.version_id = new.version_id)
  execute function touch_updated_at();

-- Used by no statement of this migration: PostgreSQL lets a new value be used only after the transaction that adds it.
alter type submission_event_type add value 'carried_over';

-- Down Migration

-- A value of an enum cannot be taken away, so the type is made anew; what it stood for goes.
alter table submission_events disable trigger submission_events_append_only;
delete from submission_events where type = 'carried_over';
alter table submission_events enable trigger submission_events_append_only;
alter table submission_events drop constraint submission_events_page_key_check;
alter type submission_event_type rename to submission_event_type_of_0011;
create type submission_event_type as enum ('started', 'page_saved', 'page_refused', 'completed', 'corrected');
alter table submission_events alter column type type submission_event_type using type::text::submission_event_type;
drop type submission_event_type_of_0011;
alter table submission_events add constraint submission_events_page_key_check
  check ((type in ('page_saved', 'page_refused')) = (page_key is not null));
drop trigger submissions_touch on submissions;
create trigger submissions_touch before update on submissions for each row
  when (old.erased_at is not distinct from new.erased_at) execute function touch_updated_at();
alter table submissions drop constraint submissions_erased_at_check;
alter table submissions drop column set_aside;
alter table submissions add constraint submissions_erased_at_check check (erased_at is null or answers = '{}');
