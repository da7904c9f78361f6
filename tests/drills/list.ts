import { outOfConnections } from './connections.js';
import { outOfDisk } from './disk.js';
import type { Drill } from './drills.js';
import { heldUp, rejected, terminated, thrown } from './endings.js';
import { hostile } from './hostile.js';
import { nodeKilled, postmasterKilled } from './kills.js';
import { load } from './load.js';
import { atOnce, migrationKilled } from './migrations.js';
import { cutOff, frozen, restarted, slow, tooSlow } from './network.js';
import { idleConnections, pipelining, slowSenders } from './slowness.js';

/** Every drill, by the name it is asked for with, in the order they are run. */
export const drills: Record<string, Drill> = {
  'cut-off': cutOff,
  frozen,
  slow,
  'too-slow': tooSlow,
  restarted,
  connections: outOfConnections,
  disk: outOfDisk,
  sigterm: terminated,
  'held-up': heldUp,
  exception: thrown,
  rejection: rejected,
  'kill-node': nodeKilled(20),
  'kill-postgres': postmasterKilled(20),
  'starts-at-once': atOnce,
  'kill-migration': migrationKilled,
  hostile: hostile(10),
  'slow-senders': slowSenders,
  idle: idleConnections,
  pipelining,
  load,
};
