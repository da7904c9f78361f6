import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Config } from '../config.js';
import { errors } from '../errors.js';
import { commonHeaders } from './headers.js';

/** The statuses that Node itself gives to what its parser refuses. */
const statuses: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what is no request at all, with the headers that every answer has, and lets the connection go. */
export function answerBroken(config: Config): (error: NodeJS.ErrnoException, socket: Duplex) => void {
  const common = pairs(commonHeaders(config, undefined));
  return (error, socket) => {
    // Somebody is gone, or has part of an answer already.
    const begun = (socket as { _httpMessage?: { _headerSent?: boolean } })._httpMessage?._headerSent;
    if (!socket.writable || error.code === 'ECONNRESET' || begun) return void socket.destroy(error);
    const status = statuses[error.code ?? ''] ?? 400;
    const body = status === 400 ? bodyOf() : '';
    const own = ['Content-Type: application/json; charset=utf-8', 'Cache-Control: no-store', 'Connection: close'];
    const head = [...common, ...own, `X-Request-Id: ${randomUUID()}`, `Content-Length: ${Buffer.byteLength(body)}`];
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('\r\n')}\r\n\r\n${body}`, () =>
      socket.destroy(),
    );
  };
}

function bodyOf(): string {
  const { code, message } = errors.badRequest();
  return JSON.stringify({ success: false, error: { code, message }, timestamp: new Date().toISOString() });
}

/** Names and values in turn, as lines. */
const pairs = (raw: string[]) => raw.flatMap((name, at) => (at % 2 ? [] : [`${name}: ${raw[at + 1]}`]));
