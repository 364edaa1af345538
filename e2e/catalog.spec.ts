import type { Page } from '@playwright/test';
import type { Sql } from 'postgres';
import { OfferDrawer } from './pages/offer-drawer.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

/** Points for a player, as a manager's correction would give them. */
async function givePoints(sql: Sql, playerId: string, points: number): Promise<void> {
  await sql`
    select app.post_ledger_entry(app.worker_context(casino_id), jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object(
      'player_id', player_id, 'points', ${points}::int, 'reason', 'correction', 'idempotency_key', 'journey:' || gen_random_uuid(),
      'request_hash', '\\x00')))
    from public.player_loyalty where player_id = ${playerId}`;
}

async function countRedemptions(sql: Sql, playerId: string): Promise<number> {
  const [row] = await sql<{ entries: number }[]>`
    select count(*)::int as entries from public.loyalty_ledger where player_id = ${playerId} and reason = 'redemption'`;
  return row?.entries ?? Number.NaN;
}

/** Opens a reward in the editor. */
async function editReward(page: Page, name: string) {
  await page.getByRole('button', { name, exact: true }).click();
  const editor = page.getByRole('dialog');
  await expect(editor.getByLabel('Price, points')).toBeVisible();
  return editor;
}

test('a comp from the slip: four taps from the open slip, one debit, its paper, and the slip says what it was', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await givePoints(sql, slip.playerId, 5000);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  const offers = new OfferDrawer(tablet.page);
  await offers.give('Comps', 'Dinner at the grill');
  await offers.expectGivenComp();
  const opened = tablet.page.waitForEvent('popup');
  await offers.drawer.getByRole('link', { name: /Print voucher/ }).click();
  const voucher = await opened;
  const paper = voucher.getByRole('article', { name: /^Voucher of comp/ });
  await expect(paper.getByRole('heading')).toHaveText('Dinner at the grill');
  await expect(paper).not.toContainText('1,500');
  await expect(voucher.getByRole('button', { name: 'Print' })).toBeEnabled();
  await voucher.close();
  await offers.done();
  await expect(tablet.rewards.getByRole('listitem').filter({ hasText: 'Dinner at the grill' })).toHaveCount(1);
  const entries = await sql`
    select points::int, reason::text, metadata ->> 'reward_code' as code from public.loyalty_ledger
    where rating_slip_id = ${slip.id} and reason = 'redemption'`;
  expect(entries).toEqual([{ points: -1500, reason: 'redemption', code: 'COMP_MEAL_25' }]);
});

test('an entitlement from the player’s page: the coupon has the tier’s figures, and a second tablet is told when again', async ({
  page,
  signIn,
  browser,
  sql,
}) => {
  const { playerId } = await takeSlip(sql);
  await signIn.signInAs('Harbor: Pit boss', `/players/${playerId}`);
  const context = await browser.newContext({ viewport: { width: 1180, height: 820 } });
  const other = await context.newPage();
  await new SignInPage(other).signInAs('Harbor: Admin', `/players/${playerId}`);
  const [one, two] = [new OfferDrawer(page), new OfferDrawer(other)];
  for (const tablet of [one, two]) {
    await tablet.page.getByRole('button', { name: 'Issue reward' }).click();
    await tablet.choose('Coupons', 'Daily match play');
    await expect(tablet.confirm()).toBeVisible();
  }
  // Both have it on the screen as theirs to give, and both confirm.
  await Promise.all([one.confirm().click(), two.confirm().click()]);
  const outcomes = await Promise.all(
    [one, two].map(async ({ drawer }) => {
      const issued = drawer.getByRole('heading', { name: 'Coupon issued' });
      const refused = drawer.getByRole('alert').filter({ hasText: 'as often as it may be given' });
      await expect(issued.or(refused)).toBeVisible();
      if (await issued.isVisible()) return 'issued';
      await expect(refused).toContainText('Again');
      return 'refused';
    }),
  );
  expect(outcomes.toSorted()).toEqual(['issued', 'refused']);
  const coupons = await sql<{ cents: number; tier: string }[]>`
    select c.face_value_cents::int as cents, c.metadata ->> 'tier' as tier from public.promo_coupon c
    join public.reward_catalog r on r.casino_id = c.casino_id and r.id = c.reward_id and r.code = 'MP_TIER_DAILY'
    where c.player_id = ${playerId}`;
  expect(coupons).toHaveLength(1);
  const values: Record<string, number> = { bronze: 1000, silver: 2500, gold: 5000, platinum: 10_000 };
  expect(coupons[0]?.cents).toBe(values[coupons[0]?.tier ?? '']);
  await context.close();
});

