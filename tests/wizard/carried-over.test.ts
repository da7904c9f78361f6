import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as fields from '../../src/domain/fields.js';
import * as pages from '../../src/domain/pages.js';
import * as publications from '../../src/domain/publications.js';
import { violations } from '../support/browser.js';
import { actor } from '../support/failures.js';
import { fillAboutYou, heading, press, type Stage, stage, toReview } from './visits.js';

let wizard: Stage;
beforeAll(async () => {
  wizard = await stage();
  await fields.create(wizard.db, editor, { key: 'motto', type: 'text', label: 'Motto' });
});
afterAll(() => wizard.close());

const editor = actor('editor');
const titles: Record<string, string> = { address: 'Where you live', home: 'Your home', more: 'One thing more' };
const told = 'The questions were changed since you began. Your answers are kept wherever they still fit.';

/** The flow's draft made of these pages, page key → keys of its fields, and everybody in progress carried over to it. */
async function carryOver(shape: Record<string, string[]>) {
  const { id } = await wizard.db
    .selectFrom('flows')
    .select('id')
    .where('slug', '=', 'default')
    .executeTakeFirstOrThrow();
  const library = await wizard.db.selectFrom('fields').select(['id', 'key']).execute();
  const known = await wizard.db.selectFrom('pages').selectAll().where('flow_id', '=', id).execute();
  for (const page of known) if (!shape[page.key]) await pages.remove(wizard.db, editor, page.id);
  for (const [key, keys] of Object.entries(shape)) {
    const fields = keys.map((name) => ({
      field_id: String(library.find((field) => field.key === name)?.id),
      required: true,
    }));
    const page = known.find((one) => one.key === key);
    if (page) await pages.update(wizard.db, editor, page.id, { fields });
    else await pages.create(wizard.db, editor, { flow_id: id, key, title: titles[key], fields });
  }
  await publications.publish(wizard.db, editor, id, { in_progress: 'carry_over' });
}
const asSeeded = () => carryOver({ 'about-you': ['about_me', 'birthdate'], address: ['address'] });
const answersOf = async (email: string) => {
  const found = wizard.db.selectFrom('submissions').innerJoin('users', 'users.id', 'submissions.user_id');
  return await found.select(['answers', 'status']).where('email', '=', email).executeTakeFirstOrThrow();
};

beforeEach(asSeeded);

describe('somebody whose flow is changed under his hands', () => {
  test('goes on with what he typed where the page asks something more now', async () => {
    const { page, email, troubles } = await wizard.begin();
    await fillAboutYou(page, 'Typed before');
    await carryOver({ 'about-you': ['about_me', 'birthdate', 'address'] });
    await press(page, 'Save and continue');
    await page.getByText(told).waitFor();
    await page.getByText('Step 1 of 1', { exact: true }).waitFor();
    expect(await page.getByLabel('About me').inputValue()).toBe('Typed before');
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Street').fill('12 St James’s Square');
    await page.getByLabel('City').fill('London');
    await page.getByLabel('State').fill('England');
    await page.getByLabel('ZIP').fill('SW1Y 4JH');
    await press(page, 'Save and review');
    await heading(page, 'Check your answers');
    expect(await page.getByText(told).count()).toBe(0);
    await press(page, 'Finish');
    await heading(page, 'All done, thank you!');
    expect(await answersOf(email)).toMatchObject({ status: 'completed', answers: { about_me: 'Typed before' } });
    expect(troubles.failed).toEqual([]);
  });

  test('is taken to the page he has to do where his own is gone', async () => {
    const { page } = await wizard.begin();
    await fillAboutYou(page, 'Before it went');
    await press(page, 'Save and continue');
    await heading(page, 'Where you live');
    await carryOver({ 'about-you': ['about_me', 'birthdate'], home: ['address'] });
    await page.getByLabel('Street').fill('12 St James’s Square');
    await page.getByLabel('City').fill('London');
    await page.getByLabel('State').fill('England');
    await page.getByLabel('ZIP').fill('SW1Y 4JH');
    await press(page, 'Save and review');
    await page.getByText(told).waitFor();
    await heading(page, 'Your home');
  });

  test('finishes by what is asked now, and not before', async () => {
    const { page, email, troubles } = await wizard.begin();
    await toReview(page);
    await carryOver({ 'about-you': ['about_me', 'birthdate'], address: ['address'], more: ['motto'] });
    await press(page, 'Finish');
    await page.getByText(told).waitFor();
    await heading(page, 'One thing more');
    expect((await answersOf(email)).status).toBe('in_progress');
    await page.getByLabel('Motto').fill('Once more');
    await press(page, 'Save and review');
    await heading(page, 'Check your answers');
    await press(page, 'Finish');
    await heading(page, 'All done, thank you!');
    expect((await answersOf(email)).answers).toMatchObject({ motto: 'Once more', address: { city: 'London' } });
    expect([troubles.failed, troubles.foreign]).toEqual([[], []]);
  });
});
