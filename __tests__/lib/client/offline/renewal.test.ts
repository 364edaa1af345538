import { describe, expect, test, vi } from 'vitest';
import { isCalm, type Moment } from '@/lib/client/offline/calm';
import { makeRenewal } from '@/lib/client/offline/renewal';

const CALM: Moment = {
  rewardsWaiting: 0,
  changesUnderWay: 0,
  isSomethingOpen: false,
  isTyping: false,
  isUnsaved: false,
  quietMs: 3_000,
  isHidden: false,
};

describe('a calm moment', () => {
  test('is one in which nobody has anything in hand', () => expect(isCalm(CALM)).toBe(true));

  test.each<[string, Partial<Moment>]>([
    ['a reward waits for the server', { rewardsWaiting: 1 }],
    ['a change is being sent', { changesUnderWay: 1 }],
    ['a drawer or a dialog is open', { isSomethingOpen: true }],
    ['somebody types', { isTyping: true }],
    ['something typed is not saved', { isUnsaved: true }],
    ['the screen was touched a moment ago', { quietMs: 2_999 }],
  ])('is not one in which %s', (_, change) => expect(isCalm({ ...CALM, ...change })).toBe(false));

  test('of a tab that nobody sees comes at once, but not over something in hand', () => {
    expect(isCalm({ ...CALM, isHidden: true, quietMs: 0 })).toBe(true);
    expect(isCalm({ ...CALM, isHidden: true, rewardsWaiting: 1 })).toBe(false);
    expect(isCalm({ ...CALM, isHidden: true, isUnsaved: true })).toBe(false);
  });
});

function makeTab() {
  const steps: string[] = [];
  let tick = () => {};
  let moment = CALM;
  const stop = vi.fn();
  const renewal = makeRenewal({
    every: (callback) => {
      tick = callback;
      return stop;
    },
    reload: () => void steps.push('reload'),
  });
  return {
    renewal,
    steps,
    watch: () => renewal.watch(() => moment),
    pass: async (next: Moment) => {
      moment = next;
      tick();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('a page is loaded anew', () => {
  test('never by itself', async () => {
    const tab = makeTab();
    tab.watch();
    await tab.pass(CALM);
    expect(tab.steps).toEqual([]);
  });

  test('in the first calm moment after it was wanted, and once', async () => {
    const tab = makeTab();
    tab.watch();
    tab.renewal.want(async () => void tab.steps.push('take over'));
    await tab.pass({ ...CALM, rewardsWaiting: 1 });
    await tab.pass({ ...CALM, isTyping: true });
    expect(tab.steps).toEqual([]);
    await tab.pass(CALM);
    await tab.pass(CALM);
    expect(tab.steps).toEqual(['take over', 'reload']);
  });

  test('for the first of several reasons', async () => {
    const tab = makeTab();
    tab.watch();
    tab.renewal.want();
    tab.renewal.want(async () => void tab.steps.push('take over'));
    await tab.pass(CALM);
    expect(tab.steps).toEqual(['reload']);
  });

  test('not once it is gone', () => {
    const tab = makeTab();
    const stop = tab.watch();
    stop();
    expect(stop).toHaveBeenCalledOnce();
  });
});
