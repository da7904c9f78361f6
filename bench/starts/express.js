import express from 'express';
import pg from 'pg';

// What one would write first: as little as answers a SELECT.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const app = express();
app.get('/', async (_request, response) => {
  const { rows } = await pool.query('select title, pages from flow_versions order by number desc limit 1');
  response.json(rows[0] ?? {});
});
app.listen(Number(process.env.PORT), '127.0.0.1');
