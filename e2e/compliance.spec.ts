import type { Locator } from '@playwright/test';
import { addBarredPlayer, addUnderStep, takeSlip } from './support/database.ts';
import { answerWith, expect, test } from './support/journey.ts';

const COMPLIANCE = 'Harbor: Compliance';

test('an attempt to seat a barred player stands on compliance’s screen within seconds, and is looked into', async ({
  openTablet,
  page,
  signIn,
  sql,
}) => {
  const player = await addBarredPlayer(sql, 'Hitt');
  await signIn.signInAs(COMPLIANCE, '/compliance?section=exclusions&view=hits');
  const hit = page.getByRole('list', { name: 'Hits' }).getByRole('listitem').filter({ hasText: player.name });
  await expect(hit).toHaveCount(0);
  const floor = await openTablet();
  await floor.findToSeat(player.name);
  await expect(floor.notToBeSeated).toBeVisible();
  // The screen warns before the tap; who goes past it is refused by the database.
  await sql`
    select app.hold_seat(row(s.casino_id, s.id, s.role, gen_random_uuid(), app.gaming_day(s.casino_id))::app.rls_context, ${player.id},
      false, '{"step": "start_visit"}')
    from public.staff s join public.casino c on c.id = s.casino_id where c.slug = 'harbor' and s.role = 'pit_boss'`;
  await expect(hit).toContainText('Refused');
  await hit.getByRole('button', { name: `Looked into: ${player.name}` }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('What came of it').fill('Sent away at the door');
  await page.keyboard.press('Enter');
  await expect(drawer).toBeHidden();
  await expect(hit).toHaveCount(0);
  await page.getByRole('radio', { name: 'All', exact: true }).check();
  await expect(hit).toContainText('Sent away at the door');
});

test('a player is excluded with the source document, and the exclusion is lifted with a reason', async ({
  page,
  signIn,
  sql,
}) => {
  const { playerId, playerName } = await takeSlip(sql);
  await signIn.signInAs(COMPLIANCE, '/compliance?section=exclusions');
  await page.getByRole('button', { name: 'Exclude a player' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Player: name or loyalty id').fill(playerName);
  await drawer.getByRole('button', { name: playerName }).click();
  await drawer.getByRole('radio', { name: 'Self-exclusion' }).check();
  await drawer.getByLabel('Reason').fill('Asked for it at the cage');
  await drawer.getByLabel('Source document').fill('Form 12');
  await drawer.getByRole('button', { name: `Exclude ${playerName}` }).click();
  await expect(drawer).toBeHidden();
  const row = page.getByRole('list', { name: 'On record' }).getByRole('listitem').filter({ hasText: playerName });
  await expect(row).toContainText('In force');
  await expect(row).toContainText('In the house now');
  await expect(row).toContainText('Form 12');

  await row.getByRole('button', { name: `Lift: ${playerName}` }).click();
  await drawer.getByLabel('Why it is lifted').fill('Another person');
  await drawer.getByRole('button', { name: 'Lift it now' }).click();
  await expect(row).toContainText('Another person');
  const rows =
    await sql`select lifted_at is not null as lifted from public.player_exclusion where player_id = ${playerId}`;
  expect(rows).toEqual([{ lifted: true }]);
});

test('a list names a player, and a person decides', async ({ page, signIn, sql }) => {
  const [one, two] = [await takeSlip(sql), await takeSlip(sql)];
  const line = (name: string, reference: string) => `"${name.toUpperCase()}",02/03/1980,01/01/2026,,${reference}`;
  const lines = ['Name,Date of birth,From,Until,Reference', line(one.playerName, 'SE-1'), line(two.playerName, 'SE-2')];
  await signIn.signInAs(COMPLIANCE, '/compliance?section=exclusions&view=lists');
  await page.getByRole('button', { name: 'Choose a list' }).waitFor();
  await page.locator('input[type=file]').setInputFiles({
    name: 'state.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([...lines, 'Nobody Known,,,,'].join('\n')),
  });
  await expect(page.getByText('3 rows: 2 new matches, 0 known before.').first()).toBeVisible();
  await page.getByRole('button', { name: `It is them: ${one.playerName}` }).click();
  const matches = page.getByRole('region', { name: 'Matches' }).getByRole('listitem');
  await expect(matches.filter({ hasText: one.playerName })).toHaveCount(0);
  await page.getByRole('button', { name: `Somebody else: ${two.playerName}` }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('How you know').fill('Another address');
  await drawer.getByRole('button', { name: 'Somebody else' }).click();
  await expect(drawer).toBeHidden();
  await expect(matches.filter({ hasText: two.playerName })).toHaveCount(0);
  const excluded = await sql`
    select player_id as id, source_reference as reference from public.player_exclusion where player_id in (${one.playerId}, ${two.playerId})`;
  expect(excluded).toEqual([{ id: one.playerId, reference: 'SE-1' }]);
});

test('what stands out is said with its figures, has its rows, and is acknowledged with a reason', async ({
  page,
  signIn,
}) => {
  await signIn.signInAs(COMPLIANCE, '/compliance?section=patterns&span=31');
  const finding = page
    .getByRole('list', { name: 'What stands out' })
    .getByRole('listitem')
    .filter({ hasText: 'Chips bought and not redeemed' });
  await expect(finding.first()).toContainText(/\$[\d,.]+ of chips bought, \$[\d,.]+ redeemed: \$[\d,.]+ not redeemed/);
  const count = await finding.count();
  const toLookInto = page.getByRole('tab', { name: /^Patterns/ }).getByText('to look into');
  const waiting = Number.parseInt((await toLookInto.textContent()) ?? '', 10);
  await finding
    .first()
    .getByRole('button', { name: /behind: Chips bought/ })
    .click();
  await expect(page.getByRole('list', { name: 'Rows behind it' }).getByRole('listitem').first()).toContainText('Chip');

  await finding
    .first()
    .getByRole('button', { name: /^Acknowledge/ })
    .click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('What you found when you looked into it').fill('Lost them at the table');
  await page.keyboard.press('Enter');
  await expect(drawer).toBeHidden();
  await expect(finding).toHaveCount(count - 1);
  await expect(toLookInto).toHaveText(new RegExp(`^${waiting - 1} `));
  await page.getByRole('switch', { name: 'Acknowledged ones too' }).click();
  await expect(finding.filter({ hasText: 'Lost them at the table' })).toHaveCount(1);
});

test('all that a list shows is acknowledged in one step for one reason; what came meanwhile stays', async ({
  page,
  signIn,
  sql,
}) => {
  for (const name of ['Mani', 'Fold']) await addUnderStep(sql, name, '2024-03-12');
  await signIn.signInAs(COMPLIANCE, '/compliance?section=patterns&span=31&until=2024-03-31');
  const findings = page.getByRole('list', { name: 'What stands out' }).getByRole('listitem');
  await expect(findings).toHaveCount(2);
  await page.getByRole('button', { name: 'Acknowledge all…' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('listitem')).toHaveText(['Many amounts just under a step2']);
  await page.goBack();
  await expect(drawer).toBeHidden();
  await page.goForward();
  await addUnderStep(sql, 'Late', '2024-03-12');
  await drawer.getByLabel('What you found when you looked into them').fill('A card room’s payday');
  await drawer.getByRole('button', { name: 'Acknowledge 2 findings' }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByText('2 findings acknowledged')).toBeVisible();
  await expect(findings).toHaveCount(1);
  await expect(findings).toContainText('Robin Late');
  await expect(page.getByRole('button', { name: 'Acknowledge all…' })).toHaveCount(0);
  await page.getByRole('switch', { name: 'Acknowledged ones too' }).click();
  await expect(findings.filter({ hasText: 'A card room’s payday' })).toHaveCount(2);
});

test('a phone says at "More" what waits for compliance behind it, and the screen opens on it', async ({
  page,
  signIn,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn.signInAs(COMPLIANCE, '/players');
  const more = page.getByRole('navigation').getByRole('button', { name: 'More' });
  await expect(more).toHaveAccessibleName(/^More \d+ cases? waits?.*, \d+ new hits?, \d+ findings? to look into$/);
  await more.click();
  await page.getByRole('menuitem', { name: /^Compliance \d+ cases? waits?/ }).click();
  const cases = page.getByRole('tab', { name: /^Cash reports \d+ cases? waits?/ });
  await expect(cases).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveURL(/section=cases/);
  await expect(page.getByRole('tab', { name: /^Exclusions \d+ new hits?$/ })).toBeVisible();
  // Where one was is where a reload comes back to, whatever waits elsewhere.
  await page.getByRole('tab', { name: 'Seals' }).click();
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Seals' })).toHaveAttribute('aria-selected', 'true');
});

test('a pack that is stopped says so and saves nothing; days that cannot be read are asked for again', async ({
  page,
  signIn,
}) => {
  await page.route('**/api/v1/seals*', (route) => route.fulfill({ status: 404, json: {} }));
  await signIn.signInAs(COMPLIANCE, '/compliance?section=packs');
  const form = page.getByRole('region', { name: 'A pack for a regulator' });
  await expect(form.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(form).not.toContainText('A gaming day is sealed about an hour after it ends');
  await page.unroute('**/api/v1/seals*');
  await form.getByRole('button', { name: 'Try again' }).click();

  // The answer is held back, so that there is something to stop.
  await page.route('**/api/v1/packs', () => undefined);
  await form.getByRole('button', { name: 'Make the pack' }).click();
  await expect(form.getByRole('status')).toContainText('It is being made');
  await form.getByRole('button', { name: 'Stop' }).click();
  await expect(form.getByRole('status')).toContainText('Stopped: nothing was saved.');
  await page.unroute('**/api/v1/packs');

  // A refusal says what is wrong with which field.
  await page.route('**/api/v1/packs', (route) =>
    route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), to: '1999-01-01' }) }),
  );
  await form.getByRole('button', { name: 'Make the pack' }).click();
  await expect(form.getByRole('alert')).toContainText('Give a gaming day');
  await expect(form.getByRole('button', { name: 'Make the pack' })).toBeVisible();
});

test('an address of a case, of hits or of days opens its section, whatever waits elsewhere', async ({
  page,
  signIn,
  sql,
}) => {
  const [one] = await sql<{ id: string; name: string }[]>`
    select c.id, p.first_name || ' ' || p.last_name as name from public.ctr_case c
    join public.player p on p.casino_id = c.casino_id and p.id = c.player_id
    join public.casino k on k.id = c.casino_id and k.slug = 'harbor' order by c.id limit 1`;
  await answerWith(page, '**/api/v1/compliance/waiting', { cases: 0, overdueCases: 0, hits: 3 });
  await signIn.signInAs(COMPLIANCE, `/compliance?case=${one?.id}`);
  await expect(page.getByRole('heading', { name: one?.name }).first()).toBeVisible();
  const tab = (name: RegExp) => page.getByRole('tab', { name });
  await expect(tab(/^Cash reports/)).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveURL(/section=cases/);

  await answerWith(page, '**/api/v1/compliance/waiting', { cases: 3, overdueCases: 0, hits: 0 });
  await page.goto('/compliance?view=hits');
  await expect(tab(/^Exclusions/)).toHaveAttribute('aria-selected', 'true');
  await expect(tab(/^Hits/)).toHaveAttribute('aria-selected', 'true');
  await page.goto('/compliance?span=31');
  await expect(tab(/^Patterns/)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByLabel('How many gaming days')).toHaveValue('31');
});

test('a phone narrows cases, exclusions and what stands out down in one row each', async ({ page, signIn }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn.signInAs(COMPLIANCE, '/compliance?section=cases&day=2026-01-05');
  const inOneRow = async (name: string, last: Locator) => {
    const row = page.getByRole('search', { name });
    await expect(row).toBeVisible();
    expect((await row.boundingBox())?.height).toBeLessThan(70);
    await last.scrollIntoViewIfNeeded();
    await expect(last).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  };
  await inOneRow('Cases', page.getByRole('button', { name: 'Every day' }));
  await page.getByRole('button', { name: 'Every day' }).click();
  await expect(page).not.toHaveURL(/day=/);
  await page.goto('/compliance?section=exclusions');
  await inOneRow('On record', page.getByRole('combobox', { name: 'Hits', exact: true }));
  await page.getByRole('combobox', { name: 'Hits', exact: true }).selectOption({ index: 1 });
  await expect(page).toHaveURL(/met=yes/);
  await page.goto('/compliance?section=patterns');
  await inOneRow('What stands out', page.getByRole('switch', { name: 'Acknowledged ones too' }));
});
