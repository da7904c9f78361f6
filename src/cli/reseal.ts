import { createKeyring } from '../domain/keyring.js';
import { noMore, say, withDatabase } from './terminal.js';

/** Seals what is kept sealed under the newest TOKEN_SECRET, and says whether the older ones can be dropped. */
export async function reseal(rest: string[]): Promise<void> {
  noMore(rest);
  const { reseal: run } = await import('../domain/resealing.js');
  await withDatabase(async ({ config, db }) => {
    const { done, lost, codes } = await run(db, createKeyring(config.tokenSecret, config.olderSecrets.token));
    say(`Sealed anew: ${done}. Second factors and webhooks' secrets no longer need an older TOKEN_SECRET.`);
    if (lost) say(`Opened by no TOKEN_SECRET that is listed, and to be made anew: ${lost}.`);
    if (codes)
      say(
        `Accounts whose recovery codes may be of an older TOKEN_SECRET: ${codes}. New ones are made at “Your account”.`,
      );
  });
}
