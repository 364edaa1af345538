import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

test.afterEach(async ({ sql }) => {
  await sql`delete from public.authority_limit`;
  await sql`update public.casino_settings set has_authority_limits = false`;
});

test('who sets prices limits a role, and the issuer’s tablet says what is left before anything is refused', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const office = (await openTablet('Harbor: Loyalty manager')).page;
  await office.goto('/settings');
  await office.getByRole('button', { name: 'Change the limits of Pit boss' }).click();
  const drawer = office.getByRole('dialog', { name: 'Limits' });
  await drawer.getByLabel('Points at once').fill('200');
  await drawer.getByLabel(/^Comp or coupon at once/).fill('12.345');
  await drawer.getByRole('button', { name: 'Save the limits' }).click();
  await expect(drawer.getByText('Enter an amount, such as 250 or 12.50, or nothing.')).toBeVisible();
  await drawer.getByLabel(/^Comp or coupon at once/).fill('0');
  await drawer.getByRole('button', { name: 'Save the limits' }).click();
  await expect(drawer).toBeHidden();
  await expect(office.getByRole('list', { name: 'Limits' })).toContainText(
    'Points at once: 200 · Comp or coupon at once: $0',
  );

  const floor = await openTablet();
  await floor.openSlip(slip.id);
  await floor.openIssueDrawer();
  await expect(floor.issueDrawer.getByText('You may give 200 points at once.')).toBeVisible();
  await floor.choosePoints(201);
  await expect(
    floor.issueDrawer.getByText('This is more than you may give now. You may give 200 points at once.'),
  ).toBeVisible();
  // The server decides: what is sent all the same is refused, and says why.
  await floor.confirm(201);
  await expect(floor.reward(201)).toContainText('This is more than you may give now.');
  await floor.issuePoints(200);
  await floor.expectIssued(200);

  await floor.openIssueDrawer();
  await floor.issueDrawer.getByRole('tab', { name: 'Comps' }).click();
  await expect(floor.issueDrawer.getByText('You may give a comp or coupon of up to $0 at once.')).toBeVisible();
});

test('an admin, who issues, sets a colleague’s limits and not those that hold for themselves', async ({
  page,
  signIn,
}) => {
  await signIn.signInAs('Harbor: Admin', '/settings');
  const limits = page.getByRole('list', { name: 'Limits' });
  await expect(limits.getByRole('listitem')).toHaveText([
    /^Every player.*Somebody else sets this one$/,
    /^Pit boss.*Change$/,
    /^Admin.*Somebody else sets this one$/,
  ]);
  await page.getByLabel('Limits of one person').selectOption('Harbor Pit Boss · Pit boss');
  await page.getByRole('button', { name: 'Set limits' }).click();
  const drawer = page.getByRole('dialog', { name: 'Limits' });
  await drawer.getByLabel('Points in a gaming day').fill('5,000');
  await page.keyboard.press('Enter');
  await expect(drawer).toBeHidden();
  await expect(limits.getByRole('listitem').last()).toContainText('Points in a gaming day: 5,000');
});
