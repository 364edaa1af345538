import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ApiError } from '@/lib/client/api';
import { Device, DISPLAY, type Fate, flush, recordEvents } from './simulated-device';

const fates = fc.constantFrom<Fate>(
  'answered',
  'lost',
  'unheard',
  new ApiError('RATE_LIMITED', 429, undefined, 3),
  new ApiError('INTERNAL', 500),
  new ApiError('UNAVAILABLE', 503, undefined, 2),
);

const steps = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), slip: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 20_000 }) }),
  fc.record({ kind: fc.constantFrom('online', 'offline', 'wake', 'reload', 'kill') }),
);

type Step = { kind: string; slip?: number; which?: number; ms?: number };

/** Plays one history on a device and lets it come to rest. Returns what was confirmed and what was taken back. */
async function play(device: Device, history: Step[]) {
  const confirmed: string[] = [];
  const cancelled: string[] = [];
  const { issued, events } = recordEvents();
  let queue = device.openTab();
  await queue.start(events);
  const reopen = async () => {
    queue.stop();
    queue = device.openTab();
    await queue.start(events);
  };
  for (const step of history) {
    if (step.kind === 'add') {
      const intent = await queue.add({ ratingSlipId: `slip-${step.slip}`, points: confirmed.length + 1 }, DISPLAY);
      confirmed.push(intent.idempotencyKey);
    } else if (step.kind === 'cancel') {
      const key = confirmed[(step.which ?? 0) % Math.max(1, confirmed.length)] ?? 'none';
      if (await queue.cancel(key)) cancelled.push(key);
    } else if (step.kind === 'wait') {
      await device.clock.advance(step.ms ?? 0);
    } else if (step.kind === 'kill') {
      device.hub.releaseAll();
      await reopen();
    } else if (step.kind === 'reload') {
      await flush();
      await reopen();
    } else {
      device.isOnline = step.kind === 'offline' ? false : step.kind === 'online' ? true : device.isOnline;
      await device.wake();
    }
  }
  device.isOnline = true;
  await device.wake();
  await device.clock.advance(600_000);
  return { confirmed, cancelled, issued };
}

test('whatever happens: every reward that was not taken back is issued exactly once, in order per slip', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps, { maxLength: 25 }),
      fc.array(fates, { maxLength: 25 }),
      async (history, script) => {
        const device = new Device();
        device.server.fates = [...script];
        const { confirmed, cancelled } = await play(device, history);
        const expected = confirmed.filter((key) => !cancelled.includes(key));
        expect([...device.server.effects.keys()].sort()).toEqual(expected.sort());
        expect(device.store.intents.size).toBe(0);
        for (const slip of ['slip-1', 'slip-2', 'slip-3']) {
          const inOrder = [...device.server.effects.values()].filter((input) => input.ratingSlipId === slip);
          expect(inOrder.map((input) => input.points)).toEqual(
            inOrder.map((input) => input.points).sort((a, b) => a - b),
          );
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('whatever happens: nothing is sent that is not on the device, marked and counted, at that moment', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps, { maxLength: 25 }),
      fc.array(fates, { maxLength: 25 }),
      async (history, script) => {
        const device = new Device();
        device.server.fates = [...script];
        await play(device, history);
        for (const request of device.server.requests) {
          expect(request.storedStatus).toBe('sending');
          expect(request.storedAttempts).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 200 },
  );
});
