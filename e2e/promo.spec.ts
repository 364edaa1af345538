import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { PromoPage } from './pages/promo-page.ts';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const COUPONS = '**/api/v1/promo-coupons';
const MATCH_PLAY = 'Weekday match play';
/** As the database keeps it. */
const keyOf = (number: string) => number.replaceAll('-', '');

/** A slip whose play is worth more than any coupon. */
async function takePlayedSlip(sql: Parameters<typeof takeSlip>[0]): ReturnType<typeof takeSlip> {
  const slip = await takeSlip(sql);
  await sql`update public.rating_slip set average_bet_cents = 100000 where id = ${slip.id}`;
  return slip;
}

test('a coupon from the slip: program, confirm, number, and the slip shows it', async ({ openTablet, sql }) => {
  const slip = await takePlayedSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  await tablet.issueDrawer.getByRole('tab', { name: 'Coupons' }).click();
  await tablet.issueDrawer.getByRole('radio', { name: /^Weekday match play/ }).click();
  await tablet.issueDrawer.getByRole('button', { name: `Issue ${MATCH_PLAY}` }).click();
  const number = await new PromoPage(tablet.page).readNumber();
  await tablet.issueDrawer.getByRole('button', { name: 'Done' }).click();
  const coupons = tablet.page.getByRole('region', { name: 'Coupons on this visit' });
  await expect(coupons.getByRole('listitem')).toHaveCount(1);
  await expect(coupons).toContainText(number);
  const rows = await sql`select player_id from public.promo_coupon where validation_key = ${keyOf(number)}`;
  expect(rows).toEqual([{ player_id: slip.playerId }]);
});

test('coupons are one list that says what is by tier and what by program, figures in the order of numbers', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  await tablet.issueDrawer.getByRole('tab', { name: 'Coupons' }).click();
  const rows = tablet.issueDrawer.getByRole('radiogroup', { name: 'coupons' }).getByRole('radio');
  const byTier = rows.and(tablet.issueDrawer.getByRole('radio', { name: /^Daily match play.*By tier: / }));
  const byProgram = rows.and(
    tablet.issueDrawer.getByRole('radio', { name: /^Weekday match play.*By program · valid/ }),
  );
  await expect(byTier).toHaveAccessibleName(/1 of 1 left today/);
  await expect(byProgram).toHaveAccessibleName(/\$25/);
  const worths = (await Promise.all((await rows.all()).map((row) => row.locator('..').textContent())))
    .filter((text) => !text?.includes('Not available'))
    .map((text) => Number(/\$([\d,]+)/.exec(text ?? '')?.[1]?.replaceAll(',', '')));
  expect(worths).toEqual(worths.toSorted((one, other) => one - other));

  // One choice: the details and the confirming tap are those of what was chosen last.
  await byTier.click();
  await expect(tablet.issueDrawer.getByRole('button', { name: /^Give \$/ })).toBeVisible();
  await byTier.press('ArrowDown');
  await expect(byTier).not.toBeChecked();
  await byProgram.click();
  await expect(tablet.issueDrawer.getByRole('radio', { name: 'Made by Pitside' })).toBeChecked();
  await expect(tablet.issueDrawer.getByRole('button', { name: 'Issue Weekday match play, $25' })).toBeVisible();
  await expect(tablet.issueDrawer.getByRole('button', { name: /^Give \$/ })).toBeHidden();
});

test('more than the play of a visit is worth is asked about once, before it is sent, and the answer is on record', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await sql`update public.rating_slip set average_bet_cents = 0 where id = ${slip.id}`;
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  const drawer = tablet.issueDrawer;
  await drawer.getByRole('tab', { name: 'Coupons' }).click();
  await drawer.getByRole('radio', { name: /^Weekday match play/ }).click();
  await drawer.getByRole('button', { name: `Issue ${MATCH_PLAY}` }).click();
  await expect(drawer.getByRole('alert')).toContainText('This is $25 on $0 of expected win.');
  await expect(drawer.getByRole('alert')).toContainText('Issue it all the same?');
  const coupons = sql`select id from public.promo_coupon where player_id = ${slip.playerId}`;
  expect(await coupons).toHaveLength(0);
  await drawer.getByRole('button', { name: 'Issue $25 all the same' }).click();
  await new PromoPage(tablet.page).readNumber();
  const [audit] = await sql`
    select a.before from public.audit_log a join public.promo_coupon c on c.id = a.entity_id
    where c.player_id = ${slip.playerId} and a.action = 'promo.issue_promo_coupon'`;
  expect(audit?.before).toEqual({ confirmed_above_theo: { given_cents: 0, theo_cents: 0 } });
});

