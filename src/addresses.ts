import { isIP, isIPv6 } from 'node:net';

/** A client's address as PostgreSQL's inet takes it; null for what a proxy made up. */
export function plainAddress(ip: string | undefined): string | null {
  const plain = (ip ?? '').replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  return isIP(plain) ? plain : null;
}

/** What counts as one address: an IPv6 host owns a whole /64 (RFC 6177) and could change within it at each attempt. */
export function addressOf(ip: string | undefined): string {
  const plain = plainAddress(ip) ?? 'unknown';
  return isIPv6(plain) ? expand(plain).slice(0, 4).join(':') : plain;
}

function expand(ip: string): string[] {
  const [head = '', tail] = ip.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right].map((part) => Number.parseInt(part, 16).toString(16));
}
