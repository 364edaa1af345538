import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Sql } from 'postgres';
import { DevicePage } from './pages/device-page.ts';
import { ImportsPage } from './pages/imports-page.ts';
import { OfferDrawer } from './pages/offer-drawer.ts';
import { PromoPage } from './pages/promo-page.ts';
import { ReconcilePage } from './pages/reconcile-page.ts';
import { takeCash } from './support/ctr.ts';
import { addBarredPlayer, addHeldSlip, addStruckNote, takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => ({ id, targets: nodes.map((node) => node.target.join(' ')) }))).toEqual([]);
}

/** What a pit boss asks somebody else to give on a slip. */
async function askForReward(sql: Sql, slip: { id: string; playerId: string }): Promise<void> {
  await sql`
    insert into public.approval (casino_id, operation, request, reason, requested_by_staff_id, lapses_at)
    select casino_id, 'reward.issue', jsonb_build_object('kind', 'points', 'rating_slip_id', ${slip.id}::uuid,
      'player_id', ${slip.playerId}::uuid, 'points', 400, 'reason', 'promotion', 'value_cents', 400), 'A long wait', id, now() + interval '10 minutes'
    from public.staff where email = 'pitboss@harbor.example'`;
}

// A screen a test: what a look costs adds up, and a slow machine must not run out of a journey's time.
for (const theme of ['dark', 'light'] as const) {
  test.describe(`in the ${theme} theme, without violations of WCAG 2.1 AA:`, () => {
    test.beforeEach(async ({ page }) => {
      await page.addInitScript((name) => localStorage.setItem('pitside-theme', name), theme);
      await page.emulateMedia({ reducedMotion: 'reduce' });
    });

    test('sign-in', async ({ page }) => {
      await page.goto('/login');
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await expectAccessible(page);
    });

    test('where one says at which casino one is', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Pit boss');
      await page.goto('/choose');
      await expect(page.getByRole('button', { name: /^Harbor/ })).toBeVisible();
      await expectAccessible(page);
    });

    test('the pit and a slip', async ({ page, pit, signIn, sql }) => {
      const slip = await takeSlip(sql);
      await signIn.signInAs('Harbor: Pit boss');
      await expect(pit.seat(slip.id)).toBeVisible();
      await expectAccessible(page);
      await pit.openSlip(slip.id);
      await expectAccessible(page);
    });

    test('a reward that is asked for, on its slip and where it is decided', async ({ page, pit, signIn, sql }) => {
      const slip = await takeSlip(sql);
      await askForReward(sql, slip);
      await signIn.signInAs('Harbor: Admin');
      await pit.openSlip(slip.id);
      await expect(pit.rewards.getByText(/Waits for approval until/)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: '1 reward to decide' }).click();
      await expect(page.getByRole('dialog').getByText(/^400 points/)).toBeVisible();
      await expectAccessible(page);
      await sql`delete from public.approval`;
    });

    test('a reward that is approved by PIN where it was asked for', async ({ page, pit, signIn, sql }) => {
      const slip = await takeSlip(sql);
      await askForReward(sql, slip);
      await sql`
        insert into auth.sessions (id, user_id, created_at)
        select gen_random_uuid(), user_id, now() from public.staff where email = 'admin@harbor.example'`;
      await sql`
        insert into app.staff_pin (casino_id, staff_id, pin_hash)
        select casino_id, id, 'Trial' from public.staff where email = 'admin@harbor.example'`;
      await signIn.signInAs('Harbor: Pit boss');
      await pit.openSlip(slip.id);
      await pit.rewards.getByRole('button', { name: 'Approve here: 400 points' }).click();
      const person = page.getByRole('dialog', { name: 'Approve here' }).getByRole('button', { name: 'Harbor Admin' });
      await expect(person).toBeVisible();
      await expectAccessible(page);
      await person.click();
      await expect(page.getByLabel('PIN of Harbor Admin · Admin')).toBeFocused();
      await expectAccessible(page);
      await sql`delete from public.approval`;
      await sql`delete from app.staff_pin`;
    });

    test('what a device shows without a network, and how it stands', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Pit boss');
      const device = new DevicePage(page);
      await device.untilReady();
      await device.goOffline();
      await page.getByRole('link', { name: 'Players' }).click();
      await expect(page.getByRole('heading', { name: 'Players of the floor' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Shift' }).click();
      await expect(page.getByText('This screen needs the network')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: /Harbor Pit Boss/ }).click();
      await page.getByRole('menuitem', { name: 'This device' }).click();
      await expect(page.getByText('Works', { exact: true })).toBeVisible();
      await expectAccessible(page);
    });

    test('the warning before a player is seated', async ({ page, pit, signIn, sql }) => {
      const player = await addBarredPlayer(sql, `Aa${theme}`);
      await signIn.signInAs('Harbor: Admin');
      await pit.findToSeat(player.name);
      await expect(pit.notToBeSeated).toBeVisible();
      await expectAccessible(page);
    });

    test('exclusions, hits and lists of compliance', async ({ page, signIn, sql }) => {
      await addBarredPlayer(sql, `Ab${theme}`);
      await signIn.signInAs('Harbor: Compliance', '/compliance?section=exclusions');
      await expect(page.getByRole('list', { name: 'On record' })).toContainText(`Ab${theme}`);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Exclude a player' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      for (const [tab, shown] of [
        ['Hits', 'New'],
        ['Lists', 'Matches'],
      ] as const) {
        await page.getByRole('tab', { name: tab }).click();
        await expect(page.getByText(shown, { exact: true }).first()).toBeVisible();
        await expectAccessible(page);
      }
    });

    test('the cash log, an entry, a patron and the sheet of a day', async ({ page, signIn, sql }) => {
      await signIn.signInAs('Harbor: Cashier', '/mtl');
      // The gaming day may have begun a minute ago.
      await takeCash(page, (await takeSlip(sql)).playerId, 300_000);
      await expect(page.getByRole('list', { name: 'Entries' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'New entry' }).click();
      await page.getByRole('dialog').getByLabel('Amount, $').fill('12000');
      await expect(page.getByRole('dialog')).toContainText('a CTR is due');
      await page.getByRole('button', { name: 'Agent, others, time, note' }).click();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('list', { name: 'Patrons' }).getByRole('button').first().click();
      await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('radio', { name: 'Gaming day', exact: true }).check();
      await expect(page.getByRole('article', { name: 'Cash log sheet' })).toBeVisible();
      await expectAccessible(page);
    });

    test('cases of compliance, one of them, and who is in it', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Compliance', '/compliance');
      const cases = page.getByRole('list', { name: 'Cash reports' });
      await expect(cases.getByRole('listitem').first()).toBeVisible();
      await expectAccessible(page);
      await cases.getByRole('button').first().click();
      await expect(page.getByRole('heading', { name: 'Entries behind it' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Complete:' }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
    });

    test('seals, packs and the filing profile of compliance', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/compliance?section=cases&desk=profile');
      for (const [tab, heading] of [
        [null, 'Filing institution'],
        ['Sent to FinCEN', null],
        ['Seals', 'Seals'],
        ['Packs', 'A pack for a regulator'],
      ] as const) {
        if (tab) await page.getByRole('tab', { name: tab, exact: true }).click();
        await expect(
          heading
            ? page.getByRole('heading', { name: heading, exact: true })
            : page.getByText('What a filer must still check'),
        ).toBeVisible();
        await expectAccessible(page);
      }
    });

    test('the issue drawer, its comps and its coupons', async ({ page, pit, signIn, sql }) => {
      const slip = await takeSlip(sql);
      await signIn.signInAs('Harbor: Pit boss');
      await pit.openSlip(slip.id);
      await pit.openIssueDrawer();
      await expectAccessible(page);
      await new OfferDrawer(page).choose('Comps', 'Show ticket');
      await expectAccessible(page);
      await new OfferDrawer(page).choose('Coupons', 'Daily match play');
      await expectAccessible(page);
      await new OfferDrawer(page).choose('Coupons', 'Weekday match play');
      await expect(pit.issueDrawer.getByRole('radio', { name: 'Made by Pitside' })).toBeChecked();
      await expectAccessible(page);
    });

    test('the list of players, and nobody found', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Pit boss', '/players');
      await expect(page.getByRole('list', { name: 'Players' }).getByRole('link').first()).toBeVisible();
      await expectAccessible(page);
      await page.getByLabel('Name or loyalty id').fill('nobody of this name');
      await expect(page.getByRole('button', { name: 'Show everybody' })).toBeVisible();
      await expectAccessible(page);
    });

    test('a player', async ({ page, signIn, sql }) => {
      const { playerId } = await takeSlip(sql);
      await signIn.signInAs('Harbor: Admin', `/players/${playerId}`);
      await expect(page.getByRole('list', { name: 'Points' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('tab', { name: 'Coupons' }).click();
      await expectAccessible(page);
    });

    test('correcting a player’s details', async ({ page, signIn, sql }) => {
      const { playerId } = await takeSlip(sql);
      await signIn.signInAs('Harbor: Pit boss', `/players/${playerId}`);
      await page.getByRole('button', { name: 'Correct details' }).click();
      await expect(page.getByRole('dialog', { name: 'Correct details' })).toBeVisible();
      await expectAccessible(page);
    });

    test('a player’s notes, and editing host and preferences', async ({ page, signIn, sql }) => {
      const { playerId } = await takeSlip(sql);
      await addStruckNote(sql, playerId);
      await signIn.signInAs('Harbor: Pit boss', `/players/${playerId}`);
      await expect(page.getByText(/^Struck by/)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Add note' }).click();
      await expect(page.getByRole('dialog', { name: 'Add note' })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Edit host and preferences' }).click();
      await expect(page.getByRole('dialog', { name: 'Host and preferences' })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /No photo of/ }).click();
      await expect(page.getByRole('dialog', { name: 'Photo' })).toBeVisible();
      await expectAccessible(page);
    });

    test('a slip that the house closed, and settling it', async ({ page, signIn, sql }) => {
      const { playerName } = await addHeldSlip(sql);
      await signIn.signInAs('Harbor: Loyalty manager', '/players');
      await page.getByRole('button', { name: /to settle$/ }).click();
      const held = page.getByRole('dialog', { name: 'Closed by the house' });
      await expect(held).toBeVisible();
      await expectAccessible(page);
      await held.getByRole('link', { name: new RegExp(playerName) }).click();
      await page.getByRole('button', { name: /^Settle the slip/ }).click();
      await expect(page.getByRole('dialog', { name: 'Settle slip' })).toBeVisible();
      await expectAccessible(page);
    });

    test('closing a slip where play ended', async ({ page, pit, signIn, sql }) => {
      const slip = await takeSlip(sql);
      await signIn.signInAs('Harbor: Pit boss');
      await pit.openSlip(slip.id);
      await pit.slip.getByRole('button', { name: 'Close slip' }).click();
      await page.getByRole('button', { name: 'It ended earlier' }).click();
      await expectAccessible(page);
    });

    test('the catalog and its tiers', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/catalog');
      await page.getByRole('button', { name: 'Daily match play', exact: true }).click();
      await expect(page.getByText(/players? in the house/)).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('radio', { name: /^Tiers/ }).check();
      await expect(page.getByLabel('What it earns')).toBeVisible();
      await expectAccessible(page);
    });

    test('promo and issuing a coupon', async ({ page }) => {
      const promo = new PromoPage(page);
      await promo.signInAs('Harbor: Admin');
      await expect(page.getByRole('list', { name: 'Coupons' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Issue coupon' }).click();
      await promo.drawer.getByRole('radio', { name: /^Weekday match play/ }).click();
      await expectAccessible(page);
    });

    test('a coupon, its replacement and its voucher', async ({ page }) => {
      const promo = new PromoPage(page);
      await promo.signInAs('Harbor: Admin');
      await page.getByRole('list', { name: 'Coupons' }).getByRole('button').first().click();
      const paper = promo.drawer.getByRole('link', { name: /Print voucher/ });
      await expect(paper).toBeVisible();
      await expectAccessible(page);
      const voucher = (await paper.getAttribute('href')) ?? '';
      await promo.drawer.getByRole('button', { name: 'Replace', exact: true }).click();
      await expectAccessible(page);
      await page.goto(voucher);
      await expect(page.getByRole('article')).toBeVisible();
      await expectAccessible(page);
    });

    test('promo programs', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/promos?view=programs');
      await expect(page.getByRole('list', { name: 'Promo programs' })).toBeVisible();
      await expectAccessible(page);
    });

    test('shift', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/shift');
      await expect(page.getByRole('heading', { name: 'Promo Exposure' })).toBeVisible();
      await page.getByRole('button', { name: /^Not firing/ }).click();
      await page.getByRole('button', { name: /^Why/ }).first().click();
      await expectAccessible(page);
    });

    test('the report of a day', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/reports');
      await expect(page.getByRole('region', { name: 'Cash log' })).toBeVisible();
      await expectAccessible(page);
    });

    test('players by what they are worth', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/reports?view=players');
      await expect(page.getByRole('table', { name: 'Players' })).toBeVisible();
      await expectAccessible(page);
    });

    test('the counts of a pit, and the alerts acknowledged in one step', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/shift');
      await page.getByRole('button', { name: 'Acknowledge all…' }).click();
      await expect(page.getByLabel('Note (optional)')).toBeFocused();
      await expectAccessible(page);
      await page.getByLabel('Note (optional)').press('Escape');
      await page.getByRole('button', { name: /^Record counts in/ }).click();
      const main = page.getByRole('region', { name: 'Cash of Main' });
      const toggle = main.getByRole('button', { name: /^Main/ });
      if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
      await main.getByRole('button', { name: 'Enter the counts of Main' }).click();
      const grid = page.getByRole('dialog', { name: 'Counts of Main' });
      await grid.getByRole('textbox').first().fill('-1');
      await expectAccessible(page);
    });

    test('settings', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/settings');
      await expect(page.getByRole('heading', { name: 'Alert thresholds' })).toBeVisible();
      await expectAccessible(page);
    });

    test('limits of giving being set', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Loyalty manager', '/settings');
      await page.getByRole('button', { name: 'Change the limits of Pit boss' }).click();
      await expect(page.getByRole('dialog', { name: 'Limits' }).getByLabel('Points at once')).toBeVisible();
      await expectAccessible(page);
    });

    test('tables, games and shifts, one of each, and new ones', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/house');
      await expect(page.getByRole('button', { name: /^RO-04/ })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: /^RO-04/ }).click();
      await expect(page.getByLabel('Least ($)')).toBeVisible();
      await expectAccessible(page);
      await page.goto('/house?view=games&open=game.roulette');
      await expect(page.getByLabel('House edge (%)')).toBeVisible();
      await expectAccessible(page);
      await page.goto('/house?view=games&open=game');
      await expect(page.getByRole('dialog', { name: 'New game' }).getByLabel('Decisions an hour')).toBeVisible();
      await expectAccessible(page);
      await page.goto('/house?view=shifts&open=shifts');
      await expect(page.getByLabel('Name of shift 1')).toBeVisible();
      await expectAccessible(page);
    });

    test('staff, one of them, and another role being asked for', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/people');
      await expect(page.getByText('Harbor Pit Boss')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: /^Harbor Dealer/ }).click();
      await expect(page.getByLabel('Employee number')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Ask for another role' }).click();
      await expect(page.getByLabel('New role')).toBeVisible();
      await expectAccessible(page);
    });

    test('somebody being invited, and the page of a link', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/people');
      await page.getByRole('button', { name: 'Invite somebody' }).click();
      await page
        .getByRole('dialog', { name: 'Invite somebody' })
        .getByLabel('Role')
        .selectOption({ label: 'Pit boss' });
      await expect(page.getByLabel('Why it is needed')).toBeVisible();
      await expectAccessible(page);
      await page.goto('/accept');
      await expect(page.getByText('This page is opened by a one-time link')).toBeVisible();
      await expectAccessible(page);
    });

    test('a forgotten password: what to do, and the link made', async ({ page, signIn, sql }) => {
      await page.goto('/forgotten');
      await expectAccessible(page);
      const [link] = await sql<{ token: string }[]>`select app.make_operator_link('dealer@harbor.example') as token`;
      await page.goto(`/reset#${link?.token}`);
      await expect(page.getByText('A new password for Harbor Dealer at Harbor')).toBeVisible();
      await expectAccessible(page);
      await sql`delete from app.staff_link where purpose = 'password'`;
      await signIn.signInAs('Harbor: Admin', '/people');
      await page.getByRole('button', { name: /^Harbor Dealer/ }).click();
      await page.getByRole('button', { name: 'Link for a new password' }).click();
      await expect(page.getByRole('button', { name: 'Give a reason first' })).toBeVisible();
      await expectAccessible(page);
    });

    test('a casino being set up, each step', async ({ page, sql }) => {
      const [link] = await sql<{ token: string }[]>`select app.make_founding_link() as token`;
      await page.goto(`/found#${link?.token}`);
      await page.getByLabel('Name of the casino').fill('Riverside');
      for (const step of ['Points and tiers', 'Games', 'Pits and tables']) {
        await expectAccessible(page);
        await page.getByRole('button', { name: `Next: ${step}` }).click();
      }
      await page.getByRole('button', { name: 'Next: Shifts' }).click();
      await expect(page.getByText('Give 1 to 20 characters.')).toBeVisible();
      await expectAccessible(page);
      await page.getByLabel('First label').fill('BJ-01');
      await page.getByRole('button', { name: 'Next: Shifts' }).click();
      await page.getByRole('button', { name: 'Next: First people' }).click();
      await page.getByRole('button', { name: 'Next: Look it over' }).click();
      await expect(page.getByText('Enter an email address.').first()).toBeVisible();
      await expectAccessible(page);
    });

    test('permissions, and an exception being made', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Admin', '/people?section=permissions');
      await page.getByRole('switch', { name: 'Pit boss: Set rewards and prices' }).click();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Discard' }).click();
      await page.getByRole('button', { name: 'New exception' }).click();
      await expect(page.getByLabel('Through which gaming day')).toBeVisible();
      await expectAccessible(page);
    });

    test('imports, the rows and the columns of one', async ({ page }) => {
      const imports = new ImportsPage(page);
      await imports.signInAs('Harbor: Admin');
      await expectAccessible(page);
      await imports.send(`${theme}-columns.csv`, `Card,Tier,Points\nX-${theme},Elite,many\n`);
      await expect(imports.rows).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('radio', { name: 'Columns' }).check();
      await expect(page.getByLabel('Dates are written')).toBeVisible();
      await expectAccessible(page);
    });

    test('the queue and its drawers', async ({ page, sql }) => {
      const { playerId } = await takeSlip(sql);
      const [player] = await sql<{ loyaltyId: string }[]>`
        select loyalty_id as "loyaltyId" from public.player where id = ${playerId}`;
      const imports = new ImportsPage(page);
      await imports.signInAs('Harbor: Admin');
      await imports.send(`${theme}.csv`, `Card,Tier,Points\n${player?.loyaltyId},Platinum,9\nX-1,Elite,many\n`);
      await page.getByRole('link', { name: 'Reconcile 2 rows' }).click();
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

    test('audit', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Compliance', '/audit');
      await expect(page.getByText(/^Nothing found since/)).toBeVisible();
      await expectAccessible(page);
    });

    test('the audit trail, a row of it and what was done with it', async ({ page, signIn }) => {
      await signIn.signInAs('Harbor: Compliance', '/audit?view=trail&domain=loyalty');
      const rows = page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem');
      await expect(rows.first()).toBeVisible();
      await page.getByRole('button', { name: 'More filters' }).click();
      await expectAccessible(page);
      await rows.first().getByRole('button').first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'From tap to webhook' }).click();
      await expect(page.getByRole('region', { name: 'What was done' })).toBeVisible();
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
