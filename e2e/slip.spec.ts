import { addBarredPlayer, takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

test('pause and resume, seen on a second tablet', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const [one, two] = [await openTablet(), await openTablet()];
  await one.openSlip(slip.id);
  await one.slip.getByRole('button', { name: 'Pause' }).click();
  await expect(one.slip.getByRole('button', { name: 'Resume' })).toBeVisible();
  await expect(two.seat(slip.id)).toContainText('Paused');
  await one.slip.getByRole('button', { name: 'Resume' }).click();
  await expect(two.seat(slip.id)).not.toContainText('Paused');
});

test('the average bet is set with one tap to confirm', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  // Whatever table the slip is at takes this bet.
  await sql`
    update public.gaming_table t set max_bet_cents = greatest(t.max_bet_cents, 37500)
    from public.rating_slip s where s.id = ${slip.id} and t.casino_id = s.casino_id and t.id = s.table_id`;
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.slip.getByRole('button', { name: /Average bet/ }).click();
  await tablet.slip.getByLabel(/^Average bet/).fill('375');
  await tablet.slip.getByRole('button', { name: 'Set $375' }).click();
  await expect(tablet.seat(slip.id)).toContainText('$375');
  const [row] = await sql`select average_bet_cents::int as cents from public.rating_slip where id = ${slip.id}`;
  expect(row?.cents).toBe(37_500);
});

test('a slip is closed after a look at its theo, and leaves the floor', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.slip.getByRole('button', { name: 'Close slip' }).click();
  const dialog = tablet.page.getByRole('alertdialog');
  await expect(dialog).toContainText(/theo/i);
  await dialog.getByRole('button', { name: /^Close/ }).click();
  await expect(tablet.seat(slip.id)).toHaveCount(0);
  const [row] = await sql`select status, theo_cents from public.rating_slip where id = ${slip.id}`;
  expect(row).toMatchObject({ status: 'closed' });
});

test('what a paused slip comes to is said in figures of which none is cut off', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  await sql`
    update public.rating_slip set status = 'paused', paused_at = now() - interval '30 minutes', banked_seconds = 3600 where id = ${slip.id}`;
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.slip.getByRole('button', { name: 'Close slip' }).click();
  const dialog = tablet.page.getByRole('alertdialog');
  await expect(dialog.getByRole('definition').first()).toHaveText('1 h 00');
  const cut = await dialog
    .getByRole('definition')
    .evaluateAll((figures) => figures.filter((one) => one.scrollWidth > one.clientWidth).length);
  expect(cut).toBe(0);
});

test('a slip that was closed by mistake elsewhere is reopened where it is still open, and goes on', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const [one, two] = [await openTablet(), await openTablet()];
  await one.openSlip(slip.id);
  await two.openSlip(slip.id);
  await two.slip.getByRole('button', { name: 'Close slip' }).click();
  await two.page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Close/ })
    .click();
  await expect(one.seat(slip.id)).toHaveCount(0);
  await one.page.getByRole('button', { name: 'Reopen the slip' }).click();
  await expect(one.seat(slip.id)).toBeVisible();
  await one.slip.getByRole('button', { name: 'Resume' }).click();
  await expect(one.slip.getByRole('button', { name: 'Pause' })).toBeVisible();
  const [row] = await sql`
    select s.status, l.balance::int from public.rating_slip s
    join public.player_loyalty l on l.casino_id = s.casino_id and l.player_id = s.player_id where s.id = ${slip.id}`;
  expect(row).toEqual({ status: 'open', balance: 1_000 });
});

test('a slip that was forgotten is closed where play ended, with what that comes to', async ({ openTablet, sql }) => {
  const slip = await takeSlip(sql);
  await sql`
    update public.rating_slip set started_at = now() - interval '5 hours', average_bet_cents = 20000,
      stretches = '[]', banked_seconds = 0, banked_theo_x3600 = 0, paused_seconds = 0
    where id = ${slip.id}`;
  const tablet = await openTablet();
  await tablet.openSlip(slip.id);
  await tablet.slip.getByRole('button', { name: 'Close slip' }).click();
  const dialog = tablet.page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'It ended earlier' }).click();
  for (let hours = 0; hours < 3; hours += 1) await dialog.getByRole('button', { name: /^1 h.* earlier$/ }).click();
  await expect(dialog).toContainText(/Played(1 h 59|2 h)/);
  await dialog.getByRole('button', { name: /^Close at/ }).click();
  await expect(tablet.seat(slip.id)).toHaveCount(0);
  const [row] = await sql`
    select status, round(extract(epoch from now() - ended_at) / 3600)::int as ago from public.rating_slip where id = ${slip.id}`;
  expect(row).toEqual({ status: 'closed', ago: 3 });
});

