import type { Logger } from '../../log.js';
import type { Postmaster } from './postmasters.js';
import { identify, isAlive } from './processes.js';

const lookEveryMs = 500;

/**
 * Looks twice a second whether a server lives, and has it brought back where it does not, until that succeeds. Looking and not
 * hearing of it, since a server that was taken over is nobody's child.
 */
export function watch(pid: number, bringBack: () => Promise<Postmaster>, log?: Pick<Logger, 'warn' | 'error'>) {
  let identity = identify(pid);
  let underWay: Promise<void> | undefined;
  const revive = async () => {
    try {
      log?.warn('the embedded PostgreSQL died; it is started again');
      identity = identify((await bringBack()).pid);
    } catch (err) {
      log?.error({ err }, 'the embedded PostgreSQL does not come back yet');
    }
  };
  const look = () => {
    if (underWay || (identity && isAlive(identity))) return;
    underWay = revive().finally(() => (underWay = undefined));
  };
  const timer = setInterval(look, lookEveryMs).unref();
  return {
    /** Looks no more; waits for what is being brought back. */
    end: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}
