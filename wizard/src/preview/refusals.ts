import { type Answers, type Detail, DoorstepError, type Field, type Page } from 'doorstep-client';
import { isClean } from '../../../src/domain/characters.js';
import { today } from '../../../src/domain/dates.js';
import { checkPage } from '../checks/pages.js';
import { own } from '../state/values.js';
import { en } from '../texts/en.js';

/** What the server would refuse, in its own language: the screens say it in theirs. */
export function complaints(page: Page, answers: Answers, at = ''): Detail[] {
  const say = en.complaints;
  const unclean = page.fields.filter((field) => !isStorable(field, own(answers, field.key)));
  const found = [
    ...Object.entries(checkPage(page, answers, today(), say)),
    ...unclean.map(({ key }) => [key, say.characters] as const),
  ];
  return [...new Map(found)].map(([path, error]) => ({ field: at + path, error }));
}

function isStorable({ type }: Field, answer: unknown): boolean {
  const texts = typeof answer === 'object' && answer !== null ? Object.values(answer) : [answer];
  return texts.every((text) => typeof text !== 'string' || isClean(text, type === 'textarea'));
}

export function refuse(details: Detail[]): void {
  if (details.length) throw new DoorstepError('VALIDATION_ERROR', { status: 422, details });
}
