import type { Answers, Field } from 'doorstep-client';
import { addressParts, own } from '../state/values.js';
import { texts } from '../texts/texts.js';
import { labelOf } from './said.js';

const say = texts.review;

/** An answer as it is read: labels in place of values, dates in words, an address in lines. */
export function answerText({ type, options }: Field, answer: unknown): string {
  if (answer === undefined || answer === null || answer === '') return say.nothing;
  const labelOf = (value: unknown) => options?.find((option) => option.value === value)?.label ?? String(value);
  if (type === 'checkbox') return answer === true ? say.yes : say.no;
  if (type === 'select') return labelOf(answer);
  if (type === 'multi_select') return (answer as unknown[]).map(labelOf).join('\n') || say.nothing;
  if (type === 'address') return addressParts.map((part) => own(answer, part)).join('\n');
  if (type === 'number') return Number(answer).toLocaleString(texts.language, { maximumFractionDigits: 20 });
  return type === 'date' ? dayText(String(answer)) : String(answer);
}

/** What was chosen is read as the editor wrote it, which may be in another language; options of one field share it, mostly. */
function langOfAnswer({ type, langs }: Field, answer: unknown): string | undefined {
  const chosen = type === 'select' ? [answer] : type === 'multi_select' && Array.isArray(answer) ? answer : [];
  const tags = new Set(chosen.map((value) => langs?.[`options.${value}`]));
  return tags.size === 1 ? [...tags][0] : undefined;
}

/** A calendar day in words; it has no time zone, so it is read and written in the same one. */
export const dayText = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(texts.language, { dateStyle: 'long', timeZone: 'UTC' });

/** Questions and answers of a page. */
export function AnswerList({ fields, answers }: { fields: Field[]; answers: Answers }) {
  return (
    <dl className="space-y-3">
      {fields.map((field) => (
        <div key={field.key}>
          <dt className="text-sm text-muted">{labelOf(field)}</dt>
          <dd className="break-words whitespace-pre-line" lang={langOfAnswer(field, own(answers, field.key))}>
            {answerText(field, own(answers, field.key))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
