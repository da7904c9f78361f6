import { words } from '../shared/words.js';

/** Every word of the flow builder. */
export const texts = words.builder;
