import { loadConfig, StartError } from './config.js';
import type { FirstAdmin } from './domain/seed.js';
import { createLogger } from './log.js';
import { type Running, start } from './start.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** One sentence for what the operator can mend; everything else is a fault of ours and is logged with its stack. */
function fail(error: unknown): never {
  if (error instanceof StartError) process.stderr.write(`${error.message}\n`);
  else createLogger('fatal').fatal({ err: error }, 'Doorstep ended: an error that nothing caught');
  process.exit(1);
}

/** The first signal lets requests finish; another one ends at once. Either way the embedded database goes too. */
let running: Running | undefined;
let leavingSince = 0;
async function leave(signal: NodeJS.Signals): Promise<void> {
  // npm passes on the Ctrl-C that the terminal has sent us already: that is not a second one.
  if (leavingSince && Date.now() - leavingSince < 500) return;
  // While still starting there is nothing to finish: exit handlers stop what was started.
  if (leavingSince || !running) process.exit(signal === 'SIGINT' ? 130 : 143);
  leavingSince = Date.now();
  say('Stopping: requests under way are finished first; once more ends at once.');
  await running.stop();
  process.exit(0);
}

function sayAdmin({ email, password }: FirstAdmin): void {
  say(`\n  First admin   ${email}`);
  if (password) say(`  Password      ${password}   (shown only this once)`);
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.on('SIGINT', leave);
process.on('SIGTERM', leave);

try {
  const config = loadConfig();
  const log = createLogger(config.logLevel);
  running = await start(config, { log, say, sayAdmin });
  const { publicUrl, port } = running.config;
  say(`\n  Wizard        ${publicUrl}/\n  Back office   ${publicUrl}/admin\n  API docs      ${publicUrl}/docs\n`);
  log.info({ port }, 'ready');
} catch (error) {
  fail(error);
}
