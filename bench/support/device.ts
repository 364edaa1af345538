import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/support/chromium.ts';

/** What a person holds: the tablet as the journeys have it, upright, and a phone. */
export const DEVICES = {
  tablet: { width: 1180, height: 820 },
  'tablet, upright': { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
} as const;
export type Device = keyof typeof DEVICES;

/** Longer than anything that a load or a tap sets off takes to be drawn, the answer of the server included. */
const SETTLED_MS = 700;
/** The browser reports no interaction below this, and rounds to 8 ms: what is not reported took at most that. */
const LEAST_MS = 16;

/** What the page's observers collect, under a name of its own on `window`. */
type Watched = { shift: number; interaction: number };

/** Starts the browser that the journeys run in. */
export async function startBrowser(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({
    executablePath,
    args: CHROMIUM_ARGS,
    env: { ...process.env, ...env } as Record<string, string>,
  });
}

/** A fresh device whose every document watches itself: layout that shifts by itself, and the slowest interaction. */
export async function openDevice(browser: Browser, baseURL: string, device: Device = 'tablet'): Promise<Page> {
  const context = await browser.newContext({ viewport: DEVICES[device], hasTouch: true, baseURL });
  await context.addInitScript(() => {
    const watched: Watched = { shift: 0, interaction: 0 };
    Object.assign(window, { pitsideWatched: watched });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) watched.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[])
        if (entry.interactionId > 0) watched.interaction = Math.max(watched.interaction, entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  return context.newPage();
}

/** Has the page's processor slower by a factor than this machine's own for as long as that takes; no longer, since slowing keeps a core busy. */
export async function whileSlow<Found>(page: Page, factor: number, act: () => Promise<Found>): Promise<Found> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: factor });
  try {
    return await act();
  } finally {
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await session.detach();
  }
}

/** Waits until what was begun is drawn, and reported. */
export function settle(page: Page): Promise<void> {
  return page.waitForTimeout(SETTLED_MS);
}

/** How far the layout has shifted since the document was loaded, once it stands. */
export async function readShift(page: Page): Promise<number> {
  await page.waitForLoadState('load');
  return (await readWatched(page)).shift;
}

/**
 * Milliseconds from the touch until the screen that it led to was painted. The finger comes down on a place that was found before: a
 * locator's own tap looks again, in the page, what it would hit, and that would be counted.
 */
export async function timeTap(page: Page, locator: Locator): Promise<number> {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error('What is to be tapped on is not shown.');
  return timeInteraction(page, () => page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2));
}

/** Milliseconds from the key until what it wrote was painted. */
export function timeKey(page: Page, key: string): Promise<number> {
  return timeInteraction(page, () => page.keyboard.press(key));
}

async function timeInteraction(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    (window as unknown as { pitsideWatched: Watched }).pitsideWatched.interaction = 0;
  });
  await act();
  return Math.max(LEAST_MS, (await readWatched(page)).interaction);
}

async function readWatched(page: Page): Promise<Watched> {
  await settle(page);
  return page.evaluate(() => ({ ...(window as unknown as { pitsideWatched: Watched }).pitsideWatched }));
}
