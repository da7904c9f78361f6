import { join } from 'node:path';
import express, { Router } from 'express';
import { projectRoot } from '../config.js';

/** The reference wizard, as the build left it: hashed files for ever, the page itself asked for each time. */
export function wizard(): Router {
  const folder = join(projectRoot, 'dist/wizard');
  const router = Router();
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '365d', index: false }));
  router.use(
    express.static(folder, {
      cacheControl: false,
      setHeaders: (response) => void response.set('Cache-Control', 'no-cache'),
    }),
  );
  return router;
}
