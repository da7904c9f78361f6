import { words } from './words.js';

/** What was wrong with an answer: a field's path, its label in that version, and the rule it broke. */
export interface Met {
  field: string;
  rule: string | null;
  label: string | null;
}

const texts = words.answers;

/** A field, or of an address the line that is meant, as people know it. */
export function fieldText({ field, label }: Pick<Met, 'field' | 'label'>): string {
  const [key = '', part = ''] = field.split('.');
  return (Object.hasOwn(texts.address, part) && texts.address[part]) || label || key;
}

/** “ZIP is missing”. */
export function refusalText(met: Met): string {
  const { rule } = met;
  const broken = rule && Object.hasOwn(texts.broken, rule) ? texts.broken[rule] : texts.otherwise;
  const name = fieldText(met);
  // A label that is a sentence would not stand out from ours.
  return `${/[\p{L}\p{N})]$/u.test(name) ? name : words.common.quoted(name)} ${broken}`;
}
