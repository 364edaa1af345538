import type { z } from 'zod';

/** What JSON can say; the same as the database client's own type of it. */
type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

/** Keys whose values are free-form JSON of their own and keep the names they have. */
const OPAQUE_KEYS = new Set(['metadata', 'starting_balance']);

/**
 * Turns what the database answers into what the API speaks: snake_case keys become camelCase, times under `*_at` and
 * `as_of` become ISO-8601 in UTC (table reads and `jsonb` spell them differently). Values under opaque keys are kept.
 */
export function toWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camelCase(key), fromField(key, inner)]));
}

function fromField(key: string, value: unknown): unknown {
  if (OPAQUE_KEYS.has(key)) return value;
  // A document may say other things of a field that is a time, such as the order its date is written in.
  const isTime = typeof value === 'string' && /^\d/.test(value) && (key.endsWith('_at') || key === 'as_of');
  if (isTime) return toIsoUtc(value);
  return toWire(value);
}

/** An answer of the database by its contract: in the words of the API, and nothing that the contract does not name. */
export function fromRow<Schema extends z.ZodType>(schema: Schema, row: unknown): z.output<Schema> {
  return schema.parse(toWire(row));
}

/** The other way round, for documents the database takes whole: `warnMinutes` becomes `warn_minutes`, at every depth. */
export function toRow(value: unknown): Json {
  if (Array.isArray(value)) return value.map(toRow);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const column = snakeCase(key);
      return [column, OPAQUE_KEYS.has(column) ? (inner as Json) : toRow(inner)];
    }),
  );
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function camelCase(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `2026-11-20 09:26:32.68+00` and `2026-11-20T09:26:32.68+00:00` both become `2026-11-20T09:26:32.680Z`. */
export function toIsoUtc(timestamp: string): string {
  const normalised = timestamp.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00');
  return new Date(normalised).toISOString();
}

/** A list that the database answers whole, as a page that is the last one. */
export function onOnePage(row: unknown): unknown {
  return { ...(row as object), next_cursor: null };
}
