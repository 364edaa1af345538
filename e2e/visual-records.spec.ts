import type { Page } from '@playwright/test';
import { expect, test } from './support/journey.ts';
import { compareWithPictures, PICTURE_USE, type Scene } from './support/pictures.ts';

/** A casino with records in every book. */
const SCENES: readonly Scene[] = [
  {
    name: 'audit-trail',
    account: 'compliance',
    // What the pictures themselves leave in the trail is left out: somebody signed in.
    path: '/audit?view=trail&action=mtl.record_entry',
    last: (page) => page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem').first(),
  },
  {
    name: 'audit-row',
    account: 'compliance',
    path: '/audit?view=trail&action=floor.save_player_profile',
    open: (page) =>
      page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem').first().getByRole('button').first().click(),
    last: (page) => page.getByRole('dialog').getByRole('button', { name: 'From tap to webhook' }),
  },
  {
    name: 'seals',
    account: 'compliance',
    path: '/compliance?section=seals',
    last: (page) => page.getByRole('link', { name: /^Text of what was sealed/ }).first(),
  },
  {
    name: 'import-errors',
    account: 'loyalty',
    path: '/imports',
    open: async (page) => {
      await page.getByRole('button', { name: /members\.csv/ }).click();
      await page.getByRole('radio', { name: /^In error/ }).check();
    },
    last: (page) => page.getByRole('list', { name: 'Rows' }).getByRole('listitem').last(),
  },
  {
    name: 'import-mapping',
    account: 'loyalty',
    path: '/imports',
    open: async (page) => {
      await page.getByRole('button', { name: /members\.csv/ }).click();
      await page.getByRole('radio', { name: 'Columns', exact: true }).check();
    },
    last: (page) => page.getByLabel('Loyalty id', { exact: true }),
  },
  {
    name: 'reconcile',
    account: 'loyalty',
    path: '/reconcile',
    last: (page) => page.getByRole('button', { name: /G100001/ }).first(),
  },
  {
    name: 'reconcile-row',
    account: 'loyalty',
    path: '/reconcile',
    open: (page) =>
      page
        .getByRole('button', { name: /G100001/ })
        .first()
        .click(),
    last: (page) => page.getByRole('dialog').getByText('Bronze becomes Gold.'),
  },
  {
    name: 'reconcile-apply-all',
    account: 'loyalty',
    path: '/reconcile',
    open: (page) => page.getByRole('button', { name: /^Apply all/ }).click(),
    last: (page) => page.getByRole('dialog').getByRole('button', { name: /^Apply \d+ rows?/ }),
  },
  {
    name: 'cash-log',
    account: 'cashier',
    path: '/mtl',
    last: (page) => page.getByText('Elif Engel').first(),
  },
  {
    name: 'cash-patron',
    account: 'cashier',
    path: '/mtl',
    open: (page) =>
      page
        .getByRole('button', { name: /Elif Engel/ })
        .first()
        .click(),
    last: (page) => page.getByRole('dialog').getByText('Elif Engel').first(),
  },
  {
    name: 'compliance-cases',
    account: 'compliance',
    path: '/compliance?section=cases',
    last: (page) => page.getByRole('button', { name: /Elif Engel/ }).first(),
  },
  {
    name: 'compliance-case',
    account: 'compliance',
    path: '/compliance?section=cases',
    open: (page) =>
      page
        .getByRole('button', { name: /Elif Engel/ })
        .first()
        .click(),
    last: (page) => page.getByRole('button', { name: 'Complete: Elif Engel' }),
  },
  {
    name: 'compliance-case-person',
    account: 'compliance',
    path: '/compliance?section=cases',
    open: async (page) => {
      await page
        .getByRole('button', { name: /Elif Engel/ })
        .first()
        .click();
      await page.getByRole('button', { name: 'Complete: Elif Engel' }).click();
    },
    last: (page) => page.getByRole('dialog').getByLabel('11 City'),
  },
  {
    name: 'patterns',
    account: 'compliance',
    path: '/compliance?section=patterns',
    last: (page) => page.getByRole('list', { name: 'What stands out' }).getByRole('listitem').first(),
  },
  {
    name: 'patterns-acknowledge-all',
    account: 'compliance',
    path: '/compliance?section=patterns',
    open: (page) => page.getByRole('button', { name: 'Acknowledge all…' }).click(),
    last: (page) => page.getByRole('dialog').getByLabel('What you found when you looked into them'),
  },
  {
    name: 'filing-profile',
    account: 'admin',
    path: '/compliance?section=cases&desk=profile',
    last: (page) => page.getByRole('heading', { name: 'Filing institution' }),
  },
  {
    name: 'staff-lens-empty',
    account: 'compliance',
    path: '/compliance?section=insider',
    last: (page) => page.getByText('Nothing stands out'),
  },
  {
    name: 'packs',
    account: 'compliance',
    path: '/compliance?section=packs',
    last: (page) => page.getByRole('button', { name: 'Make the pack' }),
  },
  {
    name: 'exclude',
    account: 'compliance',
    path: '/compliance?section=exclusions',
    open: (page) => page.getByRole('button', { name: 'Exclude a player' }).click(),
    last: (page) => page.getByRole('dialog').getByLabel('Source document'),
  },
  {
    name: 'exclusion-lift',
    account: 'compliance',
    path: '/compliance?section=exclusions',
    open: (page) => page.getByRole('button', { name: 'Lift: Hugo Hale' }).click(),
    last: (page) => page.getByRole('dialog').getByLabel('Why it is lifted'),
  },
  {
    name: 'exclusion-lists-empty',
    account: 'compliance',
    path: '/compliance?section=exclusions&view=lists',
    last: (page) => page.getByText('Matches', { exact: true }).first(),
  },
  {
    name: 'exclusions',
    account: 'compliance',
    path: '/compliance?section=exclusions',
    last: (page) => page.getByRole('list', { name: 'On record' }).getByText('Hugo Hale'),
  },
  {
    name: 'exclusion-hits',
    account: 'compliance',
    path: '/compliance?section=exclusions&view=hits',
    last: (page) => page.getByRole('list', { name: 'Hits' }).getByText('Hugo Hale'),
  },
  {
    name: 'player-cared-for',
    account: 'pitboss',
    path: '/players',
    open: async (page) => {
      await page.getByRole('list', { name: 'Players' }).getByRole('link', { name: /Ada/ }).click();
      await expect(page.getByText('BJ-01, seat 1')).toBeVisible();
    },
    last: (page) => page.getByText('Left-handed: seat her where she can see the pit.'),
  },
  {
    name: 'player-note',
    account: 'pitboss',
    path: '/players',
    open: async (page) => {
      await page.getByRole('list', { name: 'Players' }).getByRole('link', { name: /Ada/ }).click();
      await page.getByRole('button', { name: 'Add note' }).click();
    },
    last: (page) => page.getByRole('dialog', { name: 'Add note' }).getByRole('textbox'),
  },
  {
    name: 'player-care',
    account: 'pitboss',
    path: '/players',
    open: async (page) => {
      await page.getByRole('list', { name: 'Players' }).getByRole('link', { name: /Ada/ }).click();
      await page.getByRole('button', { name: 'Edit host and preferences' }).click();
    },
    last: (page) => page.getByRole('dialog').getByLabel('Drink'),
  },
  {
    name: 'cash-log-close-day',
    account: 'cashier',
    path: '/mtl?view=day',
    open: (page) => page.getByRole('button', { name: 'Close the gaming day' }).click(),
    last: (page) => page.getByRole('dialog').getByLabel('Note (may stay empty)'),
  },
  {
    name: 'table-counts',
    account: 'pitboss',
    path: '/shift',
    open: async (page) => {
      await page.getByRole('button', { name: /^Record counts in/ }).click();
      const pit = page.getByRole('region', { name: 'Cash of Main' });
      await pit.getByRole('button', { name: /^Main/ }).click();
      await pit.getByRole('button', { name: 'Enter the counts of Main' }).click();
    },
    last: (page) => page.getByRole('dialog', { name: 'Counts of Main' }).getByLabel('Opening of BJ-01, $'),
  },
  {
    name: 'table-count',
    account: 'pitboss',
    path: '/shift',
    open: async (page) => {
      await page.getByRole('button', { name: /^Record counts in/ }).click();
      const pit = page.getByRole('region', { name: 'Cash of Main' });
      await pit.getByRole('button', { name: /^Main/ }).click();
      await pit.getByRole('button', { name: /count of BJ-01$/ }).click();
    },
    last: (page) => page.getByRole('dialog', { name: 'Count of BJ-01' }).getByLabel('Closing, $'),
  },
  {
    name: 'shift-alerts',
    account: 'pitboss',
    path: '/shift',
    last: (page) => page.getByRole('region', { name: 'Alerts', exact: true }).getByRole('article').first(),
  },
  {
    name: 'shift-acknowledge-all',
    account: 'pitboss',
    path: '/shift',
    open: (page) => page.getByRole('button', { name: 'Acknowledge all…' }).click(),
    last: (page) => page.getByLabel('Note (optional)'),
  },
];

/** What the navigation says that waits: it arrives when it likes, before a picture is taken. */
const WAITING: Record<string, readonly RegExp[]> = {
  pitboss: [/^Shift\s*2 alerts/],
  loyalty: [/^Shift\s*2 alerts/, /^Reconcile with 7 rows/],
  compliance: [/^Shift\s*2 alerts/, /^Compliance.*2 findings/],
};

test.use(PICTURE_USE);
compareWithPictures(
  SCENES.map((scene) => ({
    ...scene,
    open: async (page: Page) => {
      for (const name of WAITING[scene.account ?? ''] ?? [])
        await expect(page.getByRole('navigation').getByRole('link', { name })).toBeVisible();
      await scene.open?.(page);
    },
  })),
  'Annex',
);
