import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Router } from 'express';
import { refuseMethod } from './mount.js';
import { openApiDocument } from './openapi.js';

const page = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Doorstep API</title>
  <link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
  <div id="swagger-ui"></div>
  <script src="/docs/swagger-ui-bundle.js"></script>
  <script src="/docs/start.js"></script>
</body>
</html>
`;

const start = `SwaggerUIBundle({
  url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null, supportedSubmitMethods:
  ['get', 'post', 'put', 'patch', 'delete'],
});
`;

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const bundled = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** `/openapi.json` and `/docs`: a page to read and try it, all of it from here. */
export function documentation(version: string): Router {
  const document = JSON.stringify(openApiDocument(version));
  const router = Router();
  router.get('/openapi.json', (_request, response) => void response.type('json').send(document));
  router.get('/docs', (_request, response) => void response.type('html').send(page));
  router.get('/docs/start.js', (_request, response) => void response.type('js').send(start));
  for (const file of bundled) {
    const content = readFileSync(join(folder, file));
    router.get(`/docs/${file}`, (_request, response) => void response.type(file).send(content));
  }
  router.all(['/openapi.json', '/docs', ...bundled.map((file) => `/docs/${file}`)], refuseMethod(['get']));
  return router;
}
