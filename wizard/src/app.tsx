import { DoorstepError, type Submission } from 'doorstep-client';
import { useEffect, useRef, useState } from 'react';
import { Layout } from './parts/layouts.js';
import { Menu } from './parts/menus.js';
import { Notice } from './parts/notices.js';
import { Unconfirmed } from './parts/unconfirmed.js';
import { Account } from './screens/account.js';
import { Erase, Erased } from './screens/erase.js';
import { Forgot } from './screens/forgot.js';
import { Reset } from './screens/reset.js';
import { UnderWay } from './screens/under-way.js';
import { Verify } from './screens/verify.js';
import { Away, Missing, Opening } from './screens/waiting.js';
import { useAttempts } from './state/attempts.js';
import { onUserChange } from './state/doorstep.js';
import { drafts } from './state/drafts.js';
import { useErrand } from './state/errands.js';
import { type Journey, open, retold, withWords } from './state/journeys.js';
import { askedFor, useRetelling } from './state/languages.js';
import { deletePlace, forgotPlace, slugInAddress, usePlace } from './state/places.js';
import { texts } from './texts/texts.js';

/** Which screen stands: it follows from who is signed in and how his submission stands, and from nothing else. */
export function App() {
  const [journey, setJourney] = useState<Journey>({ at: 'opening' });
  const [fault, setFault] = useState<unknown>();
  const [isErased, setIsErased] = useState(false);
  const onPurpose = useRef(false);
  const place = usePlace();
  const errand = useErrand();
  // Whoever comes by a mail's link, or has forgotten a password, has an account.
  const hasAccount = useRef(false);
  hasAccount.current ||= errand !== undefined || place === forgotPlace;
  const opening = useAttempts(
    async () => {
      const language = askedFor();
      const opened = await open(slugInAddress(), hasAccount.current);
      const found = language === askedFor() ? opened : await retold(opened);
      setJourney((before) => (found.at === 'under-way' ? { ...found, carriedOver: isOther(before, found) } : found));
    },
    // The session ended while it was being taken up: begin again as a visitor.
    (error) => (error instanceof DoorstepError && error.status === 401 ? opening.go() : setFault(error)),
  );

  const retelling = useAttempts(async () => {
    const words = await retold(journey);
    setJourney((before) => withWords(before, words));
  }, setFault);
  useRetelling(retelling.go);

  // biome-ignore lint/correctness/useExhaustiveDependencies: at first, and after an errand; `go` always does the latest.
  useEffect(() => {
    if (!errand) opening.go();
  }, [errand]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; `opening.go` always does the latest.
  useEffect(() => {
    return onUserChange((user) => {
      if (user) return opening.go();
      const ended = !onPurpose.current;
      onPurpose.current = false;
      setJourney((before) =>
        before.at === 'under-way' ? { at: 'account', flow: before.version, known: true, ended } : before,
      );
    });
  }, []);

  const leaving = (is: boolean) => {
    onPurpose.current = is;
  };

  if (fault) throw fault;
  if (errand?.to === 'verify-email') return <Verify key={errand.token} token={errand.token} />;
  if (errand?.to === 'reset-password') return <Reset key={errand.token} token={errand.token} />;
  if (isErased) {
    const goOn = () => {
      hasAccount.current = false;
      setIsErased(false);
      setJourney({ at: 'opening' });
      opening.go();
    };
    return <Erased onDone={goOn} />;
  }
  if (journey.at === 'opening') return opening.trouble ? <Away attempts={opening} /> : <Opening />;
  if (journey.at === 'missing') return <Missing {...journey} />;
  // Signed in a moment ago, and the server went away since.
  if (journey.at === 'account' && opening.trouble) return <Away attempts={opening} />;
  if (journey.at === 'account') {
    if (place === forgotPlace) return <Forgot />;
    // So has whoever comes by a link to a page, as support sends one.
    const isSent = place !== '' && place !== deletePlace;
    return <Account {...journey} known={journey.known || hasAccount.current || isSent} />;
  }
  const onNews = (submission: Submission) => {
    const { version, submission: known } = journey;
    if (submission.version === version.version) return setJourney({ at: 'under-way', version, submission });
    // Carried over, by which it grew one revision: what is typed goes on from there.
    const pages = version.pages.map(({ key }) => key);
    if (submission.revision === known.revision + 1) drafts.rebase(known.id, pages, known.revision, submission.revision);
    opening.go();
  };
  const isLeaving = place === deletePlace;
  return (
    <Layout menu={<Menu leaving={leaving} />} notice={!isLeaving && <Unconfirmed />}>
      {journey.carriedOver && !isLeaving && (
        <div className="mb-4">
          <Notice look="calm" role="status">
            {texts.conflict.carriedOver}
          </Notice>
        </div>
      )}
      {isLeaving ? (
        <Erase leaving={leaving} onErased={() => setIsErased(true)} />
      ) : (
        <UnderWay {...journey} onNews={onNews} />
      )}
    </Layout>
  );
}

/** Whether it is the submission that stood here, on another version now. */
const isOther = (before: Journey, { submission }: Extract<Journey, { at: 'under-way' }>) =>
  before.at === 'under-way' &&
  before.submission.id === submission.id &&
  before.submission.version !== submission.version;
