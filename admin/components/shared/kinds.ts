import { inWords } from './records.js';
import { words } from './words.js';

/** What the audit log tells of, as people call it. */

export const thingText = (table: string) =>
  (Object.hasOwn(words.audit.things, table) ? words.audit.things[table] : undefined) ?? inWords(table);

/** `flow.published` as people say it. */
export const actionText = (action: string) =>
  (Object.hasOwn(words.audit.actions, action) ? words.audit.actions[action] : undefined) ??
  inWords(action.replaceAll('.', '_'));
