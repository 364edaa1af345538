import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { acknowledgement, completePerson, setProfile } from './support/ctr.ts';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const VERIFIER = pathToFileURL('public/verify-pack.html').href;

/** What the page that checks packs says of a file, without any server. */
async function verdictOf(page: Page, pack: Buffer) {
  await page.goto(VERIFIER);
  await page
    .getByLabel('The pack (.zip)')
    .setInputFiles({ name: 'pack.zip', mimeType: 'application/zip', buffer: pack });
  await page.getByRole('button', { name: 'Check' }).click();
  const verdict = page.getByRole('status');
  await expect(verdict).toContainText('SOUND');
  return verdict;
}

test('from the amount that a cashier types to a changed byte that somebody outside finds', async ({
  page,
  openTablet,
  signIn,
  sql,
}) => {
  await setProfile(sql);
  const { playerName } = await takeSlip(sql);

  // The cashier types, and the pit boss sees the badge.
  const pitBoss = (await openTablet()).page;
  await pitBoss.goto('/mtl');
  const cashier = (await openTablet('Harbor: Cashier')).page;
  await cashier.goto('/mtl');
  await cashier.getByRole('button', { name: 'New entry' }).first().click();
  const entry = cashier.getByRole('dialog');
  await entry.getByLabel('Amount, $').fill('10,240');
  await entry.getByLabel('Player: name or loyalty id').fill(playerName);
  await entry.getByRole('button', { name: playerName }).click();
  await expect(entry).toContainText('This entry makes $10,240 in: a CTR is due.');
  await entry.getByLabel('Amount, $').press('Enter');
  await expect(entry).toBeHidden();
  const patron = pitBoss.getByRole('list', { name: 'Patrons' }).getByRole('listitem').filter({ hasText: playerName });
  await expect(patron).toContainText('CTR due');

  // The case has opened by itself; compliance completes it and makes the file.
  await signIn.signInAs('Harbor: Compliance', '/compliance');
  await page.getByRole('listitem').filter({ hasText: playerName }).getByRole('button', { name: playerName }).click();
  await completePerson(page, playerName);
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'File and make the file' }).click();
  expect((await file).suggestedFilename()).toMatch(/^ctr-.*\.xml$/);
  expect(await readFile(await (await file).path(), 'utf8')).toContain('ActivityCount="1"');

  // FinCEN's answer is read back.
  await page.getByRole('button', { name: 'All cases' }).click();
  await page.getByRole('tab', { name: 'Sent to FinCEN' }).click();
  const files = page.getByRole('list', { name: 'Sent to FinCEN' }).getByRole('listitem');
  const sent = files.filter({ hasText: playerName }).first();
  await sent.locator('input[type=file]').setInputFiles(acknowledgement('31000123450001'));
  await expect(sent).toContainText('Accepted, BSA identifier 31000123450001');

  // A pack of the days that are sealed, which is sound, and is not with one other byte.
  await sql`select app.seal_ledger_days(id, 60) from public.casino where slug = 'harbor'`;
  await page.goto('/compliance?section=packs');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Make the pack' }).click();
  const pack = await readFile(await (await download).path());
  await expect(await verdictOf(page, pack)).not.toContainText('NOT SOUND');
  const place = Math.floor(pack.length / 2);
  pack[place] = (pack[place] ?? 0) ^ 1;
  await expect(await verdictOf(page, pack)).toContainText('NOT SOUND');
});
