import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { texts } from './texts.js';

interface Props {
  id: string;
  label?: string;
  value: string;
  maxLength: number;
  required?: boolean;
  rows?: number;
  /** The language that is written in it, where that is another than the page's. */
  lang?: string;
  placeholder?: string;
  /** What was typed, and what it was when the typing began. */
  onCommit(from: string, to: string): void;
}

const pause = 700;

/** A line or more of text that saves itself when the typing pauses or ends; what others write meanwhile does not touch it. */
export function TypedText({ id, label, value, maxLength, required, rows, lang, placeholder, onCommit }: Props) {
  const [draft, setDraft] = useState<{ from: string; to: string }>();
  const current = useRef(draft);
  const timer = useRef<number>();
  const commitNow = useRef(() => {});
  current.current = draft;
  const isMissing = Boolean(required && draft && !draft.to.trim());
  const commit = () => {
    clearTimeout(timer.current);
    const typed = current.current;
    if (!typed || (required && !typed.to.trim())) return;
    setDraft(undefined);
    current.current = undefined;
    if (typed.to !== typed.from) onCommit(typed.from, typed.to);
  };
  commitNow.current = commit;
  // What was typed is not lost when the control goes.
  useEffect(() => () => commitNow.current(), []);
  const change = ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    setDraft({ from: draft?.from ?? value, to: target.value });
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => commitNow.current(), pause);
  };
  const leave = () => {
    if (isMissing) setDraft(undefined);
    else commit();
  };
  const attributes = {
    ...{ id, maxLength, lang, placeholder, value: draft?.to ?? value, onChange: change, onBlur: leave },
    'aria-label': label,
    'aria-invalid': isMissing || undefined,
    'aria-describedby': isMissing ? `${id}-missing` : undefined,
    onKeyDown: ({ key }: KeyboardEvent) => {
      if (key === 'Enter' && !rows) commit();
    },
  };
  return (
    <>
      {rows ? <textarea {...attributes} rows={rows} /> : <input {...attributes} type="text" />}
      {isMissing && (
        <p className="wrong" id={`${id}-missing`} role="alert">
          {texts.missing}
        </p>
      )}
    </>
  );
}
