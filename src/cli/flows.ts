import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bringUpToDate } from '../db/migrate.js';
import { slug } from '../domain/text.js';
import { diff } from '../flows-folder/diff.js';
import { type Asked, openFolder } from '../flows-folder/folders.js';
import { publish } from '../flows-folder/publish.js';
import { pull } from '../flows-folder/pull.js';
import { push } from '../flows-folder/push.js';
import { Misuse, parseOptions, say, withDatabase } from './terminal.js';

const verbs = { pull, push, diff, publish };
const options = { dir: { type: 'string' }, force: { type: 'boolean' }, notes: { type: 'string' } } as const;
/** Which option goes with which verb, beside `--dir`. */
const own = { force: 'pull', notes: 'publish' } as const;

/** Keeps flows as files in a folder. Returns the exit code: of `diff`, 1 where there is a difference. */
export async function flows(rest: string[]): Promise<number> {
  const { values, positionals } = parseOptions(() => parseArgs({ args: rest, options, allowPositionals: true }));
  const [name = '', ...slugs] = positionals;
  const verb = Object.hasOwn(verbs, name) ? verbs[name as keyof typeof verbs] : undefined;
  if (!verb) throw new Misuse('flows pull, push, diff or publish?');
  for (const [option, its] of Object.entries(own)) {
    if (values[option as keyof typeof own] !== undefined && its !== name) throw new Misuse(`--${option} is for ${its}`);
  }
  const wrong = slugs.find((given) => !slug.safeParse(given).success);
  if (wrong !== undefined) throw new Misuse(`"${wrong}" is no slug of a flow`);
  const { dir = 'flows', force = false, notes } = values;
  // Where one stands when one calls it; npm changes to the project's folder.
  const folder = openFolder(resolve(dir), { mayMake: name === 'pull' });
  return withDatabase(async ({ config, db }) => {
    await bringUpToDate(config);
    return verb({ db, folder, slugs, force, notes, say } satisfies Asked);
  });
}
