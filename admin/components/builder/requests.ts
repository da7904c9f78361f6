import type { RecordJSON } from 'adminjs';
import type { Board } from '../../../src/domain/boards.js';
import type { LastChange } from '../../../src/domain/last-changes.js';
import type { Edit } from '../../../src/domain/layouts.js';
import type { Detail } from '../../../src/errors.js';
import { signature } from '../shared/presence.js';
import { unpack } from '../shared/records.js';

export interface Refusal {
  code: string;
  message: string;
  details: Detail[];
  /** Who was quicker, by the paths of the details. */
  changes: Record<string, LastChange>;
}

export type Answer =
  | { kind: 'answered'; board?: Board; refused?: Refusal }
  | { kind: 'offline' | 'signedOut' }
  | { kind: 'refused'; message: string };

const mostMilliseconds = 20_000;

/** The board as it is now, or none where the one of that tag is it still. */
export const look = (flow: string, etag: string): Promise<Answer> =>
  ask(`${urlOf(flow)}?etag=${etag}`, { headers: { 'x-doorstep-background': '1' } });

export const save = (flow: string, edits: Edit[]): Promise<Answer> =>
  ask(urlOf(flow), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ edits }),
  });

const urlOf = (flow: string) => `/admin/api/resources/flows/records/${flow}/build`;

/** By fetch, not by AdminJS's client, whose requests wait when the session has ended: here one works on, and is told so. */
async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const headers = { ...init.headers, ...signature };
    const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(mostMilliseconds) });
    if (response.status === 401) return { kind: 'signedOut' };
    if (response.status >= 500 || response.status === 429) return { kind: 'offline' };
    const body = (await response.json()) as { record: RecordJSON; refused?: Refusal; error?: { message: string } };
    if (!response.ok) return { kind: 'refused', message: body.error?.message ?? response.statusText };
    return { kind: 'answered', board: unpack<Board>(body.record, 'board'), refused: body.refused };
  } catch {
    return { kind: 'offline' };
  }
}
