import { SignInPage } from './pages/sign-in-page.ts';
import { countEntries, takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const REWARDS = '**/api/v1/loyalty/mid-session-rewards';

test('four taps from the floor to an issued reward, seen in the list, the balance and on a second tablet', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const [before] = await sql`select balance::int from public.player_loyalty where player_id = ${slip.playerId}`;
  const after = (before?.balance + 250).toLocaleString('en-US');
  const [one, two] = [await openTablet(), await openTablet()];

  await one.seat(slip.id).click();
  await one.slip.getByRole('button', { name: 'Issue reward' }).click();
  await one.issueDrawer.getByRole('radio', { name: '250' }).click();
  await expect(one.issueDrawer).toContainText(after);
  await one.issueDrawer.getByRole('button', { name: 'Issue 250 points' }).click();

  await one.expectIssued(250);
  await expect(one.slip).toContainText(after);
  await expect(two.seat(slip.id)).toContainText('+250');
  await expect(two.seat(slip.id)).toContainText(after);
  expect(await countEntries(sql, slip.id, 250)).toBe(1);
});

test('a reward is in its place in every frame from pending to issued, and nothing is offered that would be gone', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.page.route(REWARDS, async (route) => {
    await expect(tablet.reward(147)).toContainText('Not yet issued · sending');
    return route.continue();
  });
  const watched = await tablet.watchReward(147, slip.id);
  await tablet.issuePoints(147);
  await tablet.expectIssued(147);
  await expect(tablet.seat(slip.id)).not.toContainText('not yet issued');

  const frames = await watched.jsonValue();
  expect([frames.at(0)?.isPending, frames.at(-1)?.isPending]).toEqual([true, false]);
  const height = frames[0]?.height;
  // What is issued can be taken back, and stays so for minutes.
  for (const frame of frames) {
    const visibleButtons = frame.isPending ? 0 : 1;
    expect(frame).toMatchObject({ rows: 1, height, isOnSeat: true, visibleButtons });
  }
});

test('what was given by mistake a moment ago is taken back on the slip, and a correction is not offered where it can only add', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  await expect(tablet.issueDrawer.getByRole('radio', { name: 'Promotion' })).toBeVisible();
  await expect(tablet.issueDrawer.getByRole('radio', { name: 'Correction' })).toHaveCount(0);
  await tablet.page.keyboard.press('Escape');
  await tablet.issuePoints(111);
  await tablet.expectIssued(111);

  await tablet.slip.getByRole('button', { name: 'Take back +111 points' }).click();
  await tablet.slip.getByRole('button', { name: 'Keep it' }).click();
  // Whatever closes what is open closes the question, and not the slip around it.
  for (const close of [() => tablet.page.keyboard.press('Escape'), () => tablet.page.goBack()]) {
    await tablet.slip.getByRole('button', { name: 'Take back +111 points' }).click();
    await expect(tablet.slip.getByRole('button', { name: 'Keep it' })).toBeFocused();
    await close();
    await expect(tablet.slip.getByRole('button', { name: 'Keep it' })).toHaveCount(0);
    await expect(tablet.slip.getByRole('button', { name: 'Issue reward' })).toBeVisible();
  }
  await tablet.slip.getByRole('button', { name: 'Take back +111 points' }).click();
  await tablet.slip.getByRole('button', { name: 'Take it back' }).click();
  await expect(tablet.slip.getByText('Taken back').first()).toBeVisible();
  await expect(tablet.slip.getByRole('button', { name: /^Take back/ })).toHaveCount(0);
  await expect(tablet.seat(slip.id)).not.toContainText('+111');
  const rows = await sql`
    select points::int, note from public.loyalty_ledger where rating_slip_id = ${slip.id} order by entry_no`;
  expect(rows).toEqual([
    { points: 111, note: null },
    { points: -111, note: 'Given by mistake' },
  ]);
});

test('an answer that got lost is asked for again with the same key: one entry', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  let lost = 0;
  const keys = new Set<string | undefined>();
  await tablet.page.route(REWARDS, async (route) => {
    keys.add(route.request().headers()['idempotency-key']);
    if (lost === 0) {
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    }
    return route.continue();
  });
  await tablet.openSlip(slip.id);
  await tablet.issuePoints(137);
  await tablet.expectIssued(137);
  expect(lost).toBe(1);
  expect(keys.size).toBe(1);
  expect(await countEntries(sql, slip.id, 137)).toBe(1);
});

