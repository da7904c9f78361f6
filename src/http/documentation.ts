import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import { projectRoot } from '../config.js';
import { deliver, encode, type Prepared } from './delivery.js';
import { refuseMethod } from './mount.js';
import { openApiDocument } from './openapi.js';

const ours = join(projectRoot, 'src/http/documentation');
const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** What the page consists of, all of it from here: the address below `/docs` → the file. */
const files: Record<string, string> = {
  '': join(ours, 'page.html'),
  '/page.css': join(ours, 'page.css'),
  '/page.js': join(ours, 'page.js'),
  '/session.js': join(ours, 'session.js'),
  '/logo.svg': join(projectRoot, 'dist/wizard/logo.svg'),
  '/swagger-ui.css': join(swagger, 'swagger-ui.css'),
  '/swagger-ui-bundle.js': join(swagger, 'swagger-ui-bundle.js'),
};

/** `/openapi.json` and `/docs`: a page to read every route and to try it, signed in if one likes. */
export function documentation(version: string): Router {
  const router = Router();
  const serve = (path: string, type: string, content: () => Buffer) =>
    router
      .route(path)
      .get(file(type, content))
      .all(refuseMethod(['get']));
  serve('/openapi.json', 'json', () => Buffer.from(JSON.stringify(openApiDocument(version))));
  for (const [name, path] of Object.entries(files)) serve(`/docs${name}`, path, () => readFileSync(path));
  return router;
}

/** Compressed at the first request rather than at start, which few who start it wait for; then asked for by ETag. */
function file(type: string, content: () => Buffer): RequestHandler {
  let prepared: Prepared | undefined;
  return (request, response) => {
    prepared ??= encode(content());
    const { headers, raw } = deliver(prepared, request, 'no-cache');
    response.type(type.split('.').pop() ?? type).set(headers ?? {});
    if (request.fresh) response.status(304).end();
    else response.send(raw);
  };
}
