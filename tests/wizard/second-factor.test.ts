import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withSecondFactor } from '../support/second-factors.js';
import { heading, press, type Stage, signIn, stage } from './visits.js';

let wizard: Stage;
beforeAll(async () => {
  wizard = await stage();
});
afterAll(() => wizard.close());

test('whoever has a second factor is asked for its code, and told when that is wrong', async () => {
  const { id, email } = await wizard.signedIn('support');
  const [recovery = ''] = await withSecondFactor(wizard, id);
  const { page } = await wizard.visit();
  await signIn(page, email);
  const code = page.getByLabel('Code of your second factor');
  await code.waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'field-otp');
  expect(await page.getByRole('alert').count()).toBe(0);
  await code.fill('nothing-like-it');
  await press(page, 'Sign in');
  await page.locator('#field-otp-error').getByText('The code or the password is wrong.').waitFor();
  await code.fill(recovery);
  await press(page, 'Sign in');
  await heading(page, 'About you');
});

test('staff who try the wizard stand on a submission of their own, though they could read everybody’s', async () => {
  const member = await wizard.begin();
  await member.page.getByLabel('About me').waitFor();
  const { id, email } = await wizard.signedIn('admin');
  const { page } = await wizard.visit();
  await signIn(page, email);
  await heading(page, 'About you');
  const own = wizard.db.selectFrom('submissions').selectAll().where('user_id', '=', id);
  expect(await own.execute()).toHaveLength(1);
});
