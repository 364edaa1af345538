import type { Page } from '@playwright/test';
import { OfferDrawer } from './pages/offer-drawer.ts';
import { PitPage } from './pages/pit-page.ts';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

/** What the address says is open. */
const openIn = (page: Page) => new URL(page.url()).search;

test('on the pit Back closes what was opened last: the drawer, then the slip, and then the screen before', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  await page.getByRole('link', { name: 'Players' }).click();
  await expect(page).toHaveURL(/\/players$/);
  await page.getByRole('link', { name: 'Pit' }).click();

  await tablet.openSlip(slip.id);
  await expect(page).toHaveURL(`/pit?slip=${slip.id}`);
  await tablet.openIssueDrawer();
  await expect(page).toHaveURL(`/pit?slip=${slip.id}&open=issue`);
  await tablet.issueDrawer.getByRole('tab', { name: 'Comps' }).click();
  await expect(page).toHaveURL(`/pit?slip=${slip.id}&open=issue.comps`);

  await page.goBack();
  await expect(tablet.issueDrawer).toBeHidden();
  await expect(tablet.rewards).toBeVisible();
  await expect(tablet.slip.getByRole('button', { name: 'Issue reward' })).toBeFocused();
  await expect(page).toHaveURL(`/pit?slip=${slip.id}`);
  await page.goBack();
  await expect(tablet.rewards).toBeHidden();
  await expect(tablet.seat(slip.id)).toBeFocused();
  await expect(page).toHaveURL('/pit');
  await page.goForward();
  await expect(tablet.rewards).toBeVisible();
  await page.goForward();
  await expect(tablet.issueDrawer.getByRole('tab', { name: 'Comps' })).toHaveAttribute('data-state', 'active');
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/\/players$/);
});

test('on a tablet held upright the slip lies over the floor, and goes the same way', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const { page } = await openTablet();
  await page.setViewportSize({ width: 820, height: 1180 });
  const sheet = page.getByRole('dialog', { name: slip.playerName });
  await page.locator(`#seat-${slip.id}`).click();
  await sheet.getByRole('button', { name: 'Issue reward' }).click();
  const drawer = page.getByRole('dialog', { name: 'Issue reward' });
  await expect(drawer).toBeVisible();
  await page.goBack();
  await expect(drawer).toBeHidden();
  await expect(sheet).toBeVisible();
  await page.goBack();
  await expect(sheet).toBeHidden();
  await expect(page).toHaveURL('/pit');
});

test('a drawer that is open stays open, on top and with what was chosen in it, when the tablet is turned or made as narrow as a phone', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  await tablet.choosePoints(169);
  const confirm = page.getByRole('dialog', { name: 'Issue reward' }).getByRole('button', { name: 'Issue 169 points' });
  const sheet = page.getByRole('dialog', { name: slip.playerName });
  for (const viewport of [
    { width: 820, height: 1180 },
    { width: 390, height: 844 },
    { width: 1180, height: 820 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport);
    await expect(confirm).toBeVisible();
    await confirm.click({ trial: true });
    await expect(page.getByRole('dialog')).toHaveCount(1);
  }
  await page.keyboard.press('Escape');
  await expect(confirm).toBeHidden();
  await expect(sheet.getByRole('button', { name: 'Issue reward' })).toBeVisible();
  // Loaded anew, and opened from the sheet, it lies over the sheet all the same.
  await sheet.getByRole('button', { name: 'Issue reward' }).click();
  await page.reload();
  await expect(confirm.or(page.getByRole('radio', { name: '250' })).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet.getByRole('button', { name: 'Issue reward' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL('/pit');
});

test('closing by the button or Esc takes the step away, one thing at a time, so that Back does not open it again', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  const steps = () => page.evaluate(() => window.history.state?.opened?.length ?? 0);
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  await expect.poll(steps).toBe(2);
  await page.keyboard.press('Escape');
  await expect(tablet.issueDrawer).toBeHidden();
  await expect(tablet.rewards).toBeVisible();
  await expect.poll(steps).toBe(1);

  await tablet.slip.getByRole('button', { name: 'Close slip' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(tablet.rewards).toBeVisible();

  await tablet.openIssueDrawer();
  await tablet.issueDrawer.getByRole('button', { name: 'Close' }).click();
  await tablet.slip.getByRole('button', { name: 'Close the slip drawer' }).click();
  await expect(page).toHaveURL('/pit');
  await expect.poll(steps).toBe(0);
  await expect(tablet.seat(slip.id)).toBeFocused();
});

test('the question whether to close a slip is answered by Back with no', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.slip.getByRole('button', { name: 'Close slip' }).click();
  await expect(tablet.page.getByRole('alertdialog')).toBeVisible();
  await tablet.page.goBack();
  await expect(tablet.page.getByRole('alertdialog')).toBeHidden();
  await expect(tablet.rewards).toBeVisible();
  const [row] = await sql`select status from public.rating_slip where id = ${slip.id}`;
  expect(row?.status).toBe('open');
});

test('Esc takes back what was opened and whose code is still on its way, and nothing beneath it', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  // A device on which the service worker keeps that code already would not ask for it.
  const tablet = await openTablet('Harbor: Pit boss', { serviceWorkers: 'block' });
  const { page } = tablet;
  const released = Promise.withResolvers<void>();
  // The file is known by words of the question; its own name is another in each build.
  await page.route('**/_next/static/chunks/*.js*', async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes('floor.keepOpen')) await released.promise;
    await route.fulfill({ response });
  });
  await page.goto(`/pit?slip=${slip.id}`);
  const close = tablet.slip.getByRole('button', { name: 'Close slip' });
  await close.click();
  const onItsWay = page.getByText('One moment, this part is still on its way');
  await expect(onItsWay).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(onItsWay).toBeHidden();
  await expect(page).toHaveURL(`/pit?slip=${slip.id}`);
  await expect(close).toBeFocused();
  released.resolve();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await close.click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
});

