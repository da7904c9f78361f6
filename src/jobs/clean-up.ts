import { cleanUp as clean } from '../domain/cleaning.js';
import type { Setting } from './tasks.js';

/** Takes away what has served its time. */
export async function cleanUp({ db, log }: Setting): Promise<void> {
  log.info({ removed: await clean(db) }, 'cleaned up');
}
