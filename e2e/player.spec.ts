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
  await expect(drawer.getByRole('button', { name: 'Give a reason first' })).toBeDisabled();
  await drawer.getByPlaceholder('Why this play is to be paid').fill('Seen at the table');
  await drawer.getByRole('button', { name: /^Post \+[\d,]+ points$/ }).dblclick();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Slips to settle' })).toHaveCount(0);
  const [row] = await sql`
    select count(*)::int as entries, min(points)::int > 0 as paid from public.loyalty_ledger where rating_slip_id = ${slip.id}`;
  expect(row).toEqual({ entries: 1, paid: true });
});

test('an entry that was taken back by mistake is put back from the player’s ledger, with its tier', async ({
  page,
  signIn,
  sql,
}) => {
  const { playerId } = await takeSlip(sql);
  await sql`
    select app.post_ledger_entry(app.worker_context(casino_id), jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object(
      'player_id', player_id, 'points', 900000, 'reason', 'promotion', 'idempotency_key', 'journey:' || gen_random_uuid(), 'request_hash', '\\x00')))
    from public.player_loyalty where player_id = ${playerId}`;
  const standing = async () => {
    const [row] = await sql`
      select balance::int, lifetime_points::int as lifetime, tier, entry_count::int as entries from public.player_loyalty where player_id = ${playerId}`;
    return { ...row };
  };
  const before = await standing();
  await signIn.signInAs('Harbor: Loyalty manager', `/players/${playerId}`);
  const takeBack = async (points: string, entry: number, note: string) => {
    await page.getByRole('button', { name: new RegExp(`^Take back entry ${entry}, `) }).click();
    const drawer = page.getByRole('dialog', { name: `Take back entry #${entry}` });
    await drawer.getByPlaceholder('Why it must not stand').fill(note);
    await drawer.getByRole('button', { name: `Post ${points} points` }).dblclick();
    await expect(drawer).toHaveCount(0);
  };
  await takeBack('−900,000', before.entries, 'Wrong player');
  await expect(page.getByText(`Taken back by #${before.entries + 1}`)).toBeVisible();
  expect((await standing()).tier).not.toBe(before.tier);
  await takeBack('+900,000', before.entries + 1, 'It was right');
  await expect(page.getByText('Reinstated')).toBeVisible();
  await expect(page.getByText(`Taken back by #${before.entries + 1}`)).toHaveCount(0);
  expect(await standing()).toEqual({ ...before, entries: before.entries + 2 });
});

test('a mistyped name is corrected with a reason, and the second of two editors is told of the first', async ({
  page,
  signIn,
  sql,
}) => {
  const [player] = await sql<{ id: string }[]>`
    insert into public.player (casino_id, first_name, last_name) select id, 'Jsoe', 'Quill' from public.casino where slug = 'harbor' returning id`;
  await signIn.signInAs('Harbor: Pit boss', `/players/${player?.id}`);
  await page.getByRole('button', { name: 'Correct details' }).click();
  const drawer = page.getByRole('dialog', { name: 'Correct details' });
  await expect(drawer.getByRole('button', { name: 'Nothing changed' })).toBeDisabled();
  await drawer.getByLabel('First name').fill('José');
  await drawer.getByLabel('Reason').fill('Mistyped');
  await sql`update public.player set last_name = 'Quinn', version = version + 1 where id = ${player?.id ?? ''}`;
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer.getByRole('alert').getByRole('row', { name: /Last name/ })).toContainText('Quinn');
  await drawer.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'José Quinn' })).toBeVisible();
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

test('the birth date is shown to who needs it, and to no dealer', async ({ openTablet, sql }) => {
  const [player] = await sql<{ id: string }[]>`
    insert into public.player (casino_id, first_name, last_name, birth_date)
    select id, 'Ida', 'Harper', '1971-03-09' from public.casino where slug = 'harbor' returning id`;
  const { page: dealers } = await openTablet('Harbor: Dealer');
  await dealers.goto(`/players/${player?.id}`);
  await expect(dealers.getByRole('heading', { name: 'Ida Harper', level: 2 })).toBeVisible();
  await expect(dealers.getByText(/1971|[Bb]irth/)).toHaveCount(0);
  const { page: cashiers } = await openTablet('Harbor: Cashier');
  await cashiers.goto(`/players/${player?.id}`);
  await expect(cashiers.getByText(/^Born .*1971/)).toBeVisible();
});

