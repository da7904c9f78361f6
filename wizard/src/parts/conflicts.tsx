import type { Answers, Field, Page, Submission, Version } from 'doorstep-client';
import { type ReactNode, useEffect, useRef } from 'react';
import { own, same } from '../state/values.js';
import { texts } from '../texts/texts.js';
import { answerText } from './answers.js';
import { Notice } from './notices.js';
import { labelOf } from './said.js';

const say = texts.conflict;

interface Props {
  version: Version;
  page: Page;
  /** As it was known here, as it is now, and what is typed on the page. */
  known: Answers;
  fresh: Submission;
  typed: Answers;
  keep(): void;
  take(): void;
}

/** Somebody saved in the meantime: what changed there, what is typed here, and the choice between them. */
export function Conflict({ version, page, known, fresh, typed, keep, take }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const there = (field: Field) => own(fresh.answers, field.key);
  const others = version.pages.filter((other) => other !== page).flatMap(({ fields }) => fields);
  const elsewhere = others.filter((field) => !same(there(field), own(known, field.key)));
  const here = page.fields.filter((field) => !same(there(field), own(typed, field.key)));
  const isOverwritten = page.fields.some((field) => !same(there(field), own(known, field.key)));
  return (
    <Notice look="warning">
      <h2 ref={heading} tabIndex={-1} className="font-semibold outline-none">
        {say.title}
      </h2>
      <p>{say.lead}</p>
      <dl className="space-y-3">
        {elsewhere.map((field) => (
          <Change key={field.key} label={labelOf(field)} there={answerText(field, there(field))} />
        ))}
        {isOverwritten &&
          here.map((field) => (
            <Change
              key={field.key}
              label={labelOf(field)}
              there={answerText(field, there(field))}
              here={answerText(field, own(typed, field.key))}
            />
          ))}
      </dl>
      <div className="flex flex-wrap gap-3">
        <button type="button" className="button button-main" onClick={keep}>
          {say.keep}
        </button>
        {isOverwritten && (
          <button type="button" className="button button-plain" onClick={take}>
            {say.take}
          </button>
        )}
      </div>
    </Notice>
  );
}

function Change({ label, there, here }: { label: ReactNode; there: string; here?: string }) {
  return (
    <div>
      <dt className="font-medium">{label}</dt>
      <dd className="break-words whitespace-pre-line">
        <span className="text-sm text-muted">{say.there}: </span>
        {there}
      </dd>
      {here !== undefined && (
        <dd className="break-words whitespace-pre-line">
          <span className="text-sm text-muted">{say.here}: </span>
          {here}
        </dd>
      )}
    </div>
  );
}
