import type { WebhookFailure } from '../lib/shared/kinds.ts';
import { WEBHOOK_TIMEOUT_SECONDS } from '../lib/shared/webhook-failure.ts';
import { toIsoUtc, toWire } from '../lib/shared/wire.ts';
import type { Claim } from './claim.ts';
import { signatureHeader } from './signature.ts';

/** Well within the lease, so that nobody else posts what this worker may still be posting. */
const POST_TIMEOUT_MS = WEBHOOK_TIMEOUT_SECONDS * 1000;

/** What came of one attempt: the status of the answer, or why there was none, and by what name Node calls that. */
export interface PostOutcome {
  httpStatus: number | null;
  failure: WebhookFailure | null;
  cause: string | null;
  retryAfterSeconds: number | null;
}

/** As `URL` writes host names: numbers in any other spelling have become these. */
const LOOPBACK = /^(localhost\.?|127(\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/;

/** Whether an address names the machine itself. A name of one's own that leads there is the network's to stop. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.test(new URL(url).hostname);
}

/** The body of a delivery: the same text on every attempt. */
export function deliveryBody({ event_type, created_at, payload }: Claim): string {
  return JSON.stringify({ type: event_type, timestamp: toIsoUtc(created_at), data: toWire(payload) });
}

function requestOf(claim: Claim, now: number): RequestInit {
  const body = deliveryBody(claim);
  const timestamp = Math.floor(now / 1000);
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Pitside-Webhooks/1',
      'webhook-id': claim.event_id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureHeader({ id: claim.event_id, timestamp, body }, claim.secrets),
    },
    // A receiver that may send the worker elsewhere could send it to what only the worker can reach.
    redirect: 'manual',
  };
}

/** `Retry-After` in either of its two forms; null when there is none, or none in the future. */
function retryAfterSeconds({ headers }: Response): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return seconds > 0 ? seconds : null;
}

/**
 * Why there was no answer. People are told no more than that, or an address would show which ports are open; the log of the
 * worker has the cause, by the name that Node gives it.
 */
function explain(error: unknown): Pick<PostOutcome, 'failure' | 'cause'> {
  const { name, cause } = error as Error;
  if (name === 'AbortError') return { failure: 'worker_stopped', cause: null };
  const known = cause as { code?: unknown; name?: unknown } | undefined;
  // What is no HTTP has a name, and not always a code.
  const code = known?.code ?? known?.name ?? name;
  if (typeof code !== 'string' || !/^\w{1,60}$/.test(code)) return { failure: 'no_answer', cause: null };
  return { failure: /^(ENOTFOUND|EAI_AGAIN)$/.test(code) ? 'name_not_found' : 'no_answer', cause: code };
}

/** How long an attempt may take, and what ends it before that. */
export interface PostLimits {
  timeoutMs?: number;
  breakOff?: AbortSignal;
}

/**
 * Posts one delivery, signed, once. Never throws: what went wrong is an outcome. The answer's body is not read; redirects
 * are answers like any other that is not 2xx.
 */
export async function postDelivery(
  claim: Claim,
  { timeoutMs = POST_TIMEOUT_MS, breakOff }: PostLimits = {},
): Promise<PostOutcome> {
  try {
    const limits = [AbortSignal.timeout(timeoutMs), ...(breakOff ? [breakOff] : [])];
    const init = { ...requestOf(claim, Date.now()), signal: AbortSignal.any(limits) };
    const response = await fetch(claim.url, init);
    await response.body?.cancel();
    const retryAfter = retryAfterSeconds(response);
    return { httpStatus: response.status, failure: null, cause: null, retryAfterSeconds: retryAfter };
  } catch (error) {
    return { httpStatus: null, ...explain(error), retryAfterSeconds: null };
  }
}
