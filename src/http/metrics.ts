import { type RequestHandler, Router } from 'express';
import { errors } from '../errors.js';
import type { Metrics } from '../metrics.js';
import { isMonitor } from './actors.js';
import { refuseMethod } from './mount.js';
import type { Deps } from './route.js';

/** Measures each request from its arrival to the end of its answer. */
export function measured(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    response.once('close', () => {
      const seconds = (performance.now() - began) / 1000;
      // Routes of the table tell their own; a path as it was asked would name people, and there are any number of them.
      const route = response.locals.route ?? (request.originalUrl.startsWith('/admin') ? '/admin' : 'other');
      metrics.observe({ method: request.method, route, status: response.statusCode, seconds });
    });
    next();
  };
}

/** `/metrics` in Prometheus's text format, for whoever holds METRICS_TOKEN: without one configured, for nobody. */
export function metricsPage(deps: Deps): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    if (!isMonitor(deps, request)) throw errors.unauthenticated();
    const text = await deps.metrics.text();
    response.set({ 'Content-Type': deps.metrics.contentType, 'Cache-Control': 'no-store' }).send(text);
  });
  router.all('/metrics', refuseMethod(['get']));
  return router;
}
