import { v7 as uuidv7 } from 'uuid';

/**
 * A new time-ordered id (uuid v7), so that rows made one after another lie beside each other in an index. Works on
 * plain http too, where `crypto.randomUUID` is missing.
 */
export function newId(): string {
  return uuidv7();
}

/** A new key for one intent, `<operation>:<uuid v7>`. Made once when a person confirms, kept across every retry. */
export function newIdempotencyKey(operation: string): string {
  return `${operation}:${newId()}`;
}
