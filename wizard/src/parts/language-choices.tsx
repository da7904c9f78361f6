import { choose, languageNow, onOffer, useLanguage } from '../state/languages.js';
import { texts } from '../texts/texts.js';

/** At the foot of every screen: the language it is read in. Each one is called what it calls itself. */
export function LanguageChoice() {
  useLanguage();
  return (
    <footer className="mx-auto flex w-full max-w-2xl items-center gap-3 px-5 pb-8 text-sm sm:px-5">
      <label htmlFor="language" className="text-muted">
        {texts.chooseLanguage}
      </label>
      <select
        id="language"
        className="min-h-11 max-w-56 rounded-xl border border-edge bg-surface px-3 text-ink"
        value={languageNow()}
        onChange={({ target }) => choose(target.value)}
      >
        {onOffer().map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {nameOf(tag)}
          </option>
        ))}
      </select>
    </footer>
  );
}

function nameOf(tag: string): string {
  const name = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}
