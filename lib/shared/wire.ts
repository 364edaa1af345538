/** Keys whose values are free-form JSON of their own and keep the names they have. */
const OPAQUE_KEYS = new Set(['metadata', 'starting_balance']);

/**
 * Turns what the database answers into what the API speaks: snake_case keys become camelCase, times under `*_at` and
 * `as_of` become ISO-8601 in UTC (table reads and `jsonb` spell them differently). Values under opaque keys are kept.
 */
export function fromRow(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromRow);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camelCase(key), fromField(key, inner)]));
}

function fromField(key: string, value: unknown): unknown {
  if (OPAQUE_KEYS.has(key)) return value;
  if (typeof value === 'string' && (key.endsWith('_at') || key === 'as_of')) return toIsoUtc(value);
  return fromRow(value);
}

function camelCase(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `2026-11-20 09:26:32.68+00` and `2026-11-20T09:26:32.68+00:00` both become `2026-11-20T09:26:32.680Z`. */
export function toIsoUtc(timestamp: string): string {
  const normalised = timestamp.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00');
  return new Date(normalised).toISOString();
}
