import type { Config } from '../config.js';

type Checked = Pick<
  Config,
  | 'env'
  | 'publicUrl'
  | 'sessionSecret'
  | 'tokenSecret'
  | 'metricsToken'
  | 'bcryptCost'
  | 'trustProxy'
  | 'databaseUrl'
  | 'smtpUrl'
>;

const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;
const isRemote = (url: string) => !loopback.test(new URL(url).hostname);

/** What a person types and a generator does not. */
const isPoor = (secret: string) =>
  secret.length < 32 || new Set(secret).size < 10 || /change.?me|password|secret|example/i.test(secret);

/** What is worth a warning at the start, in a sentence each that says what to set. */
export const cautionsOf = (config: Checked): string[] => [...weaknessesOf(config), ...openWaysOf(config)];

/**
 * What is too weak to be served to others in production. Where PUBLIC_URL is this machine's own address nobody else is served. Of
 * secrets only the newest counts. Warnings and no end: what has run so keeps running after an update.
 */
function weaknessesOf(config: Checked): string[] {
  if (config.env !== 'production' || !isRemote(config.publicUrl)) return [];
  const poor = (['SESSION_SECRET', 'TOKEN_SECRET'] as const).filter((name) =>
    isPoor(name === 'SESSION_SECRET' ? config.sessionSecret : config.tokenSecret),
  );
  const said = poor.map(
    (name) =>
      `${name} should be random and at least 32 characters long: put a new one and a comma before the one there is (docs/operations.md, “Renewing secrets”).`,
  );
  if (config.metricsToken !== undefined && config.metricsToken.length < 16)
    said.push('METRICS_TOKEN should be at least 16 characters long.');
  if (config.bcryptCost < 10) said.push('BCRYPT_COST should be at least 10.');
  return said;
}

/** Where something can be read on the way, or made up. */
function openWaysOf({ publicUrl, databaseUrl, smtpUrl, trustProxy }: Checked): string[] {
  return [
    publicUrl.startsWith('http:') && isRemote(publicUrl)
      ? 'PUBLIC_URL is plain http: passwords and cookies can be read on the way.'
      : '',
    trustProxy === true
      ? 'TRUST_PROXY is true: whatever visitors say of their address is believed. Give the number of proxies, such as 1.'
      : '',
    databaseUrl !== undefined && isOpportunistic(databaseUrl)
      ? 'The connection to DATABASE_URL is encrypted only where the server offers it: sslmode=verify-full insists.'
      : '',
    smtpUrl?.startsWith('smtp:') && isRemote(smtpUrl) && new URL(smtpUrl).searchParams.get('requireTLS') !== 'true'
      ? 'The connection to SMTP_URL is encrypted only where the server offers it: ?requireTLS=true or smtps:// insists.'
      : '',
  ].filter(Boolean);
}

/** Whether nobody has said how it is to be encrypted, beyond this machine. */
function isOpportunistic(databaseUrl: string): boolean {
  const { hostname, searchParams } = new URL(databaseUrl);
  const host = hostname || searchParams.get('host') || 'localhost';
  const isHere = loopback.test(host) || host.startsWith('/') || host.startsWith('%2F');
  return !isHere && /^(prefer|allow)$/.test(searchParams.get('sslmode') ?? 'prefer');
}
