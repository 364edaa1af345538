import {
  acknowledgement,
  completePerson,
  fill,
  identify,
  setProfile,
  takeCash,
  takeUnknownCash,
  voidCash,
} from './support/ctr.ts';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const COMPLIANCE = 'Harbor: Compliance';

/** What the form asks of the house, by what the screen calls it. */
const PROFILE = {
  'Legal name': 'Harbor Gaming LLC',
  EIN: '88-1234567',
  Address: '1 Harbor Way',
  City: 'Reno',
  State: 'NV',
  'ZIP code': '89501-0001',
  Country: 'US',
  'Contact office': 'Compliance office',
  'Phone number of the office': '(775) 555-0100',
  'Name of the transmitter': 'Harbor Gaming LLC',
  'TIN of the transmitter': '88-1234567',
  'Transmitter control code (TCC)': 'PBSA1234',
  'Contact at the transmitter': 'Head of compliance',
  'Phone number of the transmitter': '775 555 0101',
};
test('the house says once what the form asks of it', async ({ page, signIn, sql }) => {
  await sql`delete from public.casino_filing_profile`;
  await signIn.signInAs('Harbor: Admin', '/compliance?section=cases&desk=profile');
  await expect(page.getByText('Missing. Filing institution: legal name')).toBeVisible();
  await fill(page, PROFILE);
  await page.getByLabel('Type of gaming institution', { exact: true }).selectOption('State licensed casino');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Filing profile saved')).toBeVisible();
  await expect(page.getByLabel('EIN', { exact: true })).toHaveValue('881234567');
  await expect(page.getByText('Missing.')).toHaveCount(0);
});

test('a case is completed, goes out in a file, and is shown as accepted once FinCEN’s answer is read', async ({
  page,
  openTablet,
  signIn,
  sql,
}) => {
  await setProfile(sql);
  const { playerId, playerName } = await takeSlip(sql);
  const { page: cashier } = await openTablet('Harbor: Cashier');
  await takeCash(cashier, playerId, 640_000);
  await takeCash(cashier, playerId, 420_000);

  await signIn.signInAs(COMPLIANCE, '/compliance');
  const row = page.getByRole('listitem').filter({ hasText: playerName });
  await expect(row).toContainText('Open');
  await row.getByRole('button', { name: playerName }).click();
  await expect(page.getByText('Missing. Item 10: address')).toBeVisible();
  await expect(page.getByText('Chip purchase')).toHaveCount(2);

  await completePerson(page, playerName);
  await expect(page.getByText('Ready to file').first()).toBeVisible();
  // Only the last four of a number are seen without asking.
  await expect(page.getByText('•••• 1120')).toBeVisible();
  await page.getByRole('button', { name: 'Show numbers' }).click();
  await expect(page.getByText('078051120')).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'File and make the file' }).click();
  expect((await download).suggestedFilename()).toMatch(/^ctr-.*\.xml$/);
  await expect(page.getByText('Awaiting FinCEN').first()).toBeVisible();

  await page.getByRole('button', { name: 'All cases' }).click();
  await page.getByRole('tab', { name: 'Sent to FinCEN' }).click();
  const file = page
    .getByRole('list', { name: 'Sent to FinCEN' })
    .getByRole('listitem')
    .filter({ hasText: playerName })
    .first();
  await expect(file).toContainText('FinCEN has not answered yet');
  await file.locator('input[type=file]').setInputFiles({ ...acknowledgement(''), buffer: Buffer.from('<no/>') });
  await expect(file.getByRole('alert')).toContainText('no acknowledgement');
  await file.locator('input[type=file]').setInputFiles(acknowledgement('31000123456789'));
  await expect(file).toContainText('Accepted, BSA identifier 31000123456789');
  await expect(file).toContainText('F18 · WARN · RawZIPCode: Not found');
  await file.getByRole('button', { name: playerName }).click();
  await expect(page.getByText('Accepted by FinCEN').first()).toBeVisible();
  await expect(page.getByText('There is nothing to do.', { exact: false })).toBeVisible();
});

