import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchIdle } from '@/lib/client/idle';

const HOUR = 3_600_000;
let page: EventTarget;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-30T12:00:00Z') });
  page = new EventTarget();
  vi.stubGlobal('window', page);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** What tabs of one device share. */
function makeStorage() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  };
  return storage as unknown as Storage;
}
const touch = () => page.dispatchEvent(new Event('pointerdown'));

test('counts from the last touch, and from the opening of the page before any', () => {
  const idle = watchIdle(makeStorage());
  vi.advanceTimersByTime(5_000);
  expect(idle.idleMs()).toBe(5_000);
  touch();
  vi.advanceTimersByTime(2_000);
  expect(idle.idleMs()).toBe(2_000);
  idle.stop();
  touch();
  expect(idle.idleMs()).toBe(2_000);
});

test('a touch in one tab is one in all of them', () => {
  const storage = makeStorage();
  const lying = watchIdle(storage);
  vi.advanceTimersByTime(60_000);
  const used = watchIdle(storage);
  vi.advanceTimersByTime(3_000);
  expect([lying.idleMs(), used.idleMs()]).toEqual([3_000, 3_000]);
});

test('without storage each tab has a clock of its own', () => {
  const refusing = {
    getItem: () => {
      throw new Error('denied');
    },
    setItem: () => {
      throw new Error('denied');
    },
  } as unknown as Storage;
  for (const storage of [refusing, null]) {
    const idle = watchIdle(storage);
    vi.advanceTimersByTime(4_000);
    expect(idle.idleMs()).toBe(4_000);
    idle.stop();
  }
});

test.each([-3, 3])('a clock that was turned by %i hours does not leave the tablet open', (hours) => {
  const idle = watchIdle(makeStorage());
  vi.setSystemTime(Date.now() + hours * HOUR);
  expect(idle.idleMs()).toBe(3 * HOUR);
});

test('what something else wrote under its name is no touch', () => {
  const storage = makeStorage();
  const idle = watchIdle(storage);
  storage.setItem('pitside-touched-at', 'yesterday');
  vi.advanceTimersByTime(7_000);
  expect(idle.idleMs()).toBe(7_000);
});
