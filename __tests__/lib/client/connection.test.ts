import { afterEach, expect, test, vi } from 'vitest';
import { ApiError, callApi, NoAnswerError } from '@/lib/client/api';
import { getConnectionState, reportAnswered, subscribeConnection } from '@/lib/client/connection';

afterEach(() => {
  vi.unstubAllGlobals();
  reportAnswered(true);
});

test('the connection is what the last request met, and subscribers are told only of changes', () => {
  const states: string[] = [];
  const unsubscribe = subscribeConnection(() => states.push(getConnectionState()));
  reportAnswered(true);
  reportAnswered(false);
  reportAnswered(false);
  reportAnswered(true);
  unsubscribe();
  reportAnswered(false);
  expect(states).toEqual(['reconnecting', 'online']);
});

test('the connection is offline when the device says so, which is listened to only while somebody asks', () => {
  const events = new EventTarget();
  vi.stubGlobal('window', events);
  vi.stubGlobal('navigator', { onLine: true });
  const states: string[] = [];
  const unsubscribe = subscribeConnection(() => states.push(getConnectionState()));
  vi.stubGlobal('navigator', { onLine: false });
  events.dispatchEvent(new Event('offline'));
  vi.stubGlobal('navigator', { onLine: true });
  events.dispatchEvent(new Event('online'));
  unsubscribe();
  events.dispatchEvent(new Event('offline'));
  expect(states).toEqual(['offline', 'online']);
});

test('a refusal is an answer; a broken connection and an answer cut short are not', async () => {
  const request = () => callApi('/me');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
  await expect(request()).rejects.toBeInstanceOf(NoAnswerError);
  expect(getConnectionState()).toBe('reconnecting');

  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ nothing: true }, { status: 403 })));
  await expect(request()).rejects.toBeInstanceOf(ApiError);
  expect(getConnectionState()).toBe('online');

  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"ok":tr')));
  await expect(request()).rejects.toBeInstanceOf(NoAnswerError);
  expect(getConnectionState()).toBe('reconnecting');
});

test('a request that its own caller took back says nothing about the connection', async () => {
  const controller = new AbortController();
  vi.stubGlobal('fetch', () => Promise.reject(new DOMException('aborted', 'AbortError')));
  controller.abort();
  await expect(callApi('/me', { signal: controller.signal })).rejects.toThrow('aborted');
  expect(getConnectionState()).toBe('online');
});
