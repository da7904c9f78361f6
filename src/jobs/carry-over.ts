import * as carryOver from '../domain/carry-over.js';
import type { Setting } from './tasks.js';

/** Carries over to a version whoever was too many for the transaction that published it. */
export async function carryOn({ db }: Setting, { id }: { id: string }): Promise<void> {
  await carryOver.goOn(db, id);
}
