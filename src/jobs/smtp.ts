import { createTransport } from 'nodemailer';
import type { Written } from '../domain/mails.js';

export interface Envelope extends Written {
  /** The mail's row: of it the Message-ID is made, so that a mail that goes twice is known for the same. */
  id: string;
  from: string;
  to: string;
}

/** Milliseconds for each step of the talk with the mail server. */
const timeouts = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** Hands a mail to the server of an SMTP URL. Returns what kept it from being taken, free of secrets; undefined when it was taken. */
export async function sendBySmtp(smtpUrl: string, { id, from, to, ...written }: Envelope): Promise<string | undefined> {
  const transport = createTransport({ url: smtpUrl, ...timeouts });
  try {
    await transport.sendMail({
      ...written,
      ...{ from, to: { name: '', address: to }, messageId: messageIdOf(id, from) },
      // No holiday notice answers a mail that nobody reads (RFC 3834), Exchange's own way of saying so included.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
    return undefined;
  } catch (error) {
    return tell(error as SmtpError, [smtpUrl, ...credentialsOf(smtpUrl), ...linksOf(written.text)]);
  } finally {
    transport.close();
  }
}

/** `<id@host>`, with the host of the sender's address. */
export function messageIdOf(id: string, from: string): string {
  return `<${id}@${/@([^\s<>@]+)>?$/.exec(from)?.[1] ?? 'localhost'}>`;
}

interface SmtpError extends Error {
  code?: string;
  response?: string;
}

/** What a server says may repeat what it was told: neither the password nor the link stays in it. */
function tell({ code, response, message }: SmtpError, secrets: string[]): string {
  let said = [code, response ?? message].filter(Boolean).join(': ');
  for (const secret of secrets.filter(({ length }) => length > 3)) said = said.replaceAll(secret, '…');
  return [...said.replace(/[\p{Cc}\p{Cs}]+/gu, ' ')].slice(0, 500).join('');
}

function credentialsOf(smtpUrl: string): string[] {
  const { username, password } = new URL(smtpUrl);
  const plain = [decodeURIComponent(username), decodeURIComponent(password)];
  const encoded = [...plain, `\0${plain[0]}\0${plain[1]}`].map((part) => Buffer.from(part).toString('base64'));
  return [username, password, ...plain, ...encoded];
}

const linksOf = (text: string) => text.match(/https?:\S+/g)?.flatMap((link) => [link, link.replace(/^.*=/, '')]) ?? [];
