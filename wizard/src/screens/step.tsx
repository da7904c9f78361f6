import type { Page, Submission, Version } from 'doorstep-client';
import { type FormEvent, type ReactNode, useRef } from 'react';
import type { Complaints } from '../checks/pages.js';
import { Control } from '../fields/controls.js';
import { Conflict } from '../parts/conflicts.js';
import { ErrorSummary } from '../parts/error-summaries.js';
import { Card } from '../parts/layouts.js';
import { Notice } from '../parts/notices.js';
import { focusOn } from '../parts/paths.js';
import { labelOf } from '../parts/said.js';
import { StepHead } from '../parts/step-heads.js';
import { Trouble } from '../parts/troubles.js';
import { useAnswerForm } from '../state/answer-forms.js';
import { placeAfter, reached } from '../state/journeys.js';
import { goTo, reviewPlace } from '../state/places.js';
import { useSaving } from '../state/savings.js';
import { own, type Value } from '../state/values.js';
import { texts } from '../texts/texts.js';

const say = texts.page;

interface Props {
  version: Version;
  submission: Submission;
  page: Page;
  onNews(fresh: Submission): void;
}

/** One page of the flow. */
export function Step({ version, submission, page, onNews }: Props) {
  const form = useAnswerForm(page, submission);
  const element = useRef<HTMLFormElement>(null);
  const next = placeAfter(page, version, reached(version, submission) === version.pages.length);
  const saving = useSaving({
    version,
    page,
    submission,
    form,
    onSaved: (saved) => {
      onNews(saved);
      goTo(next);
    },
    onNews,
    onComplaints: focusFirst,
  });

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (saving.busy) return;
    const found = { ...form.check(), ...halfTyped(element.current) };
    form.setComplaints(found);
    if (Object.keys(found).length) focusFirst(found);
    else saving.go();
  };

  const complaints = Object.entries(form.complaints);
  const { conflict } = saving;
  return (
    <Card>
      <StepHead version={version} page={page} isWrong={complaints.length > 0} />
      {form.isRestored && <Notice look="calm">{say.restored}</Notice>}
      {conflict && (
        <Conflict
          version={version}
          page={page}
          known={{ ...submission.answers, ...form.basis.current.base }}
          fresh={conflict}
          typed={form.answers()}
          keep={() => saving.keepMine(conflict)}
          take={() => saving.takeTheirs(conflict)}
        />
      )}
      {complaints.length > 0 && <ErrorSummary complaints={complaints} labelOf={(path) => nameOf(page, path)} />}
      <form ref={element} noValidate className="space-y-6" onSubmit={submit}>
        {page.fields.map((field) => (
          <Control
            key={field.key}
            field={field}
            value={form.values[field.key] as Value}
            complaint={(path) => own(form.complaints, path) as string | undefined}
            change={(value) => form.change(field.key, value)}
            leave={() => form.leave(field.key)}
          />
        ))}
        <Trouble attempts={{ ...saving, go: submit }} refusal={saving.refusal} />
        <button type="submit" className="button button-main w-full sm:w-auto" aria-disabled={saving.busy}>
          {saving.busy ? say.saving : next === reviewPlace ? say.toReview : say.next}
        </button>
      </form>
    </Card>
  );
}

/** After the complaints are drawn, so that the first one is read out with its field. */
function focusFirst(complaints: Complaints): void {
  requestAnimationFrame(() => focusOn(Object.keys(complaints)[0] ?? ''));
}

function nameOf({ fields }: Page, path: string): ReactNode {
  const [key, part] = path.split('.');
  const parts: Record<string, string> = texts.fields.address;
  const field = fields.find((one) => one.key === key);
  return (part && parts[part]) || (field ? labelOf(field) : path);
}

/** A date that is typed in part is, to a script, an empty one. */
function halfTyped(form: HTMLFormElement | null): Complaints {
  const dates = [...(form?.querySelectorAll<HTMLInputElement>('input[type=date]') ?? [])];
  const broken = dates.filter(({ validity }) => validity.badInput);
  return Object.fromEntries(broken.map(({ name }) => [name, texts.complaints.formats.date ?? '']));
}
