import { sql } from 'kysely';
import { system } from '../../src/domain/actors.js';
import * as fields from '../../src/domain/fields.js';
import * as flows from '../../src/domain/flows.js';
import { createKeyring } from '../../src/domain/keyring.js';
import * as mails from '../../src/domain/mails.js';
import * as pages from '../../src/domain/pages.js';
import * as versions from '../../src/domain/versions.js';
import * as webhooks from '../../src/domain/webhooks.js';
import type { TestApp } from './app.js';
import type { Caller } from './caller.js';

const by = system('system');

/** What people and editors typed. */
export interface Typed {
  name: string;
  title: string;
  description: string;
  label: string;
  help: string;
  option: string;
  answer: string;
  notes: string;
  reason: string;
}

export const plain: Typed = {
  name: 'Ann Archer',
  title: 'About the garden',
  description: 'What grows in it.',
  label: 'Favourite plant',
  help: 'Just one.',
  option: 'Roses',
  answer: 'Tea roses, red ones',
  notes: 'Asks for the plants too',
  reason: 'Asked on the telephone',
};

/** A back office with something on every page: two versions, people along the way, what was sent and what failed. */
export async function furnish(app: TestApp, typed: Typed = plain) {
  const { db } = app;
  const flow = await flows.create(db, by, { slug: 'garden', title: typed.title });
  const field = await fields.create(db, by, { key: 'plant', label: typed.label, help: typed.help, type: 'textarea' });
  const options = [
    { value: 'one', label: typed.option },
    { value: 'two', label: 'Lilies' },
  ];
  const choice = await fields.create(db, by, { key: 'colour', label: `${typed.label} 2`, type: 'select', options });
  const place = (...ids: string[]) => ids.map((id) => ({ field_id: id, required: true }));
  const { title, description } = typed;
  const page = await pages.create(db, by, {
    flow_id: flow.id,
    key: 'plants',
    title,
    description,
    fields: place(field.id),
  });
  await pages.create(db, by, { flow_id: flow.id, key: 'more', title: `${title} 2`, fields: place(choice.id) });
  const earlier = await versions.publish(db, by, flow.id, { notes: typed.notes });
  const { member, stuck } = await people(app, typed);
  const unready = await flows.create(db, by, { slug: 'unready', title: `${typed.title} 3` });
  await pages.create(db, by, { flow_id: unready.id, key: 'empty', title: typed.title, fields: [] });
  await pages.update(db, by, page.id, { title: `${typed.title}!` });
  const version = await versions.publish(db, by, flow.id, { notes: typed.notes });
  await fields.update(db, by, field.id, { label: `${typed.label}?` });
  const using = { keyring: createKeyring(app.config.tokenSecret), allowPrivate: true } as never;
  const hook = { url: 'https://example.com/hook', events: ['user.registered'], is_active: true };
  const webhook = await webhooks.create(db, by, { ...hook, description: typed.notes }, using);
  await webhooks.sendTest(db, by, webhook.id);
  await mails.send(db, { kind: 'password_changed', userId: member.id, recipient: member.email });
  await sql`update mails set status = 'failed', last_error = ${typed.notes}`.execute(db);
  const only = async (table: 'mails' | 'webhook_deliveries' | 'audit_log', order = 'created_at') =>
    (
      await db
        .selectFrom(table as 'mails')
        .select('id')
        .orderBy(order as 'id', 'desc')
        .executeTakeFirstOrThrow()
    ).id;
  const [mail, delivery, entry] = [await only('mails'), await only('webhook_deliveries'), await only('audit_log')];
  const ids = { flow: flow.id, unready: unready.id, field: field.id, choice: choice.id, page: page.id };
  return {
    ...ids,
    version: version.id,
    earlier: earlier.id,
    member: member.id,
    stuck,
    webhook: webhook.id,
    mail,
    delivery,
    entry,
  };
}

export type Scene = Awaited<ReturnType<typeof furnish>>;

/** One who finished and was corrected, one who is stuck at the second page, one who was deleted. */
async function people(app: TestApp, typed: Typed) {
  const member = await named(app, typed.name);
  const support = await app.signedIn('support');
  const done = await journey(member, typed.answer);
  await member.put(`/submissions/${done}/pages/more`, { answers: { colour: 'one' } });
  await member.post(`/submissions/${done}/complete`);
  await support.patch(`/submissions/${done}`, { answers: { plant: `${typed.answer}.` }, reason: typed.reason });
  const slow = await named(app, typed.name);
  const stuck = await journey(slow, typed.answer);
  await slow.put(`/submissions/${stuck}/pages/more`, { answers: {} });
  await app.pool.query('alter table submissions disable trigger submissions_touch');
  await app.pool.query("update submissions set updated_at = now() - interval '10 days' where id = $1", [stuck]);
  const aside = JSON.stringify({ plant: [{ answer: typed.answer, version: 1 }] });
  await app.pool.query('update submissions set set_aside = $2 where id = $1', [stuck, aside]);
  await app.pool.query('alter table submissions enable trigger submissions_touch');
  const gone = await named(app, typed.name);
  await app.pool.query('update users set deleted_at = now() where id = $1', [gone.id]);
  return { member: { id: member.id, email: member.email }, stuck };
}

async function named(app: TestApp, name: string): Promise<Caller> {
  const member = await app.signedIn('member');
  await app.db.updateTable('users').set({ full_name: name }).where('id', '=', member.id).execute();
  return member;
}

async function journey(member: Caller, plant: string): Promise<string> {
  const { id } = (await member.post('/submissions', { flow: 'garden' })).data;
  await member.put(`/submissions/${id}/pages/plants`, { answers: { plant } });
  return id;
}
