import { readFileSync } from 'node:fs';
import { takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

test('a manager opens the report of the shift that is shown, reads it and takes it out as a file', async ({
  page,
  signIn,
}) => {
  await signIn.signInAs('Harbor: Admin', '/shift');
  await page.getByRole('button', { name: 'Previous gaming day' }).click();
  await page.getByRole('radio', { name: /^Swing/ }).check();
  await page.getByRole('link', { name: 'Report' }).click();
  await expect(page).toHaveURL(/\/reports\?day=\d{4}-\d\d-\d\d&shift=Swing/);
  const report = page.getByRole('article', { name: 'Report' });
  await expect(report.getByRole('heading', { level: 2 })).toContainText('Swing');
  for (const part of ['Cash', 'Points', 'Coupons', 'Comps by reward', 'Alerts', 'Cash log']) {
    await expect(report.getByRole('region', { name: part, exact: true })).toBeVisible();
  }
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV file' }).click();
  const file = await (await download).path();
  expect(readFileSync(file, 'utf8')).toContain('"Swing","cash","total","drop"');

  // Back leads to the shift again, as it was.
  await page.goBack();
  await expect(page).toHaveURL(/\/shift\?day=.*shift=Swing/);
});

test('a report in the morning: who gave what stands on it, and it says that the day is not closed yet', async ({
  page,
  signIn,
  sql,
}) => {
  const slip = await takeSlip(sql);
  await signIn.signInAs('Harbor: Pit boss', '/shift');
  await page.evaluate(
    async (ratingSlipId) =>
      fetch('/api/v1/loyalty/mid-session-rewards', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ ratingSlipId, points: 123, reason: 'supervisor_discretion' }),
      }),
    slip.id,
  );
  await page.goto('/reports');
  const report = page.getByRole('article', { name: 'Report' });
  await expect(report).toContainText('Not closed yet: figures as of');
  const rewards = report.getByRole('table', { name: 'Rewards by who gave them and why' });
  await expect(
    rewards.getByRole('row').filter({ hasText: 'Harbor Pit Boss' }).filter({ hasText: 'Supervisor discretion' }),
  ).toBeVisible();
  // Whom the house keeps out is not for a pit boss.
  await expect(report.getByRole('region', { name: 'Excluded players who were met' })).toHaveCount(0);
});

test('a report of a busy day is one or two clean pages on paper, with nothing of the screen around it', async ({
  page,
  signIn,
}) => {
  await signIn.signInAs('Harbor: Compliance', '/reports');
  const report = page.getByRole('article', { name: 'Report' });
  await page.getByRole('button', { name: 'Previous gaming day' }).click();
  await expect(report.getByRole('region', { name: 'Excluded players who were met' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  for (const format of ['A4', 'Letter'] as const) {
    const pages = (await page.pdf({ format })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages, format).toBeGreaterThan(0);
    expect(pages, format).toBeLessThanOrEqual(2);
  }
});

test('the report of a day that was posted says so, and is taken out as it was posted', async ({
  page,
  signIn,
  sql,
}) => {
  // As the worker does, which may have been here before.
  await sql`select app.seal_ledger_days(id, 60) from public.casino where slug = 'harbor'`;
  await sql`select app.post_reports(id, 60) from public.casino where slug = 'harbor'`;
  const [posted] = await sql<{ day: string }[]>`
    select max(p.gaming_day)::text as day from app.posted_report p join public.casino c on c.id = p.casino_id where c.slug = 'harbor'`;
  await signIn.signInAs('Harbor: Admin', `/reports?day=${posted?.day}`);
  const report = page.getByRole('article', { name: 'Report' });
  await expect(report).toContainText(/Posted [A-Z][a-z]{2} /);
  const download = page.waitForEvent('download');
  await report.getByRole('link', { name: 'The file as it was posted' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`report-${posted?.day}-posted.csv`);
  expect(readFileSync(await file.path(), 'utf8')).toContain('"cash","total","drop"');
});

test('players stand by what their play is worth against what they were given, and lead to their page', async ({
  page,
  signIn,
}) => {
  await signIn.signInAs('Harbor: Admin', '/reports');
  await page.getByRole('radio', { name: 'Players' }).check();
  const players = page.getByRole('table', { name: 'Players' });
  await expect(players.getByRole('columnheader')).toContainText([
    'Player',
    'Theo',
    'Comps',
    'Coupons',
    'Given of theo',
  ]);
  await page.getByLabel('Highest first by').selectOption('Last visit');
  await expect(page).toHaveURL(/view=players.*sort=last_visit/);
  await page.getByLabel('Highest first by').selectOption('Given');
  await page.getByLabel('Period').selectOption('Last 365 gaming days');
  await expect(page).toHaveURL(/days=365/);
  // The same of one player on the player's page, over as many days.
  await players.getByRole('row').nth(1).getByRole('link').click();
  await page.waitForURL(/\/players\//);
  await page.getByRole('radio', { name: '365 days' }).check();
  const value = page.getByRole('region', { name: /^Value/ });
  await expect(value).toContainText('last 365 gaming days');
});

test('who does not read the dashboard is told so', async ({ page, signIn }) => {
  await signIn.signInAs('Harbor: Dealer', '/reports');
  await expect(page.getByRole('main')).toContainText('Your role does not allow this.');
});