test('two people complete one person: the second sees both, field by field', async ({
  page,
  openTablet,
  signIn,
  sql,
}) => {
  const { playerId, playerName } = await takeSlip(sql);
  const { page: cashier } = await openTablet('Harbor: Cashier');
  const caseId = await takeCash(cashier, playerId, 1_200_000);
  await signIn.signInAs(COMPLIANCE, `/compliance?section=cases&case=${caseId}`);
  await page.getByRole('button', { name: `Complete: ${playerName}` }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('11 City').fill('Sparks');
  const { page: other } = await openTablet('Harbor: Admin');
  await other.evaluate(
    async ([id, personId]) => {
      await fetch(`/api/v1/ctr-cases/${id}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        body: JSON.stringify({ person: { personId, city: 'Elko', occupation: 'Baker' } }),
      });
    },
    [caseId, playerId] as const,
  );
  await drawer.getByRole('button', { name: 'Save changes' }).click();
  const rows = drawer.getByRole('row');
  await expect(rows.filter({ hasText: '11 City' })).toContainText('Elko');
  await expect(rows.filter({ hasText: '11 City' })).toContainText('Sparks');
  await expect(rows.filter({ hasText: '9 Occupation' })).toContainText('Baker');
});

test('a case that needs no report says why, and is opened again', async ({ page, openTablet, signIn, sql }) => {
  const { playerId, playerName } = await takeSlip(sql);
  const { page: cashier } = await openTablet('Harbor: Cashier');
  const caseId = await takeCash(cashier, playerId, 1_300_000);
  await signIn.signInAs(COMPLIANCE, `/compliance?section=cases&case=${caseId}`);
  await expect(page.getByRole('heading', { name: playerName }).first()).toBeVisible();
  await page.getByRole('button', { name: 'No report is required' }).click();
  await page.getByLabel('Why no report is required').fill('Of the house itself');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Of the house itself')).toBeVisible();
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect(page.getByRole('button', { name: 'No report is required' })).toBeVisible();
});

test('a filed case of which no cash is left has nothing to amend: compliance says why, and can take it back', async ({
  page,
  openTablet,
  signIn,
  sql,
}) => {
  await setProfile(sql);
  const { playerId, playerName } = await takeSlip(sql);
  const { page: cashier } = await openTablet('Harbor: Cashier');
  const caseId = await takeCash(cashier, playerId, 1_200_000);
  await signIn.signInAs(COMPLIANCE, `/compliance?section=cases&case=${caseId}`);
  await completePerson(page, playerName);
  await page.getByRole('button', { name: 'Typed into FinCEN’s form' }).click();
  await page.getByLabel('BSA identifier').fill('31000123450001');
  await page.getByRole('button', { name: 'File it with this identifier' }).click();
  await expect(page.getByText('There is nothing to do.', { exact: false })).toBeVisible();

  const [entry] = await sql<{ id: string }[]>`select id from public.mtl_entry where player_id = ${playerId}`;
  await voidCash(cashier, entry?.id ?? '');
  await page.reload();
  await expect(page.getByText('Nothing left of what was filed').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'File the amendment' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Nothing to amend' }).click();
  await page.getByLabel('Why there is nothing to amend').fill('Resource Center, reference 4711');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Resource Center, reference 4711')).toBeVisible();
  await expect(page.getByText('The report stays as it was filed.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect(page.getByRole('button', { name: 'Nothing to amend' })).toBeVisible();
});

test('a case that took in one of which FinCEN has a report says which report its own amends', async ({
  page,
  openTablet,
  signIn,
  sql,
}) => {
  await setProfile(sql);
  const { playerId, playerName } = await takeSlip(sql);
  const { page: cashier } = await openTablet('Harbor: Cashier');
  const part = await takeUnknownCash(cashier, 1_300_000);
  const caseId = await takeCash(cashier, playerId, 1_200_000);
  await signIn.signInAs(COMPLIANCE, `/compliance?section=cases&case=${part.caseId}`);
  await completePerson(page, 'Unknown patron', {
    '4 Last name or legal name': 'Doe',
    '5 First name': 'Jane',
    '17 Date of birth': '1970-01-31',
  });
  await page.getByRole('button', { name: 'Typed into FinCEN’s form' }).click();
  await page.getByLabel('BSA identifier').fill('31000123450002');
  await page.getByRole('button', { name: 'File it with this identifier' }).click();
  await expect(page.getByText('There is nothing to do.', { exact: false })).toBeVisible();

  await identify(cashier, part.unknownPatronId, playerId);
  await page.goto(`/compliance?section=cases&case=${caseId}`);
  await expect(page.getByRole('heading', { name: playerName }).first()).toBeVisible();
  await expect(page.getByText('FinCEN has a report of a part of this')).toBeVisible();
  await expect(page.getByText('Report 31000123450002 was filed', { exact: false })).toBeVisible();
  await expect(page.getByText('Of a case that became part of this one', { exact: false })).toBeVisible();
  await completePerson(page, playerName);
  await page.getByRole('button', { name: 'File for a later file' }).click();
  const filed = page.getByRole('region', { name: 'What was filed' });
  await expect(filed.getByText('Amendment')).toBeVisible();
  await expect(filed.getByText('Initial report')).toBeVisible();

  // It has not gone out: who finds that nothing is required keeps it at home.
  await page.getByRole('button', { name: 'No report is required' }).click();
  await expect(page.getByText('Its report has not gone out', { exact: false })).toBeVisible();
  await page.getByLabel('Why no report is required').fill('Of the house itself');
  await page.keyboard.press('Enter');
  await expect(filed.getByText('Taken back', { exact: true })).toBeVisible();
});
