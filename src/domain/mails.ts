import * as jobs from '../db/jobs.js';
import * as store from '../db/mails.js';
import type { Db } from '../db/pool.js';
import type { MailKind } from '../db/types.js';

export interface NewMail {
  kind: MailKind;
  userId: string;
  recipient: string;
  /** The row of the token that its link carries. */
  tokenId?: string;
}

/** Queues a mail, in the transaction of the fact it tells of: it goes out exactly when that is committed. */
export async function send(tx: Db, { kind, userId, recipient, tokenId }: NewMail): Promise<void> {
  const id = await store.insert(tx, { kind, user_id: userId, recipient, token_id: tokenId ?? null });
  await jobs.add(tx, 'send_mail', { id });
}
