import type { Page } from '@playwright/test';
import { SignInPage } from './pages/sign-in-page.ts';
import { addDeadLetters, takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const firing = (page: Page) => page.getByRole('region', { name: 'Alerts' }).getByRole('article');

test('an alert says why it fired, is acknowledged once, and the second tablet sees by whom', async ({
  page,
  openTablet,
  sql,
}) => {
  await new SignInPage(page).signInAs('Harbor: Pit boss', '/shift');
  const other = (await openTablet('Harbor: Admin')).page;
  await other.goto('/shift');
  const alert = firing(page).filter({ hasText: 'Table idle' }).first();
  const name = (await alert.getAttribute('aria-label')) ?? '';
  await expect(firing(other).and(other.getByRole('article', { name, exact: true }))).toBeVisible();

  await alert.getByRole('button', { name: /^Why/ }).click();
  await expect(alert).toContainText(/minutes|min/);
  await alert.getByRole('button', { name: /^Acknowledge/ }).click();
  await alert.getByLabel('Note (optional)').fill('Dealer on the way');
  await alert.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByRole('article', { name, exact: true })).toHaveCount(0);

  await expect(other.getByRole('article', { name, exact: true })).toHaveCount(0);
  await other.getByRole('button', { name: /^Acknowledged/ }).click();
  const row = other.getByRole('region', { name: 'Alerts' }).getByRole('button', { name: /Harbor Pit Boss/ });
  await row.click();
  await expect(other.getByText('Dealer on the way')).toBeVisible();
  const [kept] = await sql`
    select count(*)::int as acknowledgements from public.alert_acknowledgement where note = 'Dealer on the way'`;
  expect(kept?.acknowledgements).toBe(1);
});

test('slips that play too long are one entry, acknowledged at once; the navigation counts what is left, and an alert leads to its slip', async ({
  page,
  sql,
}) => {
  const slips = [await takeSlip(sql), await takeSlip(sql), await takeSlip(sql)];
  await sql`update public.rating_slip set started_at = now() - interval '9 hours' where id in ${sql(slips.map(({ id }) => id))}`;
  await new SignInPage(page).signInAs('Harbor: Pit boss', '/shift');
  const bundle = page.getByRole('region', { name: /^Critical: Slip duration: \d+ slips$/ });
  await expect(bundle).toContainText(/The longest: .* has a slip running for \d+ h \d\d;/);
  await expect(page.getByRole('link', { name: /^Shift\s*\d+ alerts to look at, \d+ critical$/ })).toBeVisible();

  await bundle.getByRole('button', { name: /^Show all \d+$/ }).click();
  const [first] = slips;
  const one = bundle.getByRole('article').filter({ hasText: first?.playerName });
  await one.getByRole('link', { name: /^Open slip: Slip duration/ }).click();
  await expect(page).toHaveURL(new RegExp(`/pit\\?slip=${first?.id}$`));
  await page.goBack();

  await bundle.getByRole('button', { name: /^Acknowledge all \d+$/ }).click();
  await expect(bundle).toHaveCount(0);
  const [kept] = await sql`
    select count(*)::int as seen from public.alert_acknowledgement
    where kind = 'slip_duration' and entity_key in ${sql(slips.map(({ id }) => id))}`;
  expect(kept?.seen).toBe(3);
  await expect(firing(page).filter({ hasText: 'Slip duration' })).toHaveCount(0);
  // Others of one kind may be one entry, too: each counts, here as there.
  await expect(async () => {
    const left = Number.parseInt((await page.getByText(/^\d+ to look at$/).textContent()) ?? '', 10);
    await expect(page.getByRole('link', { name: new RegExp(`^Shift\\s*${left} alerts? to look at`) })).toBeVisible({
      timeout: 1000,
    });
  }).toPass();
});

