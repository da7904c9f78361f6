import pg from 'pg';

/**
 * Fills a migrated and seeded database with so many people, each with a submission and about ten events, and with as many lines of
 * the audit log and half as many mails; nothing where it is filled already. In a scratch database alone: triggers and foreign keys are
 * off meanwhile, for which it needs a superuser, and indexes are made anew afterwards.
 */
export async function fill(databaseUrl: string, people = 1_000_000): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query('select count(*)::int as n from (select from users limit $1) as counted', [
      people,
    ]);
    if (rows[0].n >= people) return;
    await client.query(
      `set session_replication_role = replica; set maintenance_work_mem = '1GB'; set synchronous_commit = off`,
    );
    const anew = await withoutIndexes(client);
    for (const text of [...steps, ...anew]) await client.query(text.replaceAll('$people', String(people)));
    await client.query('select tally_anew()');
    // PostgreSQL does by itself what these do, but later.
    await client.query('vacuum (analyze, freeze)');
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

/** Drops what only makes reading fast, and returns how to make it again. */
async function withoutIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; ddl: string }>(`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as ddl from pg_index
    where indrelid = any ('{users,submissions,submission_events,audit_log,mails}'::regclass[])
      and not exists (select from pg_constraint where conindid = indexrelid)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ ddl }) => ddl);
}

const pick = (values: string[]) => `(array['${values.join("','")}'])[1 + floor(random() * ${values.length})::int]`;
const first = pick(
  'Anna Ben Clara David Emma Felix Greta Hugo Ida Jonas Klara Leo Mia Noah Olga Paul Rosa Sam Tim Zoe'.split(' '),
);
const last = pick(
  'Adler Bauer Clark Diaz Engel Fischer Gruber Hansen Ito Jensen Klein Lopez Meyer Novak Okafor Peters'.split(' '),
);
const domain = pick(['mail.example', 'post.example', 'work.example', 'school.example']);

/** Over a year, the later the number, with seconds of their own. */
const since = (n: string, of: string) =>
  `now() - make_interval(secs => 31536000 * (1 - ${n}::float8 / ${of}) + random())`;

const steps = [
  `insert into users (id, email, full_name, role, is_active, email_verified_at, last_login_at, created_at, updated_at, deleted_at)
   select gen_random_uuid(), lower(first || '.' || last || n || '@' || domain), case when n % 20 > 0 then first || ' ' || last end,
     (case when n % 5000 = 0 then 'support' when n % 20000 = 1 then 'editor' else 'member' end)::user_role, n % 100 > 0,
     case when n % 5 > 0 then at + interval '1 hour' end, case when n % 10 > 2 then at + random() * (now() - at) end, at, at,
     case when n % 200 = 7 then now() end
   from (select n, ${first} as first, ${last} as last, ${domain} as domain, ${since('n', '$people')} as at
     from generate_series(1, $people) n) as made`,
  // A second version, on which two of three go.
  `update flow_versions set published_at = now() - interval '400 days' where number = 1`,
  `insert into flow_versions (flow_id, number, title, pages, published_at)
   select flow_id, number + 1, title, pages, now() - interval '180 days' from flow_versions where number = 1
   on conflict do nothing`,
  `insert into submissions (id, user_id, flow_id, version_id, status, answers, answered_pages, current_page, revision, started_at,
     updated_at, completed_at)
   select gen_random_uuid(), u.id, v.flow_id, v.id, (case when is_done then 'completed' else 'in_progress' end)::submission_status,
     '{"about_me": "I like tea, and long walks by the sea.", "birthdate": "1990-05-17"}',
     case when stage >= 4 then '{about-you,address}' when stage >= 1 then '{about-you}' else '{}' end::text[],
     case when stage >= 4 then null when stage >= 1 then 'address' else 'about-you' end, 1 + stage, at, at + stage * interval '1 hour',
     case when is_done then at + stage * interval '1 hour' end
   from (select id, least(created_at + random() * interval '1 day', now()) as at, n % 10 as stage, n % 10 >= 4 as is_done, n
     from (select id, created_at, row_number() over (order by created_at) as n from users where email like '%@%.example') as numbered) as u
   join (select *, row_number() over (order by published_at) as nth, count(*) over () as of from flow_versions) as v
     on v.nth = 1 + (u.n % 3) % v.of`,
  `insert into submission_events (submission_id, version_id, type, page_key, details, actor_id, created_at)
   select s.id, version_id, e.type::submission_event_type, e.key,
     case e.type when 'page_refused' then '[{"field": "birthdate", "rule": "max"}]' else '[]' end::jsonb, user_id,
     started_at + e.after * (1 + revision * random()) * interval '1 second'
   from submissions s join (values (0, 'started', null, 0), (0, 'page_refused', 'about-you', 20), (0, 'page_refused', 'about-you', 40),
     (1, 'page_saved', 'about-you', 60), (1, 'page_saved', 'about-you', 80), (1, 'page_saved', 'about-you', 100),
     (1, 'page_refused', 'address', 120), (4, 'page_saved', 'address', 180), (4, 'page_saved', 'address', 200),
     (4, 'page_saved', 'address', 220), (4, 'page_saved', 'about-you', 240), (4, 'completed', null, 300)) as e (stage, type, key, after)
     on revision > e.stage
   where not exists (select from submission_events where submission_id = s.id) order by started_at, s.id, e.after`,
  `insert into audit_log (created_at, actor_id, action, entity, entity_id, after, door, request_id)
   select created_at, id, 'user.registered', 'users', id::text, jsonb_build_object('email', email), 'api', gen_random_uuid()::text
   from users order by created_at`,
  `insert into mails (kind, user_id, recipient, status, attempts, created_at, sent_at)
   select 'verify_email', id, email, 'sent', 1, created_at, created_at from users where is_active and id < '80000000-0000-0000-0000-000000000000'`,
];
