import 'server-only';
import { createHmac } from 'node:crypto';
import type { AuthError, AuthTokenResponsePassword } from '@supabase/supabase-js';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { clientAddress } from '@/lib/server/client-address';
import { callRpc, createDb, createGuestDb } from '@/lib/server/db';
import { env } from '@/lib/server/env';
import { deviceTokenOf } from '@/lib/server/known-device';
import { logger } from '@/lib/server/logger';
import { metrics } from '@/lib/server/metrics';
import { AppError } from '@/lib/shared/errors';

/** Refusals leave at the next half second: how long one took says nothing of whether there is such an account. */
const REFUSALS_EVERY_MS = 500;
const SHOWN_DIGITS = 16;

/** Who tries to come in, and from where. */
export type Knock = { email: string; addressHash: string; device: string | null; correlationId: string };

/**
 * How a try went: signed in on this device, a password proven by who is signed in, a right one of who is not let in, a wrong one, or
 * nobody could look at it.
 */
type Outcome = 'entered' | 'right' | 'refused' | 'wrong' | 'unseen';

const takenSchema = z.object({ wait_seconds: z.int(), failures: z.int().nullable() });
const settledSchema = z.object({ is_of_staff: z.boolean(), device_token: z.string().nullable() });

/** A try at an account, from where a request came. */
export function knockOf(request: NextRequest, email: string, correlationId: string): Knock {
  return { email, addressHash: addressHash(request), device: deviceTokenOf(request), correlationId };
}

/** What is kept of where a request came from: the same for the same address, and nothing that leads back to it without the key. */
function addressHash(request: NextRequest): string {
  return keyedHash(`address ${clientAddress(request)}`);
}

/**
 * Has Supabase Auth look at a password, unless its account or address has failed too often: it is counted before, in the database,
 * so that guesses sent all at once count like guesses sent one by one, through whichever web server. TOO_MANY_ATTEMPTS, with seconds
 * to wait. Whoever gets a session says what became of it, by `settle`.
 */
export async function tryPassword(
  knock: Knock,
  look: () => Promise<AuthTokenResponsePassword>,
): Promise<AuthTokenResponsePassword> {
  const failures = await take(knock, 'sign_in');
  const answer = await look();
  if (answer.error) await noteFailure(knock, isGuess(answer.error) ? 'wrong' : 'unseen', failures);
  return answer;
}

/** Counts an e-mail that is asked for: nobody's box is to be filled by whoever knows their address. TOO_MANY_ATTEMPTS. */
export async function countMail(knock: Knock): Promise<void> {
  await take(knock, 'mail');
}

/** Says how a try went, which goes on record; of who came in, the token by which their device is known from now on. */
export async function settle(knock: Knock, outcome: Outcome, failures: number | null = null): Promise<string | null> {
  const answer = await callRpc(createGuestDb(knock.correlationId), 'rpc_guest_settle_sign_in', {
    ...argsOf(knock),
    p_outcome: outcome,
    ...(failures === null ? {} : { p_failures: failures }),
  });
  metrics().signIns.inc({ outcome });
  const { is_of_staff: isOfStaff, device_token: deviceToken } = settledSchema.parse(answer);
  if (!isOfStaff) logger.warn({ outcome, ...shownOf(knock) }, 'sign-in of nobody');
  return deviceToken;
}

/** Puts on record that somebody leaves. Who is nobody any more has nothing to leave, and nobody is kept from leaving. */
export async function recordSignOut(request: NextRequest, token: string, correlationId: string): Promise<void> {
  try {
    await callRpc(createDb(token, correlationId), 'rpc_record_sign_out', { p_address: addressHash(request) });
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return;
    logger.warn({ err: error }, 'a sign-out is not on record');
  }
}

/** Refuses alike whom it refuses, however long it took. */
export async function refuseAlike<T>(startedAt: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const tookMs = performance.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, REFUSALS_EVERY_MS - (tookMs % REFUSALS_EVERY_MS)));
    throw error;
  }
}

async function take(knock: Knock, purpose: 'sign_in' | 'mail'): Promise<number | null> {
  const db = createGuestDb(knock.correlationId);
  const taken = await callRpc(db, 'rpc_guest_try_sign_in', { ...argsOf(knock), p_purpose: purpose });
  const { wait_seconds: retryAfterSeconds, failures } = takenSchema.parse(taken);
  if (retryAfterSeconds === 0) return failures;
  metrics().signIns.inc({ outcome: 'blocked' });
  throw new AppError('TOO_MANY_ATTEMPTS', { retryAfterSeconds });
}

/** What cannot be noted is refused all the same. */
async function noteFailure(knock: Knock, outcome: Outcome, failures: number | null): Promise<void> {
  await settle(knock, outcome, failures).catch((error: unknown) => {
    logger.warn({ err: error, outcome }, 'a sign-in that failed is not noted');
  });
}

/** Auth looked at the password. It answers 429 when it did not, and asks for the address to be confirmed without having. */
function isGuess({ status, code }: AuthError): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 429 && code !== 'email_not_confirmed';
}

function argsOf({ email, addressHash, device }: Knock) {
  return {
    p_token: env().PITSIDE_SERVER_KEY,
    p_email: email,
    p_address: addressHash,
    ...(device === null ? {} : { p_device: device }),
  };
}

/** As the audit trail has them: the same digits are the same account and address. */
function shownOf({ email, addressHash }: Knock) {
  const account = keyedHash(email.trim().toLowerCase());
  return { account: account.slice(0, SHOWN_DIGITS), address: addressHash.slice(0, SHOWN_DIGITS) };
}

function keyedHash(text: string): string {
  return createHmac('sha256', env().PITSIDE_SERVER_KEY).update(text).digest('hex');
}
