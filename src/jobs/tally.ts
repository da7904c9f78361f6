import { keepTallies } from '../domain/tallies.js';
import type { Setting } from './tasks.js';

/** Keeps lists and figures of millions quick. */
export const tally = ({ db }: Setting): Promise<void> => keepTallies(db);