test('all alerts that are shown are acknowledged in one step, the critical ones named before, under one note', async ({
  page,
  sql,
}) => {
  // Another casino than that of the other journeys, which look at alerts too.
  const slips = await sql`
    update public.rating_slip set started_at = now() - interval '9 hours' where id in (
      select s.id from public.rating_slip s join public.casino c on c.id = s.casino_id and c.slug = 'summit'
      where s.status = 'open' order by s.id limit 2)
    returning id`;
  await new SignInPage(page).signInAs('Summit: Pit boss', '/shift');
  const panel = page.getByRole('region', { name: 'Alerts', exact: true });
  await panel.getByRole('button', { name: 'Acknowledge all…' }).click();
  await expect(panel.getByText(/of them (is|are) critical:$/)).toBeVisible();
  await panel.getByLabel('Note (optional)').press('Escape');
  await expect(panel.getByLabel('Note (optional)')).toHaveCount(0);

  await panel.getByRole('button', { name: 'Acknowledge all…' }).click();
  await panel.getByLabel('Note (optional)').fill('Walked the floor');
  await panel.getByRole('button', { name: /^Acknowledge \d+ alerts$/ }).click();
  await expect(panel.getByText('Nothing to look at')).toBeVisible();
  const [kept] = await sql`
    select count(*)::int as seen, count(distinct staff_id)::int as people from public.alert_acknowledgement
    where note = 'Walked the floor' and kind = 'slip_duration' and entity_key in ${sql(slips.map(({ id }) => id))}`;
  expect(kept).toEqual({ seen: 2, people: 1 });
});

test('cash and promo exposure are apart; a table is counted, and its win and hold follow', async ({ page, sql }) => {
  await new SignInPage(page).signInAs('Harbor: Pit boss', '/shift');
  await expect(page.getByRole('region', { name: 'Cash', exact: true })).not.toContainText('coupon');
  await expect(page.getByRole('region', { name: 'Promo Exposure' })).not.toContainText('Drop');

  await page.getByRole('button', { name: /^Record counts in/ }).click();
  const main = page.getByRole('region', { name: 'Cash of Main' });
  const toggle = main.getByRole('button', { name: /^Main/ });
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
  await main.getByRole('button', { name: /count of BJ-01$/ }).click();
  const drawer = page.getByRole('dialog', { name: 'Count of BJ-01' });
  for (const [label, amount] of [
    ['Opening, $', '10000'],
    ['Fills, $', '2000'],
    ['Credits, $', '500'],
    ['Drop, $', '8000'],
    ['Closing, $', '5000'],
  ] as const) {
    await drawer.getByLabel(label).fill(amount);
  }
  // 8,000 + 5,000 + 500 - 10,000 - 2,000 is 1,500, and 18.75 % of the drop.
  await expect(drawer).toContainText('$1,500');
  await expect(drawer).toContainText('18.75');
  await drawer.getByRole('button', { name: /(Record|Correct) count/ }).click();
  await expect(drawer).toBeHidden();
  await expect(main).toContainText('$1,500');
  const [count] = await sql`
    select c.drop_cents::int as drop, s.email as by
    from public.table_count c join public.staff s on s.casino_id = c.casino_id and s.id = c.recorded_by_staff_id
    join public.gaming_table t on t.casino_id = c.casino_id and t.id = c.table_id
    where t.label = 'BJ-01' and s.email = 'pitboss@harbor.example' order by c.at desc limit 1`;
  expect(count).toEqual({ drop: 800_000, by: 'pitboss@harbor.example' });
});

test('points given, redeemed and outstanding stand beside the coupons, and what is owed follows', async ({
  page,
  sql,
}) => {
  await new SignInPage(page).signInAs('Harbor: Pit boss', '/shift');
  const points = page.getByRole('region', { name: 'Points', exact: true });
  const owed = async () => {
    const [row] = await sql`
      select to_char(sum(l.balance), 'FM999,999,999,999') as points from public.player_loyalty l
      join public.casino c on c.id = l.casino_id and c.slug = 'harbor' where l.balance > 0`;
    return row?.points;
  };
  for (const group of ['Given', 'Redeemed', 'Outstanding now'])
    await expect(points.getByRole('heading', { name: group })).toBeVisible();
  await expect(points).toContainText(await owed());
  await expect(page.getByRole('region', { name: 'Promo Exposure' })).not.toContainText('By play');

  // Comes with a thousand points.
  await takeSlip(sql);
  await expect(points).toContainText(await owed());
});

/** Cents as a field has them: whole ones without decimals, others with two. */
const asTyped = (cents: number) => (cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2));

