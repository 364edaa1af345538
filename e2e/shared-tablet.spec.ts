import type { Page } from '@playwright/test';
import type { Sql } from 'postgres';
import { SignInPage } from './pages/sign-in-page.ts';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const PIN = '270914';

test.beforeEach(({ sql }) => forgetPins(sql));
test.afterEach(async ({ sql }) => {
  await forgetPins(sql);
  await sql`update public.casino_settings set idle_lock_minutes = null`;
});

async function forgetPins(sql: Sql): Promise<void> {
  await sql`delete from app.parked_session`;
  await sql`delete from app.staff_pin`;
}

const menuOf = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(name) });

/** Sets the PIN of whoever is signed in, in the menu under their name. */
async function setPin(page: Page, name: string, pin: string): Promise<void> {
  await menuOf(page, name).click();
  await page.getByRole('menuitem', { name: 'Set a PIN' }).click();
  const sheet = page.getByRole('dialog', { name: 'Set a PIN' });
  await sheet.getByLabel('Present password').fill('Pitside-demo-1');
  await sheet.getByLabel('New PIN').fill('123456');
  await sheet.getByRole('button', { name: 'Set a PIN' }).click();
  await expect(sheet.getByText('Anybody would try this first.')).toBeVisible();
  await sheet.getByLabel('New PIN').fill(pin);
  await sheet.getByRole('button', { name: 'Set a PIN' }).click();
  await expect(page.getByText('Your PIN is set')).toBeVisible();
  await expect(sheet).toBeHidden();
}

async function changeOver(page: Page, name: string): Promise<void> {
  await menuOf(page, name).click();
  await page.getByRole('menuitem', { name: 'Change over' }).click();
  await expect(cover(page)).toBeVisible();
}

const cover = (page: Page) => page.getByRole('dialog', { name: 'Who is there?' });

/** By the keyboard, once it is clear whose PIN it is. */
async function typePin(page: Page, pin: string): Promise<void> {
  await expect(page.getByLabel(/^PIN of/)).toBeFocused();
  await page.keyboard.type(pin);
}

/** Opens a screen by a clock that can be put forward, and waits until it looks whether anybody touches it, which needs the server. */
async function openUntouched(page: Page, path: string): Promise<void> {
  await page.evaluate(() => localStorage.removeItem('pitside-touched-at'));
  await page.goto(path);
  await page.waitForFunction(() => localStorage.getItem('pitside-touched-at') !== null);
  await expect(page.getByText('Online', { exact: true })).toBeVisible();
}

/** By the keys on the screen, as on a tablet. */
async function tapPin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
}

test('a tablet goes from one to another and back, each by a PIN of their own, and what was typed waits for its person', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const pit = await openTablet();
  const { page } = pit;
  await setPin(page, 'Harbor Pit Boss', PIN);
  await pit.openSlip(slip.id);
  await pit.openIssueDrawer();
  await pit.choosePoints(250);

  // Somebody else of the shift comes in by their password first; under the cover the drawer stays as it is.
  await page.keyboard.press('Escape');
  await changeOver(page, 'Harbor Pit Boss');
  await cover(page).getByRole('link', { name: 'Sign in with a password' }).click();
  await new SignInPage(page).tap('Harbor: Dealer');
  await expect(menuOf(page, 'Harbor Dealer')).toBeVisible();
  await setPin(page, 'Harbor Dealer', '135790');
  await changeOver(page, 'Harbor Dealer');

  await cover(page)
    .getByRole('button', { name: /Harbor Pit Boss/ })
    .click();
  await tapPin(page, '270915');
  await expect(cover(page).getByText('4 more tries, then only the password opens.')).toBeVisible();
  // By the keyboard, too.
  await typePin(page, PIN);
  await expect(cover(page)).toBeHidden();
  await expect(menuOf(page, 'Harbor Pit Boss')).toBeVisible();

  await changeOver(page, 'Harbor Pit Boss');
  await cover(page)
    .getByRole('button', { name: /Harbor Dealer/ })
    .click();
  await typePin(page, '135790');
  await expect(menuOf(page, 'Harbor Dealer')).toBeVisible();
});

