import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { liftRewardRate } from '../support/ledger';
import { startTestStack, type TestStack } from '../support/stack';
import {
  countPending,
  cutBackOff,
  fanOut,
  issuePoints,
  makeEndpoint,
  serviceSettings,
  startTestWorker,
} from './outbox';
import { eventOf, firstSeen, type Received, startReceiver } from './receiver';

const MAIN = join(import.meta.dirname, '../../worker/main.ts');
const PLAYERS = 5;
const EVENTS = 300;

let stack: TestStack;
let slips: { id: string; playerId: string }[];

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  await liftRewardRate(stack.sql);
  // What the demo left in the outbox happened before anyone wanted to hear of it.
  await fanOut(stack);
  slips = await stack.sql`
    select s.id, s.player_id as "playerId" from public.rating_slip s join public.casino c on c.id = s.casino_id
    where c.slug = 'harbor' and s.status = 'open' order by s.id limit ${PLAYERS}`;
});
afterAll(() => stack.dispose());

/** Issues rewards to a few players from parallel transactions; resolves to each player's entry numbers, in order. */
async function issueMany(count: number): Promise<Map<string, number[]>> {
  const numbers = new Map<string, number[]>(slips.map(({ playerId }) => [playerId, []]));
  let left = count;
  const issuer = async () => {
    for (; left > 0; ) {
      left -= 1;
      const slip = slips[left % slips.length];
      if (slip) numbers.get(slip.playerId)?.push(await issuePoints(stack, slip.id));
    }
  };
  await Promise.all(Array.from({ length: 12 }, issuer));
  for (const list of numbers.values()) list.sort((one, other) => one - other);
  return numbers;
}

/** Each player's entry numbers in the order in which the receiver first saw them. */
function seenNumbers(received: Received[]): Map<string, number[]> {
  const numbers = new Map<string, number[]>(slips.map(({ playerId }) => [playerId, []]));
  for (const request of firstSeen(received)) {
    const { playerId, entryNo } = eventOf(request).data as { playerId: string; entryNo: number };
    numbers.get(playerId)?.push(entryNo);
  }
  return numbers;
}

/** The events that were answered with success, by player and number. */
const key = (request: Received) => `${eventOf(request).data.playerId} ${eventOf(request).data.entryNo}`;

it('three workers and a receiver that fails at random: every event of every player arrives, in order', async () => {
  const accepted = new Set<string>();
  const receiver = await startReceiver((request, response) => {
    const luck = Math.random();
    if (luck < 0.15) return response.writeHead(500).end();
    if (luck < 0.2) return response.destroy();
    accepted.add(key(request));
    response.writeHead(204).end();
  });
  const { id } = await makeEndpoint(stack, receiver.url, ['loyalty.entry_posted']);
  const workers = [1, 2, 3].map(() => startTestWorker(stack));
  const stopCutting = cutBackOff(stack);
  const issued = await issueMany(EVENTS);
  await receiver.until(() => accepted.size === EVENTS);
  await Promise.all(workers.map((worker) => worker.stop()));
  await stopCutting();

  expect(await countPending(stack)).toBe(0);
  expect(seenNumbers(receiver.received)).toEqual(issued);
  expect(receiver.received.length).toBeGreaterThan(EVENTS);
  const [row] = await stack.sql<{ undelivered: number }[]>`
    select count(*)::integer as undelivered from public.loyalty_outbox where delivered_at is null`;
  expect(row?.undelivered).toBe(0);
  await stack.sql`update public.webhook_endpoint set is_active = false where id = ${id}`;
  await receiver.close();
});

/** A worker in a process of its own; resolves when it says that it is ready. */
async function spawnWorker(): Promise<ChildProcess> {
  const { supabaseUrl, secretKey } = serviceSettings(stack);
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, SUPABASE_URL: supabaseUrl, SUPABASE_SECRET_KEY: secretKey, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await new Promise((resolve) => child.once('message', resolve));
  return child;
}

const exited = (child: ChildProcess) =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));

it('a worker killed while the receiver has not answered: another one delivers after the lease, in order', async () => {
  let isHolding = true;
  const held: string[] = [];
  const receiver = await startReceiver((request, response) => {
    // The first worker never hears whether its request was taken.
    if (isHolding) held.push(key(request));
    else response.writeHead(204).end();
  });
  const { id } = await makeEndpoint(stack, receiver.url, ['loyalty.entry_posted']);
  const issued = await issueMany(20);
  const victim = await spawnWorker();
  await receiver.until(() => held.length === PLAYERS);
  const death = exited(victim);
  victim.kill('SIGKILL');
  expect(await death).toBe('SIGKILL');
  isHolding = false;

  const survivor = startTestWorker(stack);
  // The dead worker's leases still run: nothing is delivered yet, and nobody passes the waiting ones.
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(receiver.received).toHaveLength(PLAYERS);
  await stack.sql`update public.webhook_delivery set claimed_until = now() where claimed_until is not null`;
  const stopCutting = cutBackOff(stack);
  await receiver.until(() => receiver.received.length === 20 + PLAYERS);
  await survivor.stop();
  await stopCutting();

  expect(await countPending(stack)).toBe(0);
  expect(seenNumbers(receiver.received)).toEqual(issued);
  // At least once: what was held is delivered again, under the same id.
  expect(receiver.received.slice(PLAYERS).map(key)).toEqual(expect.arrayContaining(held));
  await stack.sql`update public.webhook_endpoint set is_active = false where id = ${id}`;
  await receiver.close();
});

it('told to stop, a worker finishes what is under way and ends with code 0', async () => {
  let release: () => void = () => undefined;
  const receiver = await startReceiver((_request, response) => {
    release = () => response.writeHead(204).end();
  });
  await makeEndpoint(stack, receiver.url, ['loyalty.entry_posted']);
  const worker = await spawnWorker();
  await issuePoints(stack, slips[0]?.id ?? '');
  await receiver.until(() => receiver.received.length === 1);
  const ended = exited(worker);
  worker.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 200));
  release();
  expect(await ended).toBe(0);
  expect(await countPending(stack)).toBe(0);
  await receiver.close();
});