test('a price edited by the loyalty manager shows in the drawer of another tablet, and is not charged unseen', async ({
  page,
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await givePoints(sql, slip.playerId, 5000);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  const offers = new OfferDrawer(tablet.page);
  await offers.choose('Comps', 'Cocktail');
  await expect(offers.confirm()).toHaveText(/400 points/);

  await new SignInPage(page).signInAs('Harbor: Loyalty manager', '/catalog');
  const editor = await editReward(page, 'Cocktail');
  await editor.getByLabel('Price, points').fill('450');
  await editor.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Cocktail saved')).toBeVisible();

  await expect(offers.drawer.getByText('This reward has changed since it was shown.')).toBeVisible();
  expect(await countRedemptions(sql, slip.playerId)).toBe(0);
  await offers.confirm().click();
  await offers.expectGivenComp();
  const [entry] = await sql`
    select points::int from public.loyalty_ledger where player_id = ${slip.playerId} and reason = 'redemption'`;
  expect(entry).toEqual({ points: -450 });

  await editor.getByLabel('Price, points').fill('400');
  await editor.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Not saved yet')).toBeHidden();
});

test('a comp whose amount is typed: priced so in the office, given on the floor for the points that pay for it', async ({
  page,
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await givePoints(sql, slip.playerId, 5000);
  await sql`
    with made as (
      insert into public.reward_catalog (casino_id, code, name, family, kind)
      select id, 'COMP_GIFT_SHOP', 'Gift shop', 'points_comp', 'retail' from public.casino where slug = 'harbor' returning casino_id, id)
    insert into public.reward_price_points (casino_id, reward_id, points_cost) select casino_id, id, 300 from made`;
  const [price] = await sql<{ points: string }[]>`
    select to_char(app.points_for_cents(id, 1250, app.gaming_day(id)), 'FM999,999') as points from public.casino where slug = 'harbor'`;
  await new SignInPage(page).signInAs('Harbor: Loyalty manager', '/catalog');
  const editor = await editReward(page, 'Gift shop');
  await editor.getByLabel('How it is priced').selectOption('The issuer types the amount');
  await editor.getByLabel('Smallest amount, $').fill('50');
  await editor.getByLabel('Largest amount, $').fill('5');
  await editor.getByRole('button', { name: 'Save changes' }).click();
  await expect(editor.getByText('The largest amount is below the smallest.')).toBeVisible();
  await editor.getByLabel('Smallest amount, $').fill('5');
  await editor.getByLabel('Largest amount, $').fill('50');
  await editor.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Gift shop saved')).toBeVisible();

  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  const offers = new OfferDrawer(tablet.page);
  await expect(offers.offer('Gift shop')).toHaveCount(0);
  await offers.choose('Comps', 'Gift shop');
  await expect(offers.offer('Gift shop')).toHaveAccessibleName(/\$5–50/);
  await expect(offers.drawer.getByRole('button', { name: 'Enter the amount' })).toBeVisible();
  await offers.drawer.getByLabel('Amount, $').fill('50.01');
  await expect(offers.drawer.getByRole('button', { name: 'Enter the amount' })).toBeVisible();
  await offers.drawer.getByLabel('Amount, $').fill('12.50');
  await expect(offers.drawer.getByText(`${price?.points} points`, { exact: true })).toBeVisible();
  await offers.drawer.getByRole('button', { name: `Give Gift shop for ${price?.points} points` }).click();
  await offers.expectGivenComp();
  await expect(offers.drawer.getByText('$12.50')).toBeVisible();
  await offers.done();
  await expect(tablet.rewards.getByRole('listitem').filter({ hasText: 'Gift shop' })).toContainText('$12.50');
  await sql`update public.reward_catalog set is_active = false where code = 'COMP_GIFT_SHOP'`;
});

test('an answer that is lost: the drawer says so, also after a reload, and the retry gives it once', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await givePoints(sql, slip.playerId, 5000);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  const offers = new OfferDrawer(tablet.page);
  // The server carries it out, and its answer gets lost.
  await tablet.page.route('**/api/v1/rewards/*/issue', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await offers.give('Comps', 'Dinner at the grill');
  await expect(offers.drawer.getByText('Not yet given: no answer from the server')).toBeVisible();
  await tablet.page.unroute('**/api/v1/rewards/*/issue');
  // What was open stands in the address; what lies under the drawer is nobody's until it is closed.
  await tablet.page.reload();
  await offers.drawer.getByRole('button', { name: 'Retry' }).click();
  await expect(offers.drawer.getByRole('heading', { name: 'Already given' })).toBeVisible();
  expect(await countRedemptions(sql, slip.playerId)).toBe(1);
});

test('a drawer closed while it gives: a toast says what became of it, and the next opening begins anew', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await givePoints(sql, slip.playerId, 5000);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  const offers = new OfferDrawer(tablet.page);
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await tablet.page.route('**/api/v1/rewards/*/issue', async (route) => {
    await mayAnswer;
    await route.continue();
  });
  await offers.choose('Comps', 'Dinner at the grill');
  // A look at another tab takes nothing away.
  await offers.drawer.getByRole('tab', { name: 'Coupons' }).click();
  await offers.drawer.getByRole('tab', { name: 'Comps' }).click();
  await expect(offers.offer('Dinner at the grill')).toBeChecked();
  await offers.confirm().click();
  await expect(offers.drawer.getByRole('button', { name: 'Giving it' })).toBeVisible();
  await tablet.page.keyboard.press('Escape');
  await expect(offers.drawer).toBeHidden();
  answer();
  await expect(tablet.page.getByText(/^Dinner at the grill for /)).toBeVisible();
  await tablet.openIssueDrawer();
  await expect(offers.offer('Dinner at the grill')).toBeVisible();
  await expect(offers.drawer.getByRole('heading', { name: 'Given', exact: true })).toBeHidden();
  expect(await countRedemptions(sql, slip.playerId)).toBe(1);
});

test('two editors of one reward: the second sees what the first did, and nothing typed is lost', async ({
  page,
  browser,
}) => {
  await new SignInPage(page).signInAs('Harbor: Loyalty manager', '/catalog');
  const context = await browser.newContext({ viewport: { width: 1180, height: 820 } });
  const other = await context.newPage();
  await new SignInPage(other).signInAs('Harbor: Admin', '/catalog');
  const [mine, theirs] = [await editReward(page, 'Show ticket'), await editReward(other, 'Show ticket')];
  await theirs.getByLabel('Price, points').fill('4200');
  await theirs.getByRole('button', { name: 'Save changes' }).click();
  await expect(other.getByText('Show ticket saved')).toBeVisible();

  await mine.getByLabel('Name', { exact: true }).fill('Theatre ticket');
  await mine.getByRole('button', { name: 'Save changes' }).click();
  const notice = mine.getByRole('alert').filter({ hasText: 'Harbor Admin' });
  await expect(notice).toBeVisible();
  await expect(notice).toContainText('4,200');
  await expect(mine.getByLabel('Name', { exact: true })).toHaveValue('Theatre ticket');
  await notice.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('Theatre ticket saved')).toBeVisible();
  // What only the other changed stays.
  await expect(mine.getByLabel('Price, points')).toHaveValue(/4,?200/);
  await context.close();
});

