import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import type postgres from 'postgres';
import { PitPage } from '../pages/pit-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { openDatabase } from './database.ts';
import { stackAt, urlOf } from './stacks.ts';

type Fixtures = {
  english: undefined;
  sql: postgres.Sql;
  signIn: SignInPage;
  pit: PitPage;
  openTablet: (account?: string, options?: BrowserContextOptions) => Promise<PitPage>;
};

/** A journey has its worker's stack, the database to look into, the page objects, and as many tablets as it asks for. */
export const test = base.extend<Fixtures, { database: postgres.Sql }>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from the pattern.
    async ({}, use, { parallelIndex }) => {
      const sql = openDatabase(stackAt(parallelIndex));
      // A journey issues faster than a person does.
      await sql`update public.casino_settings set rewards_per_staff_per_minute = 1000`;
      await use(sql);
      await sql.end();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from the pattern.
  baseURL: ({}, use, { parallelIndex }) => use(urlOf(stackAt(parallelIndex))),
  page: async ({ page }, use) => {
    await use(page);
    await finishAnswers(page);
  },
  sql: ({ database }, use) => use(database),
  // A person's language is kept with the person: what one journey chose, the next one on the same stack would read.
  english: [
    async ({ database }, use) => {
      await database`update public.staff set language = null where language is not null`;
      await use(undefined);
    },
    { auto: true },
  ],
  signIn: ({ page }, use) => use(new SignInPage(page)),
  pit: ({ page }, use) => use(new PitPage(page)),
  openTablet: async ({ browser }, use) => {
    const pages: Page[] = [];
    await use(async (account = 'Harbor: Pit boss', options = {}) => {
      const page = await newTablet(browser, options);
      pages.push(page);
      await new SignInPage(page).signInAs(account);
      return new PitPage(page);
    });
    for (const page of pages) {
      await finishAnswers(page);
      await page.context().close();
    }
  },
});

async function newTablet(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1180, height: 820 }, hasTouch: true, ...options });
  return context.newPage();
}

/** A page reads on after the journey's last line: an answer of the journey's own, cut off half way, would fail it. */
function finishAnswers(page: Page): Promise<void> {
  return page.unrouteAll({ behavior: 'wait' });
}

/** Has an address of the API answer with figures of the journey's own. */
export async function answerWith(page: Page, url: string, data: object): Promise<void> {
  await page.route(url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), data } });
  });
}

export { expect };
