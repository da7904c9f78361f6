import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, type Troubles, watch } from '../support/browser.js';

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

export interface Visit {
  context: BrowserContext;
  page: Page;
  troubles: Troubles;
  email: string;
}

export interface Look {
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
}

/** The product with a browser in front of it. */
export interface Stage extends TestApp {
  browser: Browser;
  /** A browser of its own for somebody, with nothing in it yet, on the wizard's first screen. */
  visit(address?: string, look?: Look): Promise<Visit>;
  /** The same, with a new account, on the first page of the flow. */
  begin(address?: string, look?: Look): Promise<Visit>;
  close(): Promise<void>;
}

let people = 0;

export async function stage(): Promise<Stage> {
  const app = await testApp();
  const browser = await openBrowser();
  const visit: Stage['visit'] = async (address = '/', look = {}) => {
    people += 1;
    const context = await browser.newContext({ viewport: phone, ...look });
    context.setDefaultTimeout(8000);
    const troubles = watch(context, app.origin);
    const page = await context.newPage();
    await page.goto(app.origin + address);
    return { context, page, troubles, email: `visitor${people}@example.com` };
  };
  const begin: Stage['begin'] = async (address, look) => {
    const made = await visit(address, look);
    await register(made.page, made.email);
    await made.page.getByText(/^Step 1 of \d+$/).waitFor();
    return made;
  };
  const close = async () => {
    await browser.close();
    await app.stop();
  };
  return { ...app, browser, visit, begin, close };
}

export async function register(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel(/^Password/).fill(password);
  await press(page, 'Create account');
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: /^(I have an account|I am new)/ }).waitFor();
  const choice = page.getByRole('button', { name: 'I have an account' });
  if (await choice.isVisible()) await choice.click();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel(/^Password/).fill(password);
  await press(page, 'Sign in');
}

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Waits for a screen by its heading. */
export const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

export async function fillAboutYou(page: Page, about = 'I write programs.', birthdate = '1990-05-17'): Promise<void> {
  await page.getByLabel('About me').fill(about);
  await page.getByLabel('Birthdate').fill(birthdate);
}

export async function fillAddress(page: Page, street = '12 St James’s Square'): Promise<void> {
  await page.getByLabel('Street').fill(street);
  await page.getByLabel('City').fill('London');
  await page.getByLabel('State').fill('England');
  await page.getByLabel('ZIP').fill('SW1Y 4JH');
}

/** From the first page of the default flow to the review. */
export async function toReview(page: Page): Promise<void> {
  await fillAboutYou(page);
  await press(page, 'Save and continue');
  await heading(page, 'Where you live');
  await fillAddress(page);
  await press(page, 'Save and review');
  await heading(page, 'Check your answers');
}

/** A refusal as the server would word it. */
export const refusal = (status: number, code: string, headers: Record<string, string> = {}) => ({
  status,
  headers,
  contentType: 'application/json',
  body: JSON.stringify({
    success: false,
    error: { code, message: 'A test says no.' },
    timestamp: '2026-01-01T00:00:00Z',
  }),
});

/** The save of a page. */
export const saves = '**/api/v1/submissions/*/pages/*';
