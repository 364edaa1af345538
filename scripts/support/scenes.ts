import type { Page } from 'playwright-core';

/** What a picture is of, and how one gets there. */
export type Scene = { name: string; account: string; path: string; act: (page: Page) => Promise<void> };

const firstSeat = (page: Page) => page.locator('[id^="seat-"]').nth(5);

async function openSlip(page: Page): Promise<void> {
  await firstSeat(page).click();
  await page.getByRole('region', { name: 'Rewards on this slip' }).waitFor();
}

async function openIssue(page: Page): Promise<void> {
  await openSlip(page);
  await page.getByRole('button', { name: 'Issue reward' }).first().click();
  await page.getByRole('radio', { name: '250' }).click();
}

async function issueOffline(page: Page): Promise<void> {
  await openIssue(page);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Issue 250 points' }).click();
  await page.getByText('Offline').first().waitFor();
}

async function openOffers(page: Page, tab: 'Comps' | 'Coupons', reward: RegExp): Promise<void> {
  await openSlip(page);
  await page.getByRole('button', { name: 'Issue reward' }).first().click();
  await page.getByRole('tab', { name: tab }).click();
  await page.getByRole('radio', { name: reward }).click();
}

/** The page of the player at a seat, as one gets there by a tap on the name. */
async function openPlayer(page: Page): Promise<void> {
  await openSlip(page);
  await page.locator('a[href^="/players/"]').first().click();
  await page.getByRole('heading', { name: 'Rewards history' }).waitFor();
  await page.getByRole('list', { name: 'Points' }).waitFor();
}

async function openReward(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Daily match play', exact: true }).click();
  await page.getByText(/players? in the house/).waitFor();
}

async function openCoupon(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Coupons' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Void', exact: true }).waitFor();
}

async function openIssueCoupon(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Issue coupon' }).click();
  await page.getByRole('radio', { name: /^Weekday match play/ }).click();
}

async function openVoucher(page: Page): Promise<void> {
  await openCoupon(page);
  await page.goto((await page.getByRole('link', { name: /Print voucher/ }).getAttribute('href')) ?? '');
  await page.getByRole('article').waitFor();
}

type Known = { firstName: string; lastName: string; loyaltyId: string | null; birthDate: string | null };

/** A file of the demo's own players as another system knew them, with a few rows that are not in order. */
function legacyFile(players: Known[]): string {
  const tiers = ['Silver', 'Gold', 'Gold', 'Bronze', 'Platinum', 'Black'];
  const lines = players.map(({ firstName, lastName, loyaltyId, birthDate }, n) => {
    const points = n % 17 === 5 ? 'twelve' : `"${3 + n},${String((n * 37) % 1000).padStart(3, '0')}"`;
    const visit = n % 9 === 2 ? '' : new Date(Date.now() - (n % 40) * 3.6 * 86_400_000).toISOString().slice(0, 10);
    const card = n % 13 === 7 ? `L-${9000 + n}` : loyaltyId;
    return [card, firstName, lastName, birthDate, tiers[n % tiers.length], points, visit, `Host ${n % 4}`].join();
  });
  return ['Card Number,First Name,Last Name,Date of Birth,Tier,Points,Last Visit,Host', ...lines, ''].join('\r\n');
}

/** Stages that file; the second picture finds it staged. */
async function stageLegacyFile(page: Page): Promise<void> {
  const known = await page.request.get('/api/v1/players?limit=100');
  const { data } = (await known.json()) as { data: { items: Known[] } };
  await page.request.post('/api/v1/player-imports?fileName=silver-sands.csv', {
    headers: { 'content-type': 'text/csv', 'idempotency-key': 'screenshots' },
    data: Buffer.from(legacyFile(data.items)),
  });
}

async function openImport(page: Page): Promise<void> {
  await stageLegacyFile(page);
  await page.reload();
  await page
    .getByRole('button', { name: /silver-sands/ })
    .first()
    .click();
  await page.getByRole('list', { name: 'Rows' }).waitFor();
}

async function openMapping(page: Page): Promise<void> {
  await openImport(page);
  await page.getByRole('radio', { name: 'Columns' }).check();
  await page.getByLabel('Dates are written').waitFor();
}

