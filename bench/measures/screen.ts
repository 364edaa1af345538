import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startChild } from '../../supabase/embedded/child.ts';
import { findFreePort } from '../../supabase/embedded/ports.ts';
import { PROJECT_ROOT } from '../../supabase/embedded/settings.ts';
import {
  DEVICES,
  type Device,
  openDevice,
  readShift,
  settle,
  startBrowser,
  timeInteraction,
  whileSlow,
} from '../support/device.ts';
import { writeEmptyPage } from '../support/empty-page.ts';
import type { Measure } from '../support/measure.ts';
import { estimate, quantile } from '../support/ratio.ts';
import { below, type Finding, noteRatio, notMeasured } from '../support/report.ts';
import type { BenchServer } from '../support/server.ts';
import { isBuilt } from '../support/web.ts';

const PASSWORD = 'Pitside-demo-1';
const SLOW = 4;
const LOADS = 2;
const ROUNDS = 9;
const EMPTY_TAPS = 5;
const MOST_SHIFT = 0.02;
const MOST_MS = 200;

type Demo = { origin: string; stop(): Promise<void> };

/** The demo as `npm start` runs it, on a data folder made afresh: its screens have something on them. */
async function startDemo(directory: string): Promise<Demo> {
  const port = String(await findFreePort());
  const origin = `http://127.0.0.1:${port}`;
  const { stop } = await startChild({
    name: 'demo',
    args: [join(PROJECT_ROOT, 'e2e/support/stack.ts')],
    env: {
      ...process.env,
      PORT: port,
      PITSIDE_API_PORT: String(await findFreePort()),
      PITSIDE_DB_PORT: String(await findFreePort()),
      PITSIDE_DATA_DIR: join(directory, 'screen'),
    },
    readyUrl: `${origin}/api/ready`,
    dataDirectory: directory,
  });
  return { origin, stop };
}

async function signIn(page: Page, origin: string, user: string): Promise<void> {
  const answer = await page.request.post('/api/v1/session', {
    headers: { origin },
    data: { email: `${user}@harbor.example`, password: PASSWORD },
  });
  if (!answer.ok()) throw new Error(`The sign-in of ${user} was answered with ${answer.status()}.`);
}

/** Every screen of the navigation, and those that stand behind a tap. */
async function listScreens(page: Page): Promise<{ name: string; path: string }[]> {
  await page.goto('/pit');
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
  const paths = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
  const seat = await page.locator('[id^="seat-"]').first().getAttribute('id');
  const players = (await (await page.request.get('/api/v1/players?limit=1')).json()) as {
    data: { items: { id: string }[] };
  };
  return [
    ...paths.map((path) => ({ name: path, path })),
    { name: '/pit with a slip', path: `/pit?slip=${seat?.replace('seat-', '')}` },
    { name: '/players/[id]', path: `/players/${players.data.items[0]?.id}` },
  ];
}

type Shift = { name: string; device: Device; shift: number };

/** The worst of several loads, on the slow processor: what comes late comes later there. */
async function findShift(page: Page, path: string): Promise<number> {
  const shifts: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    const shift = async () => {
      await page.goto(path);
      return readShift(page);
    };
    shifts.push(await whileSlow(page, SLOW, shift));
  }
  return Math.max(...shifts);
}

async function findShifts(browser: Browser, origin: string, device: Device): Promise<Shift[]> {
  const page = await openDevice(browser, origin, device);
  const shifts = [{ name: '/login', device, shift: await findShift(page, '/login') }];
  await signIn(page, origin, 'admin');
  for (const { name, path } of await listScreens(page))
    shifts.push({ name, device, shift: await findShift(page, path) });
  await page.context().close();
  return shifts;
}

/** Of each screen the device on which it shifts most. */
async function measureShifts(browser: Browser, origin: string): Promise<Finding[]> {
  const shifts: Shift[] = [];
  for (const device of Object.keys(DEVICES) as Device[]) shifts.push(...(await findShifts(browser, origin, device)));
  return [...Map.groupBy(shifts, ({ name }) => name)].map(([name, onDevices]) => {
    const worst = onDevices.reduce((most, one) => (one.shift > most.shift ? one : most));
    return below(`layout shift of ${name}, worst on ${worst.device}`, worst.shift, MOST_SHIFT, '');
  });
}

