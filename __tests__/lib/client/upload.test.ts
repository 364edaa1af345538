import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError, NoAnswerError } from '@/lib/client/api';
import { getConnectionState, reportAnswered } from '@/lib/client/connection';
import { uploadFile } from '@/lib/client/upload';

const PATH = '/player-imports?fileName=legacy.csv';
const REASON = new DOMException('The person stopped it.', 'AbortError');
const file = new Blob(['Card,Tier\nL1,Gold\n']);

/** As much of the browser's request as an upload uses. What the network does is up to the test. */
class BrowserRequest {
  static last: BrowserRequest;
  static count = 0;

  responseType = '';
  response: unknown = null;
  status = 0;
  retryAfter: string | null = null;
  opened = '';
  sent: Blob | null = null;
  readonly headers = new Headers();
  readonly upload: { onprogress: (event: { loaded: number; total: number }) => void } = { onprogress: () => {} };
  onload = () => {};
  onerror = () => {};
  onabort = () => {};

  constructor() {
    BrowserRequest.last = this;
    BrowserRequest.count += 1;
  }

  open(method: string, url: string) {
    this.opened = `${method} ${url}`;
  }

  setRequestHeader(name: string, value: string) {
    this.headers.set(name, value);
  }

  getResponseHeader(name: string) {
    return name === 'Retry-After' ? this.retryAfter : null;
  }

  send(body: Blob) {
    this.sent = body;
  }

  abort() {
    this.onabort();
  }

  /** A text that is no JSON leaves `response` null, as in the browser. */
  answer(status: number, text: string) {
    this.status = status;
    try {
      this.response = JSON.parse(text);
    } catch {
      this.response = null;
    }
    this.onload();
  }
}

beforeEach(() => {
  BrowserRequest.count = 0;
  vi.stubGlobal('XMLHttpRequest', BrowserRequest);
});

afterEach(() => {
  vi.unstubAllGlobals();
  reportAnswered(true);
});

function upload(signal = new AbortController().signal, onProgress = (_share: number) => {}) {
  const sending = uploadFile(PATH, file, { type: 'text/csv', idempotencyKey: 'import:1', onProgress, signal });
  // Whoever asks later for why it failed is still told.
  sending.catch(() => {});
  return sending;
}

test('an upload sends the file itself under its key, and says how far it is', async () => {
  const shares: number[] = [];
  const sending = upload(undefined, (share) => shares.push(share));
  const request = BrowserRequest.last;
  expect(request.opened).toBe(`POST /api/v1${PATH}`);
  expect(request.responseType).toBe('json');
  expect([...request.headers]).toEqual([
    ['content-type', 'text/csv'],
    ['idempotency-key', 'import:1'],
  ]);
  expect(request.sent).toBe(file);
  request.upload.onprogress({ loaded: 5, total: 20 });
  request.upload.onprogress({ loaded: 20, total: 20 });
  request.upload.onprogress({ loaded: 0, total: 0 });
  expect(shares).toEqual([0.25, 1, 0]);
  request.answer(200, '{"ok":true,"data":{"id":"import-1"}}');
  expect(await sending).toEqual({ id: 'import-1' });
  expect(getConnectionState()).toBe('online');
});

test.each([
  [401, 'UNAUTHENTICATED', undefined],
  [413, 'PAYLOAD_TOO_LARGE', undefined],
  [409, 'IMPORT_EXISTS', { importId: 'import-9' }],
] as const)('a refusal with %i is an answer: %s', async (status, code, details) => {
  const sending = upload();
  BrowserRequest.last.answer(status, JSON.stringify({ ok: false, code, ...(details && { details }) }));
  await expect(sending).rejects.toMatchObject({ name: 'ApiError', status, refusal: { code, details } });
  expect(getConnectionState()).toBe('online');
});

test('an upload that is to wait says how long the server asks', async () => {
  const sending = upload();
  BrowserRequest.last.retryAfter = '7';
  BrowserRequest.last.answer(429, '{"ok":false,"code":"RATE_LIMITED"}');
  await expect(sending).rejects.toMatchObject({ refusal: { code: 'RATE_LIMITED', retryAfterSeconds: 7 } });
});

test.each([
  ['the page of a Wi-Fi portal', 200, '<html>Welcome</html>'],
  ['the page of a proxy', 502, '<html>Bad gateway</html>'],
  ['JSON of somebody else', 200, '{"status":"up"}'],
  ['no object', 200, 'null'],
  ['nothing', 200, ''],
])('%s is no answer', async (_what, status, text) => {
  const sending = upload();
  BrowserRequest.last.answer(status, text);
  await expect(sending).rejects.toBeInstanceOf(NoAnswerError);
  expect(getConnectionState()).toBe('reconnecting');
});

test('a proxy that takes no such length refuses the file for good', async () => {
  const sending = upload();
  BrowserRequest.last.answer(413, '<html>Request Entity Too Large</html>');
  await expect(sending).rejects.toEqual(new ApiError('PAYLOAD_TOO_LARGE', 413));
  await expect(sending).rejects.toBeInstanceOf(ApiError);
});

test('an upload whose connection is lost has no answer', async () => {
  const sending = upload();
  BrowserRequest.last.onerror();
  await expect(sending).rejects.toBeInstanceOf(NoAnswerError);
  expect(getConnectionState()).toBe('reconnecting');
});

test('an upload that is stopped ends with the reason, and says nothing of the connection', async () => {
  const stop = new AbortController();
  const sending = upload(stop.signal);
  stop.abort(REASON);
  await expect(sending).rejects.toBe(REASON);
  expect(getConnectionState()).toBe('online');
});

test('an upload that was stopped before it began is not sent', async () => {
  await expect(upload(AbortSignal.abort(REASON))).rejects.toBe(REASON);
  expect(BrowserRequest.count).toBe(0);
});
