import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

/** Kilobytes that a process has in memory. Linux alone tells. */
export const residentOf = (pid: number) => Number(text(`/proc/${pid}/status`).match(/^VmRSS:\s+(\d+)/m)?.[1] ?? 0);

/** Kilobytes that the processes of the PostgreSQL on a port have for themselves, without what they share. Linux, as root, alone tells. */
export function ownOf(port: string): number {
  const isOurs = (pid: string) => {
    const parent = text(`/proc/${pid}/status`).match(/^PPid:\s+(\d+)/m)?.[1] ?? '';
    return [pid, parent].some((one) => text(`/proc/${one}/cmdline`).includes(`-p\0${port}\0`));
  };
  const own = (pid: string) =>
    [...text(`/proc/${pid}/smaps_rollup`).matchAll(/^Private_\w+:\s+(\d+)/gm)].reduce(
      (sum, [, kB]) => sum + Number(kB),
      0,
    );
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isOurs(name))
    .reduce((sum, pid) => sum + own(pid), 0);
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Megabytes a minute that memory may grow by. */
const mostSlope = 2;
/** In a minute or two memory only settles: fewer samples than that say nothing. */
const fewest = 8;

/** The slope, in megabytes a minute, of a straight line through samples, the first third left out. Throws where it is too steep. */
export function slopeOf(megabytes: number[], everyMs: number): string {
  const points = megabytes.map((mb, at): [number, number] => [(at * everyMs) / 60_000, mb]).slice(megabytes.length / 3);
  if (points.length < fewest) return 'too short to tell';
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([minute]) => minute)), mean(points.map(([, mb]) => mb))];
  const slope =
    points.reduce((sum, [minute, mb]) => sum + (minute - x) * (mb - y), 0) /
    points.reduce((sum, [minute]) => sum + (minute - x) ** 2, 0);
  assert(slope <= mostSlope, `memory grows by ${slope.toFixed(2)} MB a minute`);
  return `${slope.toFixed(2)} MB a minute`;
}
