import type { Page } from '@playwright/test';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const SIZES = [
  ['a tablet', { width: 1180, height: 820 }],
  ['a tablet held upright', { width: 820, height: 1180 }],
  ['a phone', { width: 390, height: 844 }],
] as const;

/** What one works with, in whatever lies on top. */
const CONTROLS = 'a[href], button, input, select, textarea, [role="tab"], [role="radio"], [role="switch"]';

/** The names of the controls that can be seen and that the toast lies over. */
function coveredControls(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    const toast = document.querySelector('[data-sonner-toast]');
    if (!toast) throw new Error('No toast is shown.');
    const over = toast.getBoundingClientRect();
    const isUnder = (box: DOMRect) =>
      box.left < over.right && over.left < box.right && box.top < over.bottom && over.top < box.bottom;
    // Behind a drawer nothing can be tapped.
    const top = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')].at(-1) ?? document.body;
    const controls = [...top.querySelectorAll(selector)].filter((one) => !toast.contains(one));
    const inSight = controls.filter((one) => one.checkVisibility({ visibilityProperty: true }));
    // What only a keyboard brings into sight is clipped until then.
    const drawn = inSight.filter((one) => getComputedStyle(one).clipPath === 'none');
    const covered = drawn.filter((one) => isUnder(one.getBoundingClientRect()));
    return covered.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? '');
  }, CONTROLS);
}

/** The toast has come to rest where it stays. */
async function untilToastRests(page: Page, text: string): Promise<void> {
  const toast = page.getByRole('listitem').filter({ hasText: text });
  await expect(toast).toBeVisible();
  await toast.evaluate((shown) => Promise.all(shown.getAnimations().map((one) => one.finished)));
}

/** Says in a toast that signing out was refused, in as many words as any refusal has. */
async function refuseToSignOut(page: Page): Promise<string> {
  const why = 'Seat the player anew.';
  await page.route('**/api/v1/session', (route) =>
    route.fulfill({ status: 409, json: { ok: false, code: 'SLIP_NOT_REOPENED', message: '' } }),
  );
  await page.getByRole('button', { name: /^Harbor Admin/ }).tap();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).tap();
  await untilToastRests(page, why);
  return why;
}

const SCREENS = [
  '/pit',
  '/players',
  '/promos',
  '/shift',
  '/reports',
  '/mtl',
  '/catalog',
  '/imports',
  '/reconcile',
  '/compliance',
  '/audit',
  '/settings',
] as const;

for (const screen of SCREENS) {
  test(`on ${screen} a toast, the longest refusal that there is, lies over no control, on a tablet either way up and on a phone`, async ({
    openTablet,
  }) => {
    const { page } = await openTablet('Harbor: Admin');
    await page.goto(screen);
    await expect(page.getByRole('main').locator(CONTROLS).first()).toBeVisible();
    await refuseToSignOut(page);
    for (const [name, viewport] of SIZES) {
      await page.setViewportSize(viewport);
      expect(await coveredControls(page), name).toEqual([]);
    }
  });
}

test('a refusal that is longer than a toast has room for shows whole to who taps it, or comes to it by keyboard', async ({
  openTablet,
}) => {
  const { page } = await openTablet('Harbor: Admin', { viewport: { width: 390, height: 844 } });
  await page.goto('/settings');
  const why = await refuseToSignOut(page);
  const toast = page.getByRole('listitem').filter({ hasText: why });
  const isWhole = () =>
    toast.evaluate((shown) => {
      const content = shown.querySelector('[data-content]');
      return (
        content !== null && content.scrollHeight <= content.clientHeight && shown.clientHeight >= content.clientHeight
      );
    });
  expect(await isWhole()).toBe(false);
  await toast.tap({ position: { x: 100, y: 20 } });
  await expect.poll(isWhole).toBe(true);
  await page.getByRole('main').tap({ position: { x: 5, y: 300 } });
  await expect.poll(isWhole).toBe(false);
  await toast.focus();
  await expect.poll(isWhole).toBe(true);
});

for (const [name, viewport] of SIZES) {
  test(`on ${name} nothing of the slip is covered when a reward was issued but what the toast says, neither what changed nor what comes next`, async ({
    openTablet,
    sql,
  }) => {
    const slip = await takeSlip(sql);
    const tablet = await openTablet('Harbor: Pit boss', { viewport });
    const { page } = tablet;
    await page.goto(`/pit?slip=${slip.id}`);
    await page.getByRole('button', { name: 'Issue reward' }).click();
    await tablet.choosePoints(168);
    await tablet.confirm(168);
    await untilToastRests(page, '168 points issued');
    const toast = page.getByRole('listitem').filter({ hasText: '168 points issued' });
    const said = String(await toast.textContent());
    const covered = await coveredControls(page);
    expect(covered.filter((control) => !said.includes(control))).toEqual([]);
    const [over, balance] = [await toast.boundingBox(), await page.getByText('Balance', { exact: true }).boundingBox()];
    expect(Number(over?.y) + Number(over?.height)).toBeLessThan(Number(balance?.y));
  });
}
