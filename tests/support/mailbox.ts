import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface ReceivedMail {
  from: string;
  to: string;
  /** By name, in small letters. */
  headers: Record<string, string>;
  /** As it came. */
  raw: string;
  /** Both parts, plain and HTML, decoded from quoted-printable. */
  text: string;
}

export interface Mailbox {
  url: string;
  mails: ReceivedMail[];
  /** What the server says to each mail's data; by default that it takes it. `hang`: nothing, for ever. */
  answer: string;
  /** Gives those who hang their answer. */
  release(answer: string): void;
  stop(): Promise<void>;
}

/** A mail server of RFC 5321's least, on loopback: it takes every sender, recipient and password. */
export async function openMailbox(): Promise<Mailbox> {
  const sockets = new Set<Socket>();
  const mailbox = { mails: [] as ReceivedMail[], answer: '250 taken' } as Mailbox;
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => {}));
    talk(socket, mailbox);
  });
  mailbox.release = (answer) => {
    for (const socket of sockets) socket.write(`${answer}\r\n`);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  mailbox.url = `smtp://postman:lettersecret@127.0.0.1:${(server.address() as AddressInfo).port}`;
  mailbox.stop = async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return mailbox;
}

function talk(socket: Socket, mailbox: Mailbox): void {
  let [from, to, inData, rest] = ['', '', false, ''];
  const say = (line: string) => socket.write(`${line}\r\n`);
  const hear = (line: string) => {
    if (/^EHLO/i.test(line)) say('250-mailbox\r\n250 AUTH PLAIN LOGIN');
    else if (/^DATA/i.test(line)) {
      inData = true;
      say('354 go on');
    } else {
      from = /^MAIL FROM:<(.*?)>/i.exec(line)?.[1] ?? from;
      to = /^RCPT TO:<(.*?)>/i.exec(line)?.[1] ?? to;
      say(/^QUIT/i.test(line) ? '221 bye' : /^AUTH/i.test(line) ? '235 welcome' : '250 fine');
    }
  };
  say('220 mailbox');
  socket.on('data', (part) => {
    rest += part.toString('utf8');
    for (;;) {
      const end = rest.indexOf(inData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const said = rest.slice(0, end).replace(/^\.\./gm, '.');
      rest = rest.slice(end + (inData ? 5 : 2));
      if (!inData) {
        hear(said);
        continue;
      }
      inData = false;
      mailbox.mails.push(read(from, to, said));
      if (mailbox.answer !== 'hang') say(mailbox.answer);
    }
  });
}

function read(from: string, to: string, raw: string): ReceivedMail {
  const [head = ''] = raw.split('\r\n\r\n', 1);
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  const bytes = raw
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { from, to, headers, raw, text: Buffer.from(bytes, 'latin1').toString('utf8') };
}
