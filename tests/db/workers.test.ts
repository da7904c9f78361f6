import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { forgiveReleases } from '../../src/db/workers.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  forgiveReleases(database.pool);
});
afterAll(() => database.close());

test('a connection that the job worker gives back twice is taken back once, and lent again', async () => {
  const { pool } = database;
  await new Promise<void>((given, failed) => {
    pool.connect((error, _client, release) => {
      release();
      release();
      if (error) failed(error);
      else given();
    });
  });
  expect(pool.idleCount).toBe(1);
  const client = await pool.connect();
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  client.release();
});
