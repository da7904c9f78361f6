import { wordsIn } from '../../locales/languages.js';

/** The words of the language this page was drawn in; another language is another page load. */
export const words = wordsIn(document.documentElement.lang);

/** How dates and numbers are written: in the page's language, as in the reader's country where the browser tells it. */
export const locale =
  navigator.languages.filter(isTag).find((one) => one.split('-')[0] === words.language) ?? words.language;

/** Some systems name languages as no standard does, such as “en-US@posix”, which would throw wherever it is used. */
function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}
