import type { Page } from '@playwright/test';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const CASHIER = 'Harbor: Cashier';

const entriesOf = (page: Page) => page.getByRole('main').getByRole('list', { name: 'Entries' }).getByRole('listitem');
const patronsOf = (page: Page) => page.getByRole('list', { name: 'Patrons' }).getByRole('listitem');

/** Types an entry of a player by keyboard, up to what it makes of their gaming day. */
async function typeEntry(page: Page, amount: string, playerName: string) {
  // A day without an entry yet offers it twice.
  await page.getByRole('button', { name: 'New entry' }).first().press('Enter');
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByLabel('Amount, $')).toBeFocused();
  await page.keyboard.type(amount);
  await drawer.getByLabel('Player: name or loyalty id').fill(playerName);
  await drawer.getByRole('button', { name: playerName }).click();
  return drawer;
}

test('a cashier types, the badge stands before the entry does, and the pit boss sees it within seconds', async ({
  page,
  openTablet,
  signIn,
  sql,
}) => {
  const { playerId, playerName } = await takeSlip(sql);
  const other = (await openTablet()).page;
  await other.goto('/mtl');
  await expect(entriesOf(other).first().or(other.getByText('No entry on this gaming day'))).toBeVisible();
  await signIn.signInAs(CASHIER, '/mtl');

  const drawer = await typeEntry(page, '10000', playerName);
  await expect(drawer).toContainText('This entry makes $10,000 in: past 95 % of the CTR line.');
  await drawer.getByLabel('Amount, $').fill('10,000.01');
  await expect(drawer).toContainText('This entry makes $10,000.01 in: a CTR is due.');
  expect(await sql`select from public.mtl_entry where player_id = ${playerId}`).toHaveLength(0);
  await drawer.getByLabel('Amount, $').press('Enter');
  await expect(drawer).toBeHidden();
  await expect(entriesOf(page).filter({ hasText: playerName })).toContainText('$10,000.01');

  const patron = patronsOf(other).filter({ hasText: playerName });
  await expect(patron).toContainText('CTR due');
  await patron.getByRole('button').click();
  const sheet = other.getByRole('dialog', { name: playerName });
  await expect(sheet).toContainText('A case was opened automatically.');
  await expect(sheet.getByRole('listitem')).toContainText('Chip purchase');
});

test('an entry that was wrong is voided with the reason, and both stay in the log', async ({ page, signIn, sql }) => {
  const { playerId, playerName } = await takeSlip(sql);
  await signIn.signInAs(CASHIER, '/mtl');
  const drawer = await typeEntry(page, '3500', playerName);
  await drawer.getByRole('button', { name: 'Log $3,500 in, Chip purchase' }).click();
  await expect(patronsOf(page).filter({ hasText: playerName })).toContainText('Log floor reached');
  const rows = entriesOf(page).filter({ hasText: playerName });
  await rows.getByRole('button', { name: /^Void entry/ }).click();
  await drawer.getByLabel('Why it is voided').fill('Typed twice');
  await page.keyboard.press('Enter');
  await expect(drawer).toBeHidden();
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('Typed twice');
  await expect(rows.last()).toContainText('Voided');
  await expect(patronsOf(page).filter({ hasText: playerName })).toHaveCount(0);
  const [totals] =
    await sql`select cash_in_cents::int as cents from public.mtl_patron_day where patron_id = ${playerId}`;
  expect(totals).toEqual({ cents: 0 });
});

test('somebody without a name is described, and turns out to be a player', async ({ page, signIn, sql }) => {
  const { playerId, playerName } = await takeSlip(sql);
  const description = `Grey suit ${playerName}`;
  await signIn.signInAs(CASHIER, '/mtl');
  await page.getByRole('button', { name: 'New entry' }).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Amount, $').fill('700');
  await drawer.getByRole('radio', { name: 'Describe', exact: true }).check();
  await drawer.getByLabel('What they looked like').fill(description);
  await drawer.getByRole('button', { name: /^Log \$700 in/ }).click();
  await entriesOf(page).getByRole('button', { name: description }).click();
  await drawer.getByRole('button', { name: 'Say who it is' }).click();
  await drawer.getByLabel('Player: name or loyalty id').fill(playerName);
  await drawer.getByRole('button', { name: playerName }).click();
  await drawer.getByLabel('How you know').fill('Showed a card');
  await drawer.getByRole('button', { name: `It is ${playerName}` }).click();
  await expect(page.getByRole('dialog', { name: playerName })).toContainText(
    `Staff know this patron as ${playerName}.`,
  );
  const [totals] =
    await sql`select cash_in_cents::int as cents from public.mtl_patron_day where patron_id = ${playerId}`;
  expect(totals).toEqual({ cents: 70_000 });
  await drawer.getByRole('button', { name: 'It is somebody else' }).click();
  await drawer.getByLabel('Why it is taken back').fill('Another card');
  await drawer.getByRole('button', { name: 'Take it back' }).click();
  await expect
    .poll(
      async () =>
        (await sql`select from public.mtl_patron_day where patron_id = ${playerId} and entry_count > 0`).length,
    )
    .toBe(0);
});

