import pg from 'pg';
import type { Drill } from './drills.js';
import { scene, withstands } from './scenes.js';

/** Others take every connection there is, those of the product too. */
export const outOfConnections: Drill = {
  name: 'PostgreSQL out of connections',
  asks: '503 in time, live and not ready, sessions and limits closed, well again within 5 s, nothing twice',
  run: async (stage) => {
    const on = await scene(stage, ['max_connections = 30', 'superuser_reserved_connections = 0']);
    const others: pg.Client[] = [];
    stage.after(() => Promise.all(others.map((client) => client.end().catch(() => {}))));
    const take = async () => {
      const client = new pg.Client({ connectionString: on.databaseUrl });
      client.on('error', () => {});
      await client.connect();
      others.push(client);
    };
    const takeAll = async () => {
      await take();
      for (let left = 1; left > 0; ) {
        const { rows } = (await others[0]?.query<{ left: number }>(
          `with gone as (select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'doorstep%')
           select count(*)::int as left from gone`,
        )) ?? { rows: [] };
        // Until there is no room left, which the next one is told.
        while (
          await take().then(
            () => true,
            () => false,
          )
        );
        left = rows[0]?.left ?? 0;
      }
    };
    return withstands(on, takeAll, () => Promise.all(others.splice(0).map((client) => client.end())));
  },
};
