import type { z } from 'zod';
import type { ErrorCode } from '@/lib/shared/errors';

/**
 * What a route promises, as data: the handler obeys it, the OpenAPI document is written from it, the tests read it.
 * `capability` names the row of the role matrix; the database enforces it.
 */
export type RouteContract = {
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  /** The fields of the query by which somebody is looked for: sent in the header `X-Search-Terms`, refused in the address. */
  terms?: readonly string[];
  body?: z.ZodType;
  /** The types of a body that is a file, any of which it may be sent as: the handler reads it itself from the request, as it arrives. */
  upload?: readonly string[];
  response: z.ZodType;
  /** The type of an answer that is a file, without an envelope; `response` is then a text. */
  download?: 'text/csv' | 'text/plain' | 'application/zip' | 'application/xml' | 'image/jpeg';
  /** null: needs only a signed-in person. `public`: needs nobody. */
  capability: string | null | 'public';
  /** The mutation wants an Idempotency-Key, answers 201 the first time and 200 with a header on a replay. */
  isIdempotent?: boolean;
  /** The read takes If-None-Match and answers 304, without a body, while nothing changed. */
  isConditional?: boolean;
  /** Codes this route answers beside those every route has. */
  errors?: readonly ErrorCode[];
};
