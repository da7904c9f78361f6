import { existsSync, readFileSync } from 'node:fs';

const hasProc = existsSync('/proc/self/stat');

/**
 * A living process's name that no reused pid can bear: its pid and, where the system tells, when it began. Undefined for
 * one that is gone, or a zombie.
 */
export function identify(pid: number): string | undefined {
  if (!hasProc) return answers(pid) ? String(pid) : undefined;
  try {
    // The program's name, in brackets, may hold anything: what counts comes after the last bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    const [state] = fields;
    return state === 'Z' || state === 'X' ? undefined : `${pid}-${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** Whether a name that `identify` gave still belongs to a living process. */
export function isAlive(identity: string): boolean {
  return identify(Number.parseInt(identity, 10)) === identity;
}

export const myself = identify(process.pid) ?? String(process.pid);

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
