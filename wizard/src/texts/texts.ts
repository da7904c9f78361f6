import { en } from './en.js';

/** Every word the wizard itself says. Another language is another file of this shape, chosen here. */
export type Texts = typeof en;

export const texts: Texts = en;