test('offline: confirmed, kept through a reload, issued exactly once when back online', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.loseNetwork();
  await tablet.issuePoints(141);
  await expect(tablet.reward(141)).toContainText('Not yet issued');
  await expect(tablet.page.getByRole('button', { name: /1 not yet issued/ })).toBeVisible();
  expect(await countEntries(sql, slip.id, 141)).toBe(0);

  // The tab is gone while the network still is, and comes back with only what the device kept.
  await tablet.page.goto('about:blank');
  await tablet.page.context().setOffline(false);
  expect(await countEntries(sql, slip.id, 141)).toBe(0);
  await tablet.page.goto(`/pit?slip=${slip.id}`);
  await tablet.expectIssued(141);
  expect(await countEntries(sql, slip.id, 141)).toBe(1);
});

test('confirmed before the code of the queue is here, which gets lost once: waits for it, and is issued once', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  // A device on which the service worker keeps that code already would not ask for it.
  const tablet = await openTablet('Harbor: Pit boss', { serviceWorkers: 'block' });
  const confirmed = Promise.withResolvers<void>();
  let asked = 0;
  // The file is known by the name under which it speaks to the other tabs; its own is another in each build.
  await tablet.page.route('**/_next/static/chunks/*.js*', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    if (!text.includes('BroadcastChannel(') || !text.includes('pitside-reward-queue'))
      return route.fulfill({ response });
    asked += 1;
    if (asked === 1) return route.abort('connectionreset');
    await confirmed.promise;
    return route.fulfill({ response });
  });
  await tablet.page.goto(`/pit?slip=${slip.id}`);
  await tablet.openIssueDrawer();
  await tablet.choosePoints(142);
  await tablet.issueDrawer.getByRole('button', { name: 'Issue 142 points' }).click();
  await expect.poll(() => asked).toBe(2);
  await expect(tablet.issueDrawer).toBeVisible();
  expect(await countEntries(sql, slip.id, 142)).toBe(0);
  confirmed.resolve();
  await expect(tablet.issueDrawer).toBeHidden();
  await tablet.expectIssued(142);
  expect(await countEntries(sql, slip.id, 142)).toBe(1);
});

test('offline: what was not sent can be taken back, and then nothing is issued', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.loseNetwork();
  await tablet.issuePoints(143);
  await tablet.page.getByRole('button', { name: 'Cancel +143 points' }).click();
  await expect(tablet.reward(143)).toHaveCount(0);
  await tablet.page.context().setOffline(false);
  await tablet.issuePoints(144);
  await tablet.expectIssued(144);
  expect(await countEntries(sql, slip.id, 143)).toBe(0);
});

test('above the rate of one person: the waiting reward says the limit and counts down, and can be taken back', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.issuePoints(145);
  await tablet.expectIssued(145);
  await sql`update public.casino_settings set rewards_per_staff_per_minute = 1`;
  try {
    await tablet.issuePoints(146);
    const waiting = tablet.reward(146);
    await expect(waiting).toContainText(/Not yet issued · 1 a minute; goes on in \d+ s/);
    const secondsLeft = async () => Number(String(await waiting.textContent()).match(/goes on in (\d+) s/)?.[1]);
    const before = await secondsLeft();
    await expect.poll(secondsLeft).toBeLessThan(before);
    await tablet.page.getByRole('button', { name: 'Cancel +146 points' }).click();
    await expect(waiting).toHaveCount(0);
  } finally {
    await sql`update public.casino_settings set rewards_per_staff_per_minute = 1000`;
  }
  expect(await countEntries(sql, slip.id, 146)).toBe(0);
});

test('a double tap on confirm is one reward', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  await tablet.choosePoints(149);
  await tablet.issueDrawer.getByRole('button', { name: 'Issue 149 points' }).dblclick();
  await tablet.expectIssued(149);
  expect(await countEntries(sql, slip.id, 149)).toBe(1);
});