test('an entry taken back: the two name each other, and the balance is as before', async ({ page, signIn, sql }) => {
  const { playerId } = await takeSlip(sql);
  await givePoints(sql, playerId, 700);
  const [before] = await sql`select balance::int from public.player_loyalty where player_id = ${playerId}`;
  await signIn.signInAs('Harbor: Loyalty manager', `/players/${playerId}`);
  // The newest stands first: play may have earned the player as many once.
  await page
    .getByRole('button', { name: /^Take back entry .*\+700 points/ })
    .first()
    .click();
  const drawer = page.getByRole('dialog', { name: /Take back entry/ });
  await drawer.getByLabel(/Note/).fill('Posted for the wrong player');
  await drawer.getByRole('button', { name: /^Post / }).click();
  await expect(drawer).toBeHidden();
  const points = page.getByRole('list', { name: 'Points' });
  await expect(points.getByRole('button', { name: /^Takes back #/ })).toBeVisible();
  await expect(points.getByRole('button', { name: /^Taken back by #/ })).toBeVisible();
  const [after] = await sql`select balance::int from public.player_loyalty where player_id = ${playerId}`;
  expect(after).toEqual({ balance: before?.balance - 700 });
});

test('a correction whose answer is lost: said on the page, also after a reload, and the retry posts it once', async ({
  page,
  signIn,
  sql,
}) => {
  const { playerId } = await takeSlip(sql);
  await signIn.signInAs('Harbor: Loyalty manager', `/players/${playerId}`);
  // The server carries it out, and its answer gets lost.
  await page.route('**/api/v1/loyalty/corrections', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  const open = page.getByRole('button', { name: 'Correct points' });
  await open.click();
  const drawer = page.getByRole('dialog', { name: 'Correct points' });
  await drawer.getByLabel('Points', { exact: true }).fill('321');
  await drawer.getByLabel(/Note/).fill('The average bet was wrong');
  await drawer.getByRole('button', { name: 'Post +321 points' }).click();
  const unanswered = 'Not yet posted: no answer from the server';
  await expect(drawer.getByText(unanswered)).toBeVisible();
  await page.unroute('**/api/v1/loyalty/corrections');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await page.reload();
  const notice = page.getByRole('status').filter({ hasText: unanswered });
  await expect(notice).toContainText('+321 points');
  // A second correction can't be confirmed before it is known what became of the first.
  await open.click();
  await expect(drawer.getByText(unanswered)).toBeVisible();
  await expect(drawer.getByLabel('Points', { exact: true })).toBeHidden();
  await page.keyboard.press('Escape');
  await notice.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('+321 points posted')).toBeVisible();
  await expect(notice).toBeHidden();
  const entries = await sql`
    select points::int from public.loyalty_ledger where player_id = ${playerId} and reason = 'correction' and points = 321`;
  expect(entries).toHaveLength(1);
});

test('the points of a player as a file: every row, with the filter in force', async ({ page, signIn, sql }) => {
  const { playerId } = await takeSlip(sql);
  await givePoints(sql, playerId, 1200);
  const [{ entries } = { entries: 0 }] = await sql<{ entries: number }[]>`
    select count(*)::int as entries from public.loyalty_ledger where player_id = ${playerId}`;
  await signIn.signInAs('Harbor: Loyalty manager', `/players/${playerId}`);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const stream = await (await download).createReadStream();
  let text = '';
  for await (const chunk of stream) text += chunk;
  const [header, ...rows] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  expect(header).toContain('points');
  expect(rows).toHaveLength(entries);
  expect(text).toContain('1200');
});

test('a slip that closes says what it earned, and the player’s page has it', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.slip.getByRole('button', { name: 'Close slip' }).click();
  await tablet.page
    .getByRole('alertdialog')
    .getByRole('button', { name: /Close slip/ })
    .click();
  await expect(tablet.page.getByText(/points earned/)).toBeVisible();
  const [entry] = await sql<{ points: number; theo: number; status: string }[]>`
    select e.points::int, s.theo_cents::int as theo, s.accrual_status::text as status
    from public.rating_slip s join public.loyalty_ledger e on e.rating_slip_id = s.id and e.reason = 'session_accrual'
    where s.id = ${slip.id}`;
  expect(entry?.status).toBe('posted');
  expect(entry?.points).toBeGreaterThan(0);
});
