import * as jobs from '../../src/db/jobs.js';
import * as mails from '../../src/domain/mails.js';
import { password, type TestApp } from './app.js';
import { Caller } from './caller.js';

let people = 0;

/** Somebody who has been everywhere, and every word that is his alone. The app must trust its proxy. */
export async function somebody(app: TestApp, support: Caller) {
  people += 1;
  const n = people;
  const words = {
    email: `wanda${n}.webster@example.com`,
    earlier: `earlier${n}.webster@example.com`,
    name: `Wanda Webster ${n}`,
    about: `I keep bees, hive ${n}`,
    street: `${n} Honey Lane`,
    aside: `Wanda was born in Beeton, ${n}`,
    reason: `Wanda asked on the telephone, ${n}`,
    agent: `WandaPhone/${n}`,
    ip: `203.0.113.${n}`,
  };
  const from = { 'x-forwarded-for': words.ip, 'user-agent': words.agent };
  const account = { email: words.earlier, password, full_name: words.name };
  const { data } = await app.visitor.post('/auth/register', account, from);
  const caller = new Caller(app.origin, { ...data, id: data.user.id, email: words.email });
  await caller.patch('/users/me', { email: words.email, password }, from);
  const { id } = (await caller.post('/submissions', { flow: 'default' }, from)).data;
  const aboutYou = { about_me: words.about, birthdate: '1990-05-17' };
  await caller.put(`/submissions/${id}/pages/about-you`, { answers: aboutYou }, from);
  const address = { street: words.street, city: 'Beeton', state: 'BE', zip: '12345' };
  await caller.put(`/submissions/${id}/pages/address`, { answers: { address } }, from);
  await support.patch(`/submissions/${id}`, { answers: { about_me: `${words.about}!` }, reason: words.reason });
  const aside = JSON.stringify({ birthplace: [{ answer: words.aside, version: 1 }] });
  await app.db.updateTable('submissions').set({ set_aside: aside }).where('id', '=', id).execute();
  await support.patch(`/users/${caller.id}`, { full_name: `${words.name}, Esq.` });
  await mails.send(app.db, { kind: 'email_changed', userId: caller.id, recipient: words.earlier });
  await jobs.add(app.db, 'request_reset', { email: words.email });
  await app.db
    .insertInto('admin_sessions')
    .values({ sid: `s${n}`, sess: JSON.stringify({ userId: caller.id }), expire: new Date() })
    .execute();
  return { caller, submission: id, texts: Object.values(words), words };
}
