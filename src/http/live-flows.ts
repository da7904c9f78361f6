import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.js';
import { listen } from '../db/notifications.js';
import type { Db } from '../db/pool.js';
import * as store from '../db/versions.js';
import { canonical } from '../domain/languages.js';
import { DomainError, errors } from '../errors.js';
import type { Logger } from '../log.js';
import { documentOf, type Prepared } from './delivery.js';

/** The live versions of flows, kept ready in this process for as long as PostgreSQL says nothing of a change. */
export interface LiveFlows {
  /** In the language of a canonical tag, if one is asked for; from the database unless at hand. Throws NOT_FOUND, UNAVAILABLE. */
  get(slug: string, asked: { locale?: string; search: string }): Promise<Prepared>;
  /**
   * What is at hand for a slug with the query behind it, without a question. While the database is away, that is what was
   * live when it went.
   */
  atHand(path: string): Prepared | undefined;
  /** Begins to listen for changes; until that stands, each `get` asks the database. */
  open(): void;
  close(): Promise<void>;
}

interface Live {
  version: NonNullable<Awaited<ReturnType<typeof store.findCurrent>>>;
  /** By the query they were asked with: none, or a language. */
  answers: Map<string, Prepared>;
}

const channel = 'doorstep_flows';
const mostFlows = 200;
const mostAnswers = 100;
const pauseMs = 200;

export function createLiveFlows({ db, config, log }: { db: Db; config: Config; log: Logger }): LiveFlows {
  const flows = new Map<string, Live>();
  let changes = 0;
  let stands = false;
  let closed = false;
  let listening: { close(): Promise<void> } | undefined;

  const read = async (slug: string, queries: Iterable<string> = []): Promise<Live> => {
    const version = await store.findCurrent(db, slug);
    if (!version) throw errors.notFound();
    const answers = new Map<string, Prepared>();
    for (const search of queries)
      answers.set(search, await documentOf(db, { version, slug, locale: localeIn(search) }));
    return { version, answers };
  };

  /** Reads a flow that has changed until it is read, or is gone. */
  const renew = async (slug: string): Promise<void> => {
    for (let seen = -1; seen !== changes; ) {
      const old = flows.get(slug);
      if (!old || !stands || closed) return;
      seen = changes;
      try {
        const fresh = await read(slug, old.answers.keys());
        if (seen === changes && flows.has(slug)) flows.set(slug, fresh);
      } catch (error) {
        if (error instanceof DomainError && error.code === 'NOT_FOUND') return void flows.delete(slug);
        seen = -1;
        await sleep(pauseMs, undefined, { ref: false });
      }
    }
  };

  /** A flow as it is now, kept if no word of a change can have been missed meanwhile. */
  const found = async (slug: string): Promise<Live> => {
    const [seen, stood] = [changes, stands];
    const live = await read(slug);
    if (!stood || !stands || seen !== changes) return live;
    if (flows.size >= mostFlows) flows.delete(flows.keys().next().value as string);
    flows.set(slug, live);
    return live;
  };

  return {
    get: async (slug, { locale, search }) => {
      const live = flows.get(slug) ?? (await found(slug));
      const answer = await documentOf(db, { version: live.version, slug, locale });
      if (isPlain(search) && live.answers.size < mostAnswers) live.answers.set(search, answer);
      return answer;
    },
    atHand: (path) => {
      const end = path.indexOf('?');
      return end < 0 ? flows.get(path)?.answers.get('') : flows.get(path.slice(0, end))?.answers.get(path.slice(end));
    },
    open: () => {
      listening ??= listen(
        config,
        channel,
        {
          heard: (slug) => {
            changes += 1;
            void renew(slug);
          },
          stands: () => {
            stands = true;
            changes += 1;
            for (const slug of flows.keys()) void renew(slug);
          },
          lost: () => {
            stands = false;
          },
        },
        log,
      );
    },
    close: async () => {
      closed = true;
      await listening?.close();
    },
  };
}

const inLanguage = /^\?locale=([A-Za-z\d-]{1,35})$/;
const isPlain = (search: string) => search === '' || inLanguage.test(search);
const localeIn = (search: string) => canonical(inLanguage.exec(search)?.[1] ?? '') ?? undefined;
