import { addBarredPlayer, takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

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
  await expect(hit).toContainText('Refused', { timeout: 5_000 });
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
  await page.getByRole('switch', { name: 'Acknowledged ones too' }).click();
  await expect(finding.filter({ hasText: 'Lost them at the table' })).toHaveCount(1);
});

test('a phone says at "More" what waits for compliance behind it, and the screen opens on it', async ({
  page,
  signIn,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn.signInAs(COMPLIANCE, '/players');
  const more = page.getByRole('navigation').getByRole('button', { name: 'More' });
  await expect(more).toHaveAccessibleName(/^More \d+ cases? waits?.*, \d+ new hits?$/);
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
