/** What languages are called in one of them: `de` is German in English, Deutsch in German. */
export function languageNames(language: string): (tag: string) => string {
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return (tag) => {
    try {
      return names.of(tag) ?? tag;
    } catch {
      return tag;
    }
  };
}

/** What a language calls itself, as whoever reads it looks for it. */
export const ownName = (tag: string): string => languageNames(tag)(tag);