test('a new player is enrolled and seated', async ({ openTablet, sql }) => {
  const tablet = await openTablet();
  const { page } = tablet;
  await page.getByRole('button', { name: 'Find player' }).click();
  await page.getByLabel('Name or loyalty id').fill('Zzyzx');
  await expect(page.getByText('No player found')).toBeVisible();
  await page.getByRole('button', { name: /Enrol/ }).first().click();
  await page.getByLabel('First name').fill('Casey');
  await page.getByLabel('Last name').fill('Zzyzx');
  await page.getByRole('button', { name: /^Enrol/ }).click();
  await page
    .getByRole('radio', { name: /BJ-02/ })
    .or(page.getByRole('button', { name: /BJ-02/ }))
    .first()
    .click();
  await page
    .getByRole('button', { name: /^Open slip/ })
    .last()
    .click();
  await expect(page.getByRole('button', { name: /Casey Zzyzx/ }).first()).toBeVisible();
  const [row] = await sql`
    select count(*)::int as slips from public.rating_slip s join public.player p on p.casino_id = s.casino_id and p.id = s.player_id
    where p.last_name = 'Zzyzx' and s.status = 'open'`;
  expect(row?.slips).toBe(1);
});

test('the ledger proof runs on demand, and what came since the last seal is checked at once', async ({
  openTablet,
}) => {
  const tablet = await openTablet('Harbor: Compliance');
  await tablet.page.getByRole('link', { name: 'Audit' }).click();
  await expect(tablet.page.getByText(/^Nothing found since the (seal of|first entry)/)).toBeVisible();
  await tablet.page.getByRole('button', { name: /Run|Check|Prove/ }).click();
  await expect(tablet.page.getByText(/intact/i).first()).toBeVisible();
});

test('who may know reads before the tap why a player is not to be seated, and goes on knowingly', async ({
  openTablet,
  sql,
}) => {
  const player = await addBarredPlayer(sql, 'Aaknown');
  const tablet = await openTablet('Harbor: Admin');
  await tablet.findToSeat(player.name);
  await expect(tablet.notToBeSeated).toContainText('Barred, no end set');
  await expect(tablet.notToBeSeated).toContainText('Threatened a dealer');
  await tablet.pickSeat('BJ-02');
  await expect(tablet.openSlipButton).toBeDisabled();
  await tablet.notToBeSeated.getByRole('switch').click();
  await tablet.openSlipButton.click();
  await expect(tablet.page.getByRole('button', { name: new RegExp(player.name) }).first()).toBeVisible();
  const [row] =
    await sql`select count(*)::int as slips from public.rating_slip where player_id = ${player.id} and status = 'open'`;
  expect(row?.slips).toBe(1);

  // Back from a pause the player sits down again.
  await tablet.slip.getByRole('button', { name: 'Pause' }).click();
  await tablet.slip.getByRole('button', { name: 'Resume' }).click();
  const resume = tablet.page.getByRole('alertdialog', { name: `Resume ${player.name}?` });
  await resume.getByRole('switch').click();
  await resume.getByRole('button', { name: 'Resume' }).click();
  await expect(tablet.slip.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('who may not know is told that a player is not to be seated, and nothing of why', async ({ openTablet, sql }) => {
  const player = await addBarredPlayer(sql, 'Aaheld');
  const tablet = await openTablet();
  await tablet.findToSeat(player.name);
  await expect(tablet.notToBeSeated).toContainText('This player cannot be seated now.');
  await tablet.pickSeat('BJ-02');
  await expect(tablet.openSlipButton).toBeDisabled();
  await expect(tablet.page.getByText(/barred|threatened|exclu/i)).toHaveCount(0);
});

test('times stay the server’s when the tablet’s clock jumps, though nothing happens on the floor', async ({
  page,
  signIn,
}) => {
  await page.addInitScript(() => {
    const deviceNow = Date.now.bind(Date);
    Date.now = () => deviceNow() + Number(document.documentElement?.dataset.jump ?? 0);
  });
  await signIn.signInAs('Harbor: Pit boss');
  const shown = async () => {
    const [hours = 0, minutes = 0] = String(await page.getByRole('banner').locator('time').textContent())
      .split(':')
      .map(Number);
    return hours * 60 + minutes;
  };
  await expect.poll(shown).not.toBeNaN();
  const before = await shown();
  await page.evaluate(
    (jump) => {
      document.documentElement.dataset.jump = jump;
    },
    String(8 * 3_600_000),
  );
  // Whatever is asked next tells it; then longer than the shown clock takes from tick to tick.
  for (let answers = 0; answers < 8; answers += 1) {
    await page.waitForResponse('**/api/v1/floor');
    if (answers > 0) expect([0, 1]).toContain(((await shown()) - before + 1_440) % 1_440);
  }
});
