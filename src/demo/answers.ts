import type { FieldDocument } from '../domain/schemas.js';
import type { PageDocument, Version } from '../domain/versions.js';
import { type Chances, day, minute } from './chances.js';

type Page = Version['pages'][number];

const iso = (date: Date) => date.toISOString().slice(0, 10);

/** An answer of the kind that is asked for. */
function answer({ faker, now }: Chances, field: FieldDocument, at: Date): unknown {
  switch (field.type) {
    case 'textarea':
      return `${faker.person.bio()}. ${faker.lorem.sentences({ min: 1, max: 3 })}`;
    case 'date':
      return field.min === undefined
        ? iso(faker.date.birthdate({ mode: 'age', min: 18, max: 78, refDate: now }))
        : iso(faker.date.soon({ days: 60, refDate: new Date(at.getTime() + day) }));
    case 'address':
      return {
        street: faker.location.streetAddress(),
        city: faker.location.city(),
        state: faker.location.state({ abbreviated: true }),
        zip: faker.location.zipCode('#####'),
      };
    case 'select':
      return faker.helpers.arrayElement(field.options ?? []).value;
    case 'multi_select':
      return faker.helpers.arrayElements(field.options ?? [], { min: 1, max: 3 }).map(({ value }) => value);
    case 'number':
      return faker.number.int({ min: Number(field.min ?? 1), max: Math.min(Number(field.max ?? 100), 60) });
    case 'checkbox':
      return true;
    default:
      return text(faker, field.type);
  }
}

/** Addresses and numbers that nobody has. */
function text(faker: Chances['faker'], type: string): string {
  if (type === 'phone') return `+1 202 555 ${faker.string.numeric(4)}`;
  if (type === 'email')
    return `${faker.internet
      .username()
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')}@people.example`;
  if (type === 'url') return `https://${faker.internet.domainWord()}.example`;
  return faker.company.name();
}

/** Valid answers to a page; what need not be answered is often left out. */
export function answersTo(chances: Chances, page: Page, at: Date): Record<string, unknown> {
  const asked = page.fields.filter(({ required }) => required || chances.happens(0.6));
  const answers = Object.fromEntries(asked.map((field) => [field.key, answer(chances, field, at)]));
  const [wrong] = page.check(answers, iso(at));
  if (wrong) throw new Error(`The demo answers ${page.key} wrongly: ${wrong.field}: ${wrong.error}`);
  return answers;
}

/** What people usually get wrong on a page, as its check tells it. */
export function mistakesOn({ faker }: Chances, { fields }: PageDocument): { field: string; rule: string }[] {
  const able = fields.filter(({ required }) => required);
  return faker.helpers.arrayElements(able, { min: 1, max: 2 }).map(({ key, type, max }) => {
    if (type === 'address')
      return { field: `${key}.${faker.helpers.arrayElement(['zip', 'state', 'city'])}`, rule: 'required' };
    if (type === 'date' && max !== undefined && faker.number.float() < 0.4) return { field: key, rule: 'max' };
    if (type === 'email' || type === 'url') return { field: key, rule: 'format' };
    return { field: key, rule: 'required' };
  });
}

/** A moment in which a page is filled in. */
export const filling = ({ after }: Chances, time: Date) => after(time, minute / 4, 9 * minute);
