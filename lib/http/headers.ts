/** Names of the HTTP headers that the API gives a meaning; one constant each, used by server and client. */
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
export const IDEMPOTENCY_REPLAYED_HEADER = 'Idempotency-Replayed';
export const CORRELATION_HEADER = 'X-Correlation-Id';
