import express from 'express';
import pg from 'pg';

/** A list as one would write it first: one statement that searches, sorts, cuts out and counts, without sign-in or checks. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const app = express();

app.get('/', (_request, response) => {
  response.json({});
});

app.get('/users', async ({ query: { q, offset = 0 } }, response) => {
  const where = `deleted_at is null${q ? ' and (email::text ilike $2 or full_name ilike $2)' : ''}`;
  const { rows } = await pool.query(
    `select id, email, full_name, role, is_active, created_at, last_login_at, (select count(*) from users where ${where}) as total
     from users where ${where} order by created_at desc, id desc limit 20 offset $1`,
    q ? [offset, `%${q}%`] : [offset],
  );
  response.json(rows);
});

app.listen(Number(process.env.PORT), '127.0.0.1');
