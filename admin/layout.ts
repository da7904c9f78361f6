import { combineStyles } from '@adminjs/design-system';
import type AdminJS from 'adminjs';
import { initializeStore } from 'adminjs';
import type { Clerk } from './access.js';
import { may } from './access.js';
import type { Assets } from './assets.js';
import { theme } from './theme.js';

type Admin = InstanceType<typeof AdminJS>;

/** JSON that cannot end the script it stands in; U+2028 and U+2029 end a line in old JavaScript. */
const inScript = (value: unknown) =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** When a session has ended behind somebody's back, the next answer takes him to the login page and, after it, back here. */
const watch = `(function(open){XMLHttpRequest.prototype.open=function(){this.addEventListener('load',function(){
if(this.status===401)location.assign('/admin/login?to='+encodeURIComponent(location.pathname+location.search))});
return open.apply(this,arguments)}})(XMLHttpRequest.prototype.open);`;

/**
 * The page that AdminJS draws itself into. Ours in place of its own: no font from another host, its state escaped, a
 * nonce on every script. What it may do differs by role alone, so the state is made once a role.
 */
export function createLayout(admin: Admin, assets: Assets) {
  const states = new Map<string, Promise<object>>();
  const scripts = ['global', 'design-system', 'app', 'components'].map((name) => assets.url(`${name}.bundle.js`));
  const styles = inScript(combineStyles(theme as never));
  return async (clerk: Clerk, nonce: string): Promise<string> => {
    const known = states.get(clerk.role) ?? stateFor(admin, clerk);
    states.set(clerk.role, known);
    // To the browser goes what it shows of him, and nothing else.
    const { id, email, title, role } = clerk;
    const state = { ...(await known), session: { id, email, title, role } };
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Doorstep · Back office</title>
<link rel="icon" href="${assets.url('logo.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.url('office.css')}">
<script nonce="${nonce}">window.REDUX_STATE=${inScript(state)};window.THEME=${styles};window.THEME_COMPONENTS={};window.AdminJS={Components:{}};${watch}</script>
</head>
<body>
<div id="app"></div>
<noscript>The back office needs JavaScript.</noscript>
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
