import { PitPage } from './pages/pit-page.ts';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const SCREEN = '/people';

test.afterEach(async ({ sql }) => {
  await sql`delete from app.staff_link`;
  await sql`delete from public.staff_record r using public.staff s where s.id = r.staff_id and s.full_name = 'Nora Night'`;
  await sql`delete from public.staff where full_name = 'Nora Night'`;
  await sql`delete from public.approval`;
  await sql`delete from public.staff_pit`;
  await sql`update public.staff set is_active = true, licence_expires_on = null, signed_out_before = null`;
  await sql`update public.staff set role = 'dealer' where email = 'dealer@harbor.example'`;
  await sql`update public.staff set role = 'pit_boss' where email = 'pitboss@harbor.example'`;
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

test('somebody is invited, comes in by a link that works once, and issues their first reward when a second person has approved the role', async ({
  page,
  signIn,
  openTablet,
  browser,
  sql,
}) => {
  await signIn.signInAs('Harbor: Admin', SCREEN);
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const drawer = page.getByRole('dialog', { name: 'Invite somebody' });
  await drawer.getByLabel('Name').fill('Nora Night');
  await drawer.getByRole('button', { name: 'Invite and make the link' }).click();
  await expect(drawer.getByText('Enter an email address.')).toBeVisible();
  await drawer.getByLabel('E-mail').fill(`nora-${Date.now()}@harbor.example`);
  await drawer.getByLabel('Role').selectOption({ label: 'Pit boss' });
  await drawer.getByLabel('Why it is needed').fill('New on nights');
  await drawer.getByRole('button', { name: 'Invite and make the link' }).click();
  const made = page.getByRole('dialog', { name: 'Nora Night is invited' });
  const link = await made.getByLabel('One-time link').inputValue();
  await made.getByRole('button', { name: 'Close' }).last().click();
  const row = page.getByRole('list', { name: 'Staff' }).getByRole('listitem').filter({ hasText: 'Nora Night' });
  await expect(row).toContainText('Invited');

  const context = await browser.newContext({ viewport: { width: 1180, height: 820 }, hasTouch: true });
  const nora = await context.newPage();
  await nora.goto(link);
  await expect(nora.getByText('Nora Night, Harbor has invited you')).toBeVisible();
  await nora.getByLabel('Choose a password').fill('short');
  await nora.getByRole('button', { name: 'Set the password and come in' }).click();
  await expect(nora.getByText('Enter at least 12 characters.')).toBeVisible();
  await nora.getByLabel('Choose a password').fill('Rain on the roof');
  await nora.getByRole('button', { name: 'Set the password and come in' }).click();
  await expect(nora).toHaveURL(/\/pit/);

  const compliance = (await openTablet('Harbor: Compliance')).page;
  await compliance.goto(SCREEN);
  await expect(compliance.getByText('Nora Night gets another role: Pit boss')).toBeVisible();
  await compliance.getByRole('button', { name: 'Approve what Harbor Admin asked for' }).click();
  await expect(compliance.getByText(/^Approved by Harbor Compliance/)).toBeVisible();

  const slip = await takeSlip(sql);
  await nora.reload();
  const pit = new PitPage(nora);
  await pit.openSlip(slip.id);
  await pit.issuePoints(100);
  await pit.expectIssued(100);
  await nora.unrouteAll({ behavior: 'wait' });
  await context.close();

  // Whoever finds the link later finds nothing.
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByText('This link was used already.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'To the sign-in page' })).toBeVisible();
});

test('a link is withdrawn, opens nothing any more, and is made anew', async ({ page, signIn, browser }) => {
  await signIn.signInAs('Harbor: Admin', SCREEN);
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const drawer = page.getByRole('dialog', { name: 'Invite somebody' });
  await drawer.getByLabel('Name').fill('Nora Night');
  await drawer.getByLabel('E-mail').fill(`nora-${Date.now()}@harbor.example`);
  await drawer.getByLabel('Role').selectOption({ label: 'Dealer' });
  await drawer.getByRole('button', { name: 'Invite and make the link' }).click();
  const made = page.getByRole('dialog', { name: 'Nora Night is invited' });
  const link = await made.getByLabel('One-time link').inputValue();
  await made.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: /^Nora Night/ }).click();
  const person = page.getByRole('dialog', { name: 'Nora Night' });
  await expect(person.getByText('A link is out. It holds until')).toBeVisible();
  await person.getByRole('button', { name: 'Withdraw the link' }).click();
  await expect(person.getByText('No link is out.')).toBeVisible();

  const context = await browser.newContext();
  const nora = await context.newPage();
  await nora.goto(link);
  await expect(nora.getByText('This link was withdrawn.')).toBeVisible();
  await nora.goto('/accept');
  await expect(nora.getByText('This page is opened by a one-time link')).toBeVisible();

  await person.getByRole('button', { name: 'New link' }).click();
  const anew = page.getByRole('dialog', { name: 'New link' });
  await anew.getByRole('button', { name: 'Make a new link' }).click();
  const second = await anew.getByLabel('One-time link').inputValue();
  expect(second).not.toBe(link);
  await nora.goto(second);
  await expect(nora.getByText('Nora Night, Harbor has invited you')).toBeVisible();
  await context.close();
});

test('a forgotten password is set anew by a link of an admin, and the role comes back when a second person gives it', async ({
  page,
  signIn,
  openTablet,
  browser,
  sql,
}) => {
  const [kept] = await sql`select encrypted_password from auth.users where email = 'pitboss@harbor.example'`;
  const boss = (await openTablet('Harbor: Pit Boss')).page;
  await signIn.signInAs('Harbor: Admin', SCREEN);
  await page.getByRole('button', { name: /^Harbor Pit Boss/ }).click();
  await page
    .getByRole('dialog', { name: 'Harbor Pit Boss' })
    .getByRole('button', { name: 'Link for a new password' })
    .click();
  const drawer = page.getByRole('dialog', { name: 'A new password for Harbor Pit Boss' });
  await drawer.getByLabel('Why it is needed').fill('Forgot it, came to the desk');
  await drawer.getByRole('button', { name: 'Make the link' }).click();
  const link = await drawer.getByLabel('One-time link').inputValue();
  await drawer.getByRole('button', { name: 'Close' }).last().click();

  // Whose account it is sees it on the tablet that they have, before anybody used it.
  await boss.reload();
  await expect(boss.getByRole('banner')).toContainText('A link that sets your password anew is out');

  const context = await browser.newContext({ viewport: { width: 1180, height: 820 }, hasTouch: true });
  const desk = await context.newPage();
  await desk.goto('/login');
  await desk.getByRole('link', { name: 'Forgotten password?' }).click();
  await expect(desk.getByRole('heading', { name: 'Forgotten password' })).toBeVisible();
  await expect(desk.getByText('An admin makes you a link by which you set another')).toBeVisible();
  await desk.goto(link);
  await expect(desk.getByText('A new password for Harbor Pit Boss at Harbor')).toBeVisible();
  await desk.getByLabel('Choose a password').fill('Rain on the roof');
  await desk.getByRole('button', { name: 'Set the password' }).click();
  await expect(desk.getByText('Your password is set')).toBeVisible();
  await expect(desk).toHaveURL(/\/reset$/);
  await desk.getByRole('link', { name: 'To the sign-in page' }).click();
  await expect(boss).toHaveURL(/\/login/);
  await desk.getByLabel('Email').fill('pitboss@harbor.example');
  await desk.getByLabel('Password', { exact: true }).fill('Rain on the roof');
  await desk.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(desk.getByRole('banner').getByRole('button', { name: /Harbor Pit Boss · Dealer/ })).toBeVisible();

  const compliance = (await openTablet('Harbor: Compliance')).page;
  await compliance.goto(SCREEN);
  await expect(compliance.getByText('Harbor Pit Boss gets another role: Pit boss')).toBeVisible();
  await expect(compliance.getByText(/^They set a new password by a link of Harbor Admin/)).toBeVisible();
  await compliance.getByRole('button', { name: 'Approve what Harbor Admin asked for' }).click();
  await expect(compliance.getByText(/^Approved by Harbor Compliance/)).toBeVisible();
  await desk.reload();
  await expect(desk.getByRole('banner').getByRole('button', { name: /Harbor Pit Boss · Pit boss/ })).toBeVisible();
  await context.close();
  await sql`update auth.users set encrypted_password = ${kept?.encrypted_password} where email = 'pitboss@harbor.example'`;
});

test('an admin signs a colleague out everywhere, and somebody does it for themselves: every tablet asks who is there', async ({
  page,
  signIn,
  openTablet,
}) => {
  const [one, two] = [(await openTablet('Harbor: Dealer')).page, (await openTablet('Harbor: Dealer')).page];
  await signIn.signInAs('Harbor: Admin', SCREEN);
  await page.getByRole('button', { name: /^Harbor Dealer/ }).click();
  const person = page.getByRole('dialog', { name: 'Harbor Dealer' });
  await person.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByText('Harbor Dealer is signed out everywhere')).toBeVisible();
  for (const tablet of [one, two]) await expect(tablet).toHaveURL(/\/login\?.*ended=1/);

  const other = (await openTablet('Harbor: Admin')).page;
  await page.keyboard.press('Escape');
  await page
    .getByRole('banner')
    .getByRole('button', { name: /Harbor Admin/ })
    .click();
  await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click();
  const question = page.getByRole('alertdialog', { name: 'Sign out on every device?' });
  await question.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/\/login/);
  // The other tablet may be on its way there by itself, and a reload of a page that leaves is broken off.
  await expect(async () => {
    await other.reload();
    await expect(other).toHaveURL(/\/login\?.*ended=1/, { timeout: 1000 });
  }).toPass();
});

