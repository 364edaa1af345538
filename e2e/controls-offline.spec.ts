import { OfferDrawer } from './pages/offer-drawer.ts';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

test('offline, the pit says at once what each control does, and no alarm stands under a reward that waits', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page, slip: drawer, issueDrawer } = tablet;
  const panel = issueDrawer.getByRole('tabpanel').filter({ visible: true });
  const dialog = page.getByRole('dialog', { name: 'Find player' });
  await page.getByRole('button', { name: 'Find player' }).click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await tablet.seat(slip.id).click();
  // What is opened first without a network: its code is not here, nor what it would read.
  await page.context().setOffline(true);
  await drawer.getByRole('button', { name: 'Issue reward' }).click();
  for (const tab of ['Comps', 'Coupons']) {
    await issueDrawer.getByRole('tab', { name: tab }).click();
    await expect(panel).toContainText(/needs the network|is offline|Choose an? /);
  }
  await issueDrawer.getByRole('tab', { name: 'Bonus' }).click();
  await tablet.choosePoints(171);
  await tablet.confirm(171);
  await expect(tablet.reward(171)).toContainText('Not yet issued · sends when back online');
  await expect(tablet.rewards.getByRole('alert')).toHaveCount(0);

  await page.getByRole('button', { name: 'Find player' }).click();
  await dialog.getByLabel('Name or loyalty id').fill('Jamie');
  await expect(dialog.getByRole('alert')).toContainText('Searching for players needs the network.');

  // Back: the search goes on, the reward is sent, what was opened opens.
  await page.context().setOffline(false);
  await expect(dialog.getByRole('list', { name: 'Players' })).toContainText('Jamie');
  await page.keyboard.press('Escape');
  await tablet.expectIssued(171);
  await tablet.openIssueDrawer();
  await issueDrawer.getByRole('tab', { name: 'Comps' }).click();
  await expect(panel).toContainText('Choose a comp');
});

test('offline, what changes something is asked for once and refused in words, and goes on when confirmed again', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page, slip: drawer } = tablet;
  const offers = new OfferDrawer(page);
  await tablet.openSlip(slip.id);
  await drawer.getByRole('button', { name: 'Issue reward' }).click();
  await offers.choose('Comps', 'Cocktail');
  await page.context().setOffline(true);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') asked.push(new URL(request.url()).pathname);
  });

  await offers.confirm().click();
  await expect(offers.drawer.getByRole('status')).toContainText('Not yet given: no answer from the server');
  await page.keyboard.press('Escape');
  const notGiven = drawer.getByRole('status').filter({ hasText: 'Not yet given' });
  await expect(notGiven).toBeVisible();

  await drawer.getByRole('radio', { name: '$200', exact: true }).click();
  await drawer.getByRole('button', { name: /^Log / }).click();
  const notLogged = drawer.getByRole('status').filter({ hasText: 'Not yet logged: no answer from the server' });
  await expect(notLogged).toBeVisible();

  const pause = drawer.getByRole('button', { name: 'Pause' });
  await pause.click();
  const toast = page.getByRole('listitem').filter({ hasText: 'This device is offline.' });
  await expect(toast).toContainText('Check the Wi-Fi, and try again once it is back.');
  await expect(pause).not.toHaveAttribute('aria-busy', 'true');

  await drawer.getByRole('button', { name: 'Close slip' }).click();
  const closing = page.getByRole('alertdialog');
  const close = closing.getByRole('button', { name: 'Close slip' });
  await close.click();
  await expect.poll(() => asked.length).toBe(4);
  await expect(close).not.toHaveAttribute('aria-busy', 'true');
  await closing.getByRole('button', { name: 'Keep it open' }).click();
  const path = `/api/v1/rating-slips/${slip.id}`;
  expect(asked).toEqual([
    expect.stringMatching(/^\/api\/v1\/rewards\/[^/]+\/issue$/),
    '/api/v1/mtl/entries',
    `${path}/pause`,
    `${path}/close`,
  ]);

  await page.context().setOffline(false);
  await notGiven.getByRole('button', { name: 'Retry' }).click();
  await expect(notGiven).toHaveCount(0);
  await notLogged.getByRole('button', { name: 'Retry' }).click();
  await expect(notLogged).toHaveCount(0);
  await pause.click();
  await expect(drawer.getByRole('button', { name: 'Resume' })).toBeVisible();
  const [done] = await sql`
    select (select count(*)::int from public.loyalty_ledger where rating_slip_id = ${slip.id} and reason = 'redemption') as given,
      (select count(*)::int from public.mtl_entry where player_id = ${slip.playerId}) as logged`;
  expect(done).toEqual({ given: 1, logged: 1 });
});

test('what lies over a button does not move the page away from under it', async ({ openTablet }) => {
  const { page } = await openTablet();
  const bar = page.getByRole('banner');
  await bar.evaluate((element) => {
    for (let frame = element.parentElement; frame; frame = frame.parentElement) frame.scrollTop = 100;
  });
  expect(await bar.boundingBox()).toMatchObject({ y: 0 });
});
