import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import { type TestApp, testApp } from '../support/app.js';
import { type Clerk, clerk, complaintsOf, rowsOf } from '../support/clerk.js';
import { settled, work } from '../support/jobs.js';
import { openReceiver, type Receiver } from '../support/receiver.js';

let app: TestApp;
let open: TestApp;
let receiver: Receiver;
let admin: Clerk;
let atOpen: Clerk;

beforeAll(async () => {
  [app, open] = [await testApp(), await testApp({ webhooksAllowPrivate: true })];
  [admin, atOpen] = [await clerk(app, 'admin'), await clerk(open, 'admin')];
  receiver = await openReceiver();
});
afterEach(() => {
  receiver.requests.length = 0;
});
afterAll(async () => {
  await receiver.stop();
  await Promise.all([app.stop(), open.stop()]);
});

const form = {
  url: 'https://example.com/hook',
  'events.0': 'user.registered',
  'events.1': 'user.deleted',
  is_active: 'true',
};
const act = (by: Clerk, resource: string, id: string, action: string) =>
  by.post(`/api/resources/${resource}/records/${id}/${action}`);

describe('a webhook', () => {
  test('is made, shown its secret once, changed, switched off and deleted, each step in the audit log without the secret', async () => {
    const made = await admin.create('webhooks', form);
    const { id } = made.body.record;
    expect(made.body.redirectUrl).toBe(`/admin/resources/webhooks/records/${id}/secret`);
    const { body } = await act(admin, 'webhooks', id, 'secret');
    expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await admin.edit('webhooks', id, { ...form, is_active: 'false', 'events.1': 'flow.published' });
    const shown = await admin.show('webhooks', id);
    expect(shown.body.record.params).toMatchObject({ is_active: false, 'events.1': 'flow.published' });
    await admin.delete('webhooks', id);
    const log = await app.db.selectFrom('audit_log').selectAll().where('entity_id', '=', id).orderBy('id').execute();
    expect(log.map(({ action }) => action)).toEqual([
      ...['webhook.created', 'webhook.secret_renewed', 'webhook.updated', 'webhook.deleted'],
    ]);
    expect(JSON.stringify(log) + shown.text + (await admin.list('webhooks')).text).not.toContain('whsec_');
  });

  test('keeps its secret sealed', async () => {
    const { id } = (await admin.create('webhooks', form)).body.record;
    const { secret } = (await act(admin, 'webhooks', id, 'secret')).body;
    const row = await app.db.selectFrom('webhook_secrets').selectAll().where('webhook_id', '=', id).executeTakeFirst();
    expect(row?.secret.toString('latin1')).not.toContain(secret.slice('whsec_'.length, 20));
  });

  test.each([
    ['http://127.0.0.1:8080/', 'This address is a private one, where nothing is sent to.'],
    ['http://[::1]/', 'This address is a private one, where nothing is sent to.'],
    ['http://localhost/', 'This address is a private one, where nothing is sent to.'],
    ['https://me:secret@example.com/', 'An address with a user or a password in it is not taken.'],
    ['ftp://example.com/', 'This must be an address such as https://example.com/hook.'],
    ['', 'This is required.'],
  ])('to %s is refused at its field', async (url, complaint) => {
    expect(complaintsOf(await admin.create('webhooks', { ...form, url }))).toEqual({ url: complaint });
  });

  test('without an event, or with one that nobody knows, is refused at its field', async () => {
    const none = await admin.create('webhooks', { url: form.url, events: '[]' });
    expect(complaintsOf(none)).toEqual({ events: expect.any(String) });
    const unknown = await admin.create('webhooks', { ...form, 'events.1': 'user.guessed' });
    expect(Object.keys(complaintsOf(unknown))).toEqual(['events.1']);
  });

  test('is not changed into a private one either', async () => {
    const { id } = (await admin.create('webhooks', form)).body.record;
    const answer = await admin.edit('webhooks', id, { url: 'http://10.0.0.1/' });
    expect(complaintsOf(answer)).toHaveProperty('url');
  });
});

describe('a delivery', () => {
  test('is told with its tries, and sent again under the same id', async () => {
    const made = await atOpen.create('webhooks', { ...form, url: receiver.url });
    const { id } = made.body.record;
    const { secret } = (await act(atOpen, 'webhooks', id, 'secret')).body;
    const worker = work(open);
    try {
      expect((await act(atOpen, 'webhooks', id, 'test')).body.notice.type).toBe('success');
      const [row] = rowsOf(await atOpen.list('webhook_deliveries'));
      expect(row).toMatchObject({ event: 'webhook.test', webhook_id: id });
      await settled(open, 'webhook_deliveries', row?.id, 'delivered');
      await act(atOpen, 'webhook_deliveries', row?.id, 'again');
      await settled(open, 'webhook_deliveries', row?.id, 'delivered');
      expect(receiver.requests.map(({ headers }) => headers['webhook-id'])).toEqual([
        `msg_${row?.id}`,
        `msg_${row?.id}`,
      ]);
      for (const { body, headers } of receiver.requests)
        expect(new Verifier(secret).verify(body, headers as Record<string, string>)).toMatchObject({
          type: 'webhook.test',
        });
      const view = JSON.parse((await atOpen.show('webhook_deliveries', row?.id)).body.record.params.view);
      expect(view).toMatchObject({
        payload: { type: 'webhook.test' },
        attempts: [{ status_code: 204 }, { status_code: 204 }],
      });
    } finally {
      await worker.stop();
    }
  });
});
