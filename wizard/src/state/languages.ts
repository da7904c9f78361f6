import { useEffect, useRef, useSyncExternalStore } from 'react';
import { canonical, lookup } from '../../../src/domain/languages.js';
import { languages, speak, texts } from '../texts/texts.js';
import { storages } from './storages.js';

const storedAs = 'doorstep-language';
const listeners = new Set<() => void>();

/** What the flow that stands here is offered in; nothing while there is none. */
let ofFlow: string[] = [];
let asked = 'en';
speakAs(likedBest() ?? 'en');

/** Every language that something here can be read in: the wizard's own, and the flow's. */
export function onOffer(): string[] {
  return [...new Set([...languages, ...ofFlow])];
}

/** Of what the reader would like the first that is on offer: what was chosen here, else what the browser says. */
function likedBest(): string | undefined {
  const wishes = [recall() ?? [], ...navigator.languages].flat().flatMap((tag) => canonical(tag) ?? []);
  return wishes.find((tag) => lookup(tag, onOffer()) !== undefined);
}

/** The tag that flows are asked for by: the reader's own, such as `de-AT`, whatever of it is on offer. */
export const askedFor = (): string => asked;

/** The one of the languages on offer that is spoken. */
export const languageNow = (): string => lookup(asked, onOffer()) ?? asked;

export const useLanguage = (): string => useSyncExternalStore(listen, askedFor);

/** Calls back when another language is spoken: what stands there in words is to be said again. */
export function useRetelling(again: () => void): void {
  const language = useLanguage();
  const said = useRef(language);
  useEffect(() => {
    if (said.current === language) return;
    said.current = language;
    again();
  });
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes note of what a flow is offered in. Answers whether that brings a language the reader likes better. */
export function offer(locales: string[] = []): boolean {
  ofFlow = locales;
  const best = likedBest() ?? asked;
  if (best === asked) return false;
  turnTo(best);
  return true;
}

/** Speaks another language from now on, and the next time too. */
export function choose(tag: string): void {
  try {
    storages.browser().setItem(storedAs, tag);
  } catch {
    // Storage may be switched off: then it holds for this page.
  }
  turnTo(tag);
}

function recall(): string | null {
  try {
    return storages.browser().getItem(storedAs);
  } catch {
    return null;
  }
}

function speakAs(tag: string): void {
  asked = tag;
  speak(tag);
  document.documentElement.lang = texts.language;
}

function turnTo(tag: string): void {
  speakAs(tag);
  for (const listener of listeners) listener();
}
