import type { Sql } from 'postgres';
import { makeWorkbook } from '../__tests__/support/workbook-file.ts';
import { ImportsPage } from './pages/imports-page.ts';
import { ReconcilePage } from './pages/reconcile-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { expect, test } from './support/journey.ts';

const MANAGER = 'Harbor: Loyalty Manager';

type Member = { id: string; loyaltyId: string; firstName: string; lastName: string; tier: string; entries: number };

/** Players of the Harbor demo in its two lowest tiers, who don't play just now. */
async function listMembers(sql: Sql, tier: 'bronze' | 'silver', count: number, skip = 0): Promise<Member[]> {
  return sql<Member[]>`
    select p.id, p.loyalty_id as "loyaltyId", p.first_name as "firstName", p.last_name as "lastName", l.tier,
      (select count(*)::int from public.loyalty_ledger e where e.casino_id = p.casino_id and e.player_id = p.id) as entries
    from public.player p
    join public.casino c on c.id = p.casino_id and c.slug = 'harbor'
    join public.player_loyalty l on l.casino_id = p.casino_id and l.player_id = p.id
    where l.tier = ${tier} and p.loyalty_id is not null
      and not exists (select from public.rating_slip s where s.casino_id = p.casino_id and s.player_id = p.id and s.status <> 'closed')
    order by p.loyalty_id desc offset ${skip} limit ${count}`;
}

async function readStanding(sql: Sql, playerId: string) {
  const [row] = await sql`
    select l.tier, (l.starting_balance ->> 'points')::int as noted,
      (select count(*)::int from public.loyalty_ledger e where e.casino_id = l.casino_id and e.player_id = l.player_id) as entries
    from public.player_loyalty l where l.player_id = ${playerId}`;
  return row;
}

const today = () => new Date().toISOString().slice(0, 10);

