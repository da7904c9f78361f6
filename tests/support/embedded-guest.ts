import { startEmbedded } from '../../src/db/embedded.js';

// A process of its own that uses the embedded database of a folder until it is told to stop, or is killed.
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
const embedded = await startEmbedded({ dataDir: process.argv[2] ?? '', durable: process.argv[3] === 'durable' });
process.stdout.write(`${embedded.url}\n`);
process.stdin.once('data', async () => {
  await embedded.stop();
  process.exit(0);
});
