import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Told } from '../../../admin/preview-messages.js';
import { Card, Layout } from '../parts/layouts.js';
import { Notice } from '../parts/notices.js';
import { Account } from '../screens/account.js';
import { Forgot } from '../screens/forgot.js';
import { UnderWay } from '../screens/under-way.js';
import { isFramed } from '../state/frames.js';
import { pageAt } from '../state/journeys.js';
import { useLanguage } from '../state/languages.js';
import { forgotPlace, goTo, reviewPlace, usePlace } from '../state/places.js';
import { Banner } from './banner.js';
import { Failing } from './failing.js';
import { hear, tell } from './frames.js';
import { nameOf } from './keeping.js';
import { accountPlace, donePlace } from './places.js';
import { type State, type Visit, versionIn } from './visits.js';

interface Props extends Told {
  visit: Visit;
}

/** The wizard's own screens over a visit that nobody keeps. Beside the flow builder it shows what it is told to. */
export function Preview({ visit, words, banner }: Props) {
  const state = useSyncExternalStore(visit.subscribe, visit.read);
  const asked = usePlace();
  const place = placeOf(state, asked);
  const go = (to: string) => {
    if (to === accountPlace) return visit.leave();
    visit.pass(to);
    goTo(to);
  };
  const restart = () => {
    visit.restart();
    goTo('');
  };
  useEffect(() => tell({ is: 'at', place }), [place]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it hears what is told in order, and where one is at that moment.
  useEffect(() => {
    tell({ is: 'ready' });
    return hear((message) => {
      if (message.is === 'go') go(message.place);
      else if (message.is === 'restart') restart();
      else {
        const here = placeOf(visit.read(), window.location.hash.replace(/^#\/?/, ''));
        visit.take(message.preview, message.renamed);
        stay(visit, nameOf(here, message.renamed.pages));
      }
    });
  }, []);
  return (
    <>
      {!isFramed && <Banner banner={banner} words={words} state={state} place={place} onGo={go} onRestart={restart} />}
      <Failing of={state.version} says={words.broken}>
        <Screen state={state} asked={asked} words={words} />
      </Failing>
    </>
  );
}

/** Whoever looks at a page goes on looking at it, whatever came before it meanwhile. */
function stay(visit: Visit, place: string): void {
  const { version } = visit.read();
  const isThere = place === reviewPlace || version.pages.some(({ key }) => key === place);
  if (!visit.read().isIn || !isThere) return;
  visit.pass(place);
  goTo(place);
}

function Screen({ state, asked, words }: { state: State; asked: string; words: Told['words'] }) {
  const { preview, submission, isIn } = state;
  const language = useLanguage();
  const version = useMemo(() => versionIn(preview, language), [preview, language]);
  if (!version.pages.length) {
    return (
      <Layout>
        <Card>
          <p>{words.noPages}</p>
        </Card>
      </Layout>
    );
  }
  if (!isIn)
    return asked === forgotPlace ? <Forgot /> : <Account at="account" flow={version} known={false} ended={false} />;
  const here = placeOf(state, asked);
  const wrong = preview.problems.filter(({ field }) => field.split('.')[1] === here);
  return (
    <Layout>
      {wrong.map(({ field, error }) => (
        <div key={field} className="mb-4">
          <Notice look="warning" role="status">
            {error}
          </Notice>
        </div>
      ))}
      <UnderWay version={version} submission={submission} onNews={() => {}} />
    </Layout>
  );
}

/** Where one is: the key of a page, or a place beside them. */
function placeOf({ version, submission, isIn }: State, asked: string): string {
  if (!isIn) return accountPlace;
  if (submission.status === 'completed') return donePlace;
  return pageAt(asked, version, submission)?.key ?? reviewPlace;
}
