import * as jobs from '../db/jobs.js';
import * as store from '../db/mails.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { Mail, MailKind, MailStatus } from '../db/types.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import * as audit from './audit.js';
import type { Keyring } from './keyring.js';
import { mailTexts, moments } from './mail-texts.js';
import { permit } from './permissions.js';
import { tokenBehind } from './user-tokens.js';

export interface NewMail {
  kind: MailKind;
  userId: string;
  recipient: string;
  /** The row of the token that its link carries. */
  tokenId?: string;
  /** Where it is not said, the one his last mail was in. */
  language?: string;
}

/** Queues a mail, in the transaction of the fact it tells of: it goes out exactly when that is committed. */
export async function send(tx: Db, { kind, userId, recipient, tokenId, language }: NewMail): Promise<void> {
  const spoken = language ?? (await store.lastLanguage(tx, userId));
  const id = await store.insert(tx, { kind, user_id: userId, recipient, token_id: tokenId ?? null, language: spoken });
  await jobs.add(tx, 'send_mail', { id });
}

/** Queues the mails of a crowd in the same way, behind those that one person waits for. */
export async function sendAll(tx: Db, mails: NewMail[]): Promise<void> {
  const rows = mails.map(({ kind, userId, recipient, tokenId }) => ({
    ...{ kind, user_id: userId, recipient },
    token_id: tokenId ?? null,
  }));
  await jobs.addMails(tx, await store.insertAll(tx, rows));
}

/** Queues a mail again that failed. Throws FORBIDDEN, NOT_FOUND, CONFLICT (it did not fail). */
export async function sendAgain(db: Db, actor: Actor, id: string): Promise<Mail> {
  permit(actor, 'mails.send');
  return inTransaction(db, async (tx) => {
    const before = await store.lock(tx, id);
    if (!before) throw errors.notFound();
    if (before.status !== 'failed') throw errors.conflict({ message: 'Only a mail that failed can be sent again.' });
    const after = await store.update(tx, id, { status: 'waiting', last_error: null });
    await jobs.add(tx, 'send_mail', { id });
    // Who got which mail is told by the row: the log keeps no address that erasure would have to look for.
    await audit.record(tx, actor, { action: 'mail.sent_again', entity: 'mails', entityId: id });
    return after;
  });
}

/** Why a mail is not to be sent any more, in words; undefined while it is. */
export function obstacleTo(mail: store.Addressed): string | undefined {
  if (mail.is_gone) return 'The account is gone.';
  if (!hasLink(mail.kind)) return undefined;
  if (!mail.is_active) return 'The account is deactivated.';
  if (!mail.good_until) return 'Its link is no longer good: it was used, has expired, or another one was sent.';
  return mail.is_current ? undefined : 'The account has another address now.';
}

const hasLink = (kind: MailKind) => kind === 'verify_email' || kind === 'reset_password';

/** What came of an attempt. `error` must not carry a secret. */
export async function settle(db: Db, id: string, status: MailStatus, error?: string): Promise<void> {
  const sent_at = status === 'sent' ? new Date() : null;
  await store.settle(db, id, { status, sent_at, last_error: error?.slice(0, 1000) ?? null });
}

export interface Sender {
  /** As MAIL_FROM has it. */
  mailFrom: string;
  frontendUrl: string;
  publicUrl: string;
}

/** A mail as it goes out. */
export interface Written {
  subject: string;
  text: string;
  html: string;
}

type Facts = Pick<
  store.Addressed,
  'kind' | 'role' | 'token_id' | 'token_hash' | 'good_until' | 'is_welcome' | 'language'
>;

/** Writes a mail. Without a keyring its link is masked: whoever reads it then can't use it. */
export function write(mail: Facts, sender: Sender, keyring?: Keyring): Written {
  const language = mail.language === 'de' ? 'de' : 'en';
  const { subject, paragraphs, action } = mailTexts[language][mail.is_welcome ? 'welcome' : mail.kind];
  const { at, used } = moments[language];
  const link = mail.token_id
    ? linkOf(mail, sender, keyring ? tokenBehind(keyring, mail.token_id, mail.token_hash) : '…')
    : '';
  const until = mail.good_until ? `${at(mail.good_until)} UTC` : used;
  const facts: Record<string, string> = { sender: nameOf(sender), link, until };
  const filled = paragraphs.map((text) => text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? ''));
  const html = filled.map((text) => {
    const safe = escapeHtml(text);
    return text === link && link
      ? `<p><a href="${safe}">${escapeHtml(action ?? link)}</a><br>${safe}</p>`
      : `<p>${safe}</p>`;
  });
  return { subject, text: `${filled.join('\n\n')}\n`, html: page(language, subject, html.join('\n')) };
}

/** The token stands behind the #, which browsers send to no server. */
function linkOf({ kind, role }: Facts, { frontendUrl, publicUrl }: Sender, token: string): string {
  if (kind === 'verify_email') return `${frontendUrl}/#verify-email?token=${token}`;
  return role === 'member'
    ? `${frontendUrl}/#reset-password?token=${token}`
    : `${publicUrl}/admin/reset-password/link#token=${token}`;
}

/** The sender as people know it: `Acme` of `Acme <hello@example.com>`, else the host. */
function nameOf({ mailFrom, frontendUrl }: Sender): string {
  return /^"?([^<>"]+?)"?\s*</.exec(mailFrom)?.[1] ?? new URL(frontendUrl).host;
}

const page = (language: string, title: string, body: string) => `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; color: #17211f; max-width: 36em">
${body}
</body>
</html>
`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);
