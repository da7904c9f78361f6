import type { Submission, Version } from 'doorstep-client';
import { AnswerList, dayText } from '../parts/answers.js';
import { Heading } from '../parts/headings.js';
import { Card } from '../parts/layouts.js';
import { texts } from '../texts/texts.js';

const say = texts.done;

/** The end, also for somebody who comes back later. */
export function Done({ version, submission }: { version: Version; submission: Submission }) {
  return (
    <Card>
      <img src="/done.svg" alt="" width={56} height={56} />
      <div className="space-y-2">
        <Heading title={[say.title, version.title]}>{say.title}</Heading>
        <p className="text-muted">{say.lead(dayText((submission.completed_at ?? '').slice(0, 10)))}</p>
      </div>
      <h2 className="border-t border-line pt-4 text-lg font-semibold">{say.answers}</h2>
      {version.pages.map((page) => (
        <AnswerList key={page.key} fields={page.fields} answers={submission.answers} />
      ))}
    </Card>
  );
}
