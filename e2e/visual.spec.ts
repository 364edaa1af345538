import type { Page } from '@playwright/test';
import { DEMO_PASSWORD } from '../supabase/embedded/demo.ts';
import { DevicePage } from './pages/device-page.ts';
import { FOUNDING_TOKEN } from './support/gallery.ts';
import { expect, test } from './support/journey.ts';
import { compareWithPictures, PICTURE_USE, type Scene } from './support/pictures.ts';

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

async function openCoupon(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Coupons' }).getByRole('button').first().click();
}

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
    last: (page) => page.getByRole('menuitem', { name: 'Sign out', exact: true }),
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
    name: 'new-program',
    account: 'loyalty',
    path: '/promos',
    open: async (page) => {
      await page.getByRole('radio', { name: 'Programs' }).check();
      await page.getByRole('button', { name: 'New program' }).click();
    },
    last: (page) => page.getByRole('dialog').getByRole('button', { name: 'Create program' }),
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
    name: 'report',
    account: 'admin',
    path: '/reports',
    last: (page) => page.getByRole('region', { name: 'Cash log' }),
  },
  {
    name: 'settings',
    account: 'admin',
    path: '/settings',
    last: (page) => page.getByRole('heading', { name: 'Alert thresholds' }),
  },
  {
    name: 'limits',
    account: 'loyalty',
    path: '/settings',
    open: (page) => page.getByRole('button', { name: 'Change the limits of Pit boss' }).click(),
    last: (page) => page.getByRole('dialog', { name: 'Limits' }).getByLabel('Points at once'),
  },
  {
    name: 'seat',
    account: 'pitboss',
    path: '/pit',
    open: async (page) => {
      await page.getByRole('button', { name: 'Find player' }).click();
      await page.getByLabel('Name or loyalty id').fill('Femi');
      await page.getByRole('button', { name: /Femi Farrow.*Open slip/ }).click();
    },
    last: (page) => page.getByRole('dialog').getByRole('radio').first(),
  },
  {
    name: 'coupon',
    account: 'pitboss',
    path: '/promos',
    open: openCoupon,
    last: (page) => page.getByRole('dialog').getByRole('button', { name: 'Void', exact: true }),
  },
  {
    name: 'coupon-void',
    account: 'pitboss',
    path: '/promos',
    open: async (page) => {
      await openCoupon(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Void', exact: true }).click();
    },
    last: (page) => page.getByRole('dialog').getByRole('radiogroup').first(),
  },
  {
    name: 'coupon-at-the-desk',
    account: 'pitboss',
    path: '/promos',
    open: (page) => page.getByRole('button', { name: 'Issue coupon' }).click(),
    last: (page) => page.getByRole('dialog').getByRole('radio', { name: /^Birthday/ }),
  },
  {
    name: 'new-webhook',
    account: 'admin',
    path: '/settings',
    open: (page) => page.getByRole('button', { name: 'Add webhook' }).click(),
    last: (page) => page.getByRole('dialog').getByRole('button', { name: 'Add webhook' }),
  },
  {
    name: 'session-ended',
    account: 'pitboss',
    path: '/pit',
    open: async (page) => {
      await openIssue('Bonus points')(page);
      await page.context().setOffline(true);
      await issueDrawer(page).getByRole('radio', { name: '250' }).click();
      await issueDrawer(page).getByRole('button', { name: 'Issue 250 points' }).click();
      await expect(page.getByRole('button', { name: 'Cancel +250 points' })).toBeVisible();
      await page.context().clearCookies();
      await page.context().setOffline(false);
      await page.waitForURL(/\/login\?next=.*ended=1/);
    },
    last: (page) => page.getByText('1 reward waits', { exact: false }),
  },
  {
    name: 'slip-spanish',
    account: 'pitboss',
    path: '/pit',
    language: 'es',
    open: async (page) => {
      await page
        .getByRole('button', { name: /Ada Abara/ })
        .first()
        .click();
    },
    last: (page) => page.getByText('+250').last(),
  },
  {
    name: 'settings-spanish',
    account: 'admin',
    path: '/settings',
    language: 'es',
    last: (page) => page.getByRole('button', { name: 'Agregar webhook' }),
  },
  {
    name: 'house',
    account: 'admin',
    path: '/house',
    last: (page) => page.getByRole('button', { name: /^BA-11/ }),
  },
  {
    name: 'house-table',
    account: 'admin',
    path: '/house',
    open: (page) => page.getByRole('button', { name: /^RO-02/ }).click(),
    last: (page) => page.getByRole('button', { name: 'Nothing changed' }),
  },
  {
    name: 'house-games',
    account: 'admin',
    path: '/house?view=games',
    last: (page) => page.getByRole('button', { name: /^Roulette/ }),
  },
  {
    name: 'house-game',
    account: 'admin',
    path: '/house?view=games',
    open: (page) => page.getByRole('button', { name: /^Roulette/ }).click(),
    last: (page) => page.getByRole('button', { name: 'Nothing changed' }),
  },
  {
    name: 'house-shifts',
    account: 'admin',
    path: '/house?view=shifts',
    open: (page) => page.getByRole('button', { name: 'Change the shifts' }).click(),
    last: (page) => page.getByRole('button', { name: 'Nothing changed' }),
  },
  {
    name: 'people',
    account: 'admin',
    path: '/people',
    last: (page) => page.getByRole('list', { name: 'Staff' }).getByText('Gallery Pit Boss'),
  },
  {
    name: 'people-person',
    account: 'admin',
    path: '/people',
    open: (page) => page.getByRole('button', { name: /^Gallery Cashier/ }).click(),
    last: (page) => page.getByRole('button', { name: 'Deactivate Gallery Cashier' }),
  },
  {
    name: 'permissions',
    account: 'admin',
    path: '/people?section=permissions',
    last: (page) => page.getByText('Nobody has an exception'),
  },
  {
    name: 'house-day',
    account: 'admin',
    path: '/house?view=day',
    last: (page) => page.getByRole('button', { name: 'Change the gaming day' }),
  },
  {
    name: 'relation',
    account: 'compliance',
    path: '/players',
    open: async (page) => {
      await page.getByRole('list', { name: 'Players' }).getByRole('link', { name: /Femi/ }).click();
      await page.getByRole('region', { name: 'Close to staff' }).getByRole('button', { name: 'Declare' }).click();
    },
    last: (page) => page.getByRole('dialog', { name: 'Declare a relation' }).getByLabel('How they are close'),
  },
  {
    name: 'set-pin',
    account: 'cashier',
    path: '/pit',
    open: async (page) => {
      await page.getByRole('button', { name: /Gallery Cashier/ }).click();
      await page.getByRole('menuitem', { name: 'Set a PIN' }).click();
    },
    last: (page) => page.getByRole('dialog', { name: 'Set a PIN' }).getByLabel('New PIN'),
  },
  {
    name: 'lock-screen',
    account: 'cashier',
    path: '/pit',
    open: async (page) => {
      await page.getByRole('button', { name: /Gallery Cashier/ }).click();
      await page.getByRole('menuitem', { name: 'Set a PIN' }).click();
      const sheet = page.getByRole('dialog', { name: 'Set a PIN' });
      await sheet.getByLabel('Present password').fill(DEMO_PASSWORD);
      await sheet.getByLabel('New PIN').fill('270914');
      await sheet.getByRole('button', { name: 'Set a PIN' }).click();
      await expect(sheet).toBeHidden();
      await page.getByRole('button', { name: /Gallery Cashier/ }).click();
      await page.getByRole('menuitem', { name: 'Change over' }).click();
      await expect(page.getByText('Your PIN is set')).toBeHidden();
    },
    last: (page) => page.getByRole('dialog', { name: 'Who is there?' }).getByLabel(/^PIN of/),
  },
  {
    name: 'found',
    account: null,
    path: `/found#${FOUNDING_TOKEN}`,
    last: (page) => page.getByLabel('Name of the casino'),
  },
  {
    name: 'found-tables',
    account: null,
    path: `/found#${FOUNDING_TOKEN}`,
    open: async (page) => {
      await page.getByLabel('Name of the casino').fill('Riverside');
      for (const step of ['Points and tiers', 'Games', 'Pits and tables']) {
        await page.getByRole('button', { name: `Next: ${step}` }).click();
        await expect(page.getByRole('heading', { name: step, level: 2 })).toBeVisible();
      }
    },
    last: (page) => page.getByLabel('First label'),
  },
  {
    name: 'forgotten-password',
    account: null,
    path: '/forgotten',
    last: (page) => page.getByText('If there is no other admin', { exact: false }),
  },
  {
    name: 'nothing-there',
    account: null,
    path: '/nothing-there',
    last: (page) => page.getByText('There is nothing at this address'),
  },
];

test.use(PICTURE_USE);
compareWithPictures(SCENES, 'Gallery');

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  const names = ['login', 'pit', 'slip', 'issue-points', 'players', 'player', 'promos', 'shift'];
  const scenes = SCENES.filter(({ name }) => names.includes(name));
  compareWithPictures(
    scenes.map((scene) => ({ ...scene, name: `${scene.name}-phone` })),
    'Gallery',
  );
});

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' });
  const leave = (path: string) => async (page: Page) => {
    await new DevicePage(page).untilReady();
    await page.context().setOffline(true);
    await page.goto(path);
  };
  compareWithPictures(
    [
      {
        name: 'offline-players',
        account: 'pitboss',
        path: '/pit',
        open: leave('/players'),
        last: (page) => page.getByText('Finding anybody else needs the network'),
      },
      {
        name: 'offline-needs-network',
        account: 'pitboss',
        path: '/pit',
        open: leave('/promos'),
        last: (page) => page.getByText('This screen needs the network'),
      },
    ],
    'Gallery',
  );
});
