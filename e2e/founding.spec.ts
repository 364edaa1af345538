import type { Page } from '@playwright/test';
import type postgres from 'postgres';
import { PitPage } from './pages/pit-page.ts';
import { expect, test } from './support/journey.ts';

async function makeLink(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<{ token: string }[]>`select app.make_founding_link() as token`;
  return `/found#${row?.token}`;
}

/** Goes on to a step, without a pointer. */
async function goOn(page: Page, step: string): Promise<void> {
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: step, level: 2 })).toBeFocused();
}

test('a casino is set up from nothing to its first reward, and nobody needs a pointer for the setting up', async ({
  page,
  sql,
  browser,
}) => {
  const name = `Riverside ${Date.now()}`;
  const slug = name.toLowerCase().replace(' ', '-');
  await page.goto(await makeLink(sql));
  await expect(page.getByRole('heading', { name: 'The casino' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Name of the casino')).toBeFocused();
  // Without a name nothing goes on, and what is missing has the focus.
  await page.keyboard.press('Enter');
  await expect(page.getByText('Give 1 to 200 characters.')).toBeVisible();
  await expect(page.getByLabel('Name of the casino')).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByText('Give 1 to 200 characters.')).toBeHidden();
  await expect(page.getByLabel('Short name')).toHaveAttribute('placeholder', slug);
  await page.getByLabel('Time zone').selectOption('America/Chicago');
  await page.getByLabel('Name of the casino').focus();
  await goOn(page, 'Points and tiers');
  await page.getByRole('button', { name: 'Add a higher tier' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name').nth(1)).toBeFocused();
  await page.keyboard.type('Gold');
  await page.getByLabel('From points').nth(1).fill('10,000');
  await goOn(page, 'Games');
  await page.getByRole('switch', { name: 'Sic bo' }).focus();
  await page.keyboard.press('Space');
  await page.getByLabel('House edge (%)').last().fill('2.78');
  await goOn(page, 'Pits and tables');

  // What was typed is on the device: a tab that is closed costs nothing.
  await page.reload();
  await expect(page.getByLabel('Name of the casino')).toHaveValue(name);
  await page.getByLabel('Name of the casino').focus();
  for (const step of ['Points and tiers', 'Games', 'Pits and tables']) {
    await goOn(page, step);
    await page.getByRole('textbox').first().focus();
  }
  await page.getByLabel('How many').fill('3');
  await page.getByLabel('First label').fill('BJ-01');
  await expect(page.getByText('Up to BJ-03')).toBeVisible();
  await goOn(page, 'Shifts');
  await page.getByLabel('Name of shift 1').focus();
  await goOn(page, 'First people');
  await page.getByRole('textbox').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Enter an email address.').first()).toBeVisible();
  for (const [place, role] of ['admin', 'compliance', 'pitboss'].entries()) {
    await page.getByLabel('Name').nth(place).fill(`First ${role}`);
    await page.getByLabel('E-mail address').nth(place).fill(`${role}@${slug}.example`);
  }
  await goOn(page, 'Look it over');
  await expect(page.getByText('Main: 3 tables')).toBeVisible();
  await page.getByRole('button', { name: 'Make the casino' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The casino is made')).toBeVisible();

  // The pit boss comes in, opens a table and seats somebody who was never here.
  const link = await page.getByLabel('Link of First pitboss').inputValue();
  const context = await browser.newContext({ viewport: { width: 1180, height: 820 }, hasTouch: true });
  const tablet = await context.newPage();
  await tablet.goto(link);
  await expect(tablet.getByText(`First pitboss, ${name} has invited you`)).toBeVisible();
  await tablet.getByLabel('Choose a password').fill('Rain on the roof');
  await tablet.getByRole('button', { name: 'Set the password and come in' }).click();
  await expect(tablet).toHaveURL(/\/pit/);
  await tablet.getByRole('article', { name: 'BJ-02' }).getByRole('link').click();
  const table = tablet.getByRole('dialog', { name: 'BJ-02' });
  await table.getByRole('button', { name: 'Open the table' }).click();
  await expect(table.getByText('This table is open')).toBeVisible();
  await tablet.goto('/pit');
  await tablet.getByRole('button', { name: 'Find player' }).click();
  const dialog = tablet.getByRole('dialog');
  await dialog.getByLabel('Name or loyalty id').fill('Ada First');
  await dialog.getByRole('button', { name: 'Enrol a new player' }).click();
  await dialog.getByLabel('Last name').fill('First');
  await dialog.getByRole('button', { name: 'Enrol and choose a seat' }).click();
  const pit = new PitPage(tablet);
  await pit.pickSeat('BJ-02');
  await pit.openSlipButton.click();
  await pit.issuePoints(100);
  await pit.expectIssued(100);
  await tablet.unrouteAll({ behavior: 'wait' });
  await context.close();

  await page.getByRole('button', { name: 'I have copied the links: to the sign-in page' }).click();
  await expect(page).toHaveURL(/\/login/);
});

test('a casino whose answer was lost is made once: sent again, it brings the links', async ({ page, sql }) => {
  const slug = `lost-${Date.now()}`;
  await page.goto(await makeLink(sql));
  await page.getByLabel('Name of the casino').fill(slug);
  for (const step of ['Points and tiers', 'Games', 'Pits and tables'])
    await page.getByRole('button', { name: `Next: ${step}` }).click();
  await page.getByRole('button', { name: /^Remove Main/ }).click();
  await page.getByRole('button', { name: 'Next: Shifts' }).click();
  await page.getByRole('button', { name: 'Next: First people' }).click();
  for (const place of [0, 1, 2]) {
    await page.getByLabel('Name').nth(place).fill(`Person ${place}`);
    await page.getByLabel('E-mail address').nth(place).fill(`person-${place}@${slug}.example`);
  }
  await page.getByRole('button', { name: 'Next: Look it over' }).click();

  let isLost = true;
  await page.route('**/api/v1/founding/casino', async (route) => {
    const answer = await route.fetch();
    if (!isLost) return route.fulfill({ response: answer });
    isLost = false;
    return route.abort();
  });
  await page.getByRole('button', { name: 'Make the casino' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
  await page.getByRole('button', { name: 'Make the casino' }).click();
  await expect(page.getByText('The casino is made')).toBeVisible();
  const made = await sql`select count(*)::int as count from public.casino where slug = ${slug}`;
  expect(made).toEqual([{ count: 1 }]);
  const links = await page.getByLabel(/^Link of/).all();
  expect(links).toHaveLength(3);
  await page.goto(await (links[0]?.inputValue() ?? ''));
  await expect(page.getByText(`Person 0, ${slug} has invited you`)).toBeVisible();
});

test('a founding link that is none says so, and where to get one', async ({ page }) => {
  await page.goto('/found');
  await expect(page.getByText('This page is opened by a one-time link')).toBeVisible();
  await page.goto('about:blank');
  await page.goto('/found#found_none');
  await expect(page.getByText('This link opens nothing.')).toBeVisible();
});
