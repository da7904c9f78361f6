import { useState } from 'react';
import { doorstep } from '../state/doorstep.js';
import { drafts } from '../state/drafts.js';
import { texts } from '../texts/texts.js';
import { announce } from './announcements.js';
import { Notice } from './notices.js';
import { OwnAccount } from './own-accounts.js';

const say = texts.header;

interface Props {
  /** Told while the session is being ended on purpose, so that nobody says it was lost. */
  leaving(onPurpose: boolean): void;
}

/** Who is signed in, what he can do about his account, and the way out. */
export function Menu({ leaving }: Props) {
  const [state, setState] = useState<'still' | 'asking' | 'failed'>('still');
  const leave = async () => {
    leaving(true);
    try {
      await doorstep.auth.signOut();
      drafts.clear();
    } catch {
      leaving(false);
      setState('failed');
      announce(say.signOutFailed);
    }
  };
  return (
    <div className="relative ml-auto flex min-w-0 items-center gap-5">
      <OwnAccount />
      <button
        type="button"
        className="link shrink-0"
        aria-expanded={state === 'asking'}
        onClick={() => (drafts.any() ? setState('asking') : leave())}
      >
        {say.signOut}
      </button>
      {state !== 'still' && (
        <div className="absolute top-12 right-0 z-10 w-72 max-w-[calc(100vw-2.5rem)] rounded-xl bg-surface shadow-lg">
          <Notice look="warning" role="alert">
            <p>{state === 'asking' ? say.unsaved : say.signOutFailed}</p>
            {state === 'asking' && (
              <button type="button" className="button button-plain w-full" onClick={leave}>
                {say.signOutAnyway}
              </button>
            )}
            <button type="button" className="button button-plain w-full" onClick={() => setState('still')}>
              {say.stay}
            </button>
          </Notice>
        </div>
      )}
    </div>
  );
}