test('somebody sets their own password anew, and signs in with it', async ({ page, signIn, sql }) => {
  await signIn.signInAs('Harbor: Loyalty manager', '/players');
  const setPassword = async (currentPassword: string, newPassword: string) => {
    await page.getByRole('button', { name: /Harbor Loyalty Manager/ }).click();
    await page.getByRole('menuitem', { name: 'Change the password' }).click();
    const sheet = page.getByRole('dialog', { name: 'Change the password' });
    await sheet.getByLabel('Present password').fill(currentPassword);
    await sheet.getByLabel('New password').fill(newPassword);
    await sheet.getByRole('button', { name: 'Change the password' }).click();
    return sheet;
  };
  const sheet = await setPassword('Not the password', 'Rain on the roof');
  await expect(sheet.getByText('Your present password is another.')).toBeVisible();
  await sheet.getByLabel('Present password').fill('Pitside-demo-1');
  await sheet.getByRole('button', { name: 'Change the password' }).click();
  await expect(page).toHaveURL(/\/login/);

  await sql`update public.staff set signed_out_before = signed_out_before - interval '1 second'`;
  await signIn.submit('loyalty@harbor.example', 'Rain on the roof');
  await expect(page).toHaveURL(/\/catalog/);
  // As it was, for the journeys after this one.
  await setPassword('Rain on the roof', 'Pitside-demo-1');
  await expect(page).toHaveURL(/\/login/);
});
