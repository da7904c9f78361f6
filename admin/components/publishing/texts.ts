import { words } from '../shared/words.js';

/** The words of publishing, rolling back and what came before. */
export const say = words.publishing;
