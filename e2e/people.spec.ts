import { expect, test } from './support/journey.ts';

const SCREEN = '/people';

test.afterEach(async ({ sql }) => {
  await sql`delete from public.approval`;
  await sql`delete from public.staff_pit`;
  await sql`update public.staff set is_active = true, licence_expires_on = null`;
  await sql`update public.staff set role = 'dealer' where email = 'dealer@harbor.example'`;
  await sql`update public.staff_record set employee_number = null, deactivated_at = null, deactivation_reason = null`;
});

test('an admin puts a colleague’s record right, and lets them go: their tablet stops at the next request', async ({
  page,
  signIn,
  openTablet,
}) => {
  const dealer = (await openTablet('Harbor: Dealer')).page;
  await signIn.signInAs('Harbor: Admin', SCREEN);
  await page.getByRole('button', { name: /^Harbor Dealer/ }).click();
  const drawer = page.getByRole('dialog', { name: 'Harbor Dealer' });
  await drawer.getByLabel('Employee number').fill('E-17');
  await drawer.getByLabel('Last day of the licence').fill('2020-01-31');
  await drawer.getByRole('checkbox').first().check();
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer).toBeHidden();
  const row = page.getByRole('list', { name: 'Staff' }).getByRole('listitem').filter({ hasText: 'Harbor Dealer' });
  await expect(row).toContainText('No. E-17');
  await expect(row).toContainText('Licence expired on 31 Jan 2020');

  // The person reads it on the screen they have, and goes on: this casino does not stop anybody for it.
  await dealer.reload();
  await expect(dealer.getByRole('banner')).toContainText('Licence expired on 31 Jan 2020');

  await page.getByRole('button', { name: /^Harbor Dealer/ }).click();
  await drawer.getByRole('button', { name: 'Deactivate Harbor Dealer' }).click();
  const goodbye = page.getByRole('dialog', { name: 'Deactivate' });
  await goodbye.getByLabel('Why').fill('Left the house');
  await goodbye.getByRole('button', { name: 'Deactivate now' }).click();
  await expect(goodbye).toBeHidden();
  await expect(row).toContainText('Deactivated');

  // What the tablet asks for next is refused, and it leaves by itself.
  await expect(dealer).toHaveURL(/\/login/);
});

test('another role takes a second person, who finds it under permissions', async ({ page, signIn, openTablet }) => {
  await signIn.signInAs('Harbor: Admin', SCREEN);
  await page.getByRole('button', { name: /^Harbor Dealer/ }).click();
  const person = page.getByRole('dialog', { name: 'Harbor Dealer' });
  await person.getByRole('button', { name: 'Ask for another role' }).click();
  const drawer = page.getByRole('dialog', { name: 'Ask for another role' });
  await drawer.getByLabel('New role').selectOption({ label: 'Cashier' });
  await drawer.getByLabel('Why it is needed').fill('Moves to the cage');
  await drawer.getByRole('button', { name: 'Ask for approval' }).click();
  await expect(drawer).toBeHidden();
  await page.keyboard.press('Escape');

  // Compliance manages nobody, and so has no sections to choose from.
  const compliance = (await openTablet('Harbor: Compliance')).page;
  await compliance.goto(SCREEN);
  await expect(compliance.getByRole('tab')).toHaveCount(0);
  await expect(compliance.getByText('Harbor Dealer gets another role: Cashier')).toBeVisible();
  await compliance.getByRole('button', { name: 'Approve what Harbor Admin asked for' }).click();
  await expect(compliance.getByText(/^Approved by Harbor Compliance/)).toBeVisible();

  await page.getByRole('tab', { name: 'Permissions' }).click();
  await expect(page).toHaveURL(/section=permissions/);
  await expect(page.getByText(/^Approved by Harbor Compliance/)).toBeVisible();
  const dealer = (await openTablet('Harbor: Dealer')).page;
  await dealer.goto('/mtl');
  await expect(dealer.getByRole('heading', { name: 'Cash log' })).toBeVisible();
});
