import type { Sql } from 'postgres';
import { OfferDrawer } from './pages/offer-drawer.ts';
import type { PitPage } from './pages/pit-page.ts';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const PIN = '270914';

test.afterEach(async ({ sql }) => {
  await sql`delete from app.staff_pin`;
  await sql`delete from public.approval`;
  await sql`delete from public.authority_limit`;
  await sql`delete from public.staff_relation`;
  await sql`update public.casino_settings set has_authority_limits = false`;
});

test('who sets prices limits a role, and the issuer’s tablet says what is left before anything is refused', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const office = (await openTablet('Harbor: Loyalty manager')).page;
  await office.goto('/settings');
  await office.getByRole('button', { name: 'Change the limits of Pit boss' }).click();
  const drawer = office.getByRole('dialog', { name: 'Limits' });
  await drawer.getByLabel('Points at once').fill('200');
  await drawer.getByLabel(/^Comp or coupon at once/).fill('12.345');
  await drawer.getByRole('button', { name: 'Save the limits' }).click();
  await expect(drawer.getByText('Enter an amount, such as 250 or 12.50, or nothing.')).toBeVisible();
  await drawer.getByLabel(/^Comp or coupon at once/).fill('0');
  await drawer.getByRole('button', { name: 'Save the limits' }).click();
  await expect(drawer).toBeHidden();
  await expect(office.getByRole('list', { name: 'Limits' })).toContainText(
    'Points at once: 200 · Comp or coupon at once: $0',
  );

  const floor = await openTablet();
  await floor.openSlip(slip.id);
  await floor.openIssueDrawer();
  await expect(floor.issueDrawer.getByText('You may give 200 points at once.')).toBeVisible();
  await floor.choosePoints(201);
  await expect(
    floor.issueDrawer.getByText('This is more than you may give now. You may give 200 points at once.'),
  ).toBeVisible();
  await floor.choosePoints(200);
  await floor.confirm(200);
  await floor.expectIssued(200);

  await floor.openIssueDrawer();
  await floor.issueDrawer.getByRole('tab', { name: 'Comps' }).click();
  await expect(floor.issueDrawer.getByText('You may give a comp or coupon of up to $0 at once.')).toBeVisible();
});

test('compliance declares who is close to a player; the issuer is told before anything is refused, until it ends', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const office = (await openTablet('Harbor: Compliance')).page;
  await office.goto(`/players/${slip.playerId}`);
  const panel = office.getByRole('region', { name: 'Close to staff' });
  await expect(panel.getByText('Nobody of the staff is declared to be close to this player.')).toBeVisible();
  await panel.getByRole('button', { name: 'Declare a relation' }).click();
  const drawer = office.getByRole('dialog', { name: 'Declare a relation' });
  await drawer.getByLabel('Who of the staff').selectOption({ label: 'Harbor Pit Boss · Pit boss' });
  await drawer.getByLabel('How they are close').fill('Siblings');
  await drawer.getByRole('button', { name: 'Declare a relation' }).click();
  await expect(drawer).toBeHidden();
  await expect(panel.getByRole('listitem')).toContainText('Harbor Pit Boss · Siblings');

  const floor = await openTablet();
  await floor.openSlip(slip.id);
  await floor.openIssueDrawer();
  await floor.choosePoints(50);
  await expect(
    floor.issueDrawer.getByText(
      'You are declared to be close to this player: somebody else gives what they are given.',
    ),
  ).toBeVisible();
  await floor.issueDrawer.getByLabel('Reason, for who approves').fill('A long wait');
  await expect(floor.issueDrawer.getByRole('button', { name: /^Ask for approval/ })).toBeEnabled();

  await panel.getByRole('button', { name: 'End the relation of Harbor Pit Boss' }).click();
  const ending = office.getByRole('dialog', { name: 'End the relation' });
  await ending.getByLabel('Why it no longer holds').fill('It was another person');
  await ending.getByRole('button', { name: 'End the relation' }).click();
  await expect(panel.getByText(/^Ended .*, by Harbor Compliance: It was another person$/)).toBeVisible();
  const later = await openTablet();
  await later.openSlip(slip.id);
  await later.issuePoints(50);
  await later.expectIssued(50);
});

