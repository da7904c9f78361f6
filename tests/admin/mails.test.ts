import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createKeyring } from '../../src/domain/keyring.js';
import * as mails from '../../src/domain/mails.js';
import { issue, tokenOf } from '../../src/domain/user-tokens.js';
import { serve, type TestApp, testApp } from '../support/app.js';
import { Clerk, clerk } from '../support/clerk.js';
import { person, queued, settled, work } from '../support/jobs.js';

let app: TestApp;
let admin: Clerk;

beforeAll(async () => {
  app = await testApp();
  admin = await clerk(app, 'admin');
});
afterAll(() => app.stop());

/** A mail with a link, as the worker leaves it where there is no mail server. */
async function kept() {
  const keyring = createKeyring(app.config.tokenSecret);
  const user = await person(app);
  const tokenId = await issue(app.db, keyring, user, 'reset_password');
  await mails.send(app.db, { kind: 'reset_password', userId: user.id, recipient: user.email, tokenId });
  const row = app.db.selectFrom('mails').select('id').where('user_id', '=', user.id);
  const { id } = await row.executeTakeFirstOrThrow();
  const worker = work(app);
  await settled(app, 'mails', id, 'kept').finally(() => worker.stop());
  return { id, token: tokenOf(keyring, tokenId), email: user.email };
}

test('a kept mail is read with its link; the list has no text', async () => {
  const { id, token, email } = await kept();
  const { params } = (await admin.show('mails', id)).body.record;
  expect(params).toMatchObject({ recipient: email, status: 'kept', subject: 'Set a new password' });
  expect(params.text).toContain(`http://localhost:3000/#reset-password?token=${token}`);
  expect((await admin.list('mails')).text).not.toContain(token);
});

test.each(['waiting', 'failed', 'sent'] as const)('of a mail that is %s the link is masked', async (status) => {
  const { id, token } = await kept();
  const sent_at = status === 'sent' ? new Date() : null;
  await app.db.updateTable('mails').set({ status, sent_at }).where('id', '=', id).execute();
  const { text, body } = await admin.show('mails', id);
  expect(body.record.params.text).toContain('http://localhost:3000/#reset-password?token=…');
  expect(text).not.toContain(token);
});

test('where there is a mail server, the link of one that was kept before is masked too', async () => {
  const { id, token } = await kept();
  const other = await serve({
    ...app,
    config: { ...app.config, smtpUrl: 'smtp://127.0.0.1:1' },
    close: async () => {},
  });
  try {
    const there = new Clerk(other.origin, admin.id, admin.email);
    there.cookie = admin.cookie;
    const { text, status } = await there.show('mails', id);
    expect(status).toBe(200);
    expect(text).not.toContain(token);
  } finally {
    await other.stop();
  }
});

test('a mail that failed is queued again; another one is not', async () => {
  const { id } = await kept();
  const again = () => admin.post(`/api/resources/mails/records/${id}/again`);
  expect((await again()).body.notice).toEqual({ type: 'error', message: 'Only a mail that failed can be sent again.' });
  await app.db.updateTable('mails').set({ status: 'failed' }).where('id', '=', id).execute();
  expect((await again()).body.notice.type).toBe('success');
  expect(await queued(app)).toMatchObject([{ task: 'send_mail', attempts: 0 }]);
  const worker = work(app);
  await settled(app, 'mails', id, 'kept').finally(() => worker.stop());
});