test('a pit is counted in one grid by the keyboard; openings are proposed, and recorded only by whoever records them', async ({
  page,
  sql,
}) => {
  // A pit of whose tables the shift that runs has no count yet, and what they closed with last.
  const tables = await sql<{ pit: string; id: string; label: string; closing: number }[]>`
    select p.name as pit, t.id, t.label, (
      select c.closing_cents::int from public.table_count c
      join public.shift s on s.casino_id = c.casino_id and s.id = c.shift_id
      where c.casino_id = t.casino_id and c.table_id = t.id order by s.starts_at desc limit 1
    ) as closing
    from public.gaming_table t
    join public.pit p on p.casino_id = t.casino_id and p.id = t.pit_id
    join public.casino k on k.id = t.casino_id and k.slug = 'harbor'
    where t.status = 'open' and not exists (
      select 1 from public.table_count c
      join public.shift s on s.casino_id = c.casino_id and s.id = c.shift_id and s.starts_at <= now() and s.ends_at > now()
      where c.casino_id = t.casino_id and c.table_id in (
        select o.id from public.gaming_table o where o.casino_id = t.casino_id and o.pit_id = t.pit_id
      )
    )
    order by p.name, t.label limit 2`;
  const [first, second] = tables;
  if (!first || !second) throw new Error('Every pit is counted.');
  const countsOf = async (tableId: string) => {
    const [row] = await sql`
      select c.opening_cents::int as opening, c.drop_cents::int as drop, c.closing_cents::int as closing
      from public.table_count c
      join public.shift s on s.casino_id = c.casino_id and s.id = c.shift_id and s.starts_at <= now() and s.ends_at > now()
      where c.table_id = ${tableId}`;
    return row;
  };

  await new SignInPage(page).signInAs('Harbor: Pit boss', '/shift');
  await page.getByRole('button', { name: /^Record counts in/ }).click();
  const pit = page.getByRole('region', { name: `Cash of ${first.pit}` });
  await pit.getByRole('button', { name: new RegExp(`^${first.pit}`) }).click();
  await pit.getByRole('button', { name: `Enter the counts of ${first.pit}` }).click();
  const grid = page.getByRole('dialog', { name: `Counts of ${first.pit}` });
  const cell = (figure: string, { label }: { label: string }) => grid.getByLabel(`${figure} of ${label}, $`);
  await expect(cell('Opening', first)).toHaveValue(asTyped(first.closing));
  await expect(grid.getByRole('button', { name: 'Record counts' })).toBeDisabled();
  expect(await countsOf(first.id)).toBeUndefined();

  // From the credits of the first row on, as one reads a sheet out.
  await cell('Credits', first).focus();
  await page.keyboard.type('500');
  await page.keyboard.press('Enter');
  await page.keyboard.type('-8000');
  await expect(grid).toContainText('Give an amount of zero or more.');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('80000000000');
  await expect(grid).toContainText('Give at most 1,000,000,000.');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('8000');
  await page.keyboard.press('ArrowDown');
  await expect(cell('Drop', second)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(cell('Closing', first)).toBeFocused();
  await page.keyboard.type('5000');
  await page.keyboard.press('Enter');
  await expect(cell('Opening', second)).toBeFocused();
  await grid.getByRole('button', { name: 'Record 1 count' }).click();
  await expect(grid.getByRole('form', { name: first.label })).toContainText('Recorded');
  expect(await countsOf(first.id)).toEqual({ opening: first.closing, drop: 800_000, closing: 500_000 });
  expect(await countsOf(second.id)).toBeUndefined();

  await grid.getByRole('button', { name: /^Record \d+ openings? as/ }).click();
  await expect(grid.getByRole('form', { name: second.label })).toContainText('Recorded');
  expect(await countsOf(second.id)).toEqual({ opening: second.closing, drop: 0, closing: null });

  await cell('Fills', second).fill('200');
  await page.keyboard.press('Escape');
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(cell('Fills', second)).toHaveValue('200');
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(grid).toBeHidden();
});

test('a threshold is changed by the admin, checked on the way, audited, and the alert follows', async ({
  page,
  openTablet,
  sql,
}) => {
  await new SignInPage(page).signInAs('Harbor: Admin', '/settings');
  const rule = page.getByRole('region', { name: 'Expiring soon' });
  const least = rule.getByLabel(/From this many on/);
  await expect(least).toBeEditable();
  await least.fill('-4');
  await least.blur();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(rule).toContainText(/least|more|zero|whole/i);
  await least.fill('100000');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0);
  const [audit] = await sql`
    select s.email, a.after #>> '{alert_thresholds,expiring_soon,min_coupons}' as least
    from public.audit_log a join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id
    where a.entity_type = 'casino_settings' order by a.id desc limit 1`;
  expect(audit).toEqual({ email: 'admin@harbor.example', least: '100000' });

  const { page: shift } = await openTablet();
  await shift.goto('/shift');
  await expect(firing(shift).first()).toBeVisible();
  await expect(firing(shift).filter({ hasText: 'Expiring soon' })).toHaveCount(0);
  await shift.getByRole('button', { name: /^Not firing/ }).click();
  await expect(shift.getByRole('region', { name: 'Alerts' }).getByText('Expiring soon').first()).toBeVisible();
});

