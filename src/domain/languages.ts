/** Languages by their tags (BCP 47): the server, the back office and the wizard in the browser read them alike. */

/** Beside its main language a flow is offered in so many. */
export const mostLanguages = 20;

/** The spelling of a tag that texts are kept under: language, script, region, variants. */
export const written = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*$/;

/** A tag in its one spelling (`de-at` is `de-AT`); undefined for what is no tag. */
export function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** Whether texts can be kept under a tag. */
export const isLanguage = (tag: string): boolean => tag.length <= 35 && written.test(tag) && canonical(tag) === tag;

/** A canonical tag and what it falls back on, the closest first: `de-AT`, `de` (RFC 4647, 3.4). */
export function fallbacks(tag: string): string[] {
  const parts = tag.split('-');
  const found: string[] = [];
  while (parts.length) {
    found.push(parts.join('-'));
    parts.pop();
    // A single letter only introduces what followed it.
    if (parts.at(-1)?.length === 1) parts.pop();
  }
  return found;
}

/** The one of the languages on offer that is closest to the canonical tag asked for. */
export const lookup = (asked: string, offered: string[]): string | undefined =>
  fallbacks(asked).find((tag) => offered.includes(tag));
