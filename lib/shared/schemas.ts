import { z } from 'zod';

/** Schemas that every context uses: ids, cents, points, times and pages. */
export const idSchema = z.uuid();
/** Money: integer cents, within what a double can hold exactly. */
export const centsSchema = z.int();
export const pointsSchema = z.int();
/** ISO-8601 in UTC, as every time leaves the API. */
export const timestampSchema = z.iso.datetime();
/** A casino's business day, `YYYY-MM-DD`. Set by the database, never computed here. */
export const gamingDaySchema = z.iso.date();
/** Made by the client once per intent. */
export const idempotencyKeySchema = z.string().min(1).max(200);

export const PAGE_LIMIT_MAX = 200;
/** What is said of a cursor that no page gave. */
export const USE_NEXT_CURSOR = 'Use the nextCursor of the page before.';
/** A page of a list that goes on after an id, as nearly all do. */
export const pageQuerySchema = z.strictObject({
  cursor: z.uuid({ error: USE_NEXT_CURSOR }).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(50),
});

/** A keyset page: `nextCursor` is null on the last one. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
export type Page<T> = { items: T[]; nextCursor: string | null };

/** Path parameters of `/things/{id}`. */
export const idParamsSchema = z.strictObject({ id: idSchema });
/** The body of an action that needs no fields. */
export const emptyBodySchema = z.strictObject({});

/** How many of something. */
export const countSchema = z.int().min(0);
