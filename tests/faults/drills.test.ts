import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Drill, onStage } from '../drills/drills.js';
import { thrown } from '../drills/endings.js';
import { hostile } from '../drills/hostile.js';
import { postmasterKilled } from '../drills/kills.js';
import { migrationKilled } from '../drills/migrations.js';
import { openPostgres, type Postgres } from '../drills/postgres.js';
import { remove, temporaryFolder } from '../support/folders.js';

// Real processes, on a machine that may be busy with the rest of the tests.
jest.setTimeout(90_000);

let folder: string;
let postgres: Postgres;
beforeAll(async () => {
  folder = temporaryFolder();
  postgres = await openPostgres(folder);
});
afterAll(async () => {
  await postgres.stop();
  remove(folder);
});

// Of those that `npm run drill` runs, the ones that are over in seconds.
const drills = [thrown, postmasterKilled(1), migrationKilled, hostile(1)];

describe('the product, in processes of its own, holds under', () => {
  test.each(drills.map((drill): [string, string, Drill] => [drill.name, drill.asks, drill]))(
    '%s: %s',
    async (_name, _asks, drill) => {
      expect(await onStage(drill.run, postgres)).toEqual(expect.any(String));
    },
  );
});
