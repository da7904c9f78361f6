/** What was wrong with an answer: a field's path, its label in that version, and the rule it broke. */
export interface Met {
  field: string;
  rule: string | null;
  label: string | null;
}

const texts = {
  parts: { street: 'Street', city: 'City', state: 'State', zip: 'ZIP' } as Record<string, string>,
  broken: {
    required: 'is missing',
    min_length: 'is too short',
    max_length: 'is too long',
    pattern: 'does not have the expected form',
    format: 'does not have the expected form',
    options: 'is none of the choices',
    min: 'is too small or too early',
    max: 'is too large or too late',
    type: 'is of the wrong kind',
    characters: 'has characters that cannot be stored',
  } as Record<string, string>,
  otherwise: 'was not accepted',
};

/** A field, or of an address the line that is meant, as people know it. */
export function fieldText({ field, label }: Pick<Met, 'field' | 'label'>): string {
  const [key = '', part = ''] = field.split('.');
  return (Object.hasOwn(texts.parts, part) && texts.parts[part]) || label || key;
}

/** “ZIP is missing”. */
export function refusalText(met: Met): string {
  const { rule } = met;
  const broken = rule && Object.hasOwn(texts.broken, rule) ? texts.broken[rule] : texts.otherwise;
  const name = fieldText(met);
  // A label that is a sentence would not stand out from ours.
  return `${/[\p{L}\p{N})]$/u.test(name) ? name : `“${name}”`} ${broken}`;
}
