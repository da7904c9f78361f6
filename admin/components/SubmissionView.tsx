import type { BasePropertyProps, RecordJSON } from 'adminjs';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { AnswerShown } from './shared/answer-shown.js';
import { CopyLink } from './shared/copy-link.js';
import { mayDo } from './shared/person.js';
import { inWords, recordUrl, unpack } from './shared/records.js';
import { Aside, Happenings, Stopped, Way } from './shared/submission-parts.js';
import type { Transcript } from './shared/transcript.js';
import { words } from './shared/words.js';

const texts = words.submissions;

/** What somebody answered, page by page as he saw it; what is missing, what stopped him, and what happened on the way. */
export default function SubmissionView({ record: given, property }: BasePropertyProps) {
  const [fresh, setFresh] = useState<RecordJSON>();
  const [said, say] = useState('');
  const record = (fresh?.id === given?.id ? fresh : given) as RecordJSON;
  const view = unpack<Transcript>(record, property.path);
  if (!view) return null;
  const mayCorrect = mayDo(record, 'correct') && !view.erased;
  const onCorrected = (next: RecordJSON, label: string) => {
    setFresh(next);
    say(texts.corrected(label));
  };
  return (
    <div className="o submission">
      <Head record={record} view={view} />
      <Way view={view} />
      {view.status !== 'completed' && <Stopped stopped={view.stopped} />}
      <p role="status" className={said ? 'fine' : 'visually-hidden'}>
        {said}
      </p>
      <h2>{texts.answers}</h2>
      <p className="muted">{view.erased ? texts.erased : texts.asked(view.number)}</p>
      {view.pages.map((page) => (
        <section className="card" key={page.key} aria-label={page.title}>
          <h3>
            <span dir="auto">{page.title}</span> <PageState {...page} />
          </h3>
          {page.fields.map((field) => (
            <AnswerShown
              key={field.key}
              field={field}
              page={page}
              submissionId={record.id}
              mayCorrect={mayCorrect}
              onCorrected={onCorrected}
            />
          ))}
        </section>
      ))}
      <Aside view={view} />
      <Happenings view={view} />
    </div>
  );
}

function PageState({ answered, missing }: Transcript['pages'][number]) {
  if (!answered) return <span className="pill">{texts.notDone}</span>;
  return (
    <span className={`pill ${missing.length ? 'bad' : 'good'}`}>{missing.length ? texts.mended : texts.done}</span>
  );
}

function Head({ record, view }: { record: RecordJSON; view: Transcript }) {
  const user = record.populated.user_id;
  const mayOpen = user?.recordActions.some(({ name }) => name === 'show');
  return (
    <div className="row head">
      <span className="who-answered" dir="auto">
        {mayOpen ? (
          <Link to={recordUrl('users', String(record.params.user_id))}>{user?.params.full_name ?? user?.title}</Link>
        ) : (
          (user?.title ?? texts.somebody)
        )}
      </span>
      <span className={`pill ${view.status === 'completed' ? 'good' : 'busy'}`}>{inWords(view.status)}</span>
      <span className="muted" dir="auto">
        {record.populated.flow_id?.title}
      </span>
      {view.resume && <CopyLink link={view.resume} />}
    </div>
  );
}
