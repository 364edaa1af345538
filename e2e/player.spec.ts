import { addHeldSlip, takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

test('a slip that the house closed is found from the players and settled once, with a note', async ({
  page,
  signIn,
  sql,
}) => {
  const slip = await addHeldSlip(sql);
  await signIn.signInAs('Harbor: Loyalty manager', '/players');
  await page.getByRole('button', { name: /to settle$/ }).click();
  await page
    .getByRole('dialog', { name: 'Closed by the house' })
    .getByRole('link', { name: new RegExp(slip.playerName) })
    .click();
  await page
    .getByRole('list', { name: 'Slips to settle' })
    .getByRole('button', { name: /^Settle/ })
    .click();
  const drawer = page.getByRole('dialog', { name: 'Settle slip' });
  await expect(drawer.getByRole('button', { name: 'Say why' })).toBeDisabled();
  await drawer.getByPlaceholder('Why this play is to be paid').fill('Seen at the table');
  await drawer.getByRole('button', { name: /^Post \+[\d,]+ points$/ }).dblclick();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Slips to settle' })).toHaveCount(0);
  const [row] = await sql`
    select count(*)::int as entries, min(points)::int > 0 as paid from public.loyalty_ledger where rating_slip_id = ${slip.id}`;
  expect(row).toEqual({ entries: 1, paid: true });
});

test('a manager sets a tier with a reason, which shows with its source, and sets it back', async ({
  page,
  signIn,
  sql,
}) => {
  const { playerId } = await takeSlip(sql);
  await signIn.signInAs('Harbor: Loyalty manager', `/players/${playerId}`);
  const tierOf = async () => {
    const [row] = await sql`select tier from public.player_loyalty where player_id = ${playerId}`;
    return row?.tier;
  };
  const before = await tierOf();
  const target = before === 'gold' ? 'Silver' : 'Gold';
  const steps = [
    { name: target, reason: 'Agreed with the host' },
    { name: `${before[0].toUpperCase()}${before.slice(1)}`, reason: 'Agreed by mistake' },
  ];
  for (const { name, reason } of steps) {
    await page.getByRole('button', { name: 'Set tier' }).click();
    const drawer = page.getByRole('dialog', { name: 'Set tier' });
    await drawer.getByRole('radio', { name }).click();
    await drawer.getByPlaceholder('Why the player is to have this tier').fill(reason);
    await drawer.getByRole('button', { name: `Set ${name}` }).click();
    await expect(drawer).toHaveCount(0);
    await expect.poll(tierOf).toBe(name.toLowerCase());
    await expect(page.getByText(reason)).toBeVisible();
  }
  const changes = await sql`
    select source from public.loyalty_tier_change where player_id = ${playerId} and source = 'manager'`;
  expect(changes).toHaveLength(2);
});
