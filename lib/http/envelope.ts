import { z } from 'zod';

/** What every answer of `/api/v1` carries beside its payload. `durationMs` is server time. */
const common = {
  status: z.int(),
  requestId: z.uuid(),
  durationMs: z.number(),
  timestamp: z.iso.datetime(),
};

export const errorEnvelopeSchema = z.object({
  ok: z.literal(false),
  code: z.string(),
  error: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  ...common,
});

/** The success envelope around a payload schema. */
export function okEnvelopeSchema<T extends z.ZodType>(data: T) {
  return z.object({ ok: z.literal(true), code: z.literal('OK'), data, ...common });
}

export type ErrorEnvelope = z.infer<typeof errorEnvelopeSchema>;
