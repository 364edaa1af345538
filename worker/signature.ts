import { createHmac } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';

/** What a receiver checks: the event's id, the time of this attempt, and the body, byte for byte as it is sent. */
export interface SignedContent {
  id: string;
  /** Whole seconds since 1970. */
  timestamp: number;
  body: string;
}

/**
 * The `webhook-signature` header of the Standard Webhooks specification, version 1: one HMAC-SHA256 per secret. There are several
 * secrets while one replaces another.
 */
export function signatureHeader({ id, timestamp, body }: SignedContent, secrets: readonly string[]): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
}
