import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { askToProtect, readDeviceHealth } from '@/lib/client/device-health';

const stubBrowser = (storage: object | undefined) => vi.stubGlobal('navigator', storage ? { storage } : {});

afterEach(() => vi.unstubAllGlobals());

const ROOMY = {
  persisted: () => Promise.resolve(true),
  estimate: () => Promise.resolve({ quota: 5_000_000_000, usage: 4_000_000 }),
};

describe('how a device stands', () => {
  test('it says whether what it keeps lasts, and the room that is left', async () => {
    stubBrowser(ROOMY);
    expect(await readDeviceHealth()).toEqual({ isProtected: true, freeBytes: 4_996_000_000 });
  });

  test('a browser that has none of it says nothing of what it does not know', async () => {
    stubBrowser(undefined);
    expect(await readDeviceHealth()).toEqual({ isProtected: null, freeBytes: null });
  });

  test('more used than there was room for leaves none', async () => {
    stubBrowser({ ...ROOMY, estimate: () => Promise.resolve({ quota: 1, usage: 2 }) });
    expect(await readDeviceHealth()).toMatchObject({ freeBytes: 0 });
  });
});

describe('the browser is asked not to clear what is kept', () => {
  const asked = vi.fn(() => Promise.resolve(false));

  beforeEach(() => void asked.mockClear());

  test('once it may, and not again once it agreed', async () => {
    stubBrowser({ persisted: () => Promise.resolve(false), persist: asked });
    await askToProtect();
    expect(asked).toHaveBeenCalledTimes(1);
    stubBrowser({ persisted: () => Promise.resolve(true), persist: asked });
    await askToProtect();
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test('and one that has no such thing, or refuses to be asked, is left alone', async () => {
    stubBrowser(undefined);
    await askToProtect();
    stubBrowser({ persisted: () => Promise.reject(new Error('no')), persist: asked });
    await askToProtect();
    expect(asked).not.toHaveBeenCalled();
  });
});
