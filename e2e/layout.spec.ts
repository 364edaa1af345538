import type { Browser, Page } from '@playwright/test';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const TABLET = { width: 1180, height: 820 };
const PHONE = { width: 390, height: 844 };

type Screen = {
  what: string;
  path: string;
  size: typeof TABLET;
  /** What stands there first, and after which part of the document the rest is still on its way. */
  first: string;
  arrivedUntil: RegExp;
};

const SCREENS: readonly Screen[] = [
  { what: 'the floor', path: '/pit', size: TABLET, first: '#main article', arrivedUntil: /^.*<\/article>/s },
  {
    what: 'the patrons of the cash log',
    path: '/mtl',
    size: TABLET,
    first: '#main section',
    arrivedUntil: /^.*?<main.*?<\/section>/s,
  },
  { what: 'the navigation of a phone', path: '/pit', size: PHONE, first: 'nav', arrivedUntil: /^.*?<\/nav>/s },
];

/** The box of an element while only the beginning of the document has arrived, and when all of it has; nothing of it runs. */
async function boxesWhileArriving(browser: Browser, signedIn: Page, { path, size, first, arrivedUntil }: Screen) {
  const context = await browser.newContext({
    ...{ viewport: size, javaScriptEnabled: false, baseURL: new URL(signedIn.url()).origin },
    storageState: await signedIn.context().storageState(),
  });
  const page = await context.newPage();
  const box = async () => {
    await page.evaluate(() => document.fonts.ready.then(() => {}));
    return page.locator(first).first().boundingBox();
  };
  await page.goto(path);
  const whole = await box();
  await page.route(`**${path}`, async (route) => {
    const response = await route.fetch();
    const [beginning] = arrivedUntil.exec(await response.text()) ?? [];
    await route.fulfill({ response, body: beginning ?? 'The document has no such part.' });
  });
  await page.goto(path);
  const beginning = await box();
  await context.close();
  return { beginning, whole };
}

for (const screen of SCREENS) {
  test(`${screen.what} stands where it stays before the rest of the document arrives`, async ({
    browser,
    openTablet,
  }) => {
    const { page } = await openTablet();
    const { beginning, whole } = await boxesWhileArriving(browser, page, screen);
    expect(whole).not.toBeNull();
    expect(beginning).toEqual(whole);
  });
}

/** How far the layout shifts by itself while a screen loads, until what it shows last is there and painted. */
async function shiftWhileLoading(page: Page, path: string, last: string): Promise<number> {
  await page.addInitScript(() => {
    const watched = { shift: 0 };
    Object.assign(window, { watched });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) watched.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(path);
  await expect(page.getByRole('heading', { name: last }).first()).toBeVisible();
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    return (window as unknown as { watched: { shift: number } }).watched.shift;
  });
}

for (const { path, size, last } of [
  { path: '/pit', size: TABLET, last: 'BJ-01' },
  { path: '/mtl', size: TABLET, last: 'Patrons' },
  { path: '/settings', size: { width: TABLET.height, height: TABLET.width }, last: 'Alert thresholds' },
]) {
  test(`${path} does not jump while it loads`, async ({ openTablet }) => {
    const { page } = await openTablet('Harbor: Admin');
    await page.setViewportSize(size);
    expect(await shiftWhileLoading(page, path, last)).toBeLessThan(0.02);
  });
}

/** How many elements the browser works a style out for while that happens, each as often as it does. */
async function countStyled(page: Page, act: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser of its own.');
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await act();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as {
    traceEvents: { name: string; args?: { elementCount?: number } }[];
  };
  return traceEvents
    .filter(({ name }) => name === 'UpdateLayoutTree')
    .reduce((sum, { args }) => sum + (args?.elementCount ?? 0), 0);
}

test('a drawer over the floor opens and closes without the floor being styled again, and keeps taps from it', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  await tablet.openSlip(slip.id);
  // The first time brings its code.
  await tablet.openIssueDrawer();
  await page.keyboard.press('Escape');
  await expect(tablet.issueDrawer).toBeHidden();
  const onFloor = await page.locator('#main *').count();
  const otherSeat = page.locator(`[id^="seat-"]:not(#seat-${slip.id})`).first();
  await expect(otherSeat).toHaveAttribute('aria-pressed', 'false');
  // The drawer will be over the floor, which can't be scrolled then.
  await otherSeat.scrollIntoViewIfNeeded();

  expect(await countStyled(page, () => tablet.openIssueDrawer())).toBeLessThan(onFloor);
  // Where the page is kept from scrolling, it is laid out and painted anew.
  await expect(page.locator('body')).toHaveCSS('overflow', 'visible');
  const close = async () => {
    const box = await otherSeat.boundingBox();
    await page.touchscreen.tap((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    await expect(tablet.issueDrawer).toBeHidden();
  };
  expect(await countStyled(page, close)).toBeLessThan(onFloor);
  await expect(otherSeat).toHaveAttribute('aria-pressed', 'false');
  await expect(tablet.seat(slip.id)).toHaveAttribute('aria-pressed', 'true');
});
