import type AdminJS from 'adminjs';
import { initializeStore } from 'adminjs';
import type { Clerk } from './access.js';
import { may } from './access.js';
import type { Assets } from './assets.js';
import { inScript } from './in-script.js';
import { type Look, lookOf } from './preferences.js';
import { themes } from './theme.js';

type Admin = InstanceType<typeof AdminJS>;

/** AdminJS's theme in the look that was chosen, else the system's, before anything is drawn. */
const choose = `window.THEME=THEMES[document.documentElement.dataset.look||(matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light')];`;

/**
 * The page that AdminJS draws itself into. Ours in place of its own: no font from another host, its state escaped, a
 * nonce on every script. What it may do differs by role, what it says by language, so the state is made once for both.
 */
export function createLayout(admin: Admin, assets: Assets) {
  const states = new Map<string, Promise<object>>();
  const scripts = ['global', 'design-system', 'app', 'components'].map((name) => assets.url(`${name}.bundle.js`));
  const looks = inScript(themes);
  return async (clerk: Clerk, nonce: string, chosen: Look): Promise<string> => {
    const { words } = clerk;
    const kind = `${clerk.role} ${words.language}`;
    const known = states.get(kind) ?? stateFor(admin, clerk);
    states.set(kind, known);
    // What failed once is made anew when it is asked for again.
    known.catch(() => states.delete(kind));
    // To the browser goes what it shows of him, and nothing else.
    const { id, email, title, role } = clerk;
    const state = { ...(await known), session: { id, email, title, role } };
    const look = lookOf(chosen);
    return `<!doctype html>
<html lang="${words.language}"${look.html}>
<head>
<meta charset="utf-8">
${look.meta}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.backOffice} · Doorstep</title>
<link rel="icon" href="${assets.url('logo.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.url('office.css')}">
<script nonce="${nonce}">window.REDUX_STATE=${inScript(state)};window.THEMES=${looks};${choose}window.THEME_COMPONENTS={};window.AdminJS={Components:{}};</script>
</head>
<body>
<div id="app"></div>
<noscript>${words.noScript}</noscript>
${scripts.map((src) => `<script nonce="${nonce}" src="${src}"></script>`).join('\n')}
<script nonce="${nonce}">createRoot(document.getElementById('app')).render(AdminJS.Application);</script>
</body>
</html>`;
  };
}

async function stateFor(admin: Admin, clerk: Clerk): Promise<object> {
  const store = await initializeStore(admin, clerk as never);
  const state = store.getState() as { resources: { id: string }[] };
  return { ...state, resources: state.resources.filter(({ id }) => may(clerk.role, id, 'list')) };
}
