-- Up Migration

-- How many there are, kept so that nobody counts a million rows. Each change adds a row that says what it adds or takes away, in
-- its own transaction, and touches no other row: so the sum is always exact, and nobody waits for anybody. A job puts rows of a
-- kind together. No foreign keys: these rows only repeat what other tables say.
create table user_tallies (
  id bigint generated always as identity,
  -- Of UTC, on which the accounts were made.
  made_on date not null,
  role user_role not null,
  is_active boolean not null,
  is_live boolean not null,
  n bigint not null,
  constraint user_tallies_pkey primary key (id)
);

create table submission_tallies (
  id bigint generated always as identity,
  flow_id uuid not null,
  version_id uuid not null,
  begun_on date not null,
  -- Null of those in progress.
  completed_on date,
  n bigint not null,
  constraint submission_tallies_pkey primary key (id)
);

create function tally_user(u users, n bigint) returns void language sql as $$
  insert into user_tallies (made_on, role, is_active, is_live, n)
  values ((u.created_at at time zone 'UTC')::date, u.role, u.is_active, u.deleted_at is null, n)
$$;

create function tally_users() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then perform tally_user(old, -1); end if;
  if tg_op <> 'DELETE' then perform tally_user(new, 1); end if;
  return null;
end
$$;

create function tally_submission(s submissions, n bigint) returns void language sql as $$
  insert into submission_tallies (flow_id, version_id, begun_on, completed_on, n)
  values (s.flow_id, s.version_id, (s.started_at at time zone 'UTC')::date, (s.completed_at at time zone 'UTC')::date, n)
$$;

create function tally_submissions() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then perform tally_submission(old, -1); end if;
  if tg_op <> 'DELETE' then perform tally_submission(new, 1); end if;
  return null;
end
$$;

-- Neither a sign-in nor the save of a page sets one of these columns: those do without.
create trigger users_tally after insert or delete or update of created_at, role, is_active, deleted_at on users
  for each row execute function tally_users();
create trigger submissions_tally after insert or delete or update of flow_id, version_id, started_at, completed_at on submissions
  for each row execute function tally_submissions();

-- Of those who began a version on a day, how many came to a page and saved it, as told by the events up to the mark. The few since
-- are counted when somebody asks, so that a save costs nothing more.
create table step_tallies (
  id bigint generated always as identity,
  version_id uuid not null,
  begun_on date not null,
  page_key text not null,
  shown bigint not null,
  saved bigint not null,
  constraint step_tallies_pkey primary key (id)
);

create table step_marks (
  id boolean not null default true,
  event_id bigint not null,
  constraint step_marks_pkey primary key (id),
  constraint step_marks_id_check check (id)
);

-- Of the submissions that events after `since`, up to `until`, tell of: what all events up to `as_of` say of their steps. The first
-- page was shown to everybody, another to whoever has saved the one before. What a submission adds to the tallies can be worked out
-- for any moment, because events are never changed: so it is taken away as it was and added as it is. The statement is planned
-- each time for the numbers that are given: a few events and all of them want different plans.
create function step_counts(since bigint, until bigint, as_of bigint)
  returns table (version_id uuid, begun_on date, page_key text, shown bigint, saved bigint) language plpgsql stable as $$
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
$$;

-- All of it from the rows themselves: for a database that has some, and should these tables ever be lost.
create function tally_anew() returns void language plpgsql as $$
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
$$;
revoke execute on function tally_anew() from public;

select tally_anew();

-- Down Migration

drop trigger submissions_tally on submissions;
drop trigger users_tally on users;
drop function tally_anew();
drop function step_counts(bigint, bigint, bigint);
drop table step_marks;
drop table step_tallies;
drop function tally_submissions();
drop function tally_submission(submissions, bigint);
drop function tally_users();
drop function tally_user(users, bigint);
drop table submission_tallies;
drop table user_tallies;
