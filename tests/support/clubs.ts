import { system } from '../../src/domain/actors.js';
import * as fields from '../../src/domain/fields.js';
import * as pages from '../../src/domain/pages.js';
import type { TestApp } from './app.js';
import type { Caller } from './caller.js';
import { publishFlow } from './drafts.js';

const by = system('system');

const choice = (...values: string[]) => values.map((value) => ({ value, label: value.toUpperCase() }));

export interface Member {
  caller: Caller;
  id: string;
}

/**
 * A flow with people in it: Ann has done all but finish, Ben the first page, Cem nothing, Dee has finished.
 * `redraft` makes its draft another: phone goes, colour offers other options, city moves to the first page, zip is new.
 */
export async function club(app: TestApp, slug = 'club') {
  const key = (name: string) => `${slug}_${name}`;
  const flow = await publishFlow(app.db, slug, {
    about: [
      { key: key('name'), label: 'Name' },
      { key: key('phone'), label: 'Phone', required: false },
      { key: key('colour'), label: 'Colour', type: 'select', options: choice('red', 'blue'), required: false },
    ],
    home: [{ key: key('city'), label: 'City' }],
  });
  const begin = async (): Promise<Member> => {
    const caller = await app.signedIn();
    return { caller, id: (await caller.post('/submissions', { flow: slug })).data.id };
  };
  const answers = (values: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [key(name), value]));
  const save = ({ caller, id }: Member, page: string, values: Record<string, unknown>) =>
    caller.put(`/submissions/${id}/pages/${page}`, { answers: answers(values) });
  const [ann, ben, cem, dee] = [await begin(), await begin(), await begin(), await begin()];
  for (const member of [ann, dee]) {
    await save(member, 'about', { name: 'Ann', phone: '123', colour: 'red' });
    await save(member, 'home', { city: 'Ulm' });
  }
  await save(ben, 'about', { name: 'Ben', colour: 'blue' });
  await dee.caller.post(`/submissions/${dee.id}/complete`);
  const redraft = async () => {
    const ids = new Map(
      (await app.db.selectFrom('fields').select(['id', 'key']).execute()).map((row) => [row.key, row.id]),
    );
    const placed = (name: string, required: boolean) => ({ field_id: ids.get(key(name)) as string, required });
    const zip = await fields.create(app.db, by, { key: key('zip'), label: 'ZIP', type: 'text' });
    await fields.update(app.db, by, ids.get(key('colour')) as string, { options: choice('blue', 'green') });
    const about = [placed('name', true), placed('colour', false), placed('city', true)];
    await pages.update(app.db, by, flow.pageIds.about as string, { fields: about });
    await pages.update(app.db, by, flow.pageIds.home as string, { fields: [{ field_id: zip.id, required: false }] });
  };
  const row = ({ id }: Member) =>
    app.db.selectFrom('submissions').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return { flow, slug, key, answers, save, begin, redraft, row, ann, ben, cem, dee };
}

export type Club = Awaited<ReturnType<typeof club>>;