test('a second person closes a gaming day; what comes after is marked and listed', async ({
  page,
  openTablet,
  signIn,
  sql,
}) => {
  // A day of its own, which no other journey enters anything into.
  const [day] = await sql<{ day: string; at: string }[]>`
    select (current_date - 40)::text as day, to_char(current_date - 40, 'YYYY-MM-DD"T"18:00') as at`;
  const { playerName } = await takeSlip(sql);
  await signIn.signInAs(CASHIER, `/mtl?view=day&day=${day?.day}`);
  await expect(page.getByRole('article', { name: 'Cash log sheet' })).toContainText('Not closed yet.');
  const enter = async () => {
    const drawer = await typeEntry(page, '250.50', playerName);
    await drawer.getByRole('button', { name: 'Agent, others, time, note' }).click();
    await drawer.getByLabel('When it was, casino time').fill(day?.at ?? '');
    await drawer.getByRole('button', { name: /^Log \$250\.50 in/ }).click();
    await expect(drawer).toBeHidden();
  };
  await enter();
  await page.getByRole('button', { name: 'Close the gaming day' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Close / })
    .last()
    .click();
  await expect(page.getByRole('dialog')).toContainText('cannot close it');
  await page.keyboard.press('Escape');

  const other = (await openTablet()).page;
  await other.goto(`/mtl?view=day&day=${day?.day}`);
  await other.getByRole('button', { name: 'Close the gaming day' }).click();
  await other.getByRole('dialog').getByLabel('Note (may stay empty)').fill('Counted twice');
  await other.keyboard.press('Enter');
  const sheet = other.getByRole('article', { name: 'Cash log sheet' });
  await expect(sheet).toContainText('Closed by Harbor Pit Boss');
  await expect(sheet).toContainText('Counted twice');

  await enter();
  await expect(sheet.getByRole('region', { name: 'Entered after closing' })).toContainText(playerName);
});

test('a player buys in at the seat in two taps', async ({ pit, signIn, sql }) => {
  const slip = await takeSlip(sql);
  await signIn.signInAs('Harbor: Pit boss');
  await pit.openSlip(slip.id);
  await pit.slip.getByRole('radio', { name: '$500', exact: true }).check();
  await pit.slip.getByRole('button', { name: 'Log $500 in' }).click();
  await expect(pit.slip.getByRole('button', { name: 'Log $500 in' })).toBeHidden();
  const entries = await sql`
    select kind, tender, area, amount_cents::int as cents, player_id as "playerId"
    from public.mtl_entry where rating_slip_id = ${slip.id}`;
  expect(entries).toEqual([
    { kind: 'chip_purchase', tender: 'currency', area: 'pit', cents: 50_000, playerId: slip.playerId },
  ]);
});

test('an entry whose answer was lost is logged once', async ({ page, signIn, sql }) => {
  const { playerId, playerName } = await takeSlip(sql);
  await signIn.signInAs(CASHIER, '/mtl');
  let isLost = true;
  await page.route('**/api/v1/mtl/entries', async (route) => {
    if (route.request().method() !== 'POST' || !isLost) return route.fallback();
    isLost = false;
    await route.fetch();
    return route.abort();
  });
  const drawer = await typeEntry(page, '1200', playerName);
  await drawer.getByRole('button', { name: /^Log \$1,200 in/ }).click();
  await expect(drawer).toContainText('Not yet logged: no answer from the server');
  await drawer.getByRole('button', { name: 'Retry' }).click();
  await expect(drawer).toBeHidden();
  expect(await sql`select from public.mtl_entry where player_id = ${playerId}`).toHaveLength(1);
});

test('a phone narrows the log down in one row', async ({ page, signIn }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn.signInAs(CASHIER, '/mtl');
  const filters = page.getByRole('search', { name: 'Entries' });
  const kind = filters.getByLabel('Kind', { exact: true });
  await expect(kind).toBeVisible();
  expect((await filters.boundingBox())?.height).toBeLessThan(70);
  expect((await kind.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await filters.getByLabel('Area').selectOption('Slots');
  await filters.getByLabel('In or out').selectOption('Out');
  await expect(page).toHaveURL(/area=slots/);
  await expect(page).toHaveURL(/direction=out/);
});
