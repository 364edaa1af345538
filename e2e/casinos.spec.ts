import type { Page } from '@playwright/test';
import { SignInPage } from './pages/sign-in-page.ts';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const PERSON = 'pitboss@harbor.example';

test.afterEach(async ({ sql }) => {
  await sql`delete from app.session_casino`;
  await sql`delete from app.staff_link`;
  await sql`delete from public.staff_record r using public.staff s where s.id = r.staff_id and s.full_name = 'Dana Double'`;
  await sql`delete from public.staff where full_name = 'Dana Double'`;
  await sql`update public.staff set has_choice = false`;
  await sql`select app.end_recognition('harbor', 'summit')`;
});

const bar = (page: Page) => page.getByRole('banner');

/** Opens the menu of whoever is signed in, once the page answers to taps. */
async function openMenu(page: Page, name: RegExp, item: string): Promise<void> {
  await expect(async () => {
    await bar(page).getByRole('button', { name }).click();
    await expect(page.getByRole('menuitem', { name: item, exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

const at = (page: Page, casino: string) => page.getByRole('button', { name: new RegExp(`^${casino}`) });

test('who works at two casinos joins the second by their own password, says at which one a tablet is, and switches', async ({
  page,
  openTablet,
}) => {
  const admin = (await openTablet('Summit: Admin')).page;
  await admin.goto('/people');
  await admin.getByRole('button', { name: 'Invite somebody' }).click();
  const drawer = admin.getByRole('dialog', { name: 'Invite somebody' });
  await drawer.getByLabel('Name').fill('Dana Double');
  await drawer.getByLabel('E-mail').fill(PERSON);
  await drawer.getByLabel('Role').selectOption({ label: 'Dealer' });
  await drawer.getByRole('button', { name: 'Invite and make the link' }).click();
  const made = admin.getByRole('dialog', { name: 'Dana Double is invited' });
  const link = await made.getByLabel('One-time link').inputValue();

  // A colleague at work at Harbor on another tablet, who is the same person, notices nothing.
  const working = (await openTablet('Harbor: Pit boss')).page;

  await page.goto(link);
  await page.getByLabel('Choose a password').fill('A guess at a password');
  await page.getByRole('button', { name: 'Set the password and come in' }).click();
  await expect(page.getByText('There is an account already: enter its own password.')).toBeVisible();
  await page.getByLabel('Choose a password').fill('Pitside-demo-1');
  await page.getByRole('button', { name: 'Set the password and come in' }).click();
  await expect(page).toHaveURL(/\/pit/);
  await expect(bar(page)).toContainText('Summit');
  await working.reload();
  await expect(bar(working)).toContainText('Harbor');

  // Signed in anew it is asked which one, and leads to where the person was going.
  await openMenu(page, /Dana Double/, 'Sign out');
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto('/players');
  await new SignInPage(page).tap('Harbor: Pit boss');
  await expect(page).toHaveURL(/\/choose\?next=/);
  await expect(page.getByRole('heading', { name: 'Choose your casino' })).toBeVisible();
  await expect(async () => {
    if (page.url().includes('/choose')) await at(page, 'Harbor').press('Enter', { timeout: 1_000 });
    await expect(page).toHaveURL(/\/players$/, { timeout: 3_000 });
  }).toPass();
  await expect(bar(page)).toContainText('Harbor');

  // Another tab of this tablet goes along, for all tabs share one session.
  const other = await page.context().newPage();
  await other.goto('/pit');
  await expect(bar(other)).toContainText('Harbor');
  // What hears the other tabs comes last to a page.
  await expect(other.locator('section[aria-live="polite"]').first()).toBeAttached();
  await openMenu(page, /Harbor Pit Boss/, 'Switch casino');
  await page.getByRole('menuitem', { name: 'Switch casino' }).click();
  await expect(at(page, 'Harbor')).toContainText('you are here');
  await expect(async () => {
    if (page.url().includes('/choose')) await at(page, 'Summit').click({ timeout: 1_000 });
    await expect(bar(page)).toContainText('Summit', { timeout: 3_000 });
  }).toPass();
  await expect(bar(other)).toContainText('Summit');
  await expect(bar(working)).toContainText('Harbor');
  await expect(bar(working)).toContainText('Harbor Pit Boss');
});

test('a player whom another casino of the company knows is recognised on the slip and on the page', async ({
  page,
  pit,
  signIn,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const card = `CO-${Date.now()}`;
  await sql`update public.player set loyalty_id = ${card}, birth_date = '1970-02-03' where id = ${slip.playerId}`;
  await sql`
    with known as (
      insert into public.player (casino_id, first_name, last_name, loyalty_id, birth_date)
      select id, 'Known', 'There', ${card}, '1970-02-03' from public.casino where slug = 'summit'
      returning casino_id, id)
    insert into public.player_loyalty (casino_id, player_id, tier) select casino_id, id, 'gold' from known`;
  await sql`select app.share_recognition('harbor', 'summit')`;
  await signIn.signInAs('Harbor: Pit boss');
  await pit.openSlip(slip.id);
  await expect(page.getByText('Known at Summit: Gold')).toBeVisible();
  await page.goto(`/players/${slip.playerId}`);
  await expect(page.getByText('Known at Summit: Gold')).toBeVisible();
  await expect(page.getByText('Known There')).toHaveCount(0);
  await sql`select app.end_recognition('harbor', 'summit')`;
});