test('at the desk it is asked about as on the floor, and the question goes with the choice of another player', async ({
  page,
  sql,
}) => {
  const [poor, rich] = [await takeSlip(sql), await takePlayedSlip(sql)];
  await sql`update public.rating_slip set average_bet_cents = 0 where id = ${poor.id}`;
  const promo = new PromoPage(page);
  await promo.signInAs('Harbor: Pit boss');
  await page.getByRole('button', { name: 'Issue coupon' }).click();
  await promo.choose(MATCH_PLAY, poor.playerName);
  await promo.drawer.getByRole('button', { name: `Issue ${MATCH_PLAY}` }).click();
  await expect(promo.drawer.getByRole('alert')).toContainText('This is $25 on $0 of expected win.');
  await expect(promo.drawer.getByRole('alert')).toContainText('Issue it all the same?');
  expect(await sql`select id from public.promo_coupon where player_id = ${poor.playerId}`).toHaveLength(0);

  await promo.drawer.getByRole('button', { name: 'Change the player' }).click();
  await promo.choose(MATCH_PLAY, rich.playerName);
  await expect(promo.drawer.getByRole('alert')).toHaveCount(0);
  await promo.drawer.getByRole('button', { name: 'Change the player' }).click();
  await promo.choose(MATCH_PLAY, poor.playerName);
  await promo.drawer.getByRole('button', { name: 'Issue $25 all the same' }).click();
  await promo.readNumber();
  const [audit] = await sql`
    select a.before from public.audit_log a join public.promo_coupon c on c.id = a.entity_id
    where c.player_id = ${poor.playerId} and a.action = 'promo.issue_promo_coupon'`;
  expect(audit?.before).toEqual({ confirmed_above_theo: { given_cents: 0, theo_cents: 0 } });
});

