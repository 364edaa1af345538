/** Names of the HTTP headers that the API gives a meaning; one constant each, used by server and client. */
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
export const IDEMPOTENCY_REPLAYED_HEADER = 'Idempotency-Replayed';
export const CORRELATION_HEADER = 'X-Correlation-Id';
/** As whom a screen was opened, by the id of the staff row: the database reads it of a person who works at several casinos. */
export const ACTING_AS_HEADER = 'X-Acting-As';
/**
 * What somebody is looked for by, as in a query string: names and numbers of people, which proxies would log from an address.
 */
export const SEARCH_TERMS_HEADER = 'X-Search-Terms';
