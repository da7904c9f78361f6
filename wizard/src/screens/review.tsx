import { DoorstepError, type Submission, type Version } from 'doorstep-client';
import { useState } from 'react';
import { told } from '../checks/refusals.js';
import { AnswerList } from '../parts/answers.js';
import { Heading } from '../parts/headings.js';
import { Card } from '../parts/layouts.js';
import { Notice } from '../parts/notices.js';
import { Progress, whereText } from '../parts/progress.js';
import { labelOf } from '../parts/said.js';
import { BackLink } from '../parts/step-heads.js';
import { Trouble } from '../parts/troubles.js';
import { useAttempts } from '../state/attempts.js';
import { doorstep } from '../state/doorstep.js';
import { drafts } from '../state/drafts.js';
import { addressOf } from '../state/places.js';
import { texts } from '../texts/texts.js';

const say = texts.review;

interface Props {
  version: Version;
  submission: Submission;
  onNews(fresh: Submission): void;
}

/** Every answer once more, each page with a way back to it, and the end. */
export function Review({ version, submission, onNews }: Props) {
  const [refusal, setRefusal] = useState<DoorstepError>();
  const attempts = useAttempts(
    async () => onNews(await complete(submission)),
    (error) => {
      if (!(error instanceof DoorstepError)) throw error;
      if (error.status !== 401) setRefusal(error);
    },
  );
  const unsaved = version.pages.filter(({ key }) => drafts.read(submission.id, key));
  const { pages } = version;
  const where = { step: pages.length + 1, total: pages.length };
  const finish = () => {
    setRefusal(undefined);
    // Finishing would throw away what is typed and not saved.
    if (unsaved.length) document.getElementById('unsaved')?.focus();
    else attempts.go();
  };
  return (
    <Card>
      <div className="space-y-3">
        <BackLink place={pages.at(-1)?.key} />
        <Progress {...where} />
      </div>
      <div className="space-y-2">
        <Heading title={[say.title, whereText(where), version.title]}>{say.title}</Heading>
        <p className="text-muted">{say.lead}</p>
      </div>
      {unsaved.map((page, index) => (
        <Notice key={page.key} look="warning">
          <p>{say.unsaved(page.title)}</p>
          <a id={index === 0 ? 'unsaved' : undefined} className="link" href={addressOf(page.key)}>
            {say.goOn}
          </a>
        </Notice>
      ))}
      {pages.map((page) => (
        <section key={page.key} aria-labelledby={`page-${page.key}`} className="space-y-3 border-t border-line pt-4">
          <div className="flex items-baseline justify-between gap-4">
            <h2 id={`page-${page.key}`} lang={page.langs?.title} className="text-lg font-semibold">
              {page.title}
            </h2>
            <a className="link shrink-0" aria-label={say.changePage(page.title)} href={addressOf(page.key)}>
              {say.change}
            </a>
          </div>
          <AnswerList fields={page.fields} answers={submission.answers} />
        </section>
      ))}
      {refusal?.code === 'VALIDATION_ERROR' ? (
        <Missing version={version} refusal={refusal} />
      ) : (
        <Trouble attempts={attempts} refusal={refusal} />
      )}
      <button
        type="button"
        className="button button-main w-full sm:w-auto"
        aria-disabled={attempts.busy}
        onClick={finish}
      >
        {attempts.busy ? say.finishing : say.finish}
      </button>
    </Card>
  );
}

/** Done is done, also where the answer to an earlier try was lost. Refused by another version's rules, it is that version's. */
async function complete({ id, version }: Submission): Promise<Submission> {
  try {
    return await doorstep.submissions.complete(id);
  } catch (error) {
    if (!(error instanceof DoorstepError)) throw error;
    if (error.code !== 'SUBMISSION_COMPLETED' && error.code !== 'VALIDATION_ERROR') throw error;
    const fresh = await doorstep.submissions.read(id);
    if (error.code === 'VALIDATION_ERROR' && fresh.version === version) throw error;
    return fresh;
  }
}

/** What the server still wants: `pages.<page>.fields.<field>`, or a whole page. */
function Missing({ version, refusal }: { version: Version; refusal: DoorstepError }) {
  return (
    <Notice look="danger" role="alert">
      <h2 className="font-semibold">{say.refused}</h2>
      <ul>
        {refusal.details.map(({ field: path, error }) => {
          const [, pageKey, , fieldKey] = path.split('.');
          const page = version.pages.find(({ key }) => key === pageKey);
          const field = page?.fields.find(({ key }) => key === fieldKey);
          return (
            <li key={path}>
              <a className="link" href={addressOf(page?.key ?? '')}>
                {field ? labelOf(field) : page?.title}: {told(error)}
              </a>
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
