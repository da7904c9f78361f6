import { useEffect, useState, useSyncExternalStore } from 'react';
import { Dialog } from './shared/dialog.js';
import { clerk, guardRequests, isHere, presence, signedInAgain, waiting } from './shared/presence.js';
import { SignInAgain } from './shared/sign-in-again.js';
import { words } from './shared/words.js';

guardRequests();

/** Seconds before the end at which it is told. */
const notice = 5 * 60;
/** setTimeout takes no more milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** Tells that the session ends, and when it has ended asks who was signed in to come back, over the page as it stands. */
export function SessionEnd() {
  const wait = useSyncExternalStore(waiting.subscribe, waiting.read);
  const [ending, stay] = useEnding();
  const say = words.presence;
  useEffect(() => {
    if (!wait) return;
    // In another tab, perhaps.
    const look = () =>
      void isHere().then(
        (here) => here && wait.goOn(),
        () => {},
      );
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [wait]);
  if (wait) return <SignInAgain onDone={wait.goOn} onClose={wait.giveUp} />;
  if (!ending) return null;
  return (
    <Dialog title={say.soon} onClose={stay}>
      <p>{(ending.canStay ? say.ends : say.endsAnyway)(Math.max(1, Math.round(ending.seconds / 60)))}</p>
      <div className="bar">
        <button type="button" className="main" onClick={stay}>
          {ending.canStay ? say.stay : say.understood}
        </button>
      </div>
    </Dialog>
  );
}

interface Ending {
  seconds: number;
  canStay: boolean;
}

/** The end of the session, once it is near; and how to put it off, or to have read that it can't be. */
function useEnding(): [Ending | undefined, () => void] {
  const [ending, setEnding] = useState<Ending>();
  // Another object each time it begins again; that an end can't be put off is told once.
  const [round, begin] = useState({ isRead: false });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      clearTimeout(timer);
      const now = await presence().catch(() => undefined);
      if (!now) return again(60);
      if (now.id !== clerk.id) {
        setEnding(undefined);
        return signedInAgain().then(
          () => begin({ isRead: false }),
          () => {},
        );
      }
      const isNear = now.seconds <= notice;
      setEnding(isNear && (now.canStay || !round.isRead) ? now : undefined);
      again(isNear ? now.seconds + 1 : now.seconds - notice);
    };
    const again = (seconds: number) => {
      timer = setTimeout(look, Math.min(seconds * 1000, longestTimer));
    };
    const onFocus = () => void look();
    void look();
    window.addEventListener('focus', onFocus);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', onFocus);
    };
  }, [round]);
  const stay = () => {
    setEnding(undefined);
    // Not in the background: that puts it off.
    const over = () => begin({ isRead: ending?.canStay === false });
    presence(false).then(over, over);
  };
  return [ending, stay];
}
