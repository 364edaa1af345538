import { expect, test } from './support/journey.ts';

const SCREEN = '/people?section=permissions';

test.afterEach(async ({ sql }) => {
  await sql`delete from public.role_permission`;
  await sql`delete from public.staff_permission`;
  await sql`delete from public.approval`;
});

test('an admin asks, compliance approves on another tablet, and it holds for the role at once', async ({
  openTablet,
}) => {
  const admin = (await openTablet('Harbor: Admin')).page;
  const compliance = (await openTablet('Harbor: Compliance')).page;
  await compliance.goto(SCREEN);
  await expect(compliance.getByText('Nothing was asked for yet')).toBeVisible();
  // Who only decides turns nothing.
  await expect(compliance.getByRole('switch')).toHaveCount(0);

  await admin.goto(SCREEN);
  await admin.getByRole('switch', { name: 'Cashier: See the shift' }).click();
  await admin.getByRole('button', { name: 'Ask for approval' }).click();
  const drawer = admin.getByRole('dialog', { name: 'Ask for approval' });
  await expect(drawer).toContainText('Cashier: See the shift is given');
  await drawer.getByLabel('Why it is needed').fill('The cage counts the tables');
  await drawer.getByRole('button', { name: 'Ask for approval' }).click();
  await expect(drawer).toBeHidden();
  await expect(admin.getByText('Somebody else decides about your request.')).toBeVisible();
  await expect(admin.getByRole('button', { name: 'Ask for approval' })).toHaveCount(0);

  // The rail says, on any screen, that something waits for who may decide, and not for who asked.
  await compliance.goto('/audit');
  await compliance.getByRole('link', { name: 'People with 1 request to decide' }).click();
  await expect(admin.getByRole('link', { name: /^People/ })).toHaveAccessibleName('People');
  await compliance.getByRole('button', { name: 'Approve what Harbor Admin asked for' }).click();
  await expect(compliance.getByText(/^Approved by Harbor Compliance/)).toBeVisible();

  // The admin's tablet learns of it by itself, and the cashier has the screen.
  await expect(admin.getByText(/^Approved by Harbor Compliance/)).toBeVisible();
  await expect(admin.getByRole('switch', { name: 'Cashier: See the shift' })).toBeChecked();
  const cashier = (await openTablet('Harbor: Cashier')).page;
  await cashier.goto('/shift');
  await expect(cashier.getByRole('heading', { name: 'Promo exposure' })).toBeVisible();
});

test('duties that are kept apart are named before anything is asked for, and a refusal says why', async ({
  page,
  signIn,
  openTablet,
}) => {
  await signIn.signInAs('Harbor: Admin', SCREEN);
  await page.getByRole('switch', { name: 'Pit boss: Set rewards and prices' }).click();
  await expect(page.getByText(/^Pit boss would set prices or limits and issue/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask for approval' })).toBeDisabled();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('switch', { name: 'Pit boss: Set rewards and prices' })).not.toBeChecked();

  await page.getByRole('button', { name: 'New exception' }).click();
  const drawer = page.getByRole('dialog', { name: 'An exception from a role' });
  await drawer.getByLabel('Who').selectOption({ label: 'Harbor Dealer · Dealer' });
  await drawer.getByLabel('What').selectOption({ label: 'Seat and rate players' });
  const day = await drawer.getByLabel('Through which gaming day').getAttribute('min');
  await drawer.getByLabel('Through which gaming day').fill(day ?? '');
  await drawer.getByLabel('Why it is needed').fill('Short of pit bosses tonight');
  await drawer.getByRole('button', { name: 'Ask for approval' }).click();
  await expect(drawer).toBeHidden();

  const compliance = (await openTablet('Harbor: Compliance')).page;
  await compliance.goto(SCREEN);
  await compliance.getByRole('button', { name: 'Refuse what Harbor Admin asked for' }).click();
  const refusal = compliance.getByRole('dialog', { name: 'Refuse a request' });
  await refusal.getByLabel('Why not').fill('Not trained yet');
  await refusal.getByRole('button', { name: 'Refuse', exact: true }).click();
  await expect(page.getByText(/^Refused by Harbor Compliance.*Not trained yet/)).toBeVisible();
});
