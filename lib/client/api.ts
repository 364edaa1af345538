import { getConnectionState, reportAnswered } from '@/lib/client/connection';
import { noteAnswer } from '@/lib/client/server-clock';
import type { ErrorEnvelope } from '@/lib/http/envelope';
import {
  ACTING_AS_HEADER,
  CORRELATION_HEADER,
  IDEMPOTENCY_HEADER,
  IDEMPOTENCY_REPLAYED_HEADER,
  SEARCH_TERMS_HEADER,
} from '@/lib/http/headers';
import type { ErrorDetails } from '@/lib/shared/error-details';
import type { ErrorCode } from '@/lib/shared/errors';
import { rulesOf, ruleText } from '@/lib/shared/rules';

/** Why the server refused, and the facts of that code. `retryAfterSeconds` is set where it named a wait. */
export type Refusal = {
  [Code in ErrorCode]: {
    code: Code;
    details?: ErrorDetails<Code> | undefined;
    retryAfterSeconds?: number | undefined;
  };
}[ErrorCode];

/** The server answered, and the answer is no. */
export class ApiError extends Error {
  readonly refusal: Refusal;
  readonly status: number;

  constructor(code: ErrorCode, status: number, details?: Record<string, unknown>, retryAfterSeconds?: number) {
    super(code);
    this.name = 'ApiError';
    // The tests hold every refusal of the server against the type of its code, so a tablet does not check it a second time.
    this.refusal = { code, details, retryAfterSeconds } as Refusal;
    this.status = status;
  }

  get code(): ErrorCode {
    return this.refusal.code;
  }
}

/** No answer arrived: it is unknown whether the server carried the request out. */
export class NoAnswerError extends Error {
  /** The device itself had no network: the next attempt has nothing to hope for before that is back. */
  readonly isOffline = getConnectionState() === 'offline';

  constructor(cause: unknown) {
    super('No answer from the server.', { cause });
    this.name = 'NoAnswerError';
  }
}

let actingAs: string | null = null;

/** Has every request of this page say as whom it was opened, so that none is carried out at another casino of that person's. */
export function actAs(staffId: string | null): void {
  actingAs = staffId;
}

/** The header that says so. */
export const actingAsHeader = (): Record<string, string> => (actingAs === null ? {} : { [ACTING_AS_HEADER]: actingAs });

type RequestOptions = {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  body?: unknown;
  /** Made once per intent by the caller; required by every mutation. */
  idempotencyKey?: string;
  correlationId?: string;
  /** What somebody is looked for by: nothing of it stands in the address. */
  terms?: Record<string, string | undefined>;
  ifNoneMatch?: string;
  signal?: AbortSignal;
  /** How long to wait for the answer; 10 s unless said otherwise. */
  timeoutMs?: number;
};

export type ApiAnswer<T> = { status: number; data: T; etag: string | null; isReplay: boolean };

const REQUEST_TIMEOUT_MS = 10_000;

/**
 * One request to `/api/v1`. Throws `ApiError` when the server refused, `NoAnswerError` when nothing came back in time.
 * A 304 gives `data: null`; only callers that sent `ifNoneMatch` can see it.
 */
export async function requestApi<T>(path: string, options: RequestOptions = {}): Promise<ApiAnswer<T | null>> {
  const response = await send(path, options);
  if (response.status === 304) {
    return { status: 304, data: null, etag: options.ifNoneMatch ?? null, isReplay: false };
  }
  const body: unknown = await response.json().catch((error: unknown) => {
    if (!options.signal?.aborted) reportAnswered(false);
    throw new NoAnswerError(error);
  });
  if (!response.ok) throw toApiError(response.status, response.headers.get('Retry-After'), body);
  if (!isOurs(body)) throw new NoAnswerError(new Error('The answer is not from Pitside.'));
  return {
    status: response.status,
    // Every answer left the server through its schema, so its shape is not checked a second time on the tablet.
    data: body.data as T,
    etag: response.headers.get('ETag'),
    isReplay: response.headers.get(IDEMPOTENCY_REPLAYED_HEADER) === 'true',
  };
}

/** `?name=value&…` of what is given and not empty; nothing at all when nothing is. */
export function toQueryString(query: Record<string, string | number | undefined>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') params.set(name, String(value));
  return params.size > 0 ? `?${params}` : '';
}

/** As `requestApi`, for requests that always carry a payload back. */
export async function callApi<T>(path: string, options: Omit<RequestOptions, 'ifNoneMatch'> = {}): Promise<T> {
  const { data } = await requestApi<T>(path, options);
  return data as T;
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json', ...actingAsHeader() });
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.idempotencyKey) headers.set(IDEMPOTENCY_HEADER, options.idempotencyKey);
  const terms = toQueryString(options.terms ?? {}).slice(1);
  if (terms) headers.set(SEARCH_TERMS_HEADER, terms);
  if (options.correlationId) headers.set(CORRELATION_HEADER, options.correlationId);
  if (options.ifNoneMatch) headers.set('If-None-Match', options.ifNoneMatch);
  const sentAt = performance.now();
  const timeout = AbortSignal.timeout(options.timeoutMs ?? REQUEST_TIMEOUT_MS);
  try {
    const response = await fetch(`/api/v1${path}`, {
      method: options.method ?? 'GET',
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      cache: 'no-store',
    });
    // A server that can't reach its database leaves the screen as stale as a lost network does.
    reportAnswered(response.status < 502);
    noteAnswer(response.headers.get('Date'), performance.now() - sentAt);
    return response;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    reportAnswered(false);
    throw new NoAnswerError(error);
  }
}

/** The error that an envelope, or whatever came in its place, means. */
export function toApiError(status: number, retryAfter: string | null, body: unknown): ApiError {
  const { ok, code, details } = (body ?? {}) as Partial<ErrorEnvelope>;
  const seconds = Number(retryAfter);
  const retryAfterSeconds = Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
  // The list of codes is not sent to a tablet; a newer server may have others, which read like a failure in general.
  if (ok === false && isCode(code)) return new ApiError(code, status, withRules(details), retryAfterSeconds);
  return new ApiError(status >= 502 ? 'UNAVAILABLE' : 'INTERNAL', status, undefined, retryAfterSeconds);
}

function isCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && /^[A-Z][A-Z_]+$/.test(code);
}

/** The rules that the fields of a refusal break, in place of the sentences for whoever does not know them. */
function withRules(details: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  const rules = rulesOf(details?.rules).map(([field, rule]) => [field, ruleText(rule)]);
  if (rules.length === 0) return details;
  return { ...details, fields: { ...(details?.fields as object), ...Object.fromEntries(rules) } };
}

/** Our success envelope, and not the page of a Wi-Fi portal that answers everything with 200. */
function isOurs(body: unknown): body is { ok: true; data: unknown } {
  return typeof body === 'object' && body !== null && 'ok' in body && body.ok === true && 'data' in body;
}