test('a legacy file: staged, mapped, reconciled, reported and taken back; the ledger never moves', async ({
  page,
  sql,
}) => {
  const [one, two, three] = await listMembers(sql, 'bronze', 3);
  if (!one || !two || !three) throw new Error('The demo has too few players.');
  const imports = new ImportsPage(page);
  await imports.signInAs(MANAGER);

  // Headers that nobody can guess, a tier by another name, a row in error with an unreadable cell, and one about nobody.
  await imports.send(
    'members.csv',
    [
      'Ref;Vorname;Nachname;Stufe;Guthaben;Zuletzt;Bemerkung',
      `${one.loyaltyId};${one.firstName};${one.lastName};Gold;12.500;${today()};"likes ""table 4"""`,
      `${two.loyaltyId};${two.firstName};${two.lastName};Elite;800;${today()};=1+1`,
      `${three.loyaltyId};${three.firstName};${three.lastName};Silver;90;;`,
      `;C;Three;Silver;ninety;${today()};`,
      'NOBODY-7;Nora;Seven;Gold;5;;',
    ].join('\r\n'),
  );
  await expect(page.getByText('Choose what the columns hold')).toBeVisible();
  await imports.map({
    'Loyalty id': 'Ref',
    'First name': 'Vorname',
    'Last name': 'Nachname',
    Tier: 'Stufe',
    Points: 'Guthaben',
    'Last activity': 'Zuletzt',
  });
  await page.getByLabel('“Elite”').selectOption({ label: 'Platinum' });
  await imports.save();
  await page.getByRole('radio', { name: 'Rows', exact: true }).check();
  await imports.expectSum('5 rows = 4 waiting + 1 in error.');
  await page.getByRole('radio', { name: /^In error/ }).check();
  await expect(imports.rows).not.toContainText('NOBODY-7');
  await expect(imports.rows).toContainText(/5.*Ref.*does not say who.*Guthaben.*Points are whole numbers/s);
  expect(await readStanding(sql, one.id)).toEqual({ tier: 'bronze', noted: null, entries: one.entries });

  // What applying would do is said before it is done; one row, then all of them.
  await expect(
    page.getByRole('navigation').getByRole('link', { name: /^Reconcile with \d+ rows waiting$/ }),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Reconcile 4 rows' }).click();
  const queue = new ReconcilePage(page);
  await queue.openRow(one.loyaltyId);
  await expect(queue.dialog.getByText('Bronze becomes Gold.')).toBeVisible();
  await expect(queue.dialog.getByText('Tier can be seeded; points require migration tooling.')).toBeVisible();
  await queue.dialog.getByRole('button', { name: 'Apply: upgrade to Gold' }).click();
  await expect(queue.dialog.getByRole('button', { name: 'Revert …' })).toBeVisible();
  expect(await readStanding(sql, one.id)).toEqual({ tier: 'gold', noted: 12_500, entries: one.entries });
  await queue.close();

  await page.getByRole('button', { name: /^Apply all/ }).click();
  await queue.dialog.getByLabel(/I know that 1 row does not say how old it is/).check();
  await queue.dialog.getByRole('button', { name: 'Apply 2 rows' }).click();
  await expect(queue.dialog.getByText('1 skipped, no record.')).toBeVisible();
  expect(await readStanding(sql, two.id)).toEqual({ tier: 'platinum', noted: 800, entries: two.entries });
  expect(await readStanding(sql, three.id)).toEqual({ tier: 'silver', noted: 90, entries: three.entries });
  const told = await queue.downloadReport(queue.dialog.getByRole('link', { name: 'Download report' }));
  expect(told).toHaveLength(3);
  await queue.close();

  // The run is taken back whole, the row by itself; then everything is as it was.
  await queue.showView('History');
  await page.getByRole('button', { name: /2 applied/ }).click();
  await queue.dialog.getByRole('button', { name: 'Revert run …' }).click();
  await queue.revert('Applied by mistake', /^Revert 2 rows/);
  await expect(queue.dialog.getByText('Reverted: as it was before')).toBeVisible();
  expect(await readStanding(sql, two.id)).toEqual({ tier: 'bronze', noted: null, entries: two.entries });
  expect(await readStanding(sql, three.id)).toEqual({ tier: 'bronze', noted: null, entries: three.entries });
  await queue.close();
  await queue.showView('Queue');
  await queue.show('Applied');
  await queue.openRow(one.loyaltyId);
  await queue.dialog.getByRole('button', { name: 'Revert …' }).click();
  await queue.revert('Wrong tier', /^Revert$/);
  await expect(queue.dialog.getByRole('button', { name: /^Apply: upgrade/ })).toBeVisible();
  expect(await readStanding(sql, one.id)).toEqual({ tier: 'bronze', noted: null, entries: one.entries });
  await queue.close();

  // The report of the import has every row, and each thing that was done with it.
  const report = await queue.downloadReport(page.getByRole('link', { name: /report of this import/ }));
  const about = (loyaltyId: string) => report.filter((line) => line.includes(`,"${loyaltyId}",`));
  expect(about(one.loyaltyId)).toHaveLength(2);
  expect(about(two.loyaltyId)).toHaveLength(2);
  expect(about(one.loyaltyId).at(-1)).toMatch(/reverted.*Wrong tier.*members\.csv/);
  expect(report.some((line) => line.includes('NOT_WHOLE_POINTS'))).toBe(true);
});

test('what was earned since is not taken away: the revert says what happened, and who knows of it takes the rest back', async ({
  page,
  sql,
}) => {
  const [member] = await listMembers(sql, 'bronze', 1, 3);
  if (!member) throw new Error('The demo has too few players.');
  const imports = new ImportsPage(page);
  await imports.signInAs(MANAGER);
  await imports.send('earned.csv', `Card,Tier,Points,Last visit\n${member.loyaltyId},Silver,90000,${today()}\n`);
  await page.getByRole('link', { name: 'Reconcile 1 row' }).click();
  const queue = new ReconcilePage(page);
  await queue.openRow(member.loyaltyId);
  await queue.dialog.getByRole('button', { name: 'Apply: upgrade to Silver' }).click();
  await expect(queue.dialog.getByRole('button', { name: 'Revert …' })).toBeVisible();
  await sql`
    select app.post_ledger_entry(app.worker_context(casino_id), jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object(
      'player_id', player_id, 'points', 900000, 'reason', 'promotion', 'idempotency_key', 'journey:' || gen_random_uuid(), 'request_hash', '\\x00')))
    from public.player_loyalty where player_id = ${member.id}`;
  await queue.dialog.getByRole('button', { name: 'Revert …' }).click();
  await queue.revert('Applied by mistake', /^Revert$/);
  await expect(queue.dialog.getByRole('alert')).toContainText(/tier has changed since|changed since/i);
  expect(await readStanding(sql, member.id)).toMatchObject({ tier: 'platinum', noted: 90_000 });
  await queue.dialog.getByLabel(/^Take the row back all the same/).check();
  await queue.dialog.getByRole('button', { name: /^Revert$/ }).click();
  await expect(queue.dialog.getByRole('button', { name: /^Apply/ })).toBeVisible();
  expect(await readStanding(sql, member.id)).toMatchObject({ tier: 'platinum', noted: null });
});

test('whom a row is about is asked where file and record differ: nobody is enrolled or raised before', async ({
  page,
  sql,
}) => {
  const [member] = await listMembers(sql, 'bronze', 1, 4);
  if (!member) throw new Error('The demo has too few players.');
  const imports = new ImportsPage(page);
  await imports.signInAs(MANAGER);
  await imports.send(
    'persons.csv',
    [
      'Card,First Name,Last Name,Tier,Points,Last visit',
      `${member.loyaltyId},Wanda,Otherwise,Gold,900,${today()}`,
      `JOURNEY-7,Ana,Luz,Gold,10,${today()}`,
      `JOURNEY-7,Bea,Lang,Gold,90000,${today()}`,
    ].join('\r\n'),
  );
  await imports.expectSum('3 rows = 3 waiting + 0 in error.');
  const enrolment = page.getByRole('alertdialog');
  await page.getByRole('button', { name: 'Enrol players' }).click();
  await expect(enrolment).toContainText('2 rows wait for somebody to confirm who they are.');
  await expect(enrolment).toContainText('0 people from 0 rows.');
  await enrolment.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('link', { name: 'Reconcile 3 rows' }).click();
  const queue = new ReconcilePage(page);
  await page.getByRole('button', { name: /^Apply all/ }).click();
  await expect(queue.dialog.getByText('None of these rows can be applied as things are.')).toBeVisible();
  await queue.close();

  // What was seen counts: the holder has another name by the time somebody says yes.
  await queue.openRow(member.loyaltyId);
  await expect(queue.dialog.getByText('File and record differ.')).toBeVisible();
  const readAgain = Promise.withResolvers<void>();
  await page.route('**/reconciliation-rows/*', async (route) => {
    await readAgain.promise;
    await route.continue();
  });
  await sql`update public.player set first_name = 'Wilma' where id = ${member.id}`;
  const same = queue.dialog.getByRole('button', { name: 'It is the same person' });
  const answer = page.waitForResponse('**/reconciliations/confirm-identity');
  await same.click();
  expect((await answer).status()).toBe(409);
  readAgain.resolve();
  await expect(queue.dialog.getByText('Whom the row is about is no longer what you saw.')).toBeVisible();
  await expect(queue.dialog.getByText(/Wilma/).first()).toBeVisible();
  await same.click();
  await expect(queue.dialog.getByText(/^Confirmed by /)).toBeVisible();
  await expect(queue.dialog.getByRole('button', { name: 'Apply: upgrade to Gold' })).toBeVisible();
  await queue.close();

  await queue.openRow('Bea Lang');
  await expect(queue.dialog.getByText('Row 3: Ana Luz')).toBeVisible();
  await queue.dialog.getByRole('button', { name: 'It is this row’s person' }).click();
  await expect(queue.dialog.getByText(/^Confirmed by /)).toBeVisible();
  await queue.dialog.getByRole('link', { name: 'Enrol players of this import' }).click();
  await page.getByRole('button', { name: 'Enrol players' }).click();
  await expect(enrolment).toContainText('1 person from 1 row. 1 row waits for somebody to confirm who they are.');
  await enrolment.getByRole('button', { name: 'Enrol them' }).click();
  await expect(page.getByText('1 player enrolled')).toBeVisible();

  await page.getByRole('link', { name: 'Reconcile 3 rows' }).click();
  await page.getByRole('button', { name: /^Apply all/ }).click();
  await queue.dialog.getByRole('button', { name: 'Apply 2 rows' }).click();
  await expect(queue.dialog.getByText('1 skipped, person not confirmed.')).toBeVisible();
  expect(await readStanding(sql, member.id)).toMatchObject({ tier: 'gold', noted: 900 });
  const enrolled = await sql`
    select p.id, p.first_name || ' ' || p.last_name as name from public.player p
    join public.casino c on c.id = p.casino_id and c.slug = 'harbor' where p.loyalty_id = 'JOURNEY-7'`;
  expect(enrolled.map(({ name }) => name)).toEqual(['Bea Lang']);
  expect(await readStanding(sql, enrolled[0]?.id)).toMatchObject({ tier: 'gold', noted: 90_000 });
});

test('a file that can not be staged says why, and the same file is noticed', async ({ page, sql }) => {
  const [member] = await listMembers(sql, 'silver', 1);
  if (!member) throw new Error('The demo has too few players.');
  const imports = new ImportsPage(page);
  await imports.signInAs(MANAGER);
  await imports.choose('empty.csv', '');
  await imports.expectRefusal('empty');
  await imports.choose('header-only.csv', 'Card,Tier\n');
  await imports.expectRefusal('header-only.csv');
  const text = `Card,Tier\n${member.loyaltyId},Silver\n`;
  await imports.send('once.csv', text);
  await imports.choose('again.csv', text);
  await imports.expectRefusal('once.csv');
  await page.getByRole('button', { name: 'Open that import' }).click();
  await expect(page.getByRole('heading', { name: 'once.csv' })).toBeVisible();
});

test('a file that was read wrongly is read differently, and the former import goes', async ({ page }) => {
  const imports = new ImportsPage(page);
  await imports.signInAs(MANAGER);
  // Two rows of names: the file can't say which of them counts.
  await imports.send('two-headers.csv', 'Col A;Col B\nCard;Tier\nRD-1;Gold\nRD-2;Silver\n');
  await expect(page.getByText('Choose what the columns hold')).toBeVisible();
  await page.getByRole('button', { name: 'Read it differently' }).click();
  const form = page.getByRole('dialog', { name: 'Read it differently' });
  await expect(form.getByLabel('Between cells stands a')).toHaveValue(';');
  await form.getByLabel('Row of the header').fill('2');
  await form.getByRole('button', { name: 'Read it this way' }).click();
  await imports.expectSum('2 rows = 2 waiting + 0 in error.');
  await expect(page.getByRole('list', { name: 'Imports' }).getByText('two-headers.csv')).toHaveCount(2);
  await expect(page.getByRole('list', { name: 'Imports' }).getByText('Removed')).toHaveCount(1);
});

test('a workbook is read as its sheet shows it, and from another sheet where somebody says so', async ({ page }) => {
  const imports = new ImportsPage(page);
  await imports.signInAs(MANAGER);
  const rows = (first: number) => ({
    1: ['Card', 'Tier'],
    2: [{ v: String(first), s: 1 }, 'Gold'],
    3: ['WB-2', 'Silver'],
  });
  const sheets = [
    { name: 'West', rows: rows(4711) },
    { name: 'East', rows: { ...rows(815), 4: ['WB-3', 'Gold'] } },
  ];
  await imports.send('players.xlsx', makeWorkbook({ formats: ['000000'], sheets }));
  await imports.expectSum('2 rows = 2 waiting + 0 in error.');
  await expect(imports.rows.getByText('004711').first()).toBeVisible();
  await page.getByRole('button', { name: 'Read it differently' }).click();
  const form = page.getByRole('dialog', { name: 'Read it differently' });
  await form.getByLabel('Sheet').selectOption('East');
  await form.getByRole('button', { name: 'Read it this way' }).click();
  await imports.expectSum('3 rows = 3 waiting + 0 in error.');
  await expect(imports.rows.getByText('000815').first()).toBeVisible();
});

test('who may not import or reconcile is told so', async ({ page }) => {
  await new SignInPage(page).signInAs('Harbor: Pit boss');
  for (const path of ['/imports', '/reconcile']) {
    await page.goto(path);
    await expect(page.getByText('Your role does not allow this.')).toBeVisible();
  }
  await expect(page.getByRole('link', { name: 'Imports' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Reconcile' })).toHaveCount(0);
});