test('issue at the desk, find by number however it is typed, print, void with a reason', async ({ page, sql }) => {
  const { playerName } = await takePlayedSlip(sql);
  const promo = new PromoPage(page);
  await promo.signInAs('Harbor: Pit boss');
  const number = await promo.issue(MATCH_PLAY, playerName);
  const voucher = page.waitForEvent('popup');
  await promo.drawer.getByRole('link', { name: /Print voucher/ }).click();
  const paper = (await voucher).getByRole('article', { name: `Voucher ${number}` });
  await expect(paper).toContainText('$25');
  await expect(paper).toContainText('required match wager $25');
  await expect(paper.getByRole('img', { name: `Validation number ${number}` })).toBeVisible();
  await (await voucher).close();
  await promo.drawer.getByRole('button', { name: 'Done' }).click();

  await promo.find(number.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'));
  await expect(promo.drawer.getByRole('heading', { name: number })).toBeVisible();
  await promo.void('Player declined');
  await expect(promo.drawer).toContainText('Voided');
  await expect(promo.drawer).toContainText('Player declined');
  await expect(promo.drawer.getByRole('button', { name: 'Replace', exact: true })).toBeHidden();
  const [coupon] =
    await sql`select status::text, void_reason from public.promo_coupon where validation_key = ${keyOf(number)}`;
  expect(coupon).toEqual({ status: 'voided', void_reason: 'Player declined' });
});

test('a mistyped number is told before the server is asked', async ({ page }) => {
  const promo = new PromoPage(page);
  await promo.signInAs('Harbor: Pit boss');
  let asked = 0;
  await page.route('**/promo-coupons?*', (route) => {
    if (route.request().headers()['x-search-terms']?.startsWith('validationNumber=')) asked += 1;
    return route.continue();
  });
  await promo.find('7KQ2-M9XR-4TBC');
  await expect(page.getByText('The last character does not fit: check the number.')).toBeVisible();
  expect(asked).toBe(0);
  await page.getByRole('button', { name: 'Look it up anyway' }).click();
  await expect(page.getByText(/No coupon has this number/)).toBeVisible();
  expect(asked).toBe(1);
});

test('replace on one tablet while another has the coupon open: the other is told, and in step', async ({
  page,
  browser,
  sql,
}) => {
  const { playerName } = await takePlayedSlip(sql);
  const one = new PromoPage(page);
  await one.signInAs('Harbor: Pit boss');
  const number = await one.issue(MATCH_PLAY, playerName);
  await one.drawer.getByRole('button', { name: 'Done' }).click();
  await one.open(number);

  const context = await browser.newContext({ viewport: { width: 1180, height: 820 } });
  const two = new PromoPage(await context.newPage());
  await two.signInAs('Harbor: Admin');
  await two.open(number);
  await two.drawer.getByRole('button', { name: 'Void', exact: true }).click();
  await two.drawer.getByRole('radio', { name: 'Misprint' }).click();
  // The second tablet hears nothing new until it has confirmed.
  await two.page.route('**/promo-coupons/*', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  );
  await one.replace('Damaged');
  await expect(one.drawer.getByRole('heading', { name: 'Replacement issued' })).toBeVisible();
  const replacement = await one.readNumber();
  expect(replacement).not.toBe(number);

  await two.drawer.getByRole('button', { name: 'Void coupon' }).click();
  await expect(two.drawer).toContainText(/replaced/i);
  await expect(two.drawer).toContainText('Harbor Pit Boss');
  await two.page.unroute('**/promo-coupons/*');
  await expect(two.drawer.getByRole('button', { name: 'Void coupon' })).toBeHidden();
  await context.close();

  const rows = await sql`
    select c.status::text, r.validation_key as replacement, r.face_value_cents = c.face_value_cents as "isSameValue",
      r.expires_at = c.expires_at as "isSameExpiry"
    from public.promo_coupon c join public.promo_coupon r on r.casino_id = c.casino_id and r.id = c.replacement_coupon_id
    where c.validation_key = ${keyOf(number)}`;
  expect(rows).toEqual([
    { status: 'replaced', replacement: keyOf(replacement), isSameValue: true, isSameExpiry: true },
  ]);
});

test('an answer that got lost: not yet issued, retried under the same key, one coupon', async ({ page, sql }) => {
  const { playerId, playerName } = await takePlayedSlip(sql);
  const promo = new PromoPage(page);
  await promo.signInAs('Harbor: Pit boss');
  const keys: (string | undefined)[] = [];
  await page.route(COUPONS, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.getByRole('button', { name: 'Issue coupon' }).click();
  await promo.choose('High limit match', playerName);
  await promo.drawer.getByRole('button', { name: 'Issue High limit match' }).click();
  await expect(page.getByText('Not yet issued: no answer from the server').first()).toBeVisible();

  // The intent outlives the page, and the drawer stands in the address.
  await page.reload();
  await expect(promo.drawer.getByText('Not yet issued: no answer from the server')).toBeVisible();
  await promo.drawer.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('Not yet issued: no answer from the server')).toHaveCount(0);
  expect(new Set(keys).size).toBe(1);
  expect(keys.length).toBe(2);
  const [row] = await sql`
    select count(*)::int as coupons from public.promo_coupon
    where player_id = ${playerId} and face_value_cents = 20000 and issued_at > now() - interval '1 minute'`;
  expect(row?.coupons).toBe(1);
});

test('a double tap on confirm is one coupon', async ({ page, sql }) => {
  const { playerId, playerName } = await takePlayedSlip(sql);
  const promo = new PromoPage(page);
  await promo.signInAs('Harbor: Pit boss');
  await page.getByRole('button', { name: 'Issue coupon' }).click();
  await promo.choose('Birthday free play', playerName);
  await promo.drawer.getByRole('button', { name: 'Issue Birthday free play' }).dblclick();
  await promo.readNumber();
  const [row] = await sql`
    select count(*)::int as coupons from public.promo_coupon
    where player_id = ${playerId} and face_value_cents = 2000 and issued_at > now() - interval '1 minute'`;
  expect(row?.coupons).toBe(1);
});

test('a loyalty manager makes a program, changes it, and the pit boss sees it; each lacks the other’s buttons', async ({
  page,
  openTablet,
}) => {
  const promo = new PromoPage(page);
  await promo.signInAs('Harbor: Loyalty Manager');
  await expect(page.getByRole('button', { name: 'Issue coupon' })).toHaveCount(0);
  await page.getByRole('radio', { name: 'Programs' }).check();
  await page.getByRole('button', { name: 'New program' }).click();
  const name = `Journey match ${Date.now()}`;
  await promo.drawer.getByLabel('Name').fill(name);
  await promo.drawer.getByLabel('Face value, $').fill('75');
  await promo.drawer.getByLabel('Match wager, $').fill('75');
  await promo.drawer.getByRole('button', { name: 'Create program' }).click();
  const program = (on: Page) =>
    on.getByRole('list', { name: 'Promo programs' }).getByRole('listitem').filter({ hasText: name });
  await expect(program(page)).toContainText('$75');

  const tablet = await openTablet();
  await tablet.page.goto('/promos?view=programs');
  await expect(program(tablet.page)).toContainText('$75');
  await expect(tablet.page.getByRole('button', { name: 'New program' })).toHaveCount(0);
});

test('a program whose saving broke off is saved again, once; the second of two editors sees what the first did', async ({
  page,
  browser,
  sql,
}) => {
  const promo = new PromoPage(page);
  await promo.signInAs('Harbor: Loyalty Manager');
  await page.getByRole('radio', { name: 'Programs' }).check();
  await page.getByRole('button', { name: 'New program' }).click();
  const name = `Broken off ${randomUUID()}`;
  await promo.drawer.getByLabel('Name').fill(name);
  await promo.drawer.getByLabel('Face value, $').fill('75');
  await promo.drawer.getByLabel('Match wager, $').fill('75');
  const keys: (string | undefined)[] = [];
  await page.route('**/api/v1/promo-programs', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    // It is made, and then something in between gives up.
    await route.fetch();
    return route.fulfill({ status: 504, json: { message: 'The upstream did not answer in time.' } });
  });
  await promo.drawer.getByRole('button', { name: 'Create program' }).click();
  await expect(promo.drawer.getByText('Not yet saved: no answer from the server')).toBeVisible();
  // What is typed is not given up by a tap beside the drawer.
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep editing' }).click();
  await promo.drawer.getByRole('button', { name: 'Create program' }).click();
  await expect(promo.drawer).toBeHidden();
  expect(new Set(keys).size).toBe(1);
  const [row] = await sql`select count(*)::int as programs from public.promo_program where name = ${name}`;
  expect(row?.programs).toBe(1);

  const context = await browser.newContext({ viewport: { width: 1180, height: 820 } });
  const other = new PromoPage(await context.newPage());
  await other.signInAs('Harbor: Admin');
  for (const { page: on, drawer } of [promo, other]) {
    await on.goto('/promos?view=programs');
    await on.getByRole('button', { name: `Edit ${name}` }).click();
    await drawer.getByLabel('Coupons are good for, hours').fill('48');
  }
  await other.drawer.getByLabel('Face value, $').fill('80');
  await other.drawer.getByRole('button', { name: 'Save changes' }).click();
  await expect(other.drawer).toBeHidden();
  await promo.drawer.getByLabel('Name').fill(`${name}, renamed`);
  await promo.drawer.getByRole('button', { name: 'Save changes' }).click();
  const notice = promo.drawer
    .getByRole('alert')
    .filter({ hasText: 'Harbor Admin changed this program in the meantime, ' });
  await expect(notice.getByRole('row', { name: /Face value/ })).toContainText('$80');
  await expect(notice.getByRole('row', { name: /Good for/ })).toHaveCount(0);
  await notice.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(promo.drawer).toBeHidden();
  const rows = await sql`
    select face_value_cents::int as face, valid_hours as hours from public.promo_program where name = ${`${name}, renamed`}`;
  expect(rows).toEqual([{ face: 8_000, hours: 48 }]);
  await context.close();
});
