/** Where the wizard keeps things in the browser: for as long as the tab lives, and for the next time. */
export const storages = { tab: () => window.sessionStorage, browser: () => window.localStorage };

/** Has everything kept elsewhere: a preview stores nothing. */
export function keepIn(storage: Storage): void {
  storages.tab = () => storage;
  storages.browser = () => storage;
}
