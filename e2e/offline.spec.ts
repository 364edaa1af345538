import { DevicePage } from './pages/device-page.ts';
import { countEntries, takeSlip } from './support/database.ts';
import { expect, test } from './support/journey.ts';

const NOT_LIVE = /Not live · floor as of \d\d:\d\d/;

test('without a network a reload shows the last floor with its age, and what is confirmed then is issued once it is back', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const device = new DevicePage(tablet.page);
  await device.untilReady();
  await device.goOffline();
  await tablet.page.reload();

  await expect(tablet.page.getByRole('status').filter({ hasText: NOT_LIVE }).locator('..')).toHaveText(
    /Not live · floor as of \d\d:\d\d(just now|\d+ min ago)$/,
  );
  await expect(tablet.page.getByRole('button', { name: /Harbor Pit Boss/ })).toBeVisible();
  await tablet.openSlip(slip.id);
  await tablet.issuePoints(151);
  await expect(tablet.reward(151)).toContainText('Not yet issued');
  await tablet.page.reload();
  await expect(tablet.page).toHaveURL(/\/pit\?slip=/);
  await expect(tablet.reward(151)).toContainText('Not yet issued');
  expect(await countEntries(sql, slip.id, 151)).toBe(0);
  const person = tablet.page.getByRole('button', { name: /Harbor Pit Boss/ });
  await person.click();
  await tablet.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await tablet.page
    .getByRole('alertdialog', { name: '1 reward is not yet issued' })
    .getByRole('button', { name: 'Stay' })
    .click();
  await expect(person).toBeFocused();

  await device.comeBack();
  await tablet.expectIssued(151);
  await expect(tablet.page.getByRole('status').filter({ hasText: NOT_LIVE })).toHaveCount(0);
  expect(await countEntries(sql, slip.id, 151)).toBe(1);
});

test('without a network the players are those of the floor, other screens say what they need, and the page of the server comes back by itself', async ({
  openTablet,
}) => {
  const tablet = await openTablet();
  const { page } = tablet;
  const device = new DevicePage(page);
  await device.untilReady();
  const name = await page.locator('[id^="seat-"] b').first().textContent();
  await device.goOffline();

  await page.getByRole('link', { name: 'Players' }).click();
  await expect(page.getByRole('heading', { name: 'Players of the floor' })).toBeVisible();
  await expect(page.getByText('Finding anybody else needs the network')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: NOT_LIVE })).toBeVisible();
  await page
    .getByRole('link', { name: String(name) })
    .first()
    .click();
  await expect(tablet.slip).toContainText(String(name));

  await page.getByRole('link', { name: 'Shift' }).click();
  await expect(page.getByText('This screen needs the network')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the pit' }).click();
  await expect(page.locator('[id^="seat-"]').first()).toBeVisible();

  await page.getByRole('link', { name: 'Players' }).click();
  await expect(page.getByRole('heading', { name: 'Players of the floor' })).toBeVisible();
  await device.comeBack();
  await expect(page.getByRole('heading', { name: 'Players', exact: true, level: 2 })).toBeVisible();
});

