import assert from 'node:assert/strict';
import { command } from './commands.js';
import type { Drill } from './drills.js';
import { type Instance, instance, within } from './instances.js';
import { openLedger } from './ledgers.js';
import { postmasterIn } from './postgres.js';

const asks = 'what was acknowledged is there, once';

/** Between two kills so many pages are saved. */
const between = 20;

export const nodeKilled = (times: number): Drill => ({
  name: `kill -9 of node, ${times} times`,
  asks,
  run: async (stage) => {
    const postgres = await stage.postgres();
    const databaseUrl = await postgres.newDatabase();
    let it: Instance = await instance({ databaseUrl });
    const ledger = await openLedger(() => it.origin);
    for (let n = 0; n < times; n += 1) {
      await ledger.grows(between, it);
      await it.kill();
      it = await instance({ databaseUrl });
    }
    await ledger.stop();
    return ledger.settle(databaseUrl);
  },
});

export const postmasterKilled = (times: number): Drill => ({
  name: `kill -9 of the embedded postmaster, ${times} times`,
  asks: `${asks}; it is brought back, and the server is well again within 5 s`,
  run: async (stage) => {
    const dataDir = stage.folder();
    const it = await instance({ env: { DATA_DIR: dataDir } });
    const ledger = await openLedger(() => it.origin);
    let longest = 0;
    for (let n = 0; n < times; n += 1) {
      await ledger.grows(between, it);
      const killed = postmasterIn(dataDir);
      process.kill(killed, 'SIGKILL');
      const back = async () => postmasterIn(dataDir) !== killed && (await it.health('ready')) === 200;
      longest = Math.max(longest, await within(5, back, it));
    }
    await ledger.stop();
    const found = await ledger.settle(await command(['database-url'], { DATA_DIR: dataDir }));
    assert.equal(await it.stop(), 0);
    return `${found}; back after ${longest.toFixed(0)} ms at most`;
  },
});
