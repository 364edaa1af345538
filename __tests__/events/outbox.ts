import pino from 'pino';
import { inject } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ServiceSettings } from '../../worker/settings.ts';
import { type RunningWorker, startWorker } from '../../worker/worker.ts';
import { ADMIN, type Email, PIT_BOSS, type TestStack } from '../support/stack';

export type Endpoint = { id: string; secret: string };
export type Claimed = {
  id: string;
  casino_id: string;
  claim_token: string;
  attempts: number;
  url: string;
  secrets: string[];
  event_id: string;
  event_type: string;
  payload: Record<string, unknown>;
};
export type Delivery = {
  id: string;
  status: string;
  attempts: number;
  nextAttemptAt: Date | null;
  lastStatus: number | null;
  lastError: string | null;
};

/** An RPC that must succeed. */
async function answered<T>(
  stack: TestStack,
  as: Email | 'service',
  name: string,
  args: Record<string, unknown>,
): Promise<T> {
  const { status, body } = await stack.rpc(as, name, args);
  if (status !== 200) throw new Error(`${name} answered ${status}: ${JSON.stringify(body)}`);
  return body as T;
}

/** Makes a webhook, as the admin of a casino would. */
export function makeEndpoint(
  stack: TestStack,
  url: string,
  eventTypes: string[] = [],
  as: Email = ADMIN,
): Promise<Endpoint> {
  const args = { p_url: url, p_event_types: eventTypes, p_idempotency_key: newId() };
  return answered(stack, as, 'rpc_create_webhook_endpoint', args);
}

/** Hands out all that waits in the outbox; resolves to how many events that were. */
export async function fanOut(stack: TestStack): Promise<number> {
  let total = 0;
  for (;;) {
    const args = { p_limit: 5000 };
    const { done, has_more } = await answered<{ done: number; has_more: boolean }>(
      stack,
      'service',
      'rpc_worker_fan_out_events',
      args,
    );
    total += done;
    if (!has_more) return total;
  }
}

/** Claims deliveries, as a worker would. */
export async function claim(stack: TestStack, args: Record<string, number> = {}): Promise<Claimed[]> {
  const answer = await answered<{ items: Claimed[] }>(stack, 'service', 'rpc_worker_claim_deliveries', {
    p_limit: 100,
    p_per_endpoint: 100,
    ...args,
  });
  return answer.items;
}

/** Reports what came of a claim, as a worker would. */
export function report(
  stack: TestStack,
  claimed: Claimed,
  outcome: { p_http_status?: number; p_error?: string; p_retry_after_seconds?: number },
) {
  return answered<{ is_current: boolean; status: string | null }>(stack, 'service', 'rpc_worker_report_delivery', {
    p_casino_id: claimed.casino_id,
    p_delivery_id: claimed.id,
    p_claim_token: claimed.claim_token,
    ...outcome,
  });
}

/** Gives a player of a live slip points, and so emits `loyalty.entry_posted`. Resolves to the entry's number. */
export async function issuePoints(stack: TestStack, ratingSlipId: string, as: Email = PIT_BOSS): Promise<number> {
  const args = { p_rating_slip_id: ratingSlipId, p_points: 10, p_reason: 'promotion', p_idempotency_key: newId() };
  const { entry } = await answered<{ entry: { entry_no: number } }>(stack, as, 'rpc_issue_mid_session_reward', args);
  return entry.entry_no;
}

/** A delivery as it lies in the table. */
export async function findDelivery(stack: TestStack, id: string): Promise<Delivery> {
  const [row] = await stack.sql<Delivery[]>`
    select id, status, attempts, next_attempt_at as "nextAttemptAt", last_status as "lastStatus", last_error as "lastError"
    from public.webhook_delivery where id = ${id}`;
  if (!row) throw new Error('There is no such delivery.');
  return row;
}

/** Where the test's API is, for a worker. */
export function serviceSettings(stack: TestStack): ServiceSettings {
  return { supabaseUrl: stack.api.url, secretKey: inject('server').secrets.secretKey };
}

/** A worker in this process, silent. */
export function startTestWorker(stack: TestStack): RunningWorker {
  return startWorker({ ...serviceSettings(stack), webhookNetworks: [] }, pino({ level: 'silent' }));
}

/** Makes what waits for its next attempt due, again and again, so that no test waits for a back-off. Call the result to stop. */
export function cutBackOff(stack: TestStack): () => Promise<void> {
  let isStopped = false;
  const run = async () => {
    while (!isStopped) {
      await stack.sql`
        update public.webhook_delivery set next_attempt_at = now()
        where status = 'pending' and next_attempt_at > now() and claimed_until is null`;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const running = run();
  return () => {
    isStopped = true;
    return running;
  };
}

/** What is left to do. */
export async function countPending(stack: TestStack): Promise<number> {
  const [row] = await stack.sql<{ count: number }[]>`
    select count(*)::integer as count from public.webhook_delivery where status = 'pending'`;
  return row?.count ?? -1;
}
