import { type RequestHandler, Router } from 'express';
import { deliver, encode, type Prepared } from './delivery.js';
import { files } from './files.js';
import { refuseMethod } from './mount.js';
import { openApiDocument } from './openapi.js';

/** `/openapi.json` and `/docs`: a page to read every route and to try it, signed in if one likes. */
export function documentation(version: string): Router {
  const router = Router();
  router
    .route('/openapi.json')
    .get(document(version))
    .all(refuseMethod(['get']));
  router.use('/docs', page, files('docs'));
  return router;
}

const refuse = refuseMethod(['get']);

/** The page stands at `/docs` itself, where a folder would have a slash. */
const page: RequestHandler = (request, response, next) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(request, response, next);
  if (request.path === '/') request.url = '/index.html';
  next();
};

/** Made at the first request rather than at start, which few who start it wait for; then asked for by ETag. */
function document(version: string): RequestHandler {
  let prepared: Prepared | undefined;
  return (request, response) => {
    prepared ??= encode(Buffer.from(JSON.stringify(openApiDocument(version))));
    const { headers, raw } = deliver(prepared, request, 'no-cache');
    response.type('json').set(headers ?? {});
    if (request.fresh) response.status(304).end();
    else response.send(raw);
  };
}
