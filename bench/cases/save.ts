import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { interleaved, load, median } from '../load.js';
import { folder, yardstick } from '../programs.js';
import type { Case } from './cases.js';

const answers = { about_me: 'I like tea, and long walks by the sea.', birthdate: '1990-05-17' };
const people = 64;

/** Saving a page, signed in, checked and on record, against Express with one UPDATE. */
export const save: Case = async ({ product, databaseUrl, rounds, seconds }) => {
  const members = await Promise.all(Array.from({ length: people }, (_, at) => member(product.origin, at)));
  const ids = await yardstickRows(databaseUrl);
  const express = await yardstick('express', { DATABASE_URL: databaseUrl });
  const list = (name: string, lines: string[]) => {
    const file = join(folder, name);
    writeFileSync(file, lines.join('\n'));
    return file;
  };
  const body = JSON.stringify({ answers });
  const run = (origin: string, file: string) => () =>
    load({ url: origin, connections: 32, seconds, script: 'bench/wrk/put.lua', args: [file, body] });
  const ours = list(
    'ours.txt',
    members.map(({ id, token }) => `/api/v1/submissions/${id}/pages/about-you ${token}`),
  );
  const theirs = list(
    'express.txt',
    ids.map((id) => `/pages/${id} none`),
  );
  const found = await interleaved(rounds, {
    ours: run(product.origin, ours),
    express: run(express.origin, theirs),
  });
  await express.stop();
  const speed = (runs: { perSecond: number }[]) => median(runs.map(({ perSecond }) => perSecond));
  return [
    {
      what: 'Saving a page, 32 connections',
      figure: `${Math.round(speed(found.ours))} /s`,
      ratio: speed(found.ours) / speed(found.express),
      of: 'Express and pg, one UPDATE',
      claim: { atLeast: 0.7 },
    },
  ];
};

async function member(origin: string, at: number): Promise<{ id: string; token: string }> {
  const ask = async (path: string, body: object, token?: string) => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (token) headers.authorization = `Bearer ${token}`;
    const answer = await fetch(`${origin}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const { data, error } = (await answer.json()) as { data: Record<string, string>; error?: { message: string } };
    if (!answer.ok) throw new Error(`${path}: ${error?.message}`);
    return data;
  };
  const account = { email: `saver${at}@example.com`, password: 'benchmarks are for reading', full_name: 'A Saver' };
  const { access_token: token = '' } = await ask('/auth/register', account);
  const { id = '' } = await ask('/submissions', { flow: 'default' }, token);
  return { id, token };
}

async function yardstickRows(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`create table yardstick (id uuid primary key default gen_random_uuid(),
    answers jsonb not null default '{}', revision int not null default 1)`);
  const { rows } = await client.query('insert into yardstick select from generate_series(1, $1) returning id', [
    people,
  ]);
  await client.end();
  return rows.map(({ id }) => id);
}
