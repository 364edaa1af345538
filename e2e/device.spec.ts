import { casinoTime, countEntries, takeSlip } from './support/database.ts';
import { makeFloorOlder, reloadWithClockOffBy } from './support/device-clock.ts';
import { breakStore, closeStore, makeRoomScarce, reloadWithStoreInReach } from './support/device-store.ts';
import { expect, test } from './support/journey.ts';

test('a store that was closed under the page is opened again: a reward is issued, taken back and sent after the network', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  await reloadWithStoreInReach(page);
  await tablet.openSlip(slip.id);
  await tablet.issuePoints(161);
  await tablet.expectIssued(161);

  await closeStore(page);
  await tablet.issuePoints(162);
  await tablet.expectIssued(162);

  await page.context().setOffline(true);
  for (const points of [163, 164]) await tablet.issuePoints(points);
  await closeStore(page);
  await page.getByRole('button', { name: 'Cancel +163 points' }).click();
  await expect(tablet.reward(163)).toHaveCount(0);
  await closeStore(page);
  await page.context().setOffline(false);
  await tablet.expectIssued(164);
  expect(await Promise.all([161, 162, 163, 164].map((points) => countEntries(sql, slip.id, points)))).toEqual([
    1, 1, 0, 1,
  ]);
});

test('a device without room says so, and keeps the reward as soon as there is some', async ({
  page,
  signIn,
  pit: tablet,
  sql,
  baseURL,
}) => {
  const slip = await takeSlip(sql);
  const room = await makeRoomScarce(page, String(baseURL));
  await signIn.signInAs('Harbor: Pit boss');
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  await tablet.choosePoints(165);
  await room.fill();
  const confirm = tablet.issueDrawer.getByRole('button', { name: 'Issue 165 points' });
  await confirm.click();
  await expect(tablet.issueDrawer.getByRole('alert')).toHaveText(
    'The reward was not kept, so nothing was sent. The storage of this device is full. Delete what is not needed on it, such as photos or files, and try again, or use another tablet.',
  );
  expect(await countEntries(sql, slip.id, 165)).toBe(0);
  await room.giveBack();
  await confirm.click();
  await tablet.expectIssued(165);
  expect(await countEntries(sql, slip.id, 165)).toBe(1);
});

test('a store that can neither be read nor written is not called full, for a new reward and for one that waits', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  await tablet.openSlip(slip.id);
  await page.context().setOffline(true);
  await tablet.issuePoints(166);
  const cancel = page.getByRole('button', { name: 'Cancel +166 points' });
  await expect(cancel).toBeVisible();
  await breakStore(page);
  await cancel.click();
  const toast = page.getByRole('listitem').filter({ hasText: 'This browser can neither read nor write' });
  await expect(toast).toContainText('Reload the page and try again.');
  await expect(tablet.reward(166)).toHaveCount(1);

  await tablet.openIssueDrawer();
  await tablet.choosePoints(167);
  await tablet.issueDrawer.getByRole('button', { name: 'Issue 167 points' }).click();
  await expect(tablet.issueDrawer.getByRole('alert')).toHaveText(
    'The reward was not kept, so nothing was sent. This browser can neither read nor write what it keeps on this device. Reload the page and try again. If that does not help, use another tablet.',
  );
});

for (const [name, hours] of [
  ['ahead', 3],
  ['behind', -3],
] as const) {
  test(`on a device whose clock is three hours ${name} all times are the server’s, although the floor has no news`, async ({
    openTablet,
    sql,
  }) => {
    const slip = await takeSlip(sql);
    // What the service worker asks for on a page's behalf passes what the page is answered with here.
    const open = () => openTablet('Harbor: Pit boss', { serviceWorkers: 'block' });
    const [right, wrong] = [await open(), await open()];
    const answers: { status: number; at: number }[] = [];
    wrong.page.on('response', (response) => {
      if (response.url().endsWith('/api/v1/floor')) answers.push({ status: response.status(), at: Date.now() });
    });
    for (const { page } of [right, wrong]) await makeFloorOlder(page, 10);
    await right.page.reload();
    answers.length = 0;
    await reloadWithClockOffBy(wrong.page, hours);

    // Minutes played, for how long paused, how long ago the last reward was: as on the device that is right. Two
    // devices draw a new minute up to five seconds apart, and among so many seats one is always at it: so each seat
    // has to agree at one of the readings, not all at the same.
    const agreed = new Set<string>();
    await expect(async () => {
      expect(await wrong.clock()).toBe(await casinoTime(sql));
      const [shown, expected] = [await wrong.seatTexts(), await right.seatTexts()];
      for (const [seat, text] of Object.entries(expected)) if (shown[seat] === text) agreed.add(seat);
      const still = Object.keys(expected).filter((seat) => !agreed.has(seat));
      expect(still.map((seat) => [seat, shown[seat]])).toEqual([]);
    }).toPass();
    expect(agreed.size).toBeGreaterThan(0);
    await expect(wrong.seat(slip.id)).toContainText(/1 h 4\d/);
    await expect.poll(() => answers.length).toBeGreaterThanOrEqual(3);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([304]));

    await wrong.page.context().setOffline(true);
    const notLive = wrong.page.getByText(/^Not live · floor as of/);
    await expect(notLive).toBeVisible();
    // The minute of the last answer, which may have changed while it came in.
    const answeredAt = answers.at(-1)?.at ?? 0;
    const times = [await casinoTime(sql, answeredAt - 2_000), await casinoTime(sql, answeredAt + 2_000)];
    await expect(notLive).toHaveText(new RegExp(`floor as of (${times.join('|')})$`));
  });
}

test('the menu of the person says what waits on the device, and whether it lasts: the browser is asked by the page, and again at a wish', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  const person = page.getByRole('button', { name: /Harbor Pit Boss/ });
  // A browser that agrees when it is asked for the second time.
  await page.addInitScript(() => {
    let asked = 0;
    navigator.storage.persisted = () => Promise.resolve(asked > 1);
    navigator.storage.persist = () => {
      asked += 1;
      document.documentElement.dataset.asked = String(asked);
      return Promise.resolve(asked > 1);
    };
  });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-asked', '1');
  // The menu's code comes late, and has to be here before the network is gone.
  await person.click();
  await expect(page.getByRole('menuitem', { name: 'This device' })).toBeVisible();
  await page.keyboard.press('Escape');
  await tablet.openSlip(slip.id);
  await page.context().setOffline(true);
  await tablet.issuePoints(167);
  await person.click();
  await page.getByRole('menuitem', { name: 'This device' }).click();
  const sheet = page.getByRole('dialog', { name: 'This device' });
  const fact = (term: string) => sheet.getByRole('definition').and(sheet.locator(`dt:text-is("${term}") + dd`));
  await expect(fact('Rewards that wait')).toHaveText('1');
  await expect(fact('Room left')).toHaveText(/^\d[\d,]*\s[kMGT]B$/);
  await expect(fact('Storage')).toHaveText('The browser may clear it');
  await sheet.getByRole('button', { name: 'Ask the browser to keep it' }).click();
  await expect(fact('Storage')).toHaveText('The browser keeps it');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(person).toBeFocused();

  await person.click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  const question = page.getByRole('alertdialog', { name: '1 reward is not yet issued' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(person).toBeFocused();
  await page.context().setOffline(false);
  await tablet.expectIssued(167);
});