type Tap = { name: string; act(page: Page, round: number): Promise<void> };

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().tap();
const place = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).tap();
const drawer = (page: Page) => page.getByRole('dialog');

/** The ten commonest, in an order in which each finds what it taps on; all but one leave the floor as it was. */
const TAPS: readonly Tap[] = [
  { name: 'seat', act: (page, round) => page.locator('[id^="seat-"]').nth(round).tap() },
  { name: 'Issue reward', act: (page) => press(page, 'Issue reward') },
  { name: 'points', act: (page) => drawer(page).getByRole('radio').first().tap() },
  {
    name: 'confirm',
    act: (page) =>
      drawer(page)
        .getByRole('button', { name: /^Issue \d/ })
        .tap(),
  },
  { name: 'close drawer', act: (page) => drawer(page).getByRole('button', { name: 'Close' }).tap() },
  { name: 'due only', act: (page) => press(page, /due/i) },
  { name: 'Find player', act: (page) => press(page, 'Find player') },
  { name: 'a letter of the search', act: (page) => page.keyboard.press('m') },
  { name: 'to Shift', act: (page) => place(page, 'Shift') },
  { name: 'to Pit', act: (page) => place(page, 'Pit') },
];

/** What stands between two taps of the list, and is not measured. */
const BEFORE: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'close drawer': (page) => press(page, 'Issue reward'),
  'Find player': (page) => press(page, /due/i),
  'to Shift': (page) => page.keyboard.press('Escape'),
};

/** Ends once that is painted: what is reported late must not count as the tap that follows. */
async function prepare(page: Page, name: string): Promise<void> {
  const act = BEFORE[name];
  if (!act) return;
  await act(page);
  await settle(page);
}

/** Milliseconds of each tap of the list. */
async function timeTaps(page: Page, round: number): Promise<number[]> {
  const times: number[] = [];
  for (const { name, act } of TAPS) {
    await prepare(page, name);
    times.push(await timeInteraction(page, () => act(page, round)));
  }
  return times;
}

async function timeEmptyTap(page: Page): Promise<number> {
  const times: number[] = [];
  for (let tap = 0; tap < EMPTY_TAPS; tap++)
    times.push(await timeInteraction(page, () => page.getByRole('button').tap()));
  return quantile(times, 0.5);
}

async function measureTaps(browser: Browser, origin: string): Promise<Finding[]> {
  const page = await openDevice(browser, origin);
  const empty = await openDevice(browser, 'http://empty.bench');
  await empty.route('**', (route) => route.fulfill({ contentType: 'text/html', body: writeEmptyPage() }));
  await empty.goto('/');
  await signIn(page, origin, 'pitboss');
  await page.goto('/pit');
  const rounds: { taps: number[]; emptyTap: number }[] = [];
  // The first round brings what is fetched late and isn't counted.
  for (let round = 0; round <= ROUNDS; round++) {
    const taps = await whileSlow(page, SLOW, () => timeTaps(page, round));
    const emptyTap = await whileSlow(empty, SLOW, () => timeEmptyTap(empty));
    if (round > 0) rounds.push({ taps, emptyTap });
  }
  await page.context().close();
  await empty.context().close();
  return TAPS.flatMap(({ name }, place) => {
    const times = rounds.map(({ taps }) => taps[place] ?? Number.NaN);
    const ratio = estimate(rounds.map(({ emptyTap }, round) => (times[round] ?? Number.NaN) / emptyTap));
    return [
      below(`tap: ${name}, median until painted`, quantile(times, 0.5), MOST_MS, 'ms', false),
      noteRatio(`tap: ${name} / tap on an empty React page`, ratio),
    ];
  });
}

async function measure(server: BenchServer): Promise<Finding[]> {
  const demo = await startDemo(server.directory);
  const browser = await startBrowser();
  try {
    return [...(await measureShifts(browser, demo.origin)), ...(await measureTaps(browser, demo.origin))];
  } finally {
    await browser.close();
    await demo.stop();
  }
}

/** What a person meets on a tablet whose processor is four times slower: what jumps while a screen loads, and how soon a tap shows. */
export const screen: Measure = {
  name: 'screen',
  async run(server) {
    if (!isBuilt()) return [notMeasured('screen', `< ${MOST_SHIFT}, <= ${MOST_MS} ms`, 'no build, run npm start once')];
    return measure(server);
  },
};
