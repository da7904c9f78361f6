import assert from 'node:assert/strict';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Balancer, openBalancer } from './balancer.js';
import type { Drill, Stage } from './drills.js';
import { type Instance, instance } from './instances.js';
import { ownOf, residentOf, slopeOf } from './memory.js';
import { openTraffic, type Traffic } from './traffic.js';

const minutes = Number(process.env.MINUTES ?? 10);
const every = { sample: 30_000, restart: 60_000, publish: 10_000, signIn: 2000 };
/** Of the capacity that a short burst finds; RATE gives the requests a second instead, where the machine is not ours alone. */
const share = 0.5;
const given = process.env.RATE;

/** What is written down each half minute; memory in megabytes. */
interface Sample {
  stays: number;
  postgres: number;
}

interface Setting {
  /** One instance that stays, for its memory's sake, and another that is restarted. */
  stays: Instance;
  other: Instance;
  begin(name: string): Promise<Instance>;
  balancer: Balancer;
  traffic: Traffic;
  databaseUrl: string;
}

export const load: Drill = {
  name: `Load of ${minutes} minutes at half the capacity, a publish every 10 s, an instance restarted every minute`,
  asks: 'no failed request but the proxy’s own, memory flat',
  mayTake: (minutes + 5) * 60_000,
  isLong: true,
  run: async (stage) => {
    const setting = await settle(stage);
    const { traffic, balancer } = setting;
    const rate = await rateFor(traffic);
    const { samples, restarts } = await endure(setting, rate);
    const own = [...balancer.failures].map(([reason, count]) => `${reason} (${count})`).join(', ') || 'none';
    const failed = [...traffic.failures].filter(([what]) => !/ 502 \S/.test(what));
    assert.deepEqual(failed, []);
    const told = (which: keyof Sample) => {
      const megabytes = samples.map((sample) => sample[which]);
      return `${megabytes.at(0)} MB at first, ${megabytes.at(-1)} MB at last, ${slopeOf(megabytes, every.sample)}`;
    };
    return `${rate} requests a second, ${restarts} restarts, none failed, the proxy’s own: ${own}; the instance that stays ${told('stays')}; PostgreSQL ${told('postgres')}`;
  },
};

async function settle(stage: Stage): Promise<Setting> {
  const postgres = await stage.postgres();
  const databaseUrl = await postgres.newDatabase();
  const logs = stage.folder();
  const begin = (name: string) => {
    const output = openSync(join(logs, name), 'a');
    const env = { DATABASE_TIMEOUT: '10', BCRYPT_COST: '10' };
    return instance({ databaseUrl, env, output }).finally(() => closeSync(output));
  };
  const [stays, other] = [await begin('stays.log'), await begin('restarted.log')];
  const balancer = await openBalancer();
  stage.after(balancer.stop);
  for (const { port } of [stays, other]) balancer.add(port);
  return { stays, other, begin, balancer, traffic: await openTraffic(balancer.origin), databaseUrl };
}

async function rateFor(traffic: Traffic): Promise<number> {
  // Unmeasured, until the code is compiled and caches are filled.
  await traffic.burst(5, 32);
  const capacity = await traffic.burst(10, 32);
  traffic.times();
  const rate = given ? Number(given) : Math.round(capacity * share);
  say(`${Math.round(capacity)} requests a second in a burst, so ${rate} for ${minutes} minutes`);
  return rate;
}

async function endure(setting: Setting, rate: number): Promise<{ samples: Sample[]; restarts: number }> {
  const { traffic, balancer } = setting;
  const samples: Sample[] = [];
  let restarts = 0;
  const restart = async () => {
    assert.equal(await setting.other.stop(), 0);
    balancer.remove(setting.other.port);
    setting.other = await setting.begin('restarted.log');
    balancer.add(setting.other.port);
    restarts += 1;
  };
  const until = performance.now() + minutes * 60_000;
  await Promise.all([
    traffic.flow(rate, until),
    each(every.publish, until, traffic.publish),
    each(every.signIn, until, traffic.signIn),
    each(every.restart, until, restart),
    each(every.sample, until, async () => void samples.push(sample(setting))),
  ]);
  return { samples, restarts };
}

async function each(ms: number, until: number, work: () => Promise<void>): Promise<void> {
  for (let next = performance.now() + ms; next < until; next = Math.max(next + ms, performance.now())) {
    await sleep(Math.max(0, next - performance.now()));
    await work();
  }
}

function sample({ stays, other, databaseUrl, traffic }: Setting): Sample {
  const times = traffic.times().toSorted((one, another) => one - another);
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(1);
  const megabytes = (kilobytes: number) => Math.round(kilobytes / 1024);
  const seen = { stays: megabytes(residentOf(stays.pid)), postgres: megabytes(ownOf(new URL(databaseUrl).port)) };
  const failed = [...traffic.failures.values()].reduce((sum, count) => sum + count, 0);
  const perSecond = Math.round(times.length / (every.sample / 1000));
  say(`${perSecond} a second, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${failed} failed`);
  say(`  memory: ${seen.stays} MB, the other ${megabytes(residentOf(other.pid))} MB, PostgreSQL ${seen.postgres} MB`);
  return seen;
}

const say = (line: string) => process.stdout.write(`                     ${line}\n`);