test('finding a player goes back step by step, and what was searched for is still there', async ({ openTablet }) => {
  const tablet = await openTablet();
  const { page } = tablet;
  await page.getByRole('button', { name: 'Find player' }).click();
  await page.getByLabel('Name or loyalty id').fill('Nobodyofthisname');
  await page.getByRole('dialog').getByRole('button', { name: 'Enrol a new player' }).click();
  await expect(page.getByLabel('First name')).toHaveValue('Nobodyofthisname');
  await expect(page).toHaveURL('/pit?open=find&step=enrol');
  await page.goBack();
  await expect(page.getByLabel('Name or loyalty id')).toHaveValue('Nobodyofthisname');
  await page.getByRole('dialog').getByRole('button', { name: 'Enrol a new player' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Name or loyalty id')).toHaveValue('Nobodyofthisname');
  await page.goBack();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page).toHaveURL('/pit');
});

test('an address opens all that it names, issues nothing, and what it opened closes one after the other', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  await page.goto(`/pit?slip=${slip.id}&open=issue.comps`);
  await expect(tablet.issueDrawer.getByRole('tab', { name: 'Comps' })).toHaveAttribute('data-state', 'active');
  await page.keyboard.press('Escape');
  await expect(tablet.issueDrawer).toBeHidden();
  await expect(page).toHaveURL(`/pit?slip=${slip.id}`);
  await tablet.openIssueDrawer();
  await page.reload();
  await expect(tablet.issueDrawer).toBeVisible();
  await page.goBack();
  await expect(tablet.issueDrawer).toBeHidden();
  await expect(tablet.rewards).toBeVisible();
  await tablet.slip.getByRole('button', { name: 'Close the slip drawer' }).click();
  await expect(tablet.rewards).toBeHidden();
  expect(openIn(page)).toBe('');
  const [row] = await sql`select count(*)::int as n from public.loyalty_ledger where rating_slip_id = ${slip.id}`;
  expect(row?.n).toBe(0);
});

test('a filter that is chosen beside an open slip stays when Back closes the slip', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  await tablet.openSlip(slip.id);
  const due = page.getByRole('button', { name: /\d due/ });
  await due.click();
  await expect(page).toHaveURL(`/pit?slip=${slip.id}&due=true`);
  await page.goBack();
  await expect(tablet.rewards).toBeHidden();
  await expect(page).toHaveURL('/pit?due=true');
});

