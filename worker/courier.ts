import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ServiceApi } from './api.ts';
import { batchSchema, type Claim, claimsSchema, reportSchema } from './claim.ts';
import { Job } from './job.ts';
import { type PostOutcome, postDelivery } from './post.ts';
import type { Reach } from './reach.ts';

/** How long a claimed delivery is this worker's: the request's timeout and every attempt to report fit in. */
const LEASE_SECONDS = 60;
const IDLE_MS = 500;
/** Requests under way at once: of one worker, and to one receiver from all workers together. */
const MAX_IN_FLIGHT = 32;
const MAX_PER_ENDPOINT = 16;
const FAN_OUT_LIMIT = 500;
const REPORT_RETRIES_MS = [200, 1_000, 5_000];
/** How long receivers may still take once the worker was told to stop: with the report, less than it has before it is killed. */
const STOP_GRACE_MS = 5_000;

/** What a courier needs. */
export interface CourierOptions {
  api: ServiceApi;
  log: Logger;
  reach: Reach;
}

/**
 * Takes events from the outbox to the webhooks. Order is the database's: of one line it only ever hands out the head, so
 * whatever is claimed may be posted side by side. Any number of couriers may work at once.
 */
export class Courier {
  private readonly options: CourierOptions;
  private readonly inFlight = new Set<Promise<void>>();
  private readonly breakOff = new AbortController();
  private readonly fanOut: Job;
  private readonly deliveries: Job;

  constructor(options: CourierOptions) {
    this.options = options;
    const { log } = options;
    this.deliveries = new Job({ name: 'deliver', everyMs: IDLE_MS, work: () => this.claim(), log });
    this.fanOut = new Job({ name: 'fan out', everyMs: IDLE_MS, work: () => this.handOut(), log });
  }

  /**
   * Claims nothing more, and resolves when what is under way has been posted and reported. What no receiver has answered by
   * the end of the grace is broken off and reported as failed: it is posted again after the back-off, not after the lease.
   */
  async stop(graceMs = STOP_GRACE_MS): Promise<void> {
    const grace = setTimeout(() => this.breakOff.abort(), graceMs);
    await Promise.all([this.fanOut.stop(), this.deliveries.stop()]);
    await Promise.all(this.inFlight);
    clearTimeout(grace);
  }

  private async handOut(): Promise<boolean> {
    const answer = await this.options.api.call('rpc_worker_fan_out_events', { p_limit: FAN_OUT_LIMIT });
    const { done, has_more } = batchSchema.parse(answer);
    if (done > 0) this.deliveries.wake();
    return has_more;
  }

  private async claim(): Promise<boolean> {
    const limit = MAX_IN_FLIGHT - this.inFlight.size;
    if (limit === 0) return false;
    const { items } = claimsSchema.parse(
      await this.options.api.call('rpc_worker_claim_deliveries', {
        p_limit: limit,
        p_lease_seconds: LEASE_SECONDS,
        p_per_endpoint: MAX_PER_ENDPOINT,
      }),
    );
    for (const claim of items) this.dispatch(claim);
    return items.length > 0;
  }

  private dispatch(claim: Claim): void {
    const delivery = this.deliver(claim).finally(() => {
      this.inFlight.delete(delivery);
      // There is a place free, and the next of the line may go.
      this.deliveries.wake();
    });
    this.inFlight.add(delivery);
  }

  private async deliver(claim: Claim): Promise<void> {
    const startedAt = performance.now();
    const { reach } = this.options;
    const outcome = await postDelivery(claim, { reach, breakOff: this.breakOff.signal });
    const facts = {
      deliveryId: claim.id,
      eventId: claim.event_id,
      eventType: claim.event_type,
      attempt: claim.attempts,
      httpStatus: outcome.httpStatus,
      failure: outcome.failure,
      cause: outcome.cause,
      durationMs: Math.round(performance.now() - startedAt),
    };
    const status = await this.report(claim, outcome);
    this.options.log[status === 'delivered' ? 'info' : 'warn']({ ...facts, status }, 'delivery');
  }

  /** Resolves to what became of the delivery. Unreported, it is posted again when the lease is over: late, never lost. */
  private async report(claim: Claim, outcome: PostOutcome): Promise<string> {
    const args = {
      p_casino_id: claim.casino_id,
      p_delivery_id: claim.id,
      p_claim_token: claim.claim_token,
      p_http_status: outcome.httpStatus,
      p_error: outcome.failure,
      p_retry_after_seconds: outcome.retryAfterSeconds,
    };
    for (const delayMs of [...REPORT_RETRIES_MS, null]) {
      try {
        return (
          reportSchema.parse(await this.options.api.call('rpc_worker_report_delivery', args)).status ??
          'not ours any more'
        );
      } catch (error) {
        if (delayMs === null)
          this.options.log.error({ deliveryId: claim.id, reason: (error as Error).message }, 'not reported');
        else await sleep(delayMs);
      }
    }
    return 'not reported';
  }
}