const firstUpgrade = (page: Page) => page.getByRole('button', { name: /Upgrade to/ }).first();

async function openQueue(page: Page): Promise<void> {
  await stageLegacyFile(page);
  await page.reload();
  await firstUpgrade(page).waitFor();
}

async function openStagedRow(page: Page): Promise<void> {
  await openQueue(page);
  await firstUpgrade(page).click();
  await page.getByText('Is it the same person?').waitFor();
}

/** The scenes, in the order of their pictures. What README shows is taken from here, so that it stays as it is. */
export const SCENES: readonly Scene[] = [
  { name: 'pit', account: 'Harbor: Pit boss', path: '/pit', act: async (page) => firstSeat(page).waitFor() },
  { name: 'slip', account: 'Harbor: Pit boss', path: '/pit', act: openSlip },
  { name: 'issue-reward', account: 'Harbor: Pit boss', path: '/pit', act: openIssue },
  {
    name: 'find-player',
    account: 'Harbor: Pit boss',
    path: '/pit',
    act: (page) => page.getByRole('button', { name: 'Find player' }).click(),
  },
  { name: 'comps', account: 'Harbor: Pit boss', path: '/pit', act: (page) => openOffers(page, 'Comps', /^Cocktail/) },
  {
    name: 'offers',
    account: 'Harbor: Pit boss',
    path: '/pit',
    act: (page) => openOffers(page, 'Coupons', /^Daily match/),
  },
  { name: 'player', account: 'Harbor: Pit boss', path: '/pit', act: openPlayer },
  {
    name: 'catalog',
    account: 'Harbor: Loyalty Manager',
    path: '/catalog',
    act: (page) => page.getByRole('button', { name: 'Cocktail', exact: true }).waitFor(),
  },
  { name: 'reward', account: 'Harbor: Loyalty Manager', path: '/catalog', act: openReward },
  {
    name: 'earning',
    account: 'Harbor: Loyalty Manager',
    path: '/catalog',
    act: async (page) => {
      await page.getByRole('radio', { name: /^Tiers/ }).check();
      await page.getByLabel('What it earns').waitFor();
    },
  },
  { name: 'imports', account: 'Harbor: Loyalty Manager', path: '/imports', act: openImport },
  { name: 'mapping', account: 'Harbor: Loyalty Manager', path: '/imports', act: openMapping },
  { name: 'queue', account: 'Harbor: Loyalty Manager', path: '/reconcile', act: openQueue },
  { name: 'reconcile', account: 'Harbor: Loyalty Manager', path: '/reconcile', act: openStagedRow },
  { name: 'offline', account: 'Harbor: Pit boss', path: '/pit', act: issueOffline },
  {
    name: 'promos',
    account: 'Harbor: Pit boss',
    path: '/promos',
    act: (page) => page.getByRole('list', { name: 'Coupons' }).waitFor(),
  },
  { name: 'issue-coupon', account: 'Harbor: Pit boss', path: '/promos', act: openIssueCoupon },
  { name: 'coupon', account: 'Harbor: Pit boss', path: '/promos', act: openCoupon },
  { name: 'voucher', account: 'Harbor: Pit boss', path: '/promos', act: openVoucher },
  {
    name: 'programs',
    account: 'Harbor: Loyalty Manager',
    path: '/promos',
    act: async (page) => {
      await page.getByRole('radio', { name: 'Programs' }).check();
      await page.getByRole('list', { name: 'Promo programs' }).waitFor();
    },
  },
  {
    name: 'shift',
    account: 'Harbor: Pit boss',
    path: '/shift',
    act: (page) => page.getByRole('heading', { name: 'Promo Exposure' }).waitFor(),
  },
  {
    name: 'cash-log',
    account: 'Harbor: Cashier',
    path: '/mtl',
    act: (page) => page.getByRole('button', { name: 'New entry' }).waitFor(),
  },
  {
    name: 'settings',
    account: 'Harbor: Admin',
    path: '/settings',
    act: (page) => page.getByRole('heading', { name: 'Alert thresholds' }).waitFor(),
  },
  {
    name: 'audit',
    account: 'Harbor: Compliance',
    path: '/audit',
    act: (page) =>
      page
        .getByRole('button', { name: /proof|check|run/i })
        .first()
        .click(),
  },
];
