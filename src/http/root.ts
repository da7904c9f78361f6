import { z } from 'zod';
import { fullPath, type Route, route } from './route.js';

export const root: Route = route({
  method: 'get',
  path: '',
  tag: 'Health',
  summary: 'Name, version and where to go next',
  allow: 'anyone',
  returns: z.object({ name: z.string(), version: z.string(), links: z.record(z.string(), z.string()) }),
  run: ({ config, version }) => ({
    data: {
      name: 'Doorstep',
      version,
      links: {
        self: fullPath(root),
        docs: '/docs',
        openapi: '/openapi.json',
        health: '/health',
        wizard: config.publicUrl,
      },
    },
  }),
});
