import type { Clerk } from './access.js';

/** AdminJS's own texts in the language of whoever asks: plain words in place of its "records" and "resources". */
export function localeFor({ words }: Clerk) {
  const { language, adminjs } = words;
  return { language, lng: language, availableLanguages: [language], translations: { [language]: adminjs } };
}