/** Pit bosses may give 100 points at once, and comps and coupons for $1; admins as much as they like. */
async function limitPitBosses(sql: Sql): Promise<void> {
  await sql`
    insert into public.authority_limit (casino_id, role, points_at_once, value_at_once_cents)
    select id, 'pit_boss', 100, 100 from public.casino where slug = 'harbor'`;
  await sql`
    update public.casino_settings set has_authority_limits = true
    where casino_id = (select id from public.casino where slug = 'harbor')`;
}

/** Chooses the points, says why, and asks who may give them. */
async function ask(floor: PitPage, points: number): Promise<void> {
  await floor.openIssueDrawer();
  await floor.choosePoints(points);
  const askButton = floor.issueDrawer.getByRole('button', { name: `Ask for approval of ${points} points` });
  await expect(floor.issueDrawer.getByRole('button', { name: 'Give the reason in the note.' })).toBeDisabled();
  await floor.issueDrawer.getByLabel('Reason, for who approves').fill('Waited an hour for a seat');
  await askButton.click();
  await expect(floor.issueDrawer).toBeHidden();
}

const requestOn = ({ rewards }: PitPage) =>
  rewards.getByRole('list', { name: 'Asked for on this slip' }).getByRole('listitem');

test('what is beyond the limits is asked for, given in part on another tablet, and seen by the first', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await limitPitBosses(sql);
  const admin = (await openTablet('Harbor: Admin')).page;
  await admin.goto('/settings');
  const floor = await openTablet();
  await floor.openSlip(slip.id);
  await ask(floor, 400);
  await expect(requestOn(floor)).toContainText(/Waits for approval until/);
  // Who asked has nothing to decide.
  await expect(floor.page.getByRole('button', { name: '1 reward to decide' })).toHaveCount(0);

  await admin.getByRole('button', { name: '1 reward to decide' }).click();
  const sheet = admin.getByRole('dialog', { name: 'Rewards asked for' });
  const card = sheet.getByRole('listitem');
  await expect(card).toContainText(`${slip.playerName}400 points`);
  await expect(card).toContainText('“Waited an hour for a seat”');
  await expect(card).toContainText('Harbor Pit Boss asks');
  await expect(card).toContainText(/The player was given \$[\d.,]+ today, by everybody together/);
  await card.getByLabel('Points to give').fill('401');
  await expect(card.getByText('Give at most the 400 points that were asked for.')).toBeVisible();
  await card.getByLabel('Points to give').fill('250');
  await card.getByRole('button', { name: 'Give 250 points' }).click();
  await expect(sheet.getByText('Nobody asks for a reward')).toBeVisible();

  await expect(requestOn(floor)).toContainText('Approved by Harbor Admin');
  await expect(floor.reward(250)).toContainText('Harbor Admin');
});

