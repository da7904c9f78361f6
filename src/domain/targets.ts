import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** 2000::/3: whatever else of IPv6 reaches anything leads to a network of one's own, or through a translator to one of IPv4's. */
const globalUnicast = ipaddr.IPv6.parse('2000::');

/** Whether an address is one of the public internet's: neither private nor loopback nor for any special use (IANA's registries). */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address in IPv6's clothes is judged as what it is.
  const plain = ipaddr.process(address);
  if (plain.range() !== 'unicast') return false;
  return plain instanceof ipaddr.IPv4 || plain.match(globalUnicast, 3);
}

/** The host of a URL as an address, if it is one. */
export function literalOf({ hostname }: URL): string | undefined {
  const plain = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(plain) ? plain : undefined;
}

/** What keeps a URL from being a webhook's, in words. A name is only resolved when something is sent there. */
export function problemOf(text: string, allowPrivate: boolean): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    return 'This must be an address such as https://example.com/hook.';
  const url = new URL(text);
  if (url.username || url.password) return 'An address with a user or a password in it is not taken.';
  if (url.hash) return 'An address with a part after # is not taken.';
  if (url.hostname.endsWith('.')) return 'The name of the host must not end with a dot.';
  // 2130706433, 0x7f.1 and 0177.1 are all 127.0.0.1: whoever means an address writes it plainly.
  if (isIPv4(url.hostname) && hostIn(text) !== url.hostname) return 'Write the address as four plain numbers.';
  if (allowPrivate) return undefined;
  const literal = literalOf(url);
  const isPrivate = literal ? !isPublic(literal) : /(^|\.)localhost$/.test(url.hostname);
  return isPrivate ? 'This address is a private one, where nothing is sent to.' : undefined;
}

/** The host as it was typed, without its port. */
const hostIn = (text: string) => /^https?:\/\/([^/?#:]*)/i.exec(text)?.[1];
