import { Logger as WorkerLogger } from 'graphile-worker';
import type { Logger } from '../log.js';

/** What the queue says of itself, in our log; of a job its task and number alone, since its payload may name people. */
export function workerLog(log: Logger, stopping: AbortSignal): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta = {}) => {
    const { job, error, failure, success } = meta as Meta;
    if (job) {
      const what = { job: job.id, task: job.task_identifier, attempt: job.attempts, of: job.max_attempts };
      if (success) log.debug(what, 'a job is done');
      // What is expected to fail at times says so in one line; anything else is a fault of ours, with its stack.
      else if (failure && error instanceof TryAgain) log.warn({ ...what, reason: error.message }, 'a job failed');
      else log.error({ ...what, err: error }, 'a job failed');
      return;
    }
    // While it stops, connections are closed under its hands.
    if (level === 'error' && !stopping.aborted) log.error({ err: error }, message);
    else if (level === 'warning') log.warn(message);
    else log.debug(message);
  });
}

interface Meta {
  job?: { id: string; task_identifier: string; attempts: number; max_attempts: number };
  error?: unknown;
  failure?: boolean;
  success?: boolean;
}

/** What fails a job without being a fault of ours. Its message is stored with the job and logged: no address, no secret. */
export class TryAgain extends Error {
  override name = 'TryAgain';
}