test('a comp that is being given is given, whoever goes back meanwhile', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/v1/rewards/*/issue', async (route) => {
    await held;
    await route.continue();
  });
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  const offers = new OfferDrawer(page);
  const sent = page.waitForRequest('**/api/v1/rewards/*/issue');
  await offers.give('Comps', 'Cocktail');
  await sent;
  await page.goBack();
  await expect(tablet.issueDrawer).toBeHidden();
  release();
  await expect
    .poll(async () => {
      const [row] =
        await sql`select count(*)::int as n from public.loyalty_ledger where player_id = ${slip.playerId} and reason = 'redemption'`;
      return row?.n;
    })
    .toBe(1);
});

test('what is typed and not saved is asked about before Back takes it', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const { page } = await openTablet();
  await page.goto(`/players/${slip.playerId}`);
  await page.getByRole('button', { name: 'Correct details' }).click();
  const drawer = page.getByRole('dialog', { name: 'Correct details' });
  await drawer.getByLabel('First name').fill('Somebodyelse');
  await page.goBack();
  const question = page.getByRole('alertdialog');
  await expect(question).toBeVisible();
  // Back answers the question, too: one goes on editing.
  await page.goBack();
  await expect(question).toBeHidden();
  await expect(drawer.getByLabel('First name')).toHaveValue('Somebodyelse');
  await page.goBack();
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL(`/players/${slip.playerId}`);
  await expect(page.getByRole('button', { name: 'Correct details' })).toBeFocused();
});

test('on the pages of players and coupons, too, Back closes what was opened last', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const { page } = await openTablet();
  await page.goto(`/pit?slip=${slip.id}`);
  await new PitPage(page).slip.getByRole('link', { name: slip.playerName }).click();
  await expect(page).toHaveURL(`/players/${slip.playerId}`);
  await page.getByRole('button', { name: 'Check out' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expect(page).toHaveURL(/\?open=checkOut$/);
  await page.goBack();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await page.goBack();
  await expect(page).toHaveURL(`/pit?slip=${slip.id}`);
  await expect(page.getByRole('region', { name: 'Rewards on this slip' })).toBeVisible();

  await page.goto('/promos');
  await page.getByRole('list', { name: 'Coupons' }).getByRole('button').first().click();
  const coupon = page.getByRole('dialog');
  await coupon.getByRole('button', { name: 'Void', exact: true }).click();
  await expect(page).toHaveURL(/&step=void$/);
  await page.goBack();
  await expect(coupon.getByRole('button', { name: 'Void', exact: true })).toBeVisible();
  await page.goBack();
  await expect(coupon).toBeHidden();
  await expect(page).toHaveURL(/\/promos$/);
});

const OPENERS = [
  { account: 'Cashier', path: '/mtl', button: 'New entry', address: 'open=enter' },
  { account: 'Cashier', path: '/mtl?view=day', button: 'Close the gaming day', address: 'view=day&open=closeDay' },
  { account: 'Loyalty manager', path: '/catalog', button: 'New reward', address: 'open=reward' },
  {
    account: 'Loyalty manager',
    path: '/promos?view=programs',
    button: 'New program',
    address: 'view=programs&open=program',
  },
  { account: 'Compliance', path: '/audit?view=trail', button: 'Saved filters', address: 'view=trail&open=saved' },
  { account: 'Admin', path: '/settings', button: 'Add webhook', address: 'open=addWebhook' },
];

for (const { account, path, button, address } of OPENERS) {
  test(`${path}: what “${button}” opens stands in the address, and Back, Esc and a reload do with it what they should`, async ({
    page,
    signIn,
  }) => {
    await signIn.signInAs(`Harbor: ${account}`, path);
    const dialog = page.getByRole('dialog');
    const opener = page.getByRole('button', { name: button, exact: true }).first();
    await opener.click();
    await expect(dialog).toBeVisible();
    await expect(page).toHaveURL(`${path.split('?')[0]}?${address}`);
    await page.reload();
    await expect(dialog).toBeVisible();
    await page.goBack();
    await expect(dialog).toBeHidden();
    await expect(page).toHaveURL(path);
    await opener.click();
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
    await expect(page).toHaveURL(path);
    expect(await page.evaluate(() => window.history.state.opened?.length ?? 0)).toBe(0);
  });
}

test('in the audit trail a row, what was done with it, and another question can each be gone back from', async ({
  page,
  signIn,
}) => {
  await signIn.signInAs('Harbor: Compliance', '/audit?view=trail');
  const sheet = page.getByRole('dialog');
  await page.getByRole('list', { name: 'Audit trail' }).getByRole('button').first().click();
  await expect(sheet).toBeVisible();
  await expect(page).toHaveURL(/&open=row\./);
  const ofRow = page.url();
  await sheet.getByRole('button', { name: 'From tap to webhook' }).click();
  await expect(page.getByRole('heading', { name: 'From tap to webhook' })).toBeVisible();
  await expect(sheet).toBeHidden();
  await page.goBack();
  await expect(sheet).toBeVisible();
  await expect(page).toHaveURL(ofRow);
  await sheet.getByRole('button', { name: 'Everything they did' }).click();
  await expect(page).toHaveURL(/actor=/);
  await expect(sheet).toBeHidden();
  await page.goBack();
  await expect(sheet).toBeVisible();
  await page.goBack();
  await expect(sheet).toBeHidden();
  await expect(page).toHaveURL('/audit?view=trail');
});

test('a form that stands on its screen keeps what is typed until its writer gives it up', async ({ page, signIn }) => {
  await signIn.signInAs('Harbor: Admin', '/players');
  await page.getByRole('link', { name: 'Settings' }).click();
  const field = page.getByLabel('Soft cap', { exact: false }).first();
  const before = await field.inputValue();
  await field.fill('4321');
  await page.goBack();
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(field).toHaveValue('4321');
  await expect(page).toHaveURL('/settings');
  await page.goBack();
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(page).toHaveURL('/players');
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(field).toHaveValue(before);
});
