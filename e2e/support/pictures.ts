import type { Locator, Page, Request } from '@playwright/test';
import type postgres from 'postgres';
import { CHROMIUM_ARGS, findPackagedChromium } from '../../scripts/support/chromium.ts';
import { DEMO_PASSWORD } from '../../supabase/embedded/demo.ts';
import type { Language } from '../../words/languages.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { type GalleryName, openGallery, slugOf } from './gallery.ts';
import { expect, test } from './journey.ts';
import { stackAt } from './stacks.ts';
import { holdStill, wearTheme } from './still.ts';

/** A screen in one state: whose it is, where, what they open, and what is there last. */
export type Scene = {
  name: string;
  account: string | null;
  path: string;
  language?: Language;
  open?: (page: Page) => Promise<void>;
  last: (page: Page) => Locator;
};

const { executablePath, env } = await findPackagedChromium();
const args = [...CHROMIUM_ARGS, '--font-render-hinting=none', '--force-color-profile=srgb'];

/** The browser of the pictures, whatever else is installed. */
export const PICTURE_USE = {
  serviceWorkers: 'block',
  timezoneId: 'UTC',
  launchOptions: { executablePath, args, env: { ...process.env, ...env } as Record<string, string> },
} as const;

/** A test for each scene of a casino of the pictures. */
export function compareWithPictures(scenes: readonly Scene[], casino: GalleryName): void {
  for (const scene of scenes) {
    test(`${scene.name} looks as it did, dark and light`, async ({ page, sql }, { parallelIndex }) => {
      await openGallery(stackAt(parallelIndex), sql, casino);
      await see(page, sql, scene, slugOf(casino));
      await expectPictures(page, scene.name);
    });
  }
}

async function see(page: Page, sql: postgres.Sql, scene: Scene, slug: string): Promise<void> {
  const { account, path, language, open, last } = scene;
  const allIsThere = watchRequests(page);
  await page.goto(path);
  if (account !== null) {
    const email = `${account}@${slug}.example`;
    if (language) await sql`update public.staff set language = ${language} where email = ${email}`;
    await new SignInPage(page).submit(email, DEMO_PASSWORD);
    await page.waitForURL((url) => !url.pathname.startsWith('/login'));
  }
  await open?.(page);
  await expect(last(page)).toBeVisible();
  // Nothing is on its way any more, neither a part of the screen nor the connection.
  await expect(page.locator('.animate-breathe')).toHaveCount(0);
  await allIsThere();
}

/** What waits until every answer that the page asked for is drawn: a number on a tab comes with an answer of its own, after the list. */
function watchRequests(page: Page): () => Promise<void> {
  const unanswered = new Set<Request>();
  const answered = (request: Request) => void unanswered.delete(request);
  page.on('request', (request) => unanswered.add(request));
  page.on('requestfinished', answered);
  page.on('requestfailed', answered);
  return async () => {
    do {
      await expect.poll(() => [...unanswered].map((request) => request.url())).toEqual([]);
      // What was answered is drawn, and may ask for more. A busy machine leaves a browser no idle moment for minutes: then after a second.
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 })));
    } while (unanswered.size > 0);
  };
}

async function expectPictures(page: Page, name: string): Promise<void> {
  await holdStill(page);
  for (const theme of ['dark', 'light'] as const) {
    await wearTheme(page, theme);
    // Enough for an edge that another processor smooths otherwise; a line of text, a colour or a gap is more.
    await expect.soft(page).toHaveScreenshot(`${name}-${theme}.png`, { maxDiffPixels: 150, threshold: 0.1 });
  }
}
