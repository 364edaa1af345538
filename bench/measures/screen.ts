import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
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
  timeKey,
  timeTap,
  whileSlow,
} from '../support/device.ts';
import { writeEmptyPage } from '../support/empty-page.ts';
import type { Measure } from '../support/measure.ts';
import { type Estimate, estimate, quantile } from '../support/ratio.ts';
import { atMost, below, type Finding, noteRatio, notMeasured } from '../support/report.ts';
import type { BenchServer } from '../support/server.ts';
import { isBuilt } from '../support/web.ts';

const PASSWORD = 'Pitside-demo-1';
const SLOW = 4;
const LOADS = 2;
const ROUNDS = 9;
const EMPTY_TAPS = 5;
const MOST_SHIFT = 0.02;
const MOST_MS = 200;
/** Of the time that the same tap takes on an earlier build. */
const MOST_OF_OTHER = 0.5;
/** The browser times interactions in steps of this. */
const STEP_MS = 8;
/** A picture of the screen: what is not painted in one waits for the next. */
const FRAME_MS = 1000 / 60;

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

/** What is tapped on, or the key that is pressed. */
type Tap = { name: string; find?(page: Page, round: number): Locator; key?: string };

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();
const place = (page: Page, name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name });
const drawer = (page: Page) => page.getByRole('dialog');

/** The ten commonest, in an order in which each finds what it taps on; all but one leave the floor as it was. */
const TAPS: readonly Tap[] = [
  { name: 'seat', find: (page, round) => page.locator('[id^="seat-"]').nth(round) },
  { name: 'Issue reward', find: (page) => button(page, 'Issue reward') },
  { name: 'points', find: (page) => drawer(page).getByRole('radio').first() },
  { name: 'confirm', find: (page) => drawer(page).getByRole('button', { name: /^Issue \d/ }) },
  { name: 'close drawer', find: (page) => drawer(page).getByRole('button', { name: 'Close' }) },
  { name: 'due only', find: (page) => button(page, /due/i) },
  { name: 'Find player', find: (page) => button(page, 'Find player') },
  { name: 'a letter of the search', key: 'm' },
  { name: 'to Shift', find: (page) => place(page, 'Shift') },
  { name: 'to Pit', find: (page) => place(page, 'Pit') },
];

/** What stands between two taps of the list, and is not measured. */
const BEFORE: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'close drawer': (page) => button(page, 'Issue reward').tap(),
  'Find player': (page) => button(page, /due/i).tap(),
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
  for (const { name, find, key } of TAPS) {
    await prepare(page, name);
    times.push(find ? await timeTap(page, find(page, round)) : await timeKey(page, key ?? ''));
  }
  return times;
}

async function timeEmptyTap(page: Page): Promise<number> {
  const times: number[] = [];
  for (let tap = 0; tap < EMPTY_TAPS; tap++) times.push(await timeTap(page, page.getByRole('button')));
  return quantile(times, 0.5);
}

/** A pit boss on a demo's pit. */
async function openPit(browser: Browser, origin: string): Promise<Page> {
  const page = await openDevice(browser, origin);
  await signIn(page, origin, 'pitboss');
  await page.goto('/pit');
  return page;
}

async function openEmpty(browser: Browser): Promise<Page> {
  const page = await openDevice(browser, 'http://empty.bench');
  await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: writeEmptyPage() }));
  await page.goto('/');
  return page;
}

type Round = { taps: number[]; emptyTap: number; besideTaps: number[] | null };

async function timeRounds(page: Page, empty: Page, beside: Page | null): Promise<Round[]> {
  const rounds: Round[] = [];
  // The first round brings what is fetched late and isn't counted.
  for (let round = 0; round <= ROUNDS; round++) {
    const taps = await whileSlow(page, SLOW, () => timeTaps(page, round));
    const emptyTap = await whileSlow(empty, SLOW, () => timeEmptyTap(empty));
    const besideTaps = beside && (await whileSlow(beside, SLOW, () => timeTaps(beside, round)));
    if (round > 0) rounds.push({ taps, emptyTap, besideTaps });
  }
  return rounds;
}

async function measureTaps(browser: Browser, origin: string, otherOrigin: string | undefined): Promise<Finding[]> {
  const [page, empty] = [await openPit(browser, origin), await openEmpty(browser)];
  const beside = otherOrigin ? await openPit(browser, otherOrigin) : null;
  const rounds = await timeRounds(page, empty, beside);
  return TAPS.flatMap(({ name }, place) => {
    const time = ({ taps }: Round) => taps[place] ?? Number.NaN;
    const otherTime = (round: Round) => round.besideTaps?.[place] ?? Number.NaN;
    const toOther = (round: Round) => time(round) / otherTime(round);
    const ownToOther = (round: Round) => own(time(round), round) / own(otherTime(round), round);
    const judge = canBeHalved(rounds, otherTime) ? atMost : noteQuick;
    return [
      below(`tap: ${name}, median until painted`, quantile(rounds.map(time), 0.5), MOST_MS, 'ms', false),
      noteRatio(
        `tap: ${name} / tap on an empty React page`,
        estimate(rounds.map((round) => time(round) / round.emptyTap)),
      ),
      ...(beside
        ? [
            judge(`tap: ${name} / on the demo beside`, estimate(rounds.map(toOther)), MOST_OF_OTHER),
            noteRatio(`tap: ${name}, above the empty page / the same beside`, estimate(rounds.map(ownToOther))),
          ]
        : []),
    ];
  });
}

/** Whether half of what a tap took is a frame or more above the empty page: nobody can show that one is faster than within that. */
function canBeHalved(rounds: readonly Round[], otherTime: (round: Round) => number): boolean {
  const half = quantile(rounds.map(otherTime), 0.5) * MOST_OF_OTHER;
  return (
    half >=
    quantile(
      rounds.map(({ emptyTap }) => emptyTap),
      0.5,
    ) +
      FRAME_MS
  );
}

const noteQuick = (measure: string, ratio: Estimate) =>
  noteRatio(`${measure}, half of which is within a frame of the empty page`, ratio);

/** What of a tap is above one on an empty page, which nobody can make shorter; at least one step of the clock. */
function own(time: number, { emptyTap }: Round): number {
  return Math.max(STEP_MS, time - emptyTap);
}

async function measure(server: BenchServer): Promise<Finding[]> {
  const demo = await startDemo(server.directory);
  const browser = await startBrowser();
  try {
    return [...(await measureShifts(browser, demo.origin)), ...(await measureTaps(browser, demo.origin, server.demo))];
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
