import { z } from 'zod';
import * as store from '../db/sessions.js';
import * as sessions from '../domain/sessions.js';
import { route } from './route.js';
import { Nothing, timestamp } from './schemas.js';

const SessionBody = z
  .object({
    id: z.uuid(),
    device: z.string().nullable().describe('The User-Agent it was begun with.'),
    address: z.string().nullable(),
    created_at: timestamp,
    last_used_at: timestamp.describe('Its last sign-in or refresh.'),
    is_current: z.boolean(),
  })
  .meta({ id: 'Session' });

export const list = route({
  method: 'get',
  path: '/auth/sessions',
  tag: 'Authentication',
  summary: 'Own sessions, the last used first',
  allow: 'member',
  returns: z.array(SessionBody),
  run: async ({ db, actor }) => {
    const found = await store.ofUser(db, actor.id);
    const data = found.map(({ user_agent: device, ip: address, ...session }) => ({
      ...{ ...session, device, address },
      is_current: session.id === actor.sessionId,
    }));
    return { data };
  },
});

export const end = route({
  method: 'delete',
  path: '/auth/sessions/:id',
  tag: 'Authentication',
  summary: 'End one of them at once',
  allow: 'member',
  params: z.object({ id: z.uuid() }),
  returns: Nothing,
  run: async ({ db, actor, params }) => {
    await sessions.endOwn(db, actor, params.id);
    return { data: null, message: 'The session has ended.' };
  },
});
