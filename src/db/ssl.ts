import { connect } from 'node:net';

/**
 * The URL so that node-postgres takes its `sslmode` as libpq does: by itself it would read `require` as `verify-full`, and
 * refuse every self-signed server. https://www.postgresql.org/docs/current/libpq-ssl.html
 */
export function asLibpq(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const mode = url.searchParams.get('sslmode');
  if (mode === null || mode === 'no-verify' || url.searchParams.has('uselibpqcompat')) return databaseUrl;
  // libpq's word for the system's own authorities, which Node uses where no file is named.
  if (url.searchParams.get('sslrootcert') === 'system') {
    url.searchParams.delete('sslrootcert');
    url.searchParams.set('sslmode', 'verify-full');
  }
  url.searchParams.set('uselibpqcompat', 'true');
  return url.href;
}

/**
 * The URL with libpq's `prefer`, its default, decided: encrypted where the server offers it, else plain. node-postgres
 * can't fall back by itself. A server that can't be reached leaves the URL as it is: connecting tells why.
 */
export async function settleSsl(databaseUrl: string): Promise<string> {
  const url = new URL(databaseUrl);
  const mode = url.searchParams.get('sslmode') ?? 'prefer';
  if ((mode !== 'prefer' && mode !== 'allow') || url.searchParams.has('host') || !url.hostname)
    return asLibpq(databaseUrl);
  const offered = await offersSsl(url.hostname.replace(/^\[|\]$/g, ''), Number(url.port || 5432));
  if (offered === undefined) return asLibpq(databaseUrl);
  url.searchParams.set('sslmode', offered ? 'require' : 'disable');
  return asLibpq(url.href);
}

/** Asks as the protocol's SSLRequest does: one byte comes back, S or N. */
function offersSsl(host: string, port: number): Promise<boolean | undefined> {
  return new Promise((answer) => {
    const socket = connect({ host, port, timeout: 5000 });
    const done = (offered?: boolean) => {
      answer(offered);
      socket.destroy();
    };
    socket.once('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.once('data', ([byte]) => done(byte === 'S'.charCodeAt(0)));
    socket.once('error', () => done());
    socket.once('close', () => done());
    socket.once('timeout', () => done());
  });
}
