import { cautionsOf } from './config/cautions.js';
import { loadConfig, StartError } from './config.js';
import type { FirstAdmin } from './domain/seed.js';
import { createLogger } from './log.js';
import { type Running, start } from './start.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Milliseconds that stopping may take: less than the 20 seconds of compose.yaml. */
const patience = 18_000;
let running: Running | undefined;
let leavingSince = 0;

/** One sentence for what the operator can mend; everything else is a fault of ours, logged with its stack. Either way it is the end. */
function fail(error: unknown): void {
  if (error instanceof StartError) process.stderr.write(`${error.message}\n`);
  else createLogger('fatal').fatal({ err: error }, 'Doorstep ends: an error that nothing caught');
  process.exitCode = 1;
  if (!running) process.exit();
  if (!leavingSince) void finish();
}

/** The first signal lets requests finish; another one ends at once. Either way the embedded database goes too. */
function leave(signal: NodeJS.Signals): void {
  // npm passes on the Ctrl-C that the terminal has sent us already: that is not a second one.
  if (leavingSince && Date.now() - leavingSince < 500) return;
  // While still starting there is nothing to finish: exit handlers stop what was started.
  if (leavingSince || !running) process.exit(signal === 'SIGINT' ? 130 : 143);
  say('Stopping: requests under way are finished first; once more ends at once.');
  void finish();
}

async function finish(): Promise<void> {
  leavingSince = Date.now();
  setTimeout(() => process.exit(1), patience).unref();
  await running?.stop();
  process.exit();
}

const sayAdmin = ({ email, password }: FirstAdmin) =>
  say(`\n  First admin   ${email}${password ? `\n  Password      ${password}   (shown only this once)` : ''}`);

// Whoever listened may have left, or his disk may be full: that ends no server.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.on('SIGINT', leave);
process.on('SIGTERM', leave);

try {
  const config = loadConfig();
  const log = createLogger(config.logLevel);
  for (const caution of cautionsOf(config)) log.warn(caution);
  running = await start(config, { log, say, sayAdmin });
  const { publicUrl, port } = running.config;
  say(`\n  Wizard        ${publicUrl}/\n  Back office   ${publicUrl}/admin\n  API docs      ${publicUrl}/docs\n`);
  log.info({ port }, 'ready');
} catch (error) {
  fail(error);
}
