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

const SCREENS = [
  '/pit',
  '/players',
  '/promos',
  '/shift',
  '/mtl',
  '/catalog',
  '/imports',
  '/reconcile',
  '/compliance',
  '/audit',
  '/settings',
] as const;

for (const screen of SCREENS) {
  test(`on ${screen} a toast lies over no control, on a tablet either way up and on a phone`, async ({
    openTablet,
  }) => {
    const { page } = await openTablet('Harbor: Admin');
    await page.goto(screen);
    await expect(page.getByRole('main').locator(CONTROLS).first()).toBeVisible();
    await page.getByRole('button', { name: /^Harbor Admin/ }).click();
    const signOut = page.getByRole('menuitem', { name: 'Sign out' });
    await expect(signOut).toBeVisible();
    await page.context().setOffline(true);
    await signOut.click();
    await untilToastRests(page, 'This device is offline.');
    for (const [name, viewport] of SIZES) {
      await page.setViewportSize(viewport);
      expect(await coveredControls(page), name).toEqual([]);
    }
  });
}

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