test('host and preferences are saved, and the second of two editors sees what differs', async ({
  page,
  signIn,
  sql,
}) => {
  const [player] = await sql<{ id: string }[]>`
    insert into public.player (casino_id, first_name, last_name, birth_date)
    select id, 'Lee', 'Harper', '1971-03-09' from public.casino where slug = 'harbor' returning id`;
  await signIn.signInAs('Harbor: Pit boss', `/players/${player?.id}`);
  await expect(page.getByText(/^Born .*1971/)).toBeVisible();
  const care = page.getByRole('region', { name: 'Host and preferences' });
  await expect(care).toContainText('No host');
  await care.getByRole('button', { name: 'Edit host and preferences' }).click();
  const drawer = page.getByRole('dialog', { name: 'Host and preferences' });
  await expect(drawer.getByRole('button', { name: 'Nothing changed' })).toBeDisabled();
  await drawer.getByLabel('Host').selectOption({ label: 'Harbor Loyalty Manager · Loyalty manager' });
  await drawer.getByLabel('Drink').fill('Sparkling water');
  await sql`
    insert into public.player_profile (casino_id, player_id, seat)
    select casino_id, id, 'Third base' from public.player where id = ${player?.id ?? ''}`;
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer.getByRole('alert').getByRole('row', { name: /Seat/ })).toContainText('Third base');
  await drawer.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(drawer).toHaveCount(0);
  for (const text of ['Harbor Loyalty Manager', 'Sparkling water', 'Third base'])
    await expect(care).toContainText(text);
  await care.getByRole('button', { name: 'Edit host and preferences' }).click();
  await expect(drawer.getByLabel('Host').locator('option:checked')).toHaveText(
    'Harbor Loyalty Manager · Loyalty manager',
  );
  await drawer.getByLabel('Drink').fill('Tea');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer).toHaveCount(0);
  for (const text of ['Harbor Loyalty Manager', 'Tea', 'Third base']) await expect(care).toContainText(text);
});

test('a note is signed and struck with a reason, by its author or a manager', async ({ page, signIn, sql }) => {
  const [player] = await sql<{ id: string }[]>`
    insert into public.player (casino_id, first_name, last_name) select id, 'Noted', 'Harper' from public.casino where slug = 'harbor' returning id`;
  await sql`
    insert into public.player_note (casino_id, player_id, body, staff_id)
    select p.casino_id, p.id, 'Asks for the floor manager', s.id
    from public.player p join public.staff s on s.casino_id = p.casino_id and s.role = 'admin' where p.id = ${player?.id ?? ''}`;
  await signIn.signInAs('Harbor: Pit boss', `/players/${player?.id}`);
  const notes = page.getByRole('region', { name: 'Notes' });
  await expect(notes.getByText('Asks for the floor manager')).toBeVisible();
  await expect(notes.getByRole('button', { name: /^Strike/ })).toHaveCount(0);
  await notes.getByRole('button', { name: 'Add note' }).click();
  const drawer = page.getByRole('dialog', { name: 'Add note' });
  await expect(drawer.getByRole('button', { name: 'Write the note first' })).toBeDisabled();
  await drawer.getByLabel('Note').fill('Left-handed');
  await drawer.getByRole('button', { name: 'Add note' }).dblclick();
  await expect(drawer).toHaveCount(0);
  const note = notes.getByRole('listitem').filter({ hasText: 'Left-handed' });
  await expect(note).toContainText('Harbor Pit Boss');
  await note.getByRole('button', { name: /^Strike the note of Harbor Pit Boss/ }).click();
  const striking = page.getByRole('dialog', { name: 'Strike note' });
  await striking.getByLabel('Why the note must not stand').fill('Another player');
  await striking.getByRole('button', { name: 'Strike note' }).click();
  await expect(striking).toHaveCount(0);
  await expect(note).toContainText(/Struck by Harbor Pit Boss, .*: Another player/);
  await expect(note.getByRole('button')).toHaveCount(0);
  const [kept] = await sql`
    select count(*)::int as notes, count(struck_at)::int as struck from public.player_note where player_id = ${player?.id ?? ''}`;
  expect(kept).toEqual({ notes: 2, struck: 1 });
});

test('a photo is taken by the tablet, cut and small, shown at the name, and deleted', async ({ page, signIn, sql }) => {
  const [player] = await sql<{ id: string; name: string }[]>`
    insert into public.player (casino_id, first_name, last_name)
    select id, 'Pictured', 'Harper' from public.casino where slug = 'harbor' returning id, first_name || ' ' || last_name as name`;
  await signIn.signInAs('Harbor: Pit boss', `/players/${player?.id}`);
  await page.getByRole('button', { name: /No photo of Pictured Harper yet/ }).click();
  const drawer = page.getByRole('dialog', { name: 'Photo' });
  await expect(drawer).toContainText('No photo yet');
  await drawer
    .getByLabel('Take photo')
    .setInputFiles({ name: 'a.txt', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await expect(drawer.getByRole('alert')).toContainText('This picture can’t be read');
  // What the camera gives is larger, and no square.
  const camera = await page.screenshot();
  await drawer.getByLabel('Take photo').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: camera });
  const picture = drawer.getByRole('img', { name: 'Photo of Pictured Harper' });
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]))
    .toEqual([512, 512]);
  await expect(drawer).toContainText('Taken by Harbor Pit Boss');
  const [stored] = await sql`
    select length(bytes)::int as bytes from stored_files.file where name like ${`%/${player?.id}/%`}`;
  expect(stored?.bytes).toBeLessThan(256 * 1024);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Photo of Pictured Harper/ }).click();
  await drawer.getByRole('button', { name: 'Delete photo' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete photo' }).click();
  await expect(drawer).toContainText('No photo yet');
});
