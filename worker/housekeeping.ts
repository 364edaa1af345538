import type { Logger } from 'pino';
import type { ServiceApi } from './api.ts';
import { batchSchema } from './claim.ts';
import { Job } from './job.ts';

/** A function of the database that has to be called now and then: it does a batch and says whether there is more. */
export interface HousekeepingItem {
  name: string;
  rpc: string;
  everySeconds: number;
}

/** All that the worker does beside deliveries. */
export const HOUSEKEEPING: readonly HousekeepingItem[] = [
  { name: 'purge deliveries', rpc: 'rpc_worker_purge_deliveries', everySeconds: 3600 },
  { name: 'expire coupons', rpc: 'rpc_worker_expire_promo_coupons', everySeconds: 10 },
  { name: 'accrue missing', rpc: 'rpc_worker_accrue_missing', everySeconds: 10 },
  { name: 'end visits', rpc: 'rpc_worker_end_visits', everySeconds: 60 },
  { name: 'tend imports', rpc: 'rpc_worker_tend_imports', everySeconds: 5 },
  { name: 'close promo days', rpc: 'rpc_worker_close_promo_days', everySeconds: 60 },
  { name: 'seal days', rpc: 'rpc_worker_seal_days', everySeconds: 60 },
  { name: 'post reports', rpc: 'rpc_worker_post_reports', everySeconds: 60 },
  { name: 'plan shifts', rpc: 'rpc_worker_plan_shifts', everySeconds: 60 },
];

/** Starts a job per item. Each keeps its own time, and one that fails leaves the others alone. */
export function startHousekeeping(api: ServiceApi, log: Logger, items = HOUSEKEEPING): Job[] {
  return items.map(({ name, rpc, everySeconds }) => {
    const work = async () => {
      const { done, has_more, failed } = batchSchema.parse(await api.call(rpc));
      if (failed > 0)
        log.error({ job: name, failed }, 'housekeeping failed at some casinos; the database log says why');
      if (done > 0) log.info({ job: name, done }, 'housekeeping');
      // A function that says there is more and does nothing would be called in circles.
      return has_more && done > 0;
    };
    return new Job({ name, everyMs: everySeconds * 1000, work, log });
  });
}
