import type { Locator, Page } from '@playwright/test';
import { CHROMIUM_ARGS, findPackagedChromium } from '../scripts/support/chromium.ts';
import { DEMO_PASSWORD } from '../supabase/embedded/demo.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { openGallery } from './support/gallery.ts';
import { expect, test } from './support/journey.ts';
import { stackAt } from './support/stacks.ts';
import { holdStill, wearTheme } from './support/still.ts';

/** A screen in one state: whose it is, where, what they open, and what is there last. */
type Scene = {
  name: string;
  account: string | null;
  path: string;
  open?: (page: Page) => Promise<void>;
  last: (page: Page) => Locator;
};

const issueDrawer = (page: Page) => page.getByRole('dialog', { name: 'Issue reward' });

async function openSlip(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /Ada Abara/ })
    .first()
    .click();
  await expect(page.getByRole('region', { name: 'Rewards on this slip' }).getByRole('listitem')).toHaveCount(1);
}

const openIssue = (tab: string) => async (page: Page) => {
  await openSlip(page);
  await page.getByRole('button', { name: 'Issue reward' }).first().click();
  await issueDrawer(page).getByRole('tab', { name: tab }).click();
  await expect(issueDrawer(page)).toContainText('Given today: 1,450 points');
};

const SCENES: readonly Scene[] = [
  { name: 'login', account: null, path: '/login', last: (page) => page.getByRole('button', { name: 'Summit: Admin' }) },
  {
    name: 'pit',
    account: 'pitboss',
    path: '/pit',
    last: (page) => page.getByRole('button', { name: /Elif Engel/ }).first(),
  },
  {
    name: 'slip',
    account: 'pitboss',
    path: '/pit',
    open: openSlip,
    last: (page) => page.getByRole('button', { name: 'Close slip' }),
  },
  {
    name: 'close-slip',
    account: 'pitboss',
    path: '/pit',
    // Of a slip that stands: what play brings in the meantime is figures that move.
    open: async (page) => {
      await page
        .getByRole('button', { name: /Bruno Bianchi/ })
        .first()
        .click();
      await page.getByRole('button', { name: 'Close slip' }).click();
      await expect(page.getByRole('alertdialog')).toContainText('385');
    },
    last: (page) => page.getByRole('alertdialog').getByRole('button', { name: 'Close slip' }),
  },
  {
    name: 'move-slip',
    account: 'pitboss',
    path: '/pit',
    open: async (page) => {
      await openSlip(page);
      await page.getByRole('button', { name: 'Move', exact: true }).click();
    },
    last: (page) => page.getByRole('dialog', { name: 'Move Ada Abara' }).getByRole('radio').first(),
  },
  {
    name: 'pit-without-network',
    account: 'pitboss',
    path: '/pit',
    open: async (page) => {
      await expect(page.getByRole('button', { name: /Elif Engel/ }).first()).toBeVisible();
      await page.context().setOffline(true);
    },
    last: (page) => page.getByRole('status').filter({ hasText: 'Not live · floor as of' }),
  },
  {
    name: 'person-menu',
    account: 'pitboss',
    path: '/pit',
    open: async (page) => {
      await expect(page.getByRole('button', { name: /Elif Engel/ }).first()).toBeVisible();
      await page.getByRole('button', { name: /Gallery Pit Boss/ }).click();
    },
    last: (page) => page.getByRole('menuitem', { name: 'Sign out' }),
  },
  {
    name: 'find-player',
    account: 'pitboss',
    path: '/pit',
    open: async (page) => {
      await page.getByRole('button', { name: 'Find player' }).click();
      await page.getByLabel('Name or loyalty id').fill('Femi');
      await expect(page.getByRole('dialog').getByRole('list', { name: 'Players' }).getByRole('listitem')).toHaveCount(
        1,
      );
    },
    last: (page) => page.getByRole('dialog').getByRole('list', { name: 'Players' }).getByText('Femi Farrow'),
  },
  {
    name: 'enrol',
    account: 'pitboss',
    path: '/pit',
    open: async (page) => {
      await page.getByRole('button', { name: 'Find player' }).click();
      await page.getByLabel('Name or loyalty id').fill('Zoe');
      await page.getByRole('button', { name: 'Enrol a new player' }).click();
    },
    last: (page) => page.getByRole('dialog', { name: 'Enrol a new player' }).getByLabel('First name'),
  },
  {
    name: 'issue-points',
    account: 'pitboss',
    path: '/pit',
    open: openIssue('Bonus points'),
    last: (page) => issueDrawer(page).getByRole('radio', { name: '250' }),
  },
  {
    name: 'issue-comps',
    account: 'pitboss',
    path: '/pit',
    open: openIssue('Comps'),
    last: (page) => issueDrawer(page).getByRole('radio', { name: /^Show ticket/ }),
  },
  {
    name: 'issue-coupons',
    account: 'pitboss',
    path: '/pit',
    open: openIssue('Coupons'),
    last: (page) => issueDrawer(page).getByRole('radio', { name: /^High limit/ }),
  },
  {
    name: 'issue-coupon-chosen',
    account: 'pitboss',
    path: '/pit',
    open: async (page) => {
      await openIssue('Coupons')(page);
      await issueDrawer(page)
        .getByRole('radio', { name: /^Birthday/ })
        .click();
      await expect(issueDrawer(page).getByRole('radio', { name: 'Made by Pitside' })).toBeVisible();
    },
    last: (page) => issueDrawer(page).getByRole('button', { name: 'Issue Birthday free play, $20' }),
  },
  {
    name: 'players',
    account: 'pitboss',
    path: '/players',
    last: (page) => page.getByRole('list', { name: 'Players' }).getByRole('link', { name: /Femi/ }),
  },
  {
    name: 'players-nobody',
    account: 'pitboss',
    path: '/players',
    open: (page) => page.getByLabel('Name or loyalty id').fill('nobody of this name'),
    last: (page) => page.getByRole('button', { name: 'Show everybody' }),
  },
  {
    name: 'players-refused',
    account: 'pitboss',
    path: '/players',
    open: async (page) => {
      await page.route('**/api/v1/players?*', (route) =>
        route.fulfill({ status: 500, json: { error: { code: 'INTERNAL_ERROR', message: 'Something broke.' } } }),
      );
      await page.getByLabel('Name or loyalty id').fill('Ada');
    },
    last: (page) => page.getByRole('button', { name: 'Try again' }),
  },
  {
    name: 'player',
    account: 'pitboss',
    path: '/players',
    open: (page) => page.getByRole('list', { name: 'Players' }).getByRole('link', { name: /Femi/ }).click(),
    last: (page) => page.getByRole('heading', { name: 'Femi Farrow' }),
  },
  {
    name: 'promos',
    account: 'pitboss',
    path: '/promos',
    last: (page) => page.getByRole('list', { name: 'Coupons' }).getByRole('listitem').first(),
  },
  {
    name: 'programs',
    account: 'loyalty',
    path: '/promos',
    open: (page) => page.getByRole('radio', { name: 'Programs' }).check(),
    last: (page) => page.getByText('Summer match').first(),
  },
  {
    name: 'catalog',
    account: 'loyalty',
    path: '/catalog',
    last: (page) => page.getByRole('button', { name: 'Show ticket', exact: true }),
  },
  {
    name: 'new-reward',
    account: 'loyalty',
    path: '/catalog',
    open: (page) => page.getByRole('button', { name: 'New reward' }).click(),
    last: (page) => page.getByRole('dialog').getByRole('button', { name: 'Create reward' }),
  },
  {
    name: 'reconcile-empty',
    account: 'loyalty',
    path: '/reconcile',
    last: (page) => page.getByText('Nothing waits. Import a file first.'),
  },
  { name: 'imports-empty', account: 'loyalty', path: '/imports', last: (page) => page.getByText('No import yet') },
  {
    name: 'cash-log-empty',
    account: 'cashier',
    path: '/mtl',
    last: (page) => page.getByText('No entry on this gaming day'),
  },
  {
    name: 'cash-log-entry',
    account: 'cashier',
    path: '/mtl',
    open: async (page) => {
      await page.getByRole('button', { name: 'New entry' }).first().click();
      await page.getByRole('dialog').getByLabel('Amount, $').fill('250');
    },
    last: (page) => page.getByText('This entry makes $250 in.'),
  },
  {
    name: 'compliance-empty',
    account: 'compliance',
    path: '/compliance',
    last: (page) => page.getByRole('tab').first(),
  },
  {
    name: 'exclusions-empty',
    account: 'compliance',
    path: '/compliance?section=exclusions',
    last: (page) => page.getByRole('button', { name: 'Exclude a player' }),
  },
  { name: 'shift', account: 'admin', path: '/shift', last: (page) => page.getByText('Outstanding now').first() },
  {
    name: 'settings',
    account: 'admin',
    path: '/settings',
    last: (page) => page.getByRole('heading', { name: 'Alert thresholds' }),
  },
  {
    name: 'nothing-there',
    account: null,
    path: '/nothing-there',
    last: (page) => page.getByText('There is nothing at this address'),
  },
];

