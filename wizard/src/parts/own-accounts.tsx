import type { DoorstepError, Export } from 'doorstep-client';
import { useEffect, useRef, useState } from 'react';
import { doorstep } from '../state/doorstep.js';
import { reasonOf } from '../state/forms.js';
import { addressOf, deletePlace } from '../state/places.js';
import { texts } from '../texts/texts.js';
import { announce } from './announcements.js';

const say = texts.header;

/** What one can do about one's own account, behind a button. */
export function OwnAccount() {
  const [isOpen, setIsOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const onLeave = ({ target }: Event) => whole.current?.contains(target as Node) || setIsOpen(false);
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setIsOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onLeave);
    document.addEventListener('focusin', onLeave);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onLeave);
      document.removeEventListener('focusin', onLeave);
      document.removeEventListener('keydown', onKey);
    };
  }, [isOpen]);
  return (
    <div ref={whole} className="shrink-0">
      <button
        ref={button}
        type="button"
        className="link"
        aria-expanded={isOpen}
        aria-controls="own-account"
        onClick={() => setIsOpen(!isOpen)}
      >
        {say.account}
      </button>
      {isOpen && (
        <div
          id="own-account"
          className="absolute top-12 right-0 z-10 flex w-72 max-w-[calc(100vw-2.5rem)] flex-col rounded-xl border border-line bg-surface px-5 py-3 shadow-lg"
        >
          <p className="py-1 text-sm break-words text-muted">
            {say.signedInAs} {doorstep.user?.email}
          </p>
          <Download />
          <a className="link" href={addressOf(deletePlace)}>
            {say.erase}
          </a>
        </div>
      )}
    </div>
  );
}

function Download() {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const download = async () => {
    if (busy) return;
    setBusy(true);
    const text = await doorstep.users
      .exportMe()
      .then(
        (data) => {
          saveAs('my-data.json', data);
          return say.downloaded;
        },
        (error: DoorstepError) => reasonOf(error),
      )
      .finally(() => setBusy(false));
    setSaid(text);
    announce(text);
  };
  return (
    <>
      <button type="button" className="link" aria-disabled={busy} onClick={download}>
        {busy ? say.downloading : say.download}
      </button>
      {said && <p className="pb-2 text-sm">{said}</p>}
    </>
  );
}

/** As if it had been a link to a file. */
function saveAs(name: string, data: Export): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
  link.download = name;
  link.click();
  // Once the browser has taken it over.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
