import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServiceApi } from '../../worker/api.ts';
import { HOUSEKEEPING, startHousekeeping } from '../../worker/housekeeping.ts';
import { backOffMs, Job } from '../../worker/job.ts';
import { deleteUnnamedPhotos } from '../../worker/photos.ts';

const log = pino({ level: 'silent' });
let jobs: Job[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(jobs.map((job) => job.stop()));
  jobs = [];
});

/** Lets promises that need no time settle. */
const settle = async () => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

describe('a job', () => {
  it('is called again at once while there is more to do', async () => {
    const answers = [true, true, false];
    const work = vi.fn(async () => answers.shift() ?? false);
    jobs = [new Job({ name: 'test', everyMs: 1_000_000, work, log })];
    await settle();
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('is called at once when it is woken, also while it works', async () => {
    const work = vi.fn(async () => false);
    const job = new Job({ name: 'test', everyMs: 1_000_000, work, log });
    jobs = [job];
    await settle();
    expect(work).toHaveBeenCalledTimes(1);
    job.wake();
    await settle();
    expect(work).toHaveBeenCalledTimes(2);
    work.mockImplementationOnce(async () => {
      job.wake();
      return false;
    });
    job.wake();
    await settle();
    expect(work).toHaveBeenCalledTimes(4);
  });

  it('that fails waits, however often it is woken, and goes on', async () => {
    vi.useRealTimers();
    let isDown = true;
    const work = vi.fn(async () => {
      if (isDown) throw new Error('The API did not answer.');
      return false;
    });
    const job = new Job({ name: 'test', everyMs: 40, work, log });
    jobs = [job];
    await settle();
    for (let turn = 0; turn < 20; turn += 1) job.wake();
    await settle();
    expect(work).toHaveBeenCalledTimes(1);
    isDown = false;
    await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(2), 2000);
  });

  it('ends when it is told to, after the turn under way', async () => {
    let finish: () => void = () => undefined;
    const work = vi.fn(() => new Promise<boolean>((resolve) => (finish = () => resolve(true))));
    const job = new Job({ name: 'test', everyMs: 10, work, log });
    const stopped = job.stop();
    finish();
    await stopped;
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('backs off ever longer, never in step, and never beyond ten seconds or its own time', () => {
    for (let failures = 1; failures < 60; failures += 1) {
      const full = Math.min(10_000, 500 * 2 ** Math.min(failures, 20));
      const delays = Array.from({ length: 50 }, () => backOffMs(500, failures));
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(full / 2);
      expect(Math.max(...delays)).toBeLessThanOrEqual(full);
      expect(new Set(delays).size).toBeGreaterThan(40);
      expect(backOffMs(60_000, failures)).toBeLessThanOrEqual(60_000);
    }
  });
});

describe('housekeeping', () => {
  const item = (rpc: string) => ({ name: rpc, rpc, everySeconds: 1000 });

  it('calls again while there is more, and leaves the others alone when one does not exist', async () => {
    const calls: string[] = [];
    const api: ServiceApi = {
      call: async (rpc) => {
        calls.push(rpc);
        if (rpc === 'missing') throw new Error('status 404, PGRST202');
        return { done: 1, has_more: calls.filter((one) => one === rpc).length < 3 };
      },
    };
    jobs = startHousekeeping(api, log, [item('missing'), item('purge')]);
    await settle();
    expect(calls.filter((rpc) => rpc === 'purge')).toHaveLength(3);
    expect(calls.filter((rpc) => rpc === 'missing')).toHaveLength(1);
  });

  it('does not go in circles for a function that says there is more and does nothing', async () => {
    const call = vi.fn(async () => ({ done: 0, has_more: true }));
    jobs = startHousekeeping({ call }, log, [item('stuck')]);
    await settle();
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('has each function once, under a name of the worker’s', () => {
    expect(new Set(HOUSEKEEPING.map(({ rpc }) => rpc)).size).toBe(HOUSEKEEPING.length);
    for (const { rpc, everySeconds } of HOUSEKEEPING) {
      expect(rpc).toMatch(/^rpc_worker_[a-z_]+$/);
      expect(everySeconds).toBeGreaterThan(0);
    }
  });
});

describe('pictures that are no photo', () => {
  const storeOf = (names: string[], has_more: boolean, deleted: number) => ({
    call: vi.fn(async () => ({ names, has_more })),
    deleteObjects: vi.fn(async () => deleted),
  });

  it('are deleted by the names that the database gives, until it has no more', async () => {
    const store = storeOf(['a.jpg', 'b.jpg'], true, 2);
    expect(await deleteUnnamedPhotos(store)).toEqual({ done: 2, hasMore: true });
    expect(store.call).toHaveBeenCalledExactlyOnceWith('rpc_worker_list_unnamed_photos');
    expect(store.deleteObjects).toHaveBeenCalledExactlyOnceWith('player-photos', ['a.jpg', 'b.jpg']);
  });

  it('are not asked for where there are none, nor tried in circles where none can be deleted', async () => {
    const none = storeOf([], false, 0);
    expect(await deleteUnnamedPhotos(none)).toEqual({ done: 0, hasMore: false });
    expect(none.deleteObjects).not.toHaveBeenCalled();
    expect(await deleteUnnamedPhotos(storeOf(['a.jpg'], true, 0))).toEqual({ done: 0, hasMore: false });
  });
});
