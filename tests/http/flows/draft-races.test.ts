import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inTransaction } from '../../../src/db/pool.js';
import { system } from '../../../src/domain/actors.js';
import * as fields from '../../../src/domain/fields.js';
import { type TestApp, testApp } from '../../support/app.js';
import type { Caller } from '../../support/caller.js';
import { eventually } from '../../support/processes.js';

let app: TestApp;
let editor: Caller;
beforeAll(async () => {
  app = await testApp();
  editor = await app.signedIn('editor');
});
afterAll(() => app.stop());

const keys = Array.from({ length: 30 }, (_, index) => `shared_${index}`);
const draft = (slug: string, label: string, order = keys) => ({
  slug,
  title: slug,
  pages: [{ key: 'page', title: 'Page', fields: order.map((key) => ({ key, type: 'text', label, required: false })) }],
});
const put = (document: { slug: string }, headers?: Record<string, string>) =>
  editor.put(`/flows/${document.slug}/draft`, document, headers);

describe('drafts written at the same time', () => {
  test('that make and change the same fields, in orders of their own, are all kept', async () => {
    for (let round = 0; round < 4; round += 1) {
      const documents = [draft('one', `One ${round}`), draft('other', `Other ${round}`, keys.toReversed())];
      const answers = await Promise.all(documents.map((document) => put(document)));
      expect(answers.map(({ code, status }) => code ?? status)).toEqual(Array(2).fill(round ? 200 : 201));
    }
  });

  test('never overwrite a field that somebody changed in the library meanwhile, where If-Match forbids it', async () => {
    const etag = String((await put(draft('held', 'Mine'))).headers.get('etag'));
    const key = 'shared_29';
    const { id } = await app.db.selectFrom('fields').select('id').where('key', '=', key).executeTakeFirstOrThrow();
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    const written = await inTransaction(app.db, async (tx) => {
      await fields.update(tx, system('cli'), id, { label: 'Theirs' });
      const answer = put({ ...draft('held', 'Mine'), title: 'Newer' } as never, { 'if-match': etag });
      await eventually(async () => (await app.pool.query(waiting)).rowCount === 1);
      return { answer };
    });
    expect((await written.answer).code).toBe('REVISION_MISMATCH');
    const library = await app.db.selectFrom('fields').select('label').where('key', '=', key).execute();
    expect(library).toEqual([{ label: 'Theirs' }]);
  });
});