test('two admins change the settings: the second sees what the first did, and each change holds', async ({
  page,
  browser,
  sql,
}) => {
  const context = await browser.newContext({ viewport: { width: 1180, height: 820 } });
  const other = await context.newPage();
  for (const on of [page, other]) await new SignInPage(on).signInAs('Harbor: Admin', '/settings');
  const readCap = async () => {
    const [row] = await sql`
      select s.reward_soft_cap_points::int as cap, s.comp_debt_limit_points::int as debt
      from public.casino_settings s join public.casino c on c.id = s.casino_id where c.slug = 'harbor'`;
    return { cap: Number(row?.cap), debt: Number(row?.debt) };
  };
  const before = await readCap();
  await page.getByLabel('Soft cap (points)').fill(String(before.cap + 7));
  await other.getByLabel('Debt by a comp (points below zero)').fill(String(before.debt + 5));
  await other.getByRole('button', { name: 'Save changes' }).click();
  await expect(other.getByText('Settings saved')).toBeVisible();
  await page.getByRole('button', { name: 'Save changes' }).click();
  const notice = page.getByRole('alert').filter({ hasText: 'Harbor Admin changed the settings in the meantime, ' });
  await expect(notice.getByRole('row', { name: /Debt by a comp/ })).toContainText('they changed it');
  await expect(notice.getByRole('row', { name: /Soft cap/ })).toContainText('you changed it');
  await notice.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('Settings saved')).toBeVisible();
  expect(await readCap()).toEqual({ cap: before.cap + 7, debt: before.debt + 5 });
  await context.close();
});

test('a webhook is added; its secret is shown this once and never again', async ({ page }) => {
  await new SignInPage(page).signInAs('Harbor: Admin', '/settings');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill('https://hooks.example.com/journey');
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await expect(dialog.getByLabel('Signing secret')).toHaveValue(/^whsec_/);
  await dialog.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByText('https://hooks.example.com/journey')).toBeVisible();
  await page.reload();
  await expect(page.getByText('https://hooks.example.com/journey')).toBeVisible();
  await expect(page.getByText(/whsec_/)).toHaveCount(0);
});

test('all dead letters are sent again after a question; what is given up while it stands stays', async ({
  page,
  sql,
}) => {
  await addDeadLetters(sql, 3);
  await new SignInPage(page).signInAs('Harbor: Admin', '/settings');
  const given = page.getByRole('region', { name: 'Dead letters' }).getByRole('listitem');
  await expect(given).toHaveCount(3);
  const all = page.getByRole('button', { name: 'Re-deliver all…' });
  await all.click();
  const question = page.getByRole('alertdialog', { name: 'Re-deliver all dead letters?' });
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(all).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toContainText('is sent again');
  await addDeadLetters(sql, 1);
  await question.getByRole('button', { name: 'Re-deliver all' }).click();
  await expect(page.getByText('3 deliveries are on their way again.')).toBeVisible();
  await expect(question).toBeHidden();
  await expect(given).toHaveCount(1);
  // One has its own way.
  await expect(all).toHaveCount(0);
});

test('who may not see the dashboard or the settings is told so', async ({ page }) => {
  await new SignInPage(page).signInAs('Harbor: Dealer');
  await page.goto('/shift');
  await expect(page.getByText('Your role does not allow this.')).toBeVisible();
  await page.goto('/promos');
  await expect(page.getByText('Your role does not allow this.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Shift' })).toHaveCount(0);
});
