import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/domain/actors.js';
import { createKeyring } from '../../src/domain/keyring.js';
import * as people from '../../src/domain/people.js';
import { type TestApp, testApp } from '../support/app.js';
import { failure } from '../support/failures.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const keyring = createKeyring('a secret that only this test knows');
const actor = (role: Actor['role']): Actor => ({ id: null, role, door: 'admin' });
const changes: Record<string, (by: Actor, id: string) => Promise<void>> = {
  endSession: (by, id) => people.endSession(app.db, by, { id, session: crypto.randomUUID() }),
  endSessions: (by, id) => people.endSessions(app.db, by, id),
  sendReset: (by, id) => people.sendReset(app.db, keyring, by, id),
  sendVerification: (by, id) => people.sendVerification(app.db, keyring, by, id),
};

// Whatever a door lets through: the rule is the domain's.
describe.each(Object.entries(changes))('%s', (_name, run) => {
  test.each(['member', 'editor', 'visitor'] as const)('is none of the business of %s', async (role) => {
    const { id } = await app.signedIn('member');
    expect((await failure(run(actor(role), id))).code).toBe('FORBIDDEN');
  });

  test('is not support’s to do to the staff, and leaves no trace', async () => {
    const { id } = await app.signedIn('editor');
    expect((await failure(run(actor('support'), id))).code).toBe('FORBIDDEN');
    const told = app.db.selectFrom('audit_log').select('action').where('entity_id', '=', id).orderBy('id', 'desc');
    expect(await told.executeTakeFirst()).toEqual({ action: 'user.created' });
  });

  test('is NOT_FOUND for who was deleted, or never was', async () => {
    const { id } = await app.signedIn('member');
    await app.db.updateTable('users').set({ deleted_at: new Date() }).where('id', '=', id).execute();
    expect((await failure(run(actor('admin'), id))).code).toBe('NOT_FOUND');
    expect((await failure(run(actor('admin'), crypto.randomUUID()))).code).toBe('NOT_FOUND');
  });
});
