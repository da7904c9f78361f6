import type { JobHelpers, Task, TaskList } from 'graphile-worker';
import type { Config } from '../config.js';
import type { Jobs } from '../db/jobs.js';
import type { Db } from '../db/pool.js';
import type { Keyring } from '../domain/keyring.js';
import type { Logger } from '../log.js';
import { carryOn } from './carry-over.js';
import { cleanUp } from './clean-up.js';
import { deliverWebhook } from './deliver-webhook.js';
import type { Outside } from './posts.js';
import { requestReset } from './request-reset.js';
import { sendMail } from './send-mail.js';
import { tally } from './tally.js';

export type { Outside } from './posts.js';

/** What a job is given of the process. */
export interface Setting {
  config: Config;
  db: Db;
  log: Logger;
  keyring: Keyring;
  outside: Outside;
}

/** Which of how many tries this is. */
export interface Try {
  isLast: boolean;
}

type Job<K extends keyof Jobs> = (setting: Setting, payload: Jobs[K], attempt: Try) => Promise<void>;

const jobs: { [K in keyof Jobs]: Job<K> } = {
  send_mail: sendMail,
  request_reset: requestReset,
  deliver_webhook: deliverWebhook,
  carry_over: carryOn,
  clean_up: cleanUp,
  tally,
};

/** Every kind of job, with what does it. */
export function tasksOf(setting: Setting): TaskList {
  const task =
    (job: Job<never>): Task =>
    (payload: unknown, { job: { attempts, max_attempts } }: JobHelpers) =>
      job(setting, payload as never, { isLast: attempts >= max_attempts });
  return Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, task(job as Job<never>)]));
}
