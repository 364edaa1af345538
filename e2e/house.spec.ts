import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const SCREEN = '/house';

test.afterEach(async ({ sql }) => {
  await sql`delete from public.rating_slip s using public.gaming_table t where t.id = s.table_id and t.label like 'HW-%'`;
  await sql`delete from public.gaming_table where label like 'HW-%'`;
  await sql`delete from public.pit where name = 'Terrace'`;
  await sql`delete from public.game_rate where game_type = 'casino_war'`;
  await sql`delete from public.game where game_type = 'casino_war'`;
  await sql`delete from public.game_rate where from_gaming_day > '2020-01-01'`;
  await sql`update public.gaming_table set status = 'closed' where label = 'RO-04'`;
  await sql`update public.gaming_table set min_bet_cents = 500, max_bet_cents = 25000 where label = 'RO-04'`;
});

test('an admin sets up a game, a pit and a table without leaving the keyboard; a pit boss opens it', async ({
  page,
  signIn,
  openTablet,
}) => {
  await signIn.signInAs('Harbor: Admin', `${SCREEN}?view=games`);
  const press = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
  };
  await press('Add a game');
  const game = page.getByRole('dialog', { name: 'New game' });
  await game.getByLabel('Game').selectOption({ label: 'Another game' });
  await game.getByLabel('Name of the game').fill('Casino War');
  await game.getByLabel('House edge (%)').fill('2.88');
  await game.getByLabel('Decisions an hour').fill('65');
  await page.keyboard.press('Enter');
  await expect(game).toBeHidden();
  await expect(page.getByRole('list', { name: 'Games' })).toContainText('2.88 % house edge · 65 decisions an hour');

  await page.goto(SCREEN);
  await press('Add a pit');
  const pit = page.getByRole('dialog', { name: 'New pit' });
  await pit.getByLabel('Name').fill('Terrace');
  await page.keyboard.press('Enter');
  await expect(pit).toBeHidden();
  await expect(page.getByRole('region', { name: 'Terrace' })).toContainText('No tables in this pit yet.');

  await press('Add a table');
  const table = page.getByRole('dialog', { name: 'New table' });
  await table.getByLabel('Label').fill('HW-01');
  await table.getByLabel('Pit').selectOption({ label: 'Terrace' });
  await table.getByLabel('Game').selectOption({ label: 'Casino War' });
  await table.getByLabel('Least ($)').fill('10');
  await table.getByLabel('Most ($)').fill('5');
  await page.keyboard.press('Enter');
  await expect(table.getByText('The most cannot be below the least.')).toBeVisible();
  await table.getByLabel('Most ($)').fill('500');
  await page.keyboard.press('Enter');
  await expect(table).toBeHidden();
  await expect(page.getByRole('region', { name: 'Terrace' })).toContainText('HW-01');

  // Another tablet has the table on its floor, closed, and the way to open it.
  const tablet = await openTablet('Harbor: Pit boss');
  const floor = tablet.page;
  const card = floor.getByRole('article', { name: 'HW-01' });
  await expect(card).toContainText('Casino War');
  await card.getByRole('link').click();
  const drawer = floor.getByRole('dialog', { name: 'HW-01' });
  await drawer.getByRole('button', { name: 'Open the table' }).click();
  await expect(drawer.getByText('This table is open')).toBeVisible();
  await floor.goto('/pit');
  await expect(card.getByRole('button', { name: /Open slip/ })).toBeVisible();
});

