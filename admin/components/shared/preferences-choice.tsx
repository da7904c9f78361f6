import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import { languages } from '../../locales/languages.js';
import { words } from './words.js';

/** How somebody wants the pages: a form, whose answer is this same page again. */
export function PreferencesChoice() {
  const { pathname, search } = useLocation();
  const others = Object.values(languages).filter(({ language }) => language !== words.language);
  return (
    <form className="preferences" method="post" action="/admin/preferences" aria-label={words.preferences.language}>
      <input type="hidden" name="to" value={pathname + search} />
      {others.map(({ language, name }) => (
        <button key={language} className="button" type="submit" name="language" value={language} lang={language}>
          {name}
        </button>
      ))}
    </form>
  );
}

const looks = ['system', 'light', 'dark'] as const;

/** The look of the pages, changed as one chooses: nothing that was typed is lost by it. */
export function LookChoice() {
  const [chosen, choose] = useState(() => document.documentElement.dataset.look ?? 'system');
  const change = ({ target: { value } }: { target: { value: string } }) => {
    choose(value);
    if (value === 'system') delete document.documentElement.dataset.look;
    else document.documentElement.dataset.look = value;
    window.dispatchEvent(new Event('look'));
    // If it is not remembered, it is so for this page at least.
    const body = new URLSearchParams({ look: value });
    fetch('/admin/preferences', { method: 'POST', body, redirect: 'manual' }).catch(() => {});
  };
  return (
    <select className="look" aria-label={words.preferences.look} value={chosen} onChange={change}>
      {looks.map((look) => (
        <option key={look} value={look}>
          {words.preferences.looks[look]}
        </option>
      ))}
    </select>
  );
}
