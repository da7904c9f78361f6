import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../load.js';
import { folder, type Program, start as spawned } from '../programs.js';
import type { Case, Row } from './cases.js';

const flow = '/api/v1/flows/default';

/** What the product is given here beside its database. */
export const secrets = {
  PUBLIC_URL: 'http://localhost',
  SESSION_SECRET: 'a secret of the benchmark alone',
  TOKEN_SECRET: 'another secret of the benchmark',
  ADMIN_EMAIL: 'admin@example.com',
  ADMIN_PASSWORD: 'benchmarks are for reading',
  RATE_LIMIT_SCALE: '1000000',
};

/** From the start of a process to its first answer, and what it holds once a clerk was in the back office. */
export const start: Case = async ({ databaseUrl, rounds }) => {
  const onServer = { ...secrets, DATABASE_URL: databaseUrl };
  const onEmbedded = { ...secrets, DATA_DIR: join(folder, 'start') };
  const ours = (env: Record<string, string>, ready: string) => () => spawned('start', ['bin/start.js'], { env, ready });
  const other =
    (name: string, ready = '/') =>
    () =>
      spawned(name, [`bench/starts/${name}.js`], { env: { DATABASE_URL: databaseUrl }, ready });
  const starts = {
    flow: ours(onServer, flow),
    ready: ours(onServer, '/health/ready'),
    office: ours(onServer, '/admin/login'),
    embedded: ours(onEmbedded, flow),
    express: other('express'),
    adminjs: other('adminjs', '/admin'),
  };
  const took = Object.fromEntries(Object.keys(starts).map((name) => [name, [] as number[]])) as Took;
  // The first round makes the embedded database, and does not count.
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, begin] of Object.entries(starts)) {
      const program = await begin();
      if (round > 0) took[name as keyof Took].push(program.startedInMs);
      await program.stop();
    }
  return [...timeRows(took), ...(await memoryRows(starts))];
};

type Name = 'flow' | 'ready' | 'office' | 'embedded' | 'express' | 'adminjs';
type Took = Record<Name, number[]>;

function timeRows(took: Took): Row[] {
  const ms = (name: Name) => median(took[name]);
  const row = (what: string, name: Name, beside = ''): Row => ({
    what,
    figure: `${Math.round(ms(name))} ms`,
    ratio: ms(name) / 1000,
    of: 'a second',
    ...{ claim: { atMost: 1 }, beside },
  });
  const others = `Express with one SELECT ${Math.round(ms('express'))} ms, stock AdminJS ${Math.round(ms('adminjs'))} ms`;
  return [
    row('Start to the first flow, DATABASE_URL', 'flow', others),
    row('Start to ready, DATABASE_URL', 'ready'),
    row('Start to the first flow, embedded PostgreSQL', 'embedded'),
    { ...row('Start to the back office’s sign-in', 'office'), claim: undefined },
  ];
}

async function memoryRows(starts: Record<Name, () => Promise<Program>>): Promise<Row[]> {
  const ours = await starts.ready();
  await visitOffice(ours.origin);
  const express = await starts.express();
  const adminjs = await starts.adminjs();
  await sleep(10_000);
  const held = { ours: resident(ours), express: resident(express), adminjs: resident(adminjs) };
  await Promise.all([ours, express, adminjs].map((each) => each.stop()));
  return [
    {
      what: 'Memory at rest, the back office visited',
      figure: `${held.ours} MB`,
      ratio: held.ours / 260,
      of: '260 MB',
      claim: { atMost: 1 },
      beside: `Express with one SELECT ${held.express} MB, stock AdminJS ${held.adminjs} MB`,
    },
  ];
}

/** A sign-in, the first page and a list, as a browser asks for them. Returns the cookie. */
export async function visitOffice(origin: string): Promise<string> {
  const form = new URLSearchParams({ email: secrets.ADMIN_EMAIL, password: secrets.ADMIN_PASSWORD });
  const entered = await fetch(`${origin}/admin/login`, { method: 'POST', body: form, redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  for (const path of ['', '/api/dashboard', '/api/resources/users/actions/list']) {
    const answer = await fetch(`${origin}/admin${path}`, { headers: { cookie } });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`/admin${path}: ${answer.status}`);
  }
  return cookie;
}

/** Megabytes of memory that a process has; Linux alone tells. */
export function resident({ pid }: Program): number {
  const [, kilobytes] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