test('whoever takes their own tablet up again finds what they had typed', async ({ openTablet }) => {
  const { page } = await openTablet('Harbor: Admin');
  await setPin(page, 'Harbor Admin', PIN);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByLabel('Soft cap').fill('1234');
  await changeOver(page, 'Harbor Admin');
  await page.goBack();
  await expect(cover(page)).toBeVisible();
  await typePin(page, PIN);
  await expect(cover(page)).toBeHidden();
  await expect(page.getByLabel('Soft cap')).toHaveValue('1234');
});

test('five wrong PINs leave the password, which makes the PIN hold again', async ({ openTablet }) => {
  const { page } = await openTablet();
  await setPin(page, 'Harbor Pit Boss', PIN);
  await changeOver(page, 'Harbor Pit Boss');
  for (const left of ['4 more tries', '3 more tries', '2 more tries', 'One more try']) {
    await typePin(page, '270915');
    await expect(cover(page).getByText(left)).toBeVisible();
  }
  await typePin(page, '270915');
  await expect(cover(page).getByText('Too many wrong PINs.')).toBeVisible();
  await expect(cover(page).getByText('Nobody’s PIN opens this tablet at the moment.')).toBeVisible();
  await cover(page).getByRole('link', { name: 'Sign in with a password' }).click();
  await new SignInPage(page).tap('Harbor: Pit boss');
  await expect(menuOf(page, 'Harbor Pit Boss')).toBeVisible();
  await changeOver(page, 'Harbor Pit Boss');
  await typePin(page, PIN);
  await expect(cover(page)).toBeHidden();
});

test('a tablet that nobody touches asks who is there, in every tab, and a reload does not open it', async ({
  openTablet,
  sql,
}) => {
  await sql`update public.casino_settings set idle_lock_minutes = 5`;
  const { page } = await openTablet();
  await setPin(page, 'Harbor Pit Boss', PIN);
  await page.clock.install();
  await openUntouched(page, '/pit');
  const other = await page.context().newPage();
  await other.goto('/login');
  await openUntouched(other, '/players');
  await page.clock.fastForward('04:00');
  await expect(menuOf(page, 'Harbor Pit Boss')).toBeVisible();
  await expect(cover(page)).toBeHidden();
  await page.clock.fastForward('02:00');
  await expect(cover(page)).toBeVisible();
  await expect(cover(other)).toBeVisible();
  await other.reload();
  await expect(other.getByRole('heading', { name: 'Who is there?' })).toBeVisible();
  await typePin(page, PIN);
  await expect(cover(page)).toBeHidden();
  await expect(menuOf(page, 'Harbor Pit Boss')).toBeVisible();
  await other.goto('/players');
  await expect(menuOf(other, 'Harbor Pit Boss')).toBeVisible();
});

test('it leaves whoever has no PIN at the sign-in page, which leads back to where they were', async ({
  openTablet,
  sql,
}) => {
  await sql`update public.casino_settings set idle_lock_minutes = 5`;
  const { page } = await openTablet();
  await page.clock.install();
  await openUntouched(page, '/players');
  await page.clock.fastForward('06:00');
  await expect(page.getByText('Your session ended.')).toBeVisible();
  await new SignInPage(page).tap('Harbor: Pit boss');
  await expect(page).toHaveURL(/\/players/);
});

test('without a network it stays open, and locks when there is one again and still nobody touched it', async ({
  openTablet,
  sql,
}) => {
  await sql`update public.casino_settings set idle_lock_minutes = 5`;
  const { page } = await openTablet();
  await setPin(page, 'Harbor Pit Boss', PIN);
  await page.clock.install();
  await openUntouched(page, '/pit');
  await page.context().setOffline(true);
  await page.clock.fastForward('30:00');
  await page.clock.fastForward('00:30');
  await expect(menuOf(page, 'Harbor Pit Boss')).toBeVisible();
  await expect(cover(page)).toBeHidden();
  await page.context().setOffline(false);
  await expect(async () => {
    await page.clock.fastForward('00:05');
    await expect(cover(page)).toBeVisible({ timeout: 1_000 });
  }).toPass();
});
