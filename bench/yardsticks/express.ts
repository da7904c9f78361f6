import express from 'express';
import pg from 'pg';

/** What one would write first: Express, pg and one statement, without sign-in, checks, log or headers. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const app = express();
app.use(express.json());

app.get('/', (_request, response) => {
  response.json({});
});

app.get('/flow', async (_request, response) => {
  const { rows } = await pool.query('select title, pages from flow_versions order by number desc limit 1');
  response.json(rows[0]);
});

app.put('/pages/:id', async (request, response) => {
  const { rows } = await pool.query({
    name: 'save',
    text: 'update yardstick set answers = answers || $2::jsonb, revision = revision + 1 where id = $1 returning *',
    values: [request.params.id, JSON.stringify(request.body.answers)],
  });
  response.json(rows[0]);
});

app.listen(Number(process.env.PORT), '127.0.0.1');
