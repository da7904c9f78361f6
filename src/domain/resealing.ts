import type { Db } from '../db/pool.js';
import * as store from '../db/sealed.js';
import type { Keyring } from './keyring.js';
import { purpose as ofFactors } from './second-factors.js';
import { purpose as ofWebhooks } from './webhooks.js';

export interface Resealing {
  /** Sealed anew, under the newest secret. */
  done: number;
  /** Under a secret that is not listed: nobody can open them. */
  lost: number;
  /** Accounts whose recovery codes are hashed under another secret: they can't be hashed anew without the codes. */
  codes: number;
}

const batch = 500;

/**
 * Seals what is kept sealed under the newest secret, so that an older one can be dropped. No audit row: what is sealed stays the
 * same. May run beside the server, and again.
 */
export async function reseal(db: Db, keyring: Keyring): Promise<Resealing> {
  const factors = await resealPlace(db, keyring, 'second_factors', ofFactors);
  const webhooks = await resealPlace(db, keyring, 'webhook_secrets', ofWebhooks);
  return {
    done: factors.done + webhooks.done,
    lost: factors.lost + webhooks.lost,
    codes: await store.accountsWithOtherCodes(db, keyring.id),
  };
}

async function resealPlace(db: Db, keyring: Keyring, place: store.Place, purpose: string) {
  let [done, lost, after] = [0, 0, '00000000-0000-0000-0000-000000000000'];
  for (let rows = await store.sealedAfter(db, place, after, batch); rows.length; ) {
    for (const { id, secret } of rows) {
      const anew = keyring.reseal(purpose, secret);
      if (anew) await store.replace(db, place, id, { from: secret, to: anew });
      if (anew) done += 1;
      else if (keyring.open(purpose, secret) === undefined) lost += 1;
      after = id;
    }
    rows = await store.sealedAfter(db, place, after, batch);
  }
  return { done, lost };
}