test('who may approve and stands beside does so on the same tablet, by their PIN, with both names in the ledger', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await limitPitBosses(sql);
  // The admin has signed in somewhere in the house.
  await openTablet('Harbor: Admin');
  await sql`
    insert into app.staff_pin (casino_id, staff_id, pin_hash)
    select casino_id, id, extensions.crypt(${PIN}, extensions.gen_salt('bf', 4)) from public.staff where email = 'admin@harbor.example'`;
  const floor = await openTablet();
  const { page } = floor;
  const keyboard = (pin: string) => page.keyboard.type(pin);
  await floor.openSlip(slip.id);
  await floor.openIssueDrawer();
  await floor.choosePoints(400);
  await floor.issueDrawer.getByLabel('Reason, for who approves').fill('Waited an hour for a seat');
  await floor.issueDrawer.getByRole('button', { name: 'Approve here, by PIN' }).click();

  const dialog = page.getByRole('dialog', { name: 'Approve here' });
  await expect(dialog).toContainText(`${slip.playerName}400 points`);
  await expect(dialog).toContainText('“Waited an hour for a seat”');
  await dialog.getByRole('button', { name: 'Harbor Admin' }).click();
  await expect(dialog.getByLabel('PIN of Harbor Admin · Admin')).toBeFocused();
  await keyboard('270915');
  await expect(dialog.getByRole('alert')).toContainText('4 more tries on all tablets together');

  // Left to the others, it waits on the slip, and goes on from there.
  await dialog.getByRole('button', { name: 'Leave it to the other tablets' }).click();
  await expect(floor.issueDrawer).toBeHidden();
  await expect(requestOn(floor)).toContainText(/Waits for approval until/);
  await requestOn(floor).getByRole('button', { name: 'Approve here: 400 points' }).click();

  await page.context().setOffline(true);
  await expect(dialog.getByText('Without a network nothing is approved')).toBeVisible();
  await page.context().setOffline(false);
  await dialog.getByRole('button', { name: 'Harbor Admin' }).click();
  for (const digit of PIN) await dialog.getByRole('button', { name: digit, exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(requestOn(floor)).toContainText('Approved by Harbor Admin by PIN');
  // Below what was asked for stands what was given.
  await expect(floor.reward(400).last()).toContainText('Harbor Admin');
  const [entry] = await sql`
    select s.full_name as by, e.metadata ->> 'requested_by_name' as asked, e.metadata -> 'is_by_pin' as "isByPin"
    from public.loyalty_ledger e join public.staff s on s.casino_id = e.casino_id and s.id = e.staff_id
    where e.rating_slip_id = ${slip.id} and e.points = 400`;
  expect(entry).toEqual({ by: 'Harbor Admin', asked: 'Harbor Pit Boss', isByPin: true });
});

test('a refusal says its word on the slip, and what was asked for is taken back', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  await limitPitBosses(sql);
  const admin = (await openTablet('Harbor: Admin')).page;
  const floor = await openTablet();
  await floor.openSlip(slip.id);
  await ask(floor, 400);
  await admin.getByRole('button', { name: '1 reward to decide' }).click();
  const sheet = admin.getByRole('dialog', { name: 'Rewards asked for' });
  await expect(sheet.getByRole('button', { name: 'Refuse' })).toBeDisabled();
  await sheet.getByLabel('A word to Harbor Pit Boss, needed to refuse').fill('Had 2,000 yesterday');
  await sheet.getByRole('button', { name: 'Refuse' }).click();
  await expect(requestOn(floor)).toContainText('Refused by Harbor Admin “Had 2,000 yesterday”');

  await ask(floor, 300);
  await expect(sheet.getByRole('listitem')).toContainText('300 points');
  await floor.rewards.getByRole('button', { name: 'Take back the request for 300 points' }).click();
  await expect(requestOn(floor)).toHaveCount(1);
  await expect(sheet.getByText('Nobody asks for a reward')).toBeVisible();
});

test('a comp beyond the limits is asked for from the slip, given as it is on another tablet, and seen by the first', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await limitPitBosses(sql);
  const admin = (await openTablet('Harbor: Admin')).page;
  const floor = await openTablet();
  await floor.openSlip(slip.id);
  await floor.openIssueDrawer();
  const offers = new OfferDrawer(floor.page);
  await offers.choose('Comps', 'Cocktail');
  await expect(offers.drawer.getByRole('button', { name: /^Give Cocktail/ })).toHaveCount(0);
  await expect(offers.drawer.getByRole('button', { name: 'Give the reason in the note.' })).toBeDisabled();
  await offers.drawer.getByLabel('Reason, for who approves').fill('Spilled the last one');
  await offers.drawer.getByRole('button', { name: 'Ask for approval of Cocktail' }).click();
  await expect(offers.drawer).toBeHidden();
  await expect(requestOn(floor)).toContainText(/Cocktail.*Waits for approval until/);

  await admin.getByRole('button', { name: '1 reward to decide' }).click();
  const sheet = admin.getByRole('dialog', { name: 'Rewards asked for' });
  const card = sheet.getByRole('listitem');
  await expect(card).toContainText(
    new RegExp(`${slip.playerName}Cocktail · \\d+ points · \\$[\\d.]+ · “Spilled the last one”`),
  );
  await expect(card.getByLabel('Points to give')).toHaveCount(0);
  await card.getByRole('button', { name: 'Give Cocktail' }).click();
  await expect(sheet.getByText('Nobody asks for a reward')).toBeVisible();

  await expect(requestOn(floor)).toContainText('Approved by Harbor Admin');
  const given = floor.rewards.getByRole('listitem').filter({ hasText: 'Cocktail', hasNotText: 'Asked for by' });
  await expect(given).toContainText('Harbor Admin');
});