test('who has signed out leaves nothing on the device: a reload without a network names nobody', async ({
  openTablet,
}) => {
  const { page } = await openTablet();
  const device = new DevicePage(page);
  await device.untilReady();
  expect(await device.keptText()).toContain('Harbor Pit Boss');
  await page.getByRole('button', { name: /Harbor Pit Boss/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/login/);
  expect(await device.keptText()).toBe('');

  await device.goOffline();
  for (const path of ['/pit', '/players', '/login']) {
    await page.goto(path);
    await expect(page.getByText('Pitside needs the network to sign you in')).toBeVisible();
    await expect(page.locator('[id^="seat-"], nav')).toHaveCount(0);
  }
  await device.comeBack();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('who signs out without a network leaves nothing on the device either, though the server has not heard it', async ({
  openTablet,
}) => {
  const { page } = await openTablet();
  const device = new DevicePage(page);
  await device.untilReady();
  await device.goOffline();
  await page.getByRole('button', { name: /Harbor Pit Boss/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect.poll(() => device.keptText()).toBe('');
  await page.reload();
  await expect(page.getByText('Pitside needs the network to sign you in')).toBeVisible();
  await expect(page.locator('[id^="seat-"]')).toHaveCount(0);
});

test('a session that ended takes what was kept along, also where the network goes in the same moment', async ({
  openTablet,
}) => {
  const { page } = await openTablet();
  const device = new DevicePage(page);
  await device.untilReady();
  await page.context().clearCookies();
  await expect(page).toHaveURL(/\/login\?next=/);
  await expect.poll(() => device.keptText()).toBe('');
  await device.goOffline();
  await page.goto('/pit');
  await expect(page.getByText('Pitside needs the network to sign you in')).toBeVisible();
  await expect(page.locator('[id^="seat-"]')).toHaveCount(0);
});

test('the next person on a device sees their own floor without a network, and nothing of the one before', async ({
  openTablet,
}) => {
  const { page } = await openTablet('Harbor: Pit boss');
  const device = new DevicePage(page);
  await device.untilReady();
  const before = await page.locator('[id^="seat-"]').evaluateAll((seats) => seats.map(({ id }) => id));
  await page.context().clearCookies();
  await page.goto('/login');
  await page.getByRole('button', { name: 'Summit: Pit boss' }).click();
  await expect(page).toHaveURL(/\/pit/);
  await expect.poll(() => device.keptText()).toContain('"pits":[{');
  expect(await device.keptText()).not.toContain('Harbor');

  await device.goOffline();
  await page.reload();
  await expect(page.getByRole('button', { name: /Summit Pit Boss/ })).toBeVisible();
  const after = await page.locator('[id^="seat-"]').evaluateAll((seats) => seats.map(({ id }) => id));
  expect(after.filter((id) => before.includes(id))).toEqual([]);
});

test('the device keeps files of the build and pages of nobody: no answer of the API, whatever was looked at', async ({
  openTablet,
}) => {
  const { page } = await openTablet('Harbor: Compliance');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const device = new DevicePage(page);
  for (const screen of ['Compliance', 'Audit', 'Players']) {
    await page.getByRole('link', { name: screen }).click();
    await expect(page.getByRole('heading', { name: screen, level: 1 })).toBeVisible();
    await page.reload();
  }
  const addresses = await device.keptAddresses();
  expect(addresses.filter((path) => !/^\/_next\/static\/(chunks|media)\//.test(path))).toEqual([
    '/offline',
    '/offline',
    '/offline',
  ]);
  const pages = await page.evaluate(async () => {
    const found = await Promise.all(['en', 'es', 'zh-Hans'].map((code) => caches.match(`/offline?language=${code}`)));
    return Promise.all(found.map((answer) => answer?.text()));
  });
  for (const html of pages) expect(html).not.toMatch(/Harbor|example|Compliance Officer/);
});

test('the worker is for the whole site, and neither a browser nor a proxy may keep an old one', async ({ request }) => {
  const headers = (await request.get('/service-worker/sw.js')).headers();
  expect(headers).toMatchObject({ 'service-worker-allowed': '/', 'cache-control': 'no-cache' });
  expect(headers['content-type']).toContain('javascript');
});

test('the page that stands in for screens leads on to one where it is opened by its own address', async ({
  openTablet,
}) => {
  const { page } = await openTablet();
  await page.goto('/offline');
  await expect(page).toHaveURL(/\/pit$/);
});

test('a new version waits while a reward is typed or on its way, and is taken once it is issued: one entry', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const device = new DevicePage(tablet.page);
  await device.untilReady();
  // A new version waits for pages that came by the one before; the first page of a device came without any.
  await tablet.page.reload();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  await device.mark();
  await device.deploy();
  await device.expectSamePage();
  await tablet.choosePoints(153);

  await device.goOffline();
  await tablet.confirm(153);
  await expect(tablet.reward(153)).toContainText('Not yet issued');
  await device.expectSamePage();
  expect(await device.hasNewVersionWaiting()).toBe(true);

  await device.comeBack();
  await device.expectNewPage();
  await expect(tablet.page).toHaveURL(new RegExp(`slip=${slip.id}`));
  await tablet.expectIssued(153);
  await expect.poll(() => device.hasNewVersionWaiting()).toBe(false);
  expect(await countEntries(sql, slip.id, 153)).toBe(1);
});

test('a worker that is switched off lets go at once, in the middle of what a person does, and keeps but the rewards that wait', async ({
  openTablet,
  sql,
}) => {
  const slip = await takeSlip(sql);
  const tablet = await openTablet();
  const { page } = tablet;
  const device = new DevicePage(page);
  await device.untilReady();
  await page.reload();
  await tablet.openSlip(slip.id);
  await tablet.openIssueDrawer();
  await tablet.choosePoints(154);
  await device.mark();
  // A page that could tell the worker nothing, since it is broken, is let go all the same.
  await device.switchWorkerOff();
  await expect.poll(() => device.keptAddresses()).toEqual([]);
  await device.goOffline();
  await tablet.confirm(154);
  await expect(tablet.reward(154)).toContainText('Not yet issued');
  await device.expectSamePage();
  await expect(page.reload()).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
  await device.comeBack();
  await page.goto(`/pit?slip=${slip.id}`);
  await tablet.expectIssued(154);
  expect(await countEntries(sql, slip.id, 154)).toBe(1);
});

test('a part that the server has no more, since a new version took its place, is there once the page has loaded anew', async ({
  openTablet,
}) => {
  const { page } = await openTablet();
  const device = new DevicePage(page);
  await expect.poll(() => device.keptText()).not.toBe('');
  let isGone = true;
  await page.route('**/_next/static/chunks/*.js', (route) => {
    if (!isGone) return route.continue();
    // Whoever asks whether it is gone is about to load the page anew.
    if (route.request().method() === 'HEAD') isGone = false;
    return route.fulfill({ status: 404, body: '' });
  });
  await device.mark();
  await page.getByRole('link', { name: 'Shift' }).click();
  await device.expectNewPage();
  await expect(page).toHaveURL(/\/shift/);
  await expect(page.getByRole('heading', { name: 'Shift', level: 1 })).toBeVisible();
});

test('the menu of the person says how the device stands: ready, the last floor, what waits, and storage that is asked to last', async ({
  openTablet,
}) => {
  const { page } = await openTablet();
  const device = new DevicePage(page);
  await device.untilReady();
  await page.evaluate(() => {
    navigator.storage.persisted = () => Promise.resolve('protected' in document.documentElement.dataset);
    navigator.storage.persist = () => {
      document.documentElement.dataset.protected = '';
      return Promise.resolve(true);
    };
  });
  await page.getByRole('button', { name: /Harbor Pit Boss/ }).click();
  await page.getByRole('menuitem', { name: 'This device' }).click();
  const sheet = page.getByRole('dialog', { name: 'This device' });
  const fact = (term: string) => sheet.getByRole('definition').and(sheet.locator(`dt:text-is("${term}") + dd`));
  await expect(fact('Without a network')).toHaveText('Works');
  await expect(fact('Last floor kept')).toHaveText(/^\d\d:\d\d · (just now|\d+ min ago)$/);
  await expect(fact('Rewards that wait')).toHaveText('0');
  await expect(fact('Room left')).toHaveText(/^\d[\d,]*\s[kMGT]B$/);
  await expect(fact('Storage')).toHaveText('The browser may clear it');
  await sheet.getByRole('button', { name: 'Ask the browser to keep it' }).click();
  await expect(fact('Storage')).toHaveText('The browser keeps it');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Harbor Pit Boss/ })).toBeFocused();
});
