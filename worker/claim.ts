import { z } from 'zod';

const claimSchema = z.object({
  id: z.uuid(),
  casino_id: z.uuid(),
  claim_token: z.uuid(),
  attempts: z.int(),
  url: z.string(),
  secrets: z.array(z.string().startsWith('whsec_')).min(1),
  event_id: z.uuid(),
  event_type: z.string(),
  created_at: z.string(),
  payload: z.record(z.string(), z.unknown()),
});

/** One delivery that is this worker's for the length of the lease: what to send, where, and the token to report with. */
export type Claim = z.infer<typeof claimSchema>;

/** The answer of `rpc_worker_claim_deliveries`. */
export const claimsSchema = z.object({ items: z.array(claimSchema) });

/** The answer of `rpc_worker_report_delivery`. */
export const reportSchema = z.object({
  is_current: z.boolean(),
  status: z.enum(['pending', 'delivered', 'dead']).nullable(),
});

/** The answer of every function that works through a backlog in batches; `failed` casinos were left out, the others done. */
export const batchSchema = z.object({ done: z.int(), has_more: z.boolean(), failed: z.int().default(0) });
