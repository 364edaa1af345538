import type { Page } from '@playwright/test';
import { SignInPage } from './pages/sign-in-page.ts';
import { codeOf, wrongCodeOf } from './support/authenticator.ts';
import { expect, test } from './support/journey.ts';

const PERMISSIONS = '/people?section=permissions';

test.afterEach(async ({ sql }) => {
  await sql`update public.casino_settings set second_factor_roles = '{}'`;
  await sql`delete from auth.mfa_factors`;
  await sql`delete from second_factor.tries`;
  await sql`delete from public.approval`;
  await sql`delete from app.staff_link`;
  await sql`update public.staff set signed_out_before = null`;
  await sql`update public.staff set role = 'pit_boss' where email = 'pitboss@harbor.example'`;
});

const code = (page: Page) => page.getByLabel('Six digits');
const goOn = (page: Page) => page.getByRole('button', { name: 'Go on' });

/** Begins to set an app up, and reads the key that is typed into it. */
async function setUp(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Set it up now' }).click();
  await expect(page.getByRole('img', { name: 'QR code that sets the app up' })).toBeVisible();
  const secret = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent();
  return secret ?? '';
}

test('it is demanded of a role by two people; who is at work is asked at the next request, sets an app up, and goes on where they were', async ({
  openTablet,
  page,
}) => {
  const admin = (await openTablet('Harbor: Admin')).page;
  const compliance = (await openTablet('Harbor: Compliance')).page;
  const boss = (await openTablet()).page;

  await admin.goto(PERMISSIONS);
  await admin.getByRole('switch', { name: 'Pit boss: code at sign-in' }).click();
  await admin.getByRole('button', { name: 'Ask for approval' }).click();
  const drawer = admin.getByRole('dialog', { name: 'Ask for approval' });
  await expect(drawer).toContainText('Pit boss: a code is asked for besides the password');
  await expect(drawer).toContainText('everybody of that role is asked for a code');
  await drawer.getByLabel('Why it is needed').fill('The regulator asks for it');
  await drawer.getByRole('button', { name: 'Ask for approval' }).click();
  await expect(drawer).toBeHidden();
  await compliance.goto(PERMISSIONS);
  await expect(compliance.getByText(/everybody of that role is asked for a code/)).toBeVisible();
  await compliance.getByRole('button', { name: 'Approve what Harbor Admin asked for' }).click();
  await expect(compliance.getByText(/^Approved by Harbor Compliance/)).toBeVisible();

  // Their tablet asks for the floor by itself, which is their next request.
  await expect(boss).toHaveURL(/\/second-factor\?next=%2Fpit/);
  await expect(boss.getByRole('heading', { name: 'Set up your second factor' })).toBeVisible();
  const secret = await setUp(boss);
  await code(boss).fill('12');
  await goOn(boss).click();
  await expect(boss.getByText('Enter the six digits that the app shows.')).toBeVisible();
  await code(boss).fill(wrongCodeOf(secret));
  await goOn(boss).click();
  await expect(boss.getByText('This is not the code.')).toBeVisible();
  await expect(code(boss)).toHaveValue(wrongCodeOf(secret));
  await code(boss).fill(codeOf(secret));
  await goOn(boss).click();
  await expect(boss).toHaveURL(/\/pit/);
  await expect(boss.getByRole('banner')).toContainText('Harbor Pit Boss');

  // From then on it is asked for at a sign-in, and leads to where the person was going.
  await page.goto('/login?next=%2Fpromos');
  await new SignInPage(page).tap('Harbor: Pit boss');
  await expect(page.getByRole('heading', { name: 'The code from your telephone' })).toBeVisible();
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect(page).toHaveURL(/\/login/);
  await new SignInPage(page).tap('Harbor: Pit boss');
  await code(page).fill(codeOf(secret, 1));
  await code(page).press('Enter');
  await expect(page).toHaveURL(/\/promos/);
});

test('a telephone that is lost: an admin takes the second factor off, and the person sets another up as a dealer', async ({
  openTablet,
  page,
  sql,
}) => {
  await sql`update public.casino_settings set second_factor_roles = '{pit_boss,dealer}'`;
  await page.goto('/login');
  await new SignInPage(page).tap('Harbor: Pit boss');
  const lost = await setUp(page);
  await code(page).fill(codeOf(lost));
  await goOn(page).click();
  await expect(page.getByRole('banner')).toContainText('Harbor Pit Boss');

  const admin = (await openTablet('Harbor: Admin')).page;
  await admin.goto('/people');
  await admin.getByRole('button', { name: /^Harbor Pit Boss/ }).click();
  const person = admin.getByRole('dialog', { name: 'Harbor Pit Boss' });
  await expect(person).toContainText('Second factor');
  await person.getByRole('button', { name: 'Take the second factor off' }).click();
  const drawer = admin.getByRole('dialog', { name: 'Harbor Pit Boss lost their telephone' });
  await drawer.getByLabel('Why it is needed').fill('Left it in a taxi, came to the desk');
  await drawer.getByRole('button', { name: 'Take it off' }).click();
  await expect(admin.getByText('The second factor of Harbor Pit Boss is off')).toBeVisible();

  // Their tablet asks for the floor over and over, and leaves by itself.
  await expect(page).toHaveURL(/\/login/);
  // A token says the whole second.
  await sql`update public.staff set signed_out_before = signed_out_before - interval '1 second' where signed_out_before is not null`;
  await new SignInPage(page).tap('Harbor: Pit boss');
  const found = await setUp(page);
  expect(found).not.toBe(lost);
  await code(page).fill(codeOf(found));
  await goOn(page).click();
  await expect(page.getByRole('banner')).toContainText('Harbor Pit Boss');

  const compliance = (await openTablet('Harbor: Compliance')).page;
  await compliance.goto('/people');
  await expect(compliance.getByText(/^Harbor Admin took their second factor off/)).toBeVisible();
  await compliance.getByRole('button', { name: 'Approve what Harbor Admin asked for' }).click();
  await expect(compliance.getByText(/^Approved by Harbor Compliance/)).toBeVisible();
});
