import { z } from 'zod';
import { countSchema } from '@/lib/shared/schemas';

/** What waits for somebody of compliance. `overdueCases` are among `cases`. */
export const complianceWaitingSchema = z.object({ cases: countSchema, overdueCases: countSchema, hits: countSchema });
export type ComplianceWaiting = z.infer<typeof complianceWaitingSchema>;
