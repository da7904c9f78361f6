import { Agent, get } from 'node:http';
import { median } from './load.js';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Milliseconds from asking to the last byte of the answer. Throws where that is not 200. */
export function ask(url: string, headers: Record<string, string>): Promise<{ ms: number; body: string }> {
  const since = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, async (answer) => {
      let body = '';
      for await (const part of answer.setEncoding('utf8')) body += part;
      const ms = performance.now() - since;
      if (answer.statusCode === 200) resolve({ ms, body });
      else reject(new Error(`${url}: ${answer.statusCode} ${body.slice(0, 300)}`));
    }).on('error', reject);
  });
}

/** The median of so many answers to one client that asks one after the other; the first warms up, and does not count. */
export async function latency(url: string, headers: Record<string, string>, times: number): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time <= times; time += 1) {
    const { ms } = await ask(url, headers);
    if (time > 0) took.push(ms);
  }
  return median(took);
}

/** A line of the table for a figure that is held against a bound, not against another's. */
export const within = (what: string, ms: number, most: number) => ({
  what,
  figure: `${ms.toFixed(1)} ms`,
  beside: `at most ${most} ms: ${ms <= most ? 'met' : 'missed'}`,
});
