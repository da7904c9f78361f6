import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Load {
  url: string;
  connections: number;
  seconds: number;
  headers?: Record<string, string>;
  /** A Lua script of wrk's, and what it reads. */
  script?: string;
  args?: string[];
}

export interface Measured {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/** One run of wrk with one thread, so that a core is left to what is measured. Throws where any answer was not 2xx or 3xx. */
export async function load({ url, connections, seconds, headers = {}, script, args = [] }: Load): Promise<Measured> {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const scripted = script ? ['-s', script] : [];
  const child = spawn('wrk', [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--latency',
    ...given,
    ...scripted,
    url,
    '--',
    ...args,
  ]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part));
  child.once('error', () => {});
  const [code] = (await once(child, 'close').catch(() => [127])) as [number];
  if (code === 127) throw new Error('The benchmark needs wrk: apt-get install wrk.');
  const refused = said.match(/Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)/);
  if (code !== 0 || refused) throw new Error(`wrk on ${url}: ${said}`);
  return {
    perSecond: Number(said.match(/Requests\/sec:\s+([\d.]+)/)?.[1]),
    p50: milliseconds(said.match(/50%\s+([\d.]+\w+)/)?.[1]),
    p99: milliseconds(said.match(/99%\s+([\d.]+\w+)/)?.[1]),
  };
}

function milliseconds(text = ''): number {
  const [, amount, unit] = text.match(/^([\d.]+)(us|ms|s|m)$/) ?? [];
  return Number(amount) * { us: 0.001, ms: 1, s: 1000, m: 60_000 }[unit as 'us' | 'ms' | 's' | 'm'];
}

/** Each of them in turn, several times over, so that a machine's moods strike all alike. */
export async function interleaved<Name extends string>(
  rounds: number,
  runs: Record<Name, () => Promise<Measured>>,
): Promise<Record<Name, Measured[]>> {
  const names = Object.keys(runs) as Name[];
  const found = Object.fromEntries(names.map((name) => [name, [] as Measured[]])) as Record<Name, Measured[]>;
  // The first round warms up, and does not count.
  for (let round = 0; round <= rounds; round += 1)
    for (const name of names) {
      const measured = await runs[name]();
      if (round > 0) found[name].push(measured);
    }
  return found;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
