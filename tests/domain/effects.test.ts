import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { inTransaction } from '../../src/db/pool.js';
import * as erasures from '../../src/domain/erasures.js';
import * as fields from '../../src/domain/fields.js';
import * as foresight from '../../src/domain/foresight.js';
import * as publications from '../../src/domain/publications.js';
import { type TestApp, testApp } from '../support/app.js';
import { type Club, club } from '../support/clubs.js';
import { buildFlow } from '../support/drafts.js';
import { actor, failure } from '../support/failures.js';
import { eventually } from '../support/processes.js';

let app: TestApp;
let people: Club;
beforeAll(async () => {
  app = await testApp();
  people = await club(app);
});
afterAll(() => app.stop());

const editor = actor('editor');
/** Until somebody waits for a lock. */
const isWaiting = () =>
  eventually(async () => {
    const locked = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return (await app.pool.query(locked)).rowCount === 1;
  });
const foresee = () => foresight.ofDraft(app.db, editor, people.flow.id);

describe('what publishing would do', () => {
  test('is nothing while the draft is what is live', async () => {
    expect(await foresee()).toMatchObject({
      ...{ live: 1, next: 2, groups: [], problems: [] },
      effect: { inProgress: 3, isMore: false, versions: [{ number: 1, count: 3 }], losing: { count: 0 }, passed: 0 },
    });
    expect((await foresee()).effect?.carried).toEqual({ tried: 3, unfit: 0, fields: [], reopened: 0, regained: 0 });
  });

  test('is told of those in progress: who holds what goes, who passed what changes, what would no longer fit', async () => {
    await people.redraft();
    const { groups, effect } = await foresee();
    expect(groups.map(({ page }) => page?.key)).toEqual(['about', 'home']);
    expect(effect).toEqual({
      ...{ inProgress: 3, isMore: false, versions: [{ number: 1, count: 3 }], passed: 2 },
      losing: { count: 1, fields: [{ field: 'Phone', count: 1 }] },
      carried: {
        ...{ tried: 3, unfit: 1, reopened: 1, regained: 0 },
        fields: [
          { field: 'Colour', count: 1 },
          { field: 'Phone', count: 1 },
        ],
      },
    });
  });

  test('counts nobody who was erased', async () => {
    const gone = await people.begin();
    expect((await foresee()).effect?.inProgress).toBe(4);
    await erasures.eraseAccount(app.db, actor('admin'), gone.caller.id);
    expect((await foresee()).effect).toMatchObject({ inProgress: 3, carried: { tried: 3 } });
  });

  test('is counted up to a bound, tried out up to another, and says so', async () => {
    const many = await club(app, 'many');
    await many.redraft();
    await sql`with made as (
        insert into users (email, role) select 'many' || n || '@example.com', 'member' from generate_series(1, 10000) n returning id)
      insert into submissions (user_id, flow_id, version_id, answers, answered_pages)
      select made.id, v.flow_id, v.id, ${JSON.stringify(many.answers({ name: 'M', phone: '1' }))}::jsonb, '{about}'
      from made, flow_versions v where v.flow_id = ${many.flow.id}`.execute(app.db);
    const { effect } = await foresight.ofDraft(app.db, editor, many.flow.id);
    expect(effect).toMatchObject({ inProgress: 10_000, isMore: true, carried: { tried: 2000 } });
    expect(effect?.losing.count).toBeGreaterThan(9990);
  }, 30_000);

  test('is no more than its problems, where the draft has any', async () => {
    const flow = await buildFlow(app.db, 'unready', { one: [] });
    const seen = await foresight.ofDraft(app.db, editor, flow.id);
    expect(seen).toMatchObject({ live: null, next: 1, groups: [], effect: null });
    expect(seen.problems).toMatchObject([{ field: 'pages.one.fields' }]);
  });

  test('is the business of those who may publish', async () => {
    for (const role of ['support', 'member', 'visitor'] as const)
      expect((await failure(foresight.ofDraft(app.db, actor(role), people.flow.id))).code).toBe('FORBIDDEN');
    expect((await failure(foresight.ofDraft(app.db, editor, crypto.randomUUID()))).code).toBe('NOT_FOUND');
  });

  test('is what is published, or nothing: a draft that was changed since is looked at again', async () => {
    const { basis } = await foresee();
    await app.db.updateTable('flows').set({ title: 'Changed' }).where('id', '=', people.flow.id).execute();
    const stale = publications.publish(app.db, editor, people.flow.id, { basis });
    expect((await failure(stale)).code).toBe('REVISION_MISMATCH');
    const { version } = await publications.publish(app.db, editor, people.flow.id, { basis: (await foresee()).basis });
    expect(version).toMatchObject({ number: 2, title: 'Changed' });
  });

  test('a field that is being changed at that moment is waited for', async () => {
    const { basis } = await foresee();
    const { publishing } = await inTransaction(app.db, async (tx) => {
      await fields.holdLibrary(tx);
      const { rows } = await sql<{
        id: string;
      }>`update fields set help = 'New' where id = (select field_id from page_fields
        where flow_id = ${people.flow.id} limit 1) returning id`.execute(tx);
      expect(rows).toHaveLength(1);
      const going = failure(publications.publish(app.db, editor, people.flow.id, { basis }));
      await Promise.race([going, isWaiting()]);
      return { publishing: going };
    });
    expect((await publishing).code).toBe('REVISION_MISMATCH');
    await sql`update fields set help = null where help = 'New'`.execute(app.db);
  });

  test('of an earlier version is told likewise, also when another was published since', async () => {
    const first = await app.db
      .selectFrom('flow_versions')
      .select('id')
      .where('flow_id', '=', people.flow.id)
      .where('number', '=', 1)
      .executeTakeFirstOrThrow();
    const seen = await foresight.ofVersion(app.db, editor, first.id);
    expect(seen).toMatchObject({ live: 2, next: 3, effect: { inProgress: 3, losing: { count: 0 }, passed: 0 } });
    await publications.publish(app.db, editor, people.flow.id, {});
    const stale = publications.rollBack(app.db, editor, first.id, { basis: seen.basis });
    expect((await failure(stale)).code).toBe('REVISION_MISMATCH');
  });
});
