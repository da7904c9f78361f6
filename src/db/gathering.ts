import { errors } from '../errors.js';

interface Waiting<In, Out> {
  item: In;
  since: number;
  resolve(out: Out): void;
  reject(error: unknown): void;
}

interface Ways<In> {
  /** How many runs are under way at once; what comes meanwhile waits and goes together. */
  atOnce: number;
  /** How many go together at most. */
  most: number;
  /** Milliseconds. Who has waited longer when his turn comes is told UNAVAILABLE, as where every connection stays taken. */
  patience: number;
  /** Two with the same key never go together, nor at once: the second sees what the first has done. */
  key(item: In): string;
}

/**
 * Does together what is asked for at the same moment: a statement for twenty rows costs PostgreSQL, and us, little more than one for
 * one. Nobody waits for company: what comes alone goes alone, at once. `run` answers in the order asked.
 */
export function gathered<In, Out>(
  run: (items: In[]) => Promise<Out[]>,
  { atOnce, most, patience, key }: Ways<In>,
): (item: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = [];
  let running = 0;
  const busy = new Set<string>();

  const next = () => {
    const oldest = performance.now() - patience;
    while (waiting[0] && waiting[0].since < oldest) waiting.shift()?.reject(errors.unavailable());
    while (running < atOnce) {
      const batch: Waiting<In, Out>[] = [];
      waiting = waiting.filter((each) => {
        const name = key(each.item);
        if (batch.length >= most || busy.has(name)) return true;
        busy.add(name);
        batch.push(each);
        return false;
      });
      if (!batch.length) return;
      running += 1;
      void settle(batch).then(() => {
        running -= 1;
        for (const { item } of batch) busy.delete(key(item));
        next();
      });
    }
  };

  /** One that PostgreSQL refuses takes no other with it: they are asked for again, each by itself. */
  const settle = async (batch: Waiting<In, Out>[]): Promise<void> => {
    try {
      const outs = await run(batch.map(({ item }) => item));
      for (const [at, { resolve }] of batch.entries()) resolve(outs[at] as Out);
    } catch (error) {
      if (batch.length > 1 && isRefused(error)) for (const each of batch) await settle([each]);
      else for (const { reject } of isRefused(error) ? batch : [...batch, ...waiting.splice(0)]) reject(error);
    }
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, since: performance.now(), resolve, reject });
      next();
    });
}

/** By PostgreSQL, for what was asked (22, 23, P0) or for what others did (40); anything else would strike whoever waits as well. */
const isRefused = (error: unknown) => /^(22|23|40|P0)/.test(String((error as { code?: unknown }).code));
