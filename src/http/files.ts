import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { projectRoot } from '../config.js';
import { type Encoding, encodingFor } from './delivery.js';

/**
 * A folder of the build's: each file in the encoding that the client likes best, compressed beforehand. What lies under `assets/`
 * carries its hash in its name and holds for ever; the rest is asked for each time.
 */
export function files(name: string): RequestHandler {
  const plain = folder(name);
  const of = { br: folder(name, 'br'), gzip: folder(name, 'gzip'), identity: plain };
  const inEncoding: RequestHandler = (request, ...rest) =>
    of[encodingFor(request.get('accept-encoding'))](request, ...rest);
  // While the wizard is written, a file may not be compressed yet.
  return Router().use(inEncoding, plain);
}

function folder(name: string, encoding?: Encoding): RequestHandler {
  const path = join(projectRoot, 'dist', encoding ? `${name}.${encoding}` : name);
  return express.static(path, {
    redirect: false,
    cacheControl: false,
    setHeaders: (response, file) => {
      const isHashed = /[\\/]assets[\\/]/.test(file.slice(path.length));
      response.set('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      response.vary('Accept-Encoding');
      if (encoding) response.set('Content-Encoding', encoding);
    },
  });
}
