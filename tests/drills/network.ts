import assert from 'node:assert/strict';
import type { Drill } from './drills.js';
import { save, scene, withstands } from './scenes.js';

const asks = '503 in time, live and not ready, sessions and limits closed, well again within 5 s, nothing twice';

export const cutOff: Drill = {
  name: 'PostgreSQL cut off',
  asks,
  run: async (stage) => {
    const on = await scene(stage);
    return withstands(on, on.wire.cut, on.wire.mend);
  },
};

export const frozen: Drill = {
  name: 'PostgreSQL frozen',
  asks,
  run: async (stage) => {
    const on = await scene(stage);
    return withstands(on, on.wire.freeze, on.wire.mend);
  },
};

export const tooSlow: Drill = {
  name: 'PostgreSQL slower than DATABASE_TIMEOUT',
  asks,
  run: async (stage) => {
    const on = await scene(stage);
    return withstands(on, () => on.wire.slow(4000), on.wire.mend);
  },
};

export const slow: Drill = {
  name: 'PostgreSQL late by 200 ms',
  asks: 'all goes on, later',
  run: async (stage) => {
    const on = await scene(stage);
    on.wire.slow(200);
    const began = performance.now();
    const found = await Promise.all(Array.from({ length: 20 }, (_, n) => save(on, `late ${n}`)));
    assert.deepEqual(
      found.map(({ status }) => status),
      Array(20).fill(200),
    );
    assert.equal(await on.it.health('ready'), 200);
    return `20 saves at once 200 in ${(performance.now() - began).toFixed(0)} ms, ready 200`;
  },
};

export const restarted: Drill = {
  name: 'PostgreSQL restarted',
  asks,
  run: async (stage) => {
    const on = await scene(stage);
    return withstands(on, on.postgres.stop, on.postgres.start);
  },
};
