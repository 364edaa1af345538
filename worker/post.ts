import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { WebhookFailure } from '../lib/shared/kinds.ts';
import { WEBHOOK_TIMEOUT_SECONDS } from '../lib/shared/webhook-failure.ts';
import { toIsoUtc, toWire } from '../lib/shared/wire.ts';
import type { Claim } from './claim.ts';
import { isLoopback, type Reach, ReachRefusal } from './reach.ts';
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

/** The body of a delivery: the same text on every attempt. */
export function deliveryBody({ event_type, created_at, payload }: Claim): string {
  return JSON.stringify({ type: event_type, timestamp: toIsoUtc(created_at), data: toWire(payload) });
}

function headersOf(claim: Claim, body: string, now: number): Record<string, string> {
  const timestamp = Math.floor(now / 1000);
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Pitside-Webhooks/1',
    'webhook-id': claim.event_id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureHeader({ id: claim.event_id, timestamp, body }, claim.secrets),
  };
}

/** `Retry-After` in either of its two forms; null when there is none, or none in the future. */
function retryAfterSeconds(headers: IncomingHttpHeaders): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return seconds > 0 ? seconds : null;
}

/**
 * Why there was no answer. People are told no more than that, or an address would show which ports are open; the log of the
 * worker has the cause, by the name that Node gives it.
 */
function explain(error: unknown, { url }: Claim): Pick<PostOutcome, 'failure' | 'cause'> {
  if (error instanceof ReachRefusal)
    return { failure: isLoopback(url) ? 'own_machine' : 'address_refused', cause: null };
  const { name, code = name } = error as { name: string; code?: unknown };
  if (typeof code !== 'string' || !/^\w{1,60}$/.test(code)) return { failure: 'no_answer', cause: null };
  return { failure: /^(ENOTFOUND|EAI_AGAIN)$/.test(code) ? 'name_not_found' : 'no_answer', cause: code };
}

/** Where an attempt may lead, how long it may take, and what ends it before that. */
export interface PostLimits {
  reach: Reach;
  timeoutMs?: number;
  breakOff?: AbortSignal;
}

/** Sends a body and resolves with the answer as soon as its head is there. A redirect is an answer: Node follows none. */
function send(url: URL, options: RequestOptions, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = start(url, options, resolve);
    request.on('error', reject);
    // An answer that would change the protocol closes the request, and is no error to Node.
    request.on('close', () => reject(new Error('closed')));
    request.end(body);
  });
}

/** Reads no body. A connection without anything left on it serves the next delivery; any other is given up. */
function leave(answer: IncomingMessage): void {
  const isOver = answer.statusCode === 204 || answer.headers['content-length'] === '0';
  if (isOver) answer.resume();
  else answer.destroy();
}

/**
 * Posts one delivery, signed, once. Never throws: what went wrong is an outcome. The answer's body is not read; redirects
 * are answers like any other that is not 2xx.
 */
export async function postDelivery(
  claim: Claim,
  { reach, timeoutMs = POST_TIMEOUT_MS, breakOff }: PostLimits,
): Promise<PostOutcome> {
  const limit = AbortSignal.timeout(timeoutMs);
  const none = { httpStatus: null, retryAfterSeconds: null };
  try {
    const url = new URL(claim.url);
    reach.checkHost(url.hostname);
    const body = deliveryBody(claim);
    const answer = await send(
      url,
      {
        method: 'POST',
        agent: url.protocol === 'https:' ? reach.agents['https:'] : reach.agents['http:'],
        headers: headersOf(claim, body, Date.now()),
        signal: AbortSignal.any([limit, ...(breakOff ? [breakOff] : [])]),
      },
      body,
    );
    leave(answer);
    const { statusCode = null, headers } = answer;
    return { httpStatus: statusCode, failure: null, cause: null, retryAfterSeconds: retryAfterSeconds(headers) };
  } catch (error) {
    if (breakOff?.aborted) return { ...none, failure: 'worker_stopped', cause: null };
    if (limit.aborted) return { ...none, failure: 'no_answer', cause: 'TimeoutError' };
    return { ...none, ...explain(error, claim) };
  }
}