async function see(page: Page, { account, path, open, last }: Scene): Promise<void> {
  await page.goto(path);
  if (account !== null) {
    await new SignInPage(page).submit(`${account}@gallery.example`, DEMO_PASSWORD);
    await page.waitForURL((url) => !url.pathname.startsWith('/login'));
  }
  await open?.(page);
  await expect(last(page)).toBeVisible();
  // Nothing is on its way any more, neither a part of the screen nor the connection.
  await expect(page.locator('.animate-breathe')).toHaveCount(0);
}

async function expectPictures(page: Page, name: string): Promise<void> {
  await holdStill(page);
  for (const theme of ['dark', 'light'] as const) {
    await wearTheme(page, theme);
    // Enough for an edge that another processor smooths otherwise; a line of text, a colour or a gap is more.
    await expect.soft(page).toHaveScreenshot(`${name}-${theme}.png`, { maxDiffPixels: 150, threshold: 0.1 });
  }
}

const { executablePath, env } = await findPackagedChromium();
const args = [...CHROMIUM_ARGS, '--font-render-hinting=none', '--force-color-profile=srgb'];
test.use({
  serviceWorkers: 'block',
  launchOptions: { executablePath, args, env: { ...process.env, ...env } as Record<string, string> },
});
test.beforeEach(({ sql }, { parallelIndex }) => openGallery(stackAt(parallelIndex), sql));

for (const scene of SCENES) {
  test(`${scene.name} looks as it did, dark and light`, async ({ page }) => {
    await see(page, scene);
    await expectPictures(page, scene.name);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  for (const scene of SCENES.filter(({ name }) =>
    ['login', 'pit', 'slip', 'issue-points', 'players', 'player', 'promos', 'shift'].includes(name),
  )) {
    test(`${scene.name} looks as it did, dark and light`, async ({ page }) => {
      await see(page, scene);
      await expectPictures(page, `${scene.name}-phone`);
    });
  }
});
