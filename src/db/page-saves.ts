import { gathered } from './gathering.js';
import { type Db, prepared } from './pool.js';
import type { Submission } from './types.js';

/** A page's answers, and all that must be so for them to be saved. */
export interface PageSave {
  id: string;
  user_id: string;
  /** Of the API: it must not have ended, nor its account been deactivated or deleted. */
  session_id: string;
  version_id: string;
  /** The revision the client last saw, where it says. */
  revision: number | undefined;
  page: string;
  /** Keys of the page's fields: what a save replaces. */
  fields: string[];
  answers: Record<string, unknown>;
  /** Keys of the version's pages, in order. */
  pages: string[];
  flow: string;
  version: number;
}

type Saved = Submission & Pick<PageSave, 'flow' | 'version'>;

const shape = `id uuid, user_id uuid, session_id uuid, version_id uuid, revision integer, page text, fields text[],
  answers jsonb, pages text[], flow text, version integer`;
const one = `select * from jsonb_to_record($1) as one (${shape})`;
const several = `select * from jsonb_to_recordset($1) as several (${shape})`;

/**
 * One statement: session alive, owner, not sealed, not erased, version and revision checked, the page replaced, the event written,
 * webhooks told. `free`: rows that somebody else has locked are left out, in place of waiting for them.
 */
const statement = (name: string, given: string, { free }: { free: boolean }) => ({
  name,
  text: `
    with given as materialized (
      ${given}
    ), ${free ? 'free as (select id from submissions where id in (select id from given) for no key update skip locked),' : ''}
    saved as (
      update submissions s set
        answers = (s.answers - g.fields) || g.answers,
        answered_pages = array_remove(s.answered_pages, g.page) || g.page,
        current_page = (
          select k from unnest(g.pages) with ordinality as pages (k, n)
          where k <> g.page and k <> all (s.answered_pages) order by n limit 1),
        revision = s.revision + 1
      from given g join sessions a on a.id = g.session_id join users u on u.id = a.user_id
      where s.id = g.id and s.user_id = g.user_id and s.version_id = g.version_id
        and s.status = 'in_progress' and s.erased_at is null and (g.revision is null or s.revision = g.revision)
        and u.id = g.user_id and a.ended_at is null and u.deleted_at is null and u.is_active
        ${free ? 'and s.id in (select id from free)' : ''}
      returning s.*, g.page, g.flow, g.version
    ), event as (
      insert into submission_events (submission_id, version_id, type, page_key, actor_id)
      select id, version_id, 'page_saved', page, user_id from saved
    ), told as (
      select emit_webhook('submission.page_saved', user_id, jsonb_build_object('submission', jsonb_build_object('id', id,
        'user_id', user_id, 'flow', flow, 'version', version, 'revision', revision), 'page', page))
      from saved where exists (select from webhooks where is_active)
    )
    select saved.*, (select count(*) from told) as told from saved`,
});

const alone = statement('save_page', one, { free: true });
const together = statement('save_pages', several, { free: true });
const patient = statement('save_page_patiently', one, { free: false });

async function run(db: Db, { name, text }: { name: string; text: string }, given: PageSave | PageSave[]) {
  const rows = await prepared<Saved & { page: string; told: unknown }>(db, { name, text }, [JSON.stringify(given)]);
  return rows.map(({ page, told, ...submission }): Saved => submission);
}

/** Saves a page, whoever else has the submission locked; undefined when any of the conditions does not hold. */
export async function savePage(db: Db, save: PageSave): Promise<Saved | undefined> {
  const [saved] = await run(db, patient, save);
  return saved;
}

const gatherings = new WeakMap<Db, (save: PageSave) => Promise<Saved | undefined>>();

/** The same, together with what else is saved at this moment; undefined also when the submission is locked just now. */
export function savePageTogether(db: Db, save: PageSave): Promise<Saved | undefined> {
  const known = gatherings.get(db);
  if (known) return known(save);
  const made = gathered<PageSave, Saved | undefined>(
    async (saves) => {
      const [first] = saves;
      const saved = await (saves.length === 1 && first ? run(db, alone, first) : run(db, together, saves));
      const byId = new Map(saved.map((each) => [each.id, each]));
      return saves.map(({ id }) => byId.get(id));
    },
    { atOnce: 2, most: 50, patience: 10_000, key: ({ id }) => id },
  );
  gatherings.set(db, made);
  return made(save);
}
