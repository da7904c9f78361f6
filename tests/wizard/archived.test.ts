import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { system } from '../../src/domain/actors.js';
import * as flows from '../../src/domain/flows.js';
import { publishFlow } from '../support/drafts.js';
import { heading, press, type Stage, stage } from './visits.js';

jest.setTimeout(60_000);

let wizard: Stage;
beforeAll(async () => {
  wizard = await stage();
});
afterAll(() => wizard.close());

test('whoever is in the middle of a flow that is archived goes on, and nobody else begins it', async () => {
  const { id } = await publishFlow(wizard.db, 'ending', { one: [{ key: 'nick', label: 'Nick' }] });
  const { page } = await wizard.begin('/?flow=ending');
  await flows.archive(wizard.db, system('system'), id);
  await page.reload();
  await page.getByLabel('Nick').fill('Ann');
  await press(page, 'Save and review');
  await heading(page, 'Check your answers');
  const stranger = await wizard.visit('/?flow=ending');
  await heading(stranger.page, 'There is nothing here');
  const [submission] = await wizard.db.selectFrom('submissions').select('answers').execute();
  expect(submission?.answers).toEqual({ nick: 'Ann' });
});