test('more than the cap asks for an override and a note, and the entry says so', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  await tablet.choosePoints(1500);
  const confirm = tablet.issueDrawer.getByRole('button', { name: 'Issue 1,500 points' });
  await expect(confirm).toBeDisabled();
  await tablet.issueDrawer.getByRole('switch').click();
  await expect(confirm).toBeDisabled();
  await tablet.issueDrawer.getByLabel(/^Note/).fill('Anniversary, agreed with the shift manager');
  await confirm.click();
  await tablet.expectIssued(1500);
  await expect(tablet.reward(1500)).toContainText('over the cap');
});

test('a refused reward explains itself and what to do', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  await tablet.choosePoints(151);
  // Meanwhile, elsewhere: the slip is closed.
  await sql`
    update public.rating_slip set status = 'closed', ended_at = now(), theo_cents = 0, accrual_status = 'none' where id = ${slip.id}`;
  await tablet.issueDrawer.getByRole('button', { name: 'Issue 151 points' }).click();
  await expect(tablet.page.getByText('This rating slip is closed.').first()).toBeVisible();
  expect(await countEntries(sql, slip.id, 151)).toBe(0);
});

test('the whole reward by keyboard', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.seat(slip.id).focus();
  await tablet.page.keyboard.press('Enter');
  await tablet.slip.getByRole('button', { name: 'Issue reward' }).focus();
  await tablet.page.keyboard.press('Enter');
  await expect(tablet.issueDrawer).toBeVisible();
  await tablet.issueDrawer.getByRole('radio', { name: '100', exact: true }).focus();
  await tablet.page.keyboard.press('Space');
  await expect(tablet.issueDrawer.getByRole('radio', { name: '100', exact: true })).toBeChecked();
  await tablet.issueDrawer.getByRole('button', { name: 'Issue 100 points' }).focus();
  const before = await countEntries(sql, slip.id, 100);
  await tablet.page.keyboard.press('Enter');
  await expect(tablet.issueDrawer).toBeHidden();
  await expect.poll(() => countEntries(sql, slip.id, 100)).toBe(before + 1);
  // Escape leaves the slip, and the focus is back on the seat.
  await tablet.slip.getByRole('button', { name: 'Issue reward' }).focus();
  await tablet.page.keyboard.press('Escape');
  await expect(tablet.seat(slip.id)).toBeFocused();
});

test('signed out by time: the sign-in page says why and that rewards wait, which then go on by themselves', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  await tablet.openSlip(slip.id);
  const player = await page.locator('#slip-heading').textContent();
  await page.route(REWARDS, (route) => route.abort('connectionrefused'));
  for (const points of [158, 159]) await tablet.issuePoints(points);
  await page.context().clearCookies();
  await page.waitForURL('**/login**');
  const notice = page.getByRole('status').filter({ hasText: 'Your session ended.' });
  await expect(notice).toContainText('2 rewards wait here and are sent when whoever confirmed them signs in.');
  await expect(page.getByText(String(player))).toHaveCount(0);

  await page.unroute(REWARDS);
  await new SignInPage(page).tap('Harbor: Pit boss');
  for (const points of [158, 159]) {
    await tablet.expectIssued(points);
    expect(await countEntries(sql, slip.id, points)).toBe(1);
  }
});

test('the reward of one person is never sent in the name of the next', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  await tablet.openSlip(slip.id);
  await page.route(REWARDS, (route) => route.abort('connectionrefused'));
  await tablet.issuePoints(157);
  await expect(tablet.reward(157)).toContainText('Not yet issued');
  await page.context().clearCookies();
  await page.unroute(REWARDS);
  // The next poll is refused, and the page itself leads to the sign-in page.
  await page.waitForURL('**/login**');
  await new SignInPage(page).tap('Harbor: Admin');
  await page.waitForURL('**/pit**');
  await expect(page.locator('[id^="seat-"]').first()).toBeVisible();
  expect(await countEntries(sql, slip.id, 157)).toBe(0);
  await page.context().clearCookies();
  await page.waitForURL('**/login**');
  await page.goto(`/pit?slip=${slip.id}`);
  await new SignInPage(page).tap('Harbor: Pit boss');
  await tablet.expectIssued(157);
  const [entry] = await sql`
    select s.email from public.loyalty_ledger l join public.staff s on s.casino_id = l.casino_id and s.id = l.staff_id
    where l.rating_slip_id = ${slip.id} and l.points = 157`;
  expect(entry?.email).toBe('pitboss@harbor.example');
});
