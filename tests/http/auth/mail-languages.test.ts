import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mailTexts } from '../../../src/domain/mail-texts.js';
import * as mails from '../../../src/domain/mails.js';
import { password, type TestApp, testApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

/** The languages of all mails to an address, the first one first. */
const sentTo = async (email: string) => {
  const rows = await app.db
    .selectFrom('mails')
    .select(['kind', 'language'])
    .where('recipient', '=', email)
    .orderBy('created_at')
    .execute();
  return rows.map(({ kind, language }) => `${kind} ${language}`);
};
let people = 0;
async function register(acceptLanguage?: string) {
  people += 1;
  const email = `reader${people}@example.com`;
  const headers = acceptLanguage === undefined ? undefined : { 'accept-language': acceptLanguage };
  const { data } = await app.visitor.post('/auth/register', { email, password }, headers);
  return { email, id: data.user.id, headers: { authorization: `Bearer ${data.access_token}` } };
}

describe('a mail is written', () => {
  test.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['fr, de;q=0.5', 'de'],
    ['en-GB', 'en'],
    ['fr', 'en'],
    ['*', 'en'],
    [undefined, 'en'],
    ["'; drop table mails", 'en'],
  ])('to who registers with Accept-Language %j in %s', async (header, language) => {
    const { email } = await register(header);
    expect(await sentTo(email)).toEqual([`verify_email ${language}`]);
  });

  test('in the language of the last one, where the request names none', async () => {
    const { email, headers } = await register('de');
    const change = { current_password: password, new_password: `${password}, another` };
    expect((await app.visitor.put('/users/me/password', change, headers)).status).toBe(200);
    expect(await sentTo(email)).toEqual(['verify_email de', 'password_changed de']);
    await app.visitor.post('/auth/resend-verification', undefined, { ...headers, 'accept-language': 'en' });
    expect((await sentTo(email)).at(-1)).toBe('verify_email en');
  });

  test('with a link to a new password in the language of whoever asks', async () => {
    const { email } = await register('en');
    await app.visitor.post('/auth/forgot-password', { email }, { 'accept-language': 'de' });
    const { rows } = await app.pool.query(
      `select payload from graphile_worker._private_jobs where payload ->> 'email' = $1`,
      [email],
    );
    expect(rows).toEqual([{ payload: { email, language: 'de' } }]);
  });
});

describe('in German', () => {
  const sender = {
    mailFrom: 'Acme <hello@acme.example>',
    frontendUrl: 'https://acme.example',
    publicUrl: 'https://acme.example',
  };
  const facts = { role: 'member' as const, token_id: null, token_hash: null, is_welcome: false, language: 'de' };

  test.each(Object.keys(mailTexts.en) as (keyof typeof mailTexts.en)[])(
    '%s says the same, with the same facts',
    (kind) => {
      const placeholders = (language: 'en' | 'de') =>
        mailTexts[language][kind].paragraphs.flatMap((text) => text.match(/\{\w+\}/g) ?? []);
      expect(placeholders('de')).toEqual(placeholders('en'));
      expect(Boolean(mailTexts.de[kind].action)).toBe(Boolean(mailTexts.en[kind].action));
      const is_welcome = kind === 'welcome';
      const good_until = new Date('2026-03-04T05:06:00Z');
      const mail = { ...facts, kind: is_welcome ? ('reset_password' as const) : kind, is_welcome, good_until };
      const { subject, text, html } = mails.write(mail, sender);
      expect(subject).toBe(mailTexts.de[kind].subject);
      expect(html).toContain('<html lang="de">');
      expect(text).not.toMatch(/\b(the|your|account|Hello)\b/);
      if (placeholders('de').includes('{until}')) expect(text).toContain('4. März 2026 um 05:06 UTC');
    },
  );
});
