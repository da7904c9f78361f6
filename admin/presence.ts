import { type Request, Router } from 'express';
import { endOf } from '../src/db/office.js';
import * as office from '../src/domain/office.js';
import type { Deps } from './deps.js';
import { isOver, left, pendingOf } from './session.js';

/** What a page that stands open asks: who is signed in in this browser by now, and for how long. */
export function presence({ db }: Pick<Deps, 'db'>): Router {
  const router = Router();
  router.get('/api/presence', async (request, response) => {
    const id = await present(db, request);
    if (!id) return response.json({ id: null, asksCode: pendingOf(request) !== undefined });
    const { idle, most } = left(request, await endOf(db, request.sessionID));
    response.json({ id, seconds: Math.max(0, Math.round(idle)), canStay: most > idle + 1 });
  });
  return router;
}

async function present(db: Deps['db'], { session: { userId, mark, since } }: Request): Promise<string | undefined> {
  const entry = userId === undefined || isOver(since) ? undefined : await office.present(db, userId);
  return entry?.mark === mark ? entry?.user.id : undefined;
}