test('a table at which somebody plays stays open, and has new limits within seconds', async ({
  page,
  signIn,
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const [table] = await sql<{ label: string; id: string }[]>`
    select t.label, t.id from public.gaming_table t join public.rating_slip s on s.table_id = t.id where s.id = ${slip.id}`;
  const label = String(table?.label);
  const floor = (await openTablet('Harbor: Dealer')).page;
  await signIn.signInAs('Harbor: Pit boss', SCREEN);
  await page.getByRole('button', { name: new RegExp(`^${label}`) }).click();
  const drawer = page.getByRole('dialog', { name: label });
  await expect(drawer.getByText(/still rated here/)).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Close the table' })).toBeDisabled();
  await expect(drawer.getByLabel('Label')).toHaveCount(0);
  const before = await drawer.getByLabel('Most ($)').inputValue();
  await drawer.getByLabel('Most ($)').fill('77777');
  await drawer.getByRole('button', { name: 'Save changes' }).click();
  await expect(drawer).toBeHidden();
  await expect(floor.getByRole('article', { name: label })).toContainText('77,777');
  await sql`update public.gaming_table set max_bet_cents = ${Number(before.replace(/,/g, '')) * 100} where id = ${String(table?.id)}`;
});

test('new rates hold from a gaming day to come, and stand beside those of today', async ({ page, signIn }) => {
  await signIn.signInAs('Harbor: Admin', `${SCREEN}?view=games`);
  await page.getByRole('button', { name: /^Roulette/ }).click();
  const drawer = page.getByRole('dialog', { name: 'Roulette' });
  await drawer.getByLabel('House edge (%)').fill('2.7');
  await drawer.getByRole('button', { name: 'Set the rates' }).click();
  await expect(drawer.getByRole('row').filter({ hasText: 'To come' })).toContainText('2.7 %');
  await expect(drawer.getByRole('row').filter({ hasText: 'In force now' })).toContainText('5.26 %');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Roulette/ })).toContainText('2.7 % · 38 an hour');
});

test('the shifts of an ordinary day are others from tomorrow on, and today keeps those that it has', async ({
  page,
  signIn,
  sql,
}) => {
  await signIn.signInAs('Harbor: Admin', `${SCREEN}?view=shifts`);
  await page.getByRole('button', { name: 'Change the shifts' }).click();
  const drawer = page.getByRole('dialog', { name: 'New shifts' });
  await drawer.getByRole('button', { name: 'Remove Grave' }).click();
  await drawer.getByLabel('Name of shift 2').fill('Day');
  await drawer.getByRole('button', { name: 'Set the shifts' }).click();
  await expect(drawer.getByRole('alert')).toHaveText('Give each shift a name and a time, each once.');
  await drawer.getByLabel('Name of shift 2').fill('Evening');
  await drawer.getByLabel('Begins at').nth(1).fill('17:30');
  await drawer.getByRole('button', { name: 'Set the shifts' }).click();
  await expect(drawer).toBeHidden();
  const rows = page.getByRole('list', { name: 'Shifts' }).locator('> li');
  await expect(rows).toHaveText([/To come.*Harbor Admin.*Day06:00Evening17:30/, /In force now.*Grave22:00/]);
  await sql`delete from public.shift_pattern where from_gaming_day > '2000-01-01'`;
});

test('gaming days begin at another time from a day on: the screen says what becomes of the day before, and it is taken back', async ({
  page,
  signIn,
  openTablet,
}) => {
  await signIn.signInAs('Harbor: Admin', `${SCREEN}?view=day`);
  const rows = page.getByRole('list', { name: 'Gaming day' }).locator('> li');
  await expect(rows).toHaveText([/In force now.*Begins at 06:00.*America\/New_York/]);
  await page.getByRole('button', { name: 'Change the gaming day' }).click();
  const drawer = page.getByRole('dialog', { name: 'New gaming day' });
  await drawer.getByLabel('Gaming days begin at').fill('05:00');
  await drawer.getByLabel('Gaming days begin at').fill('06:00');
  await expect(drawer.getByRole('alert')).toHaveText('Gaming days begin like this already.');
  await drawer.getByLabel('Gaming days begin at').fill('04:00');
  await expect(
    drawer.getByText(/ends on .* 04:00 instead of .* 06:00 \(America\/New_York\)\. It lasts 2[123] h/),
  ).toBeVisible();
  await drawer.getByRole('button', { name: 'Set the gaming day' }).click();
  await expect(drawer).toBeHidden();
  await expect(rows).toHaveText([/To come.*Harbor Admin.*Begins at 04:00.*instead of/, /In force now.*06:00/]);
  const dealer = (await openTablet('Harbor: Dealer')).page;
  await dealer.goto(`${SCREEN}?view=day`);
  await expect(dealer.getByText('To come')).toBeVisible();
  await expect(dealer.getByRole('button', { name: 'Change the gaming day' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Change the gaming day' }).click();
  await expect(drawer.getByLabel('From gaming day')).toHaveAttribute('readonly');
  await drawer.getByRole('button', { name: 'Take the change back' }).click();
  await expect(rows).toHaveText([/In force now.*Begins at 06:00/]);
});
