import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import { projectRoot, StartError } from '../src/config.js';
import { errors } from '../src/errors.js';

/** Where the build step leaves what browsers load. */
export const assetsDir = join(projectRoot, 'dist/admin-assets');

export interface Assets {
  /** The address of a file by its plain name. */
  url(name: string): string;
  serve: RequestHandler;
}

const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };
const encodings = { br: '.br', gzip: '.gz' } as const;

/** Files that carry their hash in their name, compressed by the build: for ever fresh, no session read for them. */
export function openAssets(): Assets {
  const file = join(assetsDir, 'manifest.json');
  if (!existsSync(file)) throw new StartError('The back office has not been built: run npm run build.');
  const manifest = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>));
  const names = new Set(manifest.values());
  const router = Router();
  router.get('/assets/:name', ({ params, acceptsEncodings }, response) => {
    const { name } = params;
    if (!names.has(name)) throw errors.notFound();
    const encoding = (['br', 'gzip'] as const).find((one) => acceptsEncodings.call(response.req, one));
    const path = join(assetsDir, name + (encoding ? encodings[encoding] : ''));
    if (encoding) response.set('Content-Encoding', encoding);
    response.set({
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Type': `${types[name.split('.').pop() ?? '']}; charset=utf-8`,
      Vary: 'Accept-Encoding',
    });
    response.sendFile(path, { cacheControl: false, lastModified: false, etag: false });
  });
  return { url: (name) => `/admin/assets/${manifest.get(name) ?? name}`, serve: router };
}
