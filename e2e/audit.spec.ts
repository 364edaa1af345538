import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

test('a setting that was changed is found in the trail, before beside after, and followed to what it led to', async ({
  page,
  signIn,
  sql,
}) => {
  const [settings] = await sql<{ points: number }[]>`
    select s.reward_soft_cap_points as points from public.casino_settings s join public.casino c on c.id = s.casino_id
    where c.slug = 'harbor'`;
  const now = (settings?.points ?? 0) + 10;
  await signIn.signInAs('Harbor: Admin', '/settings');
  await page.getByLabel('Soft cap').fill(String(now));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Settings saved')).toBeVisible();

  await page.goto('/audit');
  await page.getByRole('link', { name: 'Trail', exact: true }).click();
  await page.getByRole('combobox', { name: 'What was done' }).selectOption('Settings changed');
  await expect(page).toHaveURL(/action=casino\.update_settings/);
  const rows = page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem');
  await rows
    .first()
    .getByRole('button', { name: /^Settings changed/ })
    .click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('row', { name: /Soft cap/ })).toContainText(`${now - 10}`.replace(/(?=\d{3}$)/, ','));
  await expect(sheet.getByRole('row', { name: /Soft cap/ })).toContainText(`${now}`.replace(/(?=\d{3}$)/, ','));
  const correlationId = await sheet
    .getByText(/^[0-9a-f]{8}-/)
    .last()
    .textContent();

  await sheet.getByRole('button', { name: 'From tap to webhook' }).click();
  await expect(page).toHaveURL(new RegExp(`trace=${correlationId}`));
  await expect(page.getByRole('region', { name: 'What was done' }).getByRole('listitem')).toContainText(
    'Settings changed',
  );
  // The address is the question: a reload, and the way back, ask it again.
  await page.reload();
  await page.getByRole('button', { name: 'Trail', exact: true }).click();
  await expect(rows.first()).toContainText('Settings changed');
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page).not.toHaveURL(/action=/);
});

test('an address with a filter that is none says what is wrong with it, and leads back', async ({ page, signIn }) => {
  await signIn.signInAs('Harbor: Compliance', '/audit?correlationId=nothing');
  await expect(page.getByText('The address asks for something that is no filter')).toBeVisible();
  await expect(page.getByText('Give an id.')).toBeVisible();
  await page.getByRole('button', { name: 'Show everything' }).first().click();
  await expect(page.getByRole('list', { name: 'Audit trail' })).toBeVisible();
});

test('from the page of a player one comes to everything about the player, slips included, and keeps the filter', async ({
  page,
  signIn,
  sql,
}) => {
  const { playerId } = await takeSlip(sql);
  await signIn.signInAs('Harbor: Compliance', `/players/${playerId}`);
  await page.getByRole('link', { name: 'Everything about this in the audit trail' }).click();
  await expect(page).toHaveURL(new RegExp(`entityId=${playerId}&isWhole=true`));
  await expect(page.getByRole('list', { name: 'Filters in force' })).toContainText('and what belongs to it');

  await page.getByRole('button', { name: 'Saved filters' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Name of the filter in force').fill('One player');
  await sheet.getByRole('button', { name: 'Save this filter' }).click();
  await expect(sheet.getByRole('list', { name: 'Saved filters' })).toContainText('One player');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show everything' }).first().click();
  await expect(page).not.toHaveURL(/entityId/);
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await sheet.getByRole('button', { name: 'One player', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`entityId=${playerId}`));
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await sheet.getByRole('button', { name: 'Delete One player' }).click();
  await expect(sheet.getByText('No saved filter yet')).toBeVisible();
});
