import { type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import * as previews from '../src/domain/previews.js';
import { uuid } from '../src/domain/text.js';
import { errors } from '../src/errors.js';
import type { Assets } from './assets.js';
import type { Deps } from './deps.js';
import { ownScripts } from './guard.js';
import { inScript } from './in-script.js';
import { escapeHtml } from './login-page.js';
import type { Told } from './preview-messages.js';
import { complaintsIn } from './refusals.js';

/** These pages alone may stand in a frame, of our own pages; they ask nobody for anything and send nothing anywhere. */
const framed: RequestHandler[] = [
  helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: [ownScripts],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'self'"],
    },
  }),
  helmet.xFrameOptions({ action: 'sameorigin' }),
];

/** The wizard over a draft, or over a version that was published: to be looked at, storing nothing. */
export function previewRoutes({ db }: Pick<Deps, 'db'>, assets: Assets): Router {
  const shows = (find: (id: string, locals: Express.Locals) => Promise<Omit<Told, 'words'>>): RequestHandler[] => [
    ...framed,
    async (request, response) => {
      const { locals } = response;
      const { data: id } = uuid.safeParse(request.params.id);
      if (!id) throw errors.notFound();
      const { preview, banner } = await find(id, locals);
      const problems = complaintsIn(locals.words, preview.problems);
      const told = { preview: { ...preview, problems }, banner, words: locals.words.preview.frame };
      response.type('html').send(page(assets, locals, told));
    },
  ];
  const ofDraft = shows(async (id, { clerk, words }) => {
    const preview = await previews.ofDraft(db, clerk.actor, id);
    return { preview, banner: words.preview.ofDraft(preview.title) };
  });
  const ofVersion = shows(async (id, { clerk, words }) => {
    const { number, ...preview } = await previews.ofVersion(db, clerk.actor, id);
    return { preview, banner: words.preview.ofVersion(preview.title, number) };
  });
  return Router().get('/preview/flows/:id', ofDraft).get('/preview/versions/:id', ofVersion);
}

function page(assets: Assets, { nonce, words }: Express.Locals, told: Told): string {
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(told.preview.title)}</title>
<link rel="icon" href="/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assets.url('preview.css')}">
</head>
<body>
<div id="root"></div>
<noscript>${words.noScript}</noscript>
<script nonce="${nonce}" type="application/json" id="told">${inScript(told)}</script>
<script nonce="${nonce}" type="module" src="${assets.url('preview.js')}"></script>
</body>
</html>`;
}