test('a coupon beyond the limits is asked for and issued on another tablet; one that nobody decides lapses', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await limitPitBosses(sql);
  const admin = (await openTablet('Harbor: Admin')).page;
  const floor = await openTablet();
  const askForCoupon = async () => {
    await floor.openIssueDrawer();
    const drawer = floor.issueDrawer;
    await drawer.getByRole('tab', { name: 'Coupons' }).click();
    await drawer.getByRole('radio', { name: /^Weekday match play/ }).click();
    await drawer.getByLabel('Reason, for who approves').fill('Birthday');
    await drawer.getByRole('button', { name: 'Ask for approval of Weekday match play, $25' }).click();
    await expect(drawer).toBeHidden();
  };
  await floor.openSlip(slip.id);
  await askForCoupon();
  await expect(requestOn(floor)).toContainText(/\$25Weekday match playWaits for approval until/);

  await admin.getByRole('button', { name: '1 reward to decide' }).click();
  const sheet = admin.getByRole('dialog', { name: 'Rewards asked for' });
  await sheet.getByRole('button', { name: 'Give Weekday match play, $25' }).click();
  await expect(sheet.getByText('Nobody asks for a reward')).toBeVisible();
  await expect(requestOn(floor)).toContainText('Approved by Harbor Admin');
  const coupons = floor.page.getByRole('region', { name: 'Coupons on this visit' });
  await expect(coupons.getByRole('listitem')).toContainText('Harbor Admin');

  await askForCoupon();
  await expect(sheet.getByRole('listitem')).toContainText(slip.playerName);
  await sql`update public.approval set lapses_at = now() where status = 'pending'`;
  await expect(requestOn(floor).first()).toContainText('Lapsed: nobody decided in time');
  await expect(sheet.getByText('Nobody asks for a reward')).toBeVisible();

  // The first leads to the coupon, and stands at the desk, too.
  await requestOn(floor).last().getByRole('link', { name: 'To the coupon' }).click();
  await expect(floor.page.getByRole('dialog').getByRole('heading', { name: /^[0-9A-Z]{4}-/ })).toBeVisible();
  await floor.page.keyboard.press('Escape');
  const asked = floor.page.getByRole('list', { name: 'Coupons you asked for' });
  await expect(asked.getByRole('listitem')).toContainText([/Lapsed/, `Weekday match play · ${slip.playerName}`]);
});

test('without a network nothing is asked for: what is confirmed waits, and the server decides', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await limitPitBosses(sql);
  const floor = await openTablet();
  await floor.openSlip(slip.id);
  await floor.openIssueDrawer();
  await floor.choosePoints(400);
  await expect(floor.issueDrawer.getByText('This is more than you may give now.')).toBeVisible();
  await floor.page.context().setOffline(true);
  await floor.confirm(400);
  await floor.page.context().setOffline(false);
  await expect(floor.reward(400)).toContainText('This is more than you may give now.');
});

test('an admin, who issues, sets a colleague’s limits and not those that hold for themselves', async ({
  page,
  signIn,
}) => {
  await signIn.signInAs('Harbor: Admin', '/settings');
  const limits = page.getByRole('list', { name: 'Limits' });
  await expect(limits.getByRole('listitem')).toHaveText([
    /^Every player.*Somebody else sets this one$/,
    /^Pit boss.*Change$/,
    /^Admin.*Somebody else sets this one$/,
  ]);
  await page.getByLabel('Limits of one person').selectOption('Harbor Pit Boss · Pit boss');
  await page.getByRole('button', { name: 'Set limits' }).click();
  const drawer = page.getByRole('dialog', { name: 'Limits' });
  await drawer.getByLabel('Points in a gaming day').fill('5,000');
  await page.keyboard.press('Enter');
  await expect(drawer).toBeHidden();
  await expect(limits.getByRole('listitem').last()).toContainText('Points in a gaming day: 5,000');
});
