import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { ImportsPage } from './pages/imports-page.ts';
import { OfferDrawer } from './pages/offer-drawer.ts';
import { PromoPage } from './pages/promo-page.ts';
import { ReconcilePage } from './pages/reconcile-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }))).toEqual([]);
}

for (const theme of ['dark', 'light'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test('sign-in, pit, slip and issue drawer have no violations of WCAG 2.1 AA', async ({
      page,
      pit,
      signIn,
      sql,
    }) => {
      const slip = await takeSlip(sql);
      await page.addInitScript((name) => localStorage.setItem('pitside-theme', name), theme);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto('/login');
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await expectAccessible(page);
      await signIn.signInAs('Harbor: Pit boss');
      await expect(pit.seat(slip.id)).toBeVisible();
      await expectAccessible(page);
      await pit.openSlip(slip.id);
      await expectAccessible(page);
      await pit.openIssueDrawer();
      await expectAccessible(page);
    });

    test('promo, its drawers and the voucher have no violations of WCAG 2.1 AA', async ({ page }) => {
      await page.addInitScript((name) => localStorage.setItem('pitside-theme', name), theme);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const promo = new PromoPage(page);
      await promo.signInAs('Harbor: Admin');
      await expect(page.getByRole('list', { name: 'Coupons' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Issue coupon' }).click();
      await promo.drawer.getByRole('radio', { name: /^Match play \$25/ }).click();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('list', { name: 'Coupons' }).getByRole('button').first().click();
      const paper = promo.drawer.getByRole('link', { name: /Print voucher/ });
      await expect(paper).toBeVisible();
      await expectAccessible(page);
      const voucher = (await paper.getAttribute('href')) ?? '';
      await promo.drawer.getByRole('button', { name: 'Replace', exact: true }).click();
      await expectAccessible(page);
      await page.goto('/promos?view=programs');
      await expect(page.getByRole('list', { name: 'Promo programs' })).toBeVisible();
      await expectAccessible(page);
      await page.goto(voucher);
      await expect(page.getByRole('article')).toBeVisible();
      await expectAccessible(page);
    });

    test('shift and settings have no violations of WCAG 2.1 AA', async ({ page }) => {
      await page.addInitScript((name) => localStorage.setItem('pitside-theme', name), theme);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await new SignInPage(page).signInAs('Harbor: Admin', '/shift');
      await expect(page.getByRole('heading', { name: 'Promo Exposure' })).toBeVisible();
      await page.getByRole('button', { name: /^Not firing/ }).click();
      await page.getByRole('button', { name: /^Why/ }).first().click();
      await expectAccessible(page);
      await page.goto('/settings');
      await expect(page.getByRole('heading', { name: 'Alert thresholds' })).toBeVisible();
      await expectAccessible(page);
    });

    test('the offers, the player and the catalog have no violations of WCAG 2.1 AA', async ({
      page,
      pit,
      signIn,
      sql,
    }) => {
      const slip = await takeSlip(sql);
      await page.addInitScript((name) => localStorage.setItem('pitside-theme', name), theme);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await signIn.signInAs('Harbor: Admin');
      await pit.openSlip(slip.id);
      await pit.openIssueDrawer();
      await new OfferDrawer(page).choose('Comps', 'Show ticket');
      await expectAccessible(page);
      await new OfferDrawer(page).choose('Offers', 'Daily match play');
      await expectAccessible(page);
      await page.goto(`/players/${slip.playerId}`);
      await expect(page.getByRole('list', { name: 'Points' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('tab', { name: 'Coupons' }).click();
      await expectAccessible(page);
      await page.goto('/catalog');
      await page.getByRole('button', { name: 'Daily match play', exact: true }).click();
      await expect(page.getByText(/players? in the house/)).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('radio', { name: /^Tiers/ }).check();
      await expect(page.getByLabel('What it earns')).toBeVisible();
      await expectAccessible(page);
    });

    test('imports, the queue and its drawers have no violations of WCAG 2.1 AA', async ({ page, sql }) => {
      await page.addInitScript((name) => localStorage.setItem('pitside-theme', name), theme);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const { playerId } = await takeSlip(sql);
      const [player] = await sql<{ loyaltyId: string }[]>`
        select loyalty_id as "loyaltyId" from public.player where id = ${playerId}`;
      const imports = new ImportsPage(page);
      await imports.signInAs('Harbor: Admin');
      await expectAccessible(page);
      const name = `${theme}.csv`;
      await imports.send(name, `Card,Tier,Points\n${player?.loyaltyId},Platinum,9\nX-1,Elite,many\n`);
      await expect(imports.rows).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('radio', { name: 'Columns' }).check();
      await expect(page.getByLabel('Dates are written')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Reconcile 1 row' }).click();
      const queue = new ReconcilePage(page);
      await queue.openRow(player?.loyaltyId ?? '');
      await expectAccessible(page);
      await queue.dialog.getByLabel(/does not say how old/).check();
      await queue.dialog.getByRole('button', { name: /^Apply: / }).click();
      await queue.dialog.getByRole('button', { name: 'Revert …' }).click();
      await expectAccessible(page);
      await queue.close();
      await queue.showView('History');
      await page
        .getByRole('button', { name: /1 applied/ })
        .first()
        .click();
      await expect(queue.dialog.getByRole('link', { name: 'Download report' })).toBeVisible();
      await expectAccessible(page);
    });

    test('audit has no violations of WCAG 2.1 AA', async ({ page, signIn }) => {
      await page.addInitScript((name) => localStorage.setItem('pitside-theme', name), theme);
      await signIn.signInAs('Harbor: Compliance', '/audit');
      await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test('every touch target on the floor is at least 44 px high', async ({ page, pit, signIn, sql }) => {
  const slip = await takeSlip(sql);
  await signIn.signInAs('Harbor: Pit boss');
  await pit.openSlip(slip.id);
  await pit.openIssueDrawer();
  const small = await page.getByRole('button').evaluateAll((buttons) =>
    buttons
      .filter((button) => button.checkVisibility())
      .map((button) => ({ name: button.textContent, height: button.getBoundingClientRect().height }))
      .filter(({ height }) => height < 44),
  );
  expect(small).toEqual([]);
});
