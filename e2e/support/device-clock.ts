import type { Page } from '@playwright/test';

/** Loads the page anew on a device whose clock is wrong by so many hours; its timers run as they are. */
export async function reloadWithClockOffBy(page: Page, hours: number): Promise<void> {
  await page.addInitScript((byMs) => {
    const { now } = Date;
    Date.now = () => now() + byMs;
    window.Date = new Proxy(Date, {
      apply: (date) => new date(date.now()).toString(),
      construct: (date, given) => Reflect.construct(date, given.length === 0 ? [date.now()] : given),
    });
  }, hours * 3_600_000);
  await page.reload();
}

/** Has the page come with a floor that was read so many minutes ago, as one does on which nothing has happened since. */
export async function makeFloorOlder(page: Page, minutes: number): Promise<void> {
  await page.route('**/pit', async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    const older = html.replace(/(\basOf\\":\\")([^\\"]+)/g, (_, before: string, asOf: string) => {
      return before + new Date(Date.parse(asOf) - minutes * 60_000).toISOString();
    });
    await route.fulfill({ response, body: older });
  });
}
