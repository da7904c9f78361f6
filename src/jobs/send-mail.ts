import * as store from '../db/mails.js';
import * as mails from '../domain/mails.js';
import { TryAgain } from './log.js';
import { sendBySmtp } from './smtp.js';
import type { Setting, Try } from './tasks.js';

/** Sends a mail that waits, or leaves it to the back office where there is no mail server. */
export async function sendMail(setting: Setting, { id }: { id: string }, { isLast }: Try): Promise<void> {
  const { db, config, keyring } = setting;
  const mail = await store.find(db, id);
  // Settled before a crash that its job survived, or gone with its user.
  if (mail?.status !== 'waiting') return;
  const obstacle = mails.obstacleTo(mail);
  if (obstacle) return mails.settle(db, id, 'failed', obstacle);
  if (!config.smtpUrl) return mails.settle(db, id, 'kept');
  // Counted before it is tried: a crash shows too.
  await store.countAttempt(db, id);
  const written = mails.write(mail, config, keyring);
  const failure = await sendBySmtp(config.smtpUrl, { ...written, id, from: config.mailFrom, to: mail.recipient });
  if (failure === undefined) return mails.settle(db, id, 'sent');
  await mails.settle(db, id, isLast ? 'failed' : 'waiting', failure);
  throw new TryAgain('The mail server did not take a mail; the back office tells why.');
}
