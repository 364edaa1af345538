import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { newKey } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { quantile } from '../support/ratio.ts';
import { below, type Finding, note, notMeasured } from '../support/report.ts';
import { type BenchServer, readDatabase } from '../support/server.ts';
import { isBuilt, keepAlive, postJson, signUpIssuers, startWebStack, type WebStack } from '../support/web.ts';

/** How often a tablet asks, as `hooks/floor/use-floor.ts` says. */
const POLL_MS = 1_000;
/** How often a tablet of who may approve asks for requests, as `hooks/authority/use-reward-requests.ts` says. */
const WAITING_POLL_MS = 500;
const IDLE_POLLS = 200;
const CHANGES = 15;

type Answer = { status: number; etag: string; bytes: number };

/** Asks for the floor over a connection of its own and counts every byte that comes back, headers included. */
function askForFloor({ webPort }: WebStack, token: string, etag: string): Promise<Answer> {
  const lines = [
    'GET /api/v1/floor HTTP/1.1',
    `Host: 127.0.0.1:${webPort}`,
    `Authorization: Bearer ${token}`,
    ...(etag ? [`If-None-Match: ${etag}`] : []),
    'Connection: close',
  ];
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(webPort, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      const answer = Buffer.concat(chunks);
      const text = answer.toString('latin1');
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);
      resolve({ status, etag: /^etag: (.+)\r$/im.exec(text)?.[1] ?? '', bytes: answer.length });
    });
  });
}

/** Server time of the unchanged answers, from the request log. */
function readServerTimes(logFile: string): number[] {
  return readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"/api/v1/floor"'))
    .map((line) => JSON.parse(line) as { status: string; durationMs: number })
    .filter(({ status }) => status === '304')
    .map(({ durationMs }) => durationMs);
}

/** Milliseconds from the answer to a reward until a tablet that polls has the new floor. */
async function watchChange(web: WebStack, token: string, slipId: string, known: Answer) {
  let seen = known;
  // The reward falls anywhere between two polls.
  const poll = sleep(POLL_MS).then(async () => {
    for (;;) {
      const answer = await askForFloor(web, token, seen.etag);
      if (answer.status === 200) return { answer, at: performance.now() };
      await sleep(POLL_MS);
    }
  });
  await sleep(Math.random() * POLL_MS);
  const agent = keepAlive();
  await postJson({
    ...{ port: web.webPort, path: '/api/v1/loyalty/mid-session-rewards', agent },
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': newKey() },
    body: { ratingSlipId: slipId, points: 10, reason: 'mid_session_bonus' },
  });
  const issuedAt = performance.now();
  agent.destroy();
  const { answer, at } = await poll;
  seen = answer;
  return { answer, milliseconds: Math.max(0, at - issuedAt) };
}

async function countWaiting({ webPort }: WebStack, token: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${webPort}/api/v1/reward-requests?isPending=true`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { data } = (await response.json()) as { data: { items: unknown[] } };
  return data.items.length;
}

/** Milliseconds from asking for a reward until a tablet of who may approve it shows one more. */
async function watchRequest(web: WebStack, token: string, slipId: string, known: number): Promise<number> {
  const poll = sleep(WAITING_POLL_MS).then(async () => {
    while ((await countWaiting(web, token)) === known) await sleep(WAITING_POLL_MS);
    return performance.now();
  });
  await sleep(Math.random() * WAITING_POLL_MS);
  const agent = keepAlive();
  const askedAt = performance.now();
  await postJson({
    ...{ port: web.webPort, path: '/api/v1/reward-requests', agent },
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': newKey() },
    body: { ratingSlipId: slipId, points: 10, reason: 'promotion', note: 'A long wait' },
  });
  agent.destroy();
  return Math.max(0, (await poll) - askedAt);
}

async function measure(server: BenchServer, web: WebStack): Promise<Finding[]> {
  const [token = ''] = await signUpIssuers(server, web, 'pit', 1);
  const pit = await readDatabase(server.main.adminUrl, server.secrets.authenticatorPassword, 'pit');
  let known = await askForFloor(web, token, '');
  const idle: Answer[] = [];
  for (let poll = 0; poll < IDLE_POLLS; poll++) idle.push(await askForFloor(web, token, known.etag));
  const serverTimes = readServerTimes(web.logFile).slice(-IDLE_POLLS / 2);
  const delays: number[] = [];
  for (let change = 0; change < CHANGES; change++) {
    const { answer, milliseconds } = await watchChange(web, token, pit.slips[change]?.id ?? '', known);
    known = answer;
    delays.push(milliseconds);
  }
  const asked: number[] = [];
  for (let known = 0; known <= CHANGES; known++)
    asked.push(await watchRequest(web, token, pit.slips[known]?.id ?? '', known));
  // The first only warms up: the web server loads the code of a route when it is asked for it first.
  asked.shift();
  return [
    below('idle tablet: answers that were not 304', idle.filter(({ status }) => status !== 304).length, 0, '', false),
    below(
      'idle tablet: bytes of an unchanged answer',
      quantile(
        idle.map(({ bytes }) => bytes),
        0.5,
      ),
      400,
      'B',
    ),
    below('idle tablet: server time, median', quantile(serverTimes, 0.5), 5, 'ms'),
    note('idle tablet: server time, 95th percentile', quantile(serverTimes, 0.95), 'ms'),
    below('change visible elsewhere, slowest', Math.max(...delays), 2_000, 'ms', false),
    below('change visible elsewhere, median', quantile(delays, 0.5), 1_000, 'ms'),
    below('request for a reward visible elsewhere, slowest', Math.max(...asked), 1_000, 'ms', false),
    below('request for a reward visible elsewhere, median', quantile(asked, 0.5), 1_000, 'ms'),
  ];
}

/** What a tablet costs while nothing happens on a floor of 24 tables and 60 slips, and how soon it sees a change. */
export const idleTablet: Measure = {
  name: 'idle-tablet',
  async run(server) {
    if (!isBuilt()) return [notMeasured('idle tablet', '304, < 400 bytes, < 5 ms', 'no build, run npm start once')];
    const web = await startWebStack(server);
    try {
      return await measure(server, web);
    } finally {
      await web.stop();
    }
  },
};
