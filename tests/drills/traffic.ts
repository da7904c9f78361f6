import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answers, newcomer, password, signedIn } from './instances.js';

/** What a mix of visitors, members and an editor ask for, and how it went. */
export interface Traffic {
  /** Each in turn as soon as the one before is answered, so many at once: requests a second. */
  burst(seconds: number, atOnce: number): Promise<number>;
  /** So many a second, whatever they take. */
  flow(perSecond: number, until: number): Promise<void>;
  publish(): Promise<void>;
  signIn(): Promise<void>;
  /** Statuses that were not what they should be, or what broke. */
  failures: Map<string, number>;
  /** Milliseconds that each answer took, since this was last asked. */
  times(): number[];
}

const people = 40;
const tickMs = 20;

export async function openTraffic(origin: string): Promise<Traffic> {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const failures = new Map<string, number>();
  let took: number[] = [];
  const members = await Promise.all(Array.from({ length: people }, () => newcomer({ origin })));
  const editor = await signedIn({ origin });

  const ask = (method: string, path: string, token = '', body?: object): Promise<void> =>
    new Promise((done) => {
      const began = performance.now();
      const over = (failure?: string) => {
        took.push(performance.now() - began);
        if (failure) failures.set(failure, (failures.get(failure) ?? 0) + 1);
        done();
      };
      const headers: Record<string, string> = { authorization: `Bearer ${token}` };
      if (body) headers['content-type'] = 'application/json';
      const sent = request(`${origin}/api/v1${path}`, { method, agent, headers: token || body ? headers : {} });
      sent.on('response', (answer) => {
        const { statusCode = 0, headers: said } = answer;
        answer.resume().on('end', () => {
          const isFine = statusCode < 300;
          over(isFine ? undefined : `${method} ${path.split('/')[1]}: ${statusCode} ${said['x-balancer'] ?? ''}`);
        });
        answer.on('error', ({ message }) => over(message));
      });
      sent.on('error', ({ message }) => over(`${method}: ${message}`));
      sent.end(body && JSON.stringify(body));
    });

  let count = 0;
  /** Of a hundred requests seventy read the flow, twenty save a page, ten resume. */
  const one = () => {
    count += 1;
    const { caller, at } = members[count % people] as (typeof members)[number];
    const token = caller.identity?.access_token;
    const kind = count % 10;
    if (kind < 7) return ask('GET', '/flows/default');
    if (kind < 9) return ask('PUT', `${at}/pages/about-you`, token, answers(`number ${count}`));
    return ask('GET', at, token);
  };
  return {
    failures,
    burst: async (seconds, atOnce) => {
      const before = count;
      const until = performance.now() + seconds * 1000;
      const worker = async () => {
        while (performance.now() < until) await one();
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      return (count - before) / seconds;
    },
    flow: async (perSecond, until) => {
      const began = performance.now();
      const open = new Set<Promise<void>>();
      for (let sent = 0; performance.now() < until; await sleep(tickMs)) {
        for (const due = ((performance.now() - began) / 1000) * perSecond; sent < due; sent += 1) {
          const asked: Promise<void> = one().finally(() => open.delete(asked));
          open.add(asked);
        }
      }
      await Promise.all(open);
    },
    publish: () => ask('POST', '/flows/default/publish', editor.identity?.access_token, { notes: 'Under load' }),
    signIn: () => {
      const { caller } = members[count % people] as (typeof members)[number];
      return ask('POST', '/auth/login', '', { email: caller.email, password });
    },
    times: () => {
      const told = took;
      took = [];
      return told;
    },
  };
}
