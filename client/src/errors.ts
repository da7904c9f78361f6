import type { components } from './api.js';

type Told = components['schemas']['Error']['error'];

/**
 * The API's codes, and two of our own: `UNREACHABLE`, no answer came (offline, timed out, blocked); `UNREADABLE`, an
 * answer came that is not the API's, such as a proxy's page.
 */
export type ErrorCode = Told['code'] | 'UNREACHABLE' | 'UNREADABLE';

/** One complaint about one input: `field` is a key or a path of keys. */
export type Detail = NonNullable<Told['details']>[number];

interface Circumstances {
  message?: string;
  status?: number;
  details?: Detail[];
  retryAfter?: number;
  requestId?: string;
  cause?: unknown;
}

/** Whatever keeps a call from succeeding; nothing else is thrown by the client. */
export class DoorstepError extends Error {
  override readonly name = 'DoorstepError';
  /** The HTTP status, 0 where no answer came. */
  readonly status: number;
  readonly details: Detail[];
  /** Seconds until another try makes sense, where the server said so. */
  readonly retryAfter?: number;
  /** Names the request in the server's log. */
  readonly requestId?: string;

  constructor(
    readonly code: ErrorCode,
    { message, cause, ...rest }: Circumstances = {},
  ) {
    super(message ?? code, { cause });
    this.status = rest.status ?? 0;
    this.details = rest.details ?? [];
    this.retryAfter = rest.retryAfter;
    this.requestId = rest.requestId;
  }

  /** Whether the same call may succeed later: no answer, too many calls, or a fault on the server's side. */
  get isTemporary(): boolean {
    return this.status === 0 || this.code === 'UNREADABLE' || this.status === 429 || this.status >= 500;
  }
}

/** The error that a refusing answer tells. */
export function errorOf(response: Response, text: string): DoorstepError {
  const circumstances = {
    status: response.status,
    retryAfter: secondsOf(response.headers.get('retry-after')),
    requestId: response.headers.get('x-request-id') ?? undefined,
  };
  const told = toldIn(text);
  if (!told) return new DoorstepError('UNREADABLE', { ...circumstances, message: response.statusText || undefined });
  return new DoorstepError(told.code, { ...circumstances, message: told.message, details: told.details });
}

function toldIn(text: string): Told | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: Told };
    return typeof error?.code === 'string' ? error : undefined;
  } catch {
    return undefined;
  }
}

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). */
function secondsOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}
