import { randomBytes, randomUUID } from 'node:crypto';
import type { LiteConnection } from './lite-connection.ts';

/** Wrong codes allowed for one account within the window. Whoever guesses has the password already. */
const MAX_FAILURES = 5;
const WINDOW_MS = 15 * 60 * 1000;
/** So long a challenge may be answered, and a factor that nobody confirmed is kept: hosted Supabase's figures. */
export const CHALLENGE_MS = 5 * 60 * 1000;
const UNCONFIRMED_MS = 5 * 60 * 1000;

type Database = LiteConnection['kysely'];

/** What Auth says of a factor, the columns of its table. The secret is sealed. */
export interface FactorRow {
  id: string;
  friendly_name: string | null;
  factor_type: string;
  status: 'verified' | 'unverified';
  created_at: string;
  updated_at: string;
  last_challenged_at: string | null;
}

/** A session as the second factor knows it. */
export interface SessionRow {
  id: string;
  user_id: string;
}

/**
 * Reads and writes of second factors within one transaction, at one instant. Whoever changes anything has locked the account first
 * (`lockAccount`), so that a code is looked at by one request at a time.
 */
export class FactorStore {
  private readonly auth: Database;
  private readonly own: Database;
  /** Written out, as this connection takes times. */
  private readonly now: string;
  private readonly nowMs: number;

  constructor(database: Database, now: number) {
    this.auth = database.withSchema('auth');
    this.own = database.withSchema('second_factor');
    this.now = toText(now);
    this.nowMs = now;
  }

  /** Takes the account's lock, and says how long no code of it is looked at: 0 unless too many were wrong. */
  async lockAccount(userId: string): Promise<number> {
    const { failures, since } = await this.own
      .insertInto('tries')
      .values({ user_id: userId, failures: 0, since: this.now })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ user_id: userId }))
      .returning(['failures', 'since'])
      .executeTakeFirstOrThrow();
    const left = new Date(since).getTime() + WINDOW_MS - this.nowMs;
    if (left <= 0) await this.setTries(userId, { failures: 0, since: this.now });
    return left > 0 && failures >= MAX_FAILURES ? Math.ceil(left / 1000) : 0;
  }

  /** Counts a wrong code; the window begins with the first. */
  async countFailure(userId: string): Promise<void> {
    const ofAccount = this.own.selectFrom('tries').where('user_id', '=', userId);
    const { failures } = await ofAccount.select('failures').executeTakeFirstOrThrow();
    await this.setTries(userId, failures === 0 ? { failures: 1, since: this.now } : { failures: failures + 1 });
  }

  private async setTries(userId: string, tries: { failures: number; since?: string }): Promise<void> {
    await this.own.updateTable('tries').set(tries).where('user_id', '=', userId).execute();
  }

  async listFactors(userId: string): Promise<FactorRow[]> {
    const rows = await this.auth
      .selectFrom('mfa_factors')
      .select(['id', 'friendly_name', 'factor_type', 'status', 'created_at', 'updated_at', 'last_challenged_at'])
      .where('user_id', '=', userId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    const times = (row: (typeof rows)[number]) => ({
      created_at: toText(row.created_at),
      updated_at: toText(row.updated_at),
      last_challenged_at: row.last_challenged_at && toText(row.last_challenged_at),
    });
    return rows.map((row) => ({ ...row, ...times(row) }) as FactorRow);
  }

  async findFactor(userId: string, id: string): Promise<{ status: string; secret: string } | undefined> {
    const ofAccount = this.auth.selectFrom('mfa_factors').where('id', '=', id).where('user_id', '=', userId);
    const found = await ofAccount.select(['status', 'secret']).forUpdate().executeTakeFirst();
    return found as { status: string; secret: string } | undefined;
  }

  async addFactor(userId: string, factor: { id: string; friendlyName: string; secret: string }): Promise<void> {
    const { id, friendlyName, secret } = factor;
    const what = {
      id,
      user_id: userId,
      friendly_name: friendlyName,
      factor_type: 'totp',
      status: 'unverified',
      secret,
    };
    const row = { ...what, created_at: this.now, updated_at: this.now };
    await this.auth.insertInto('mfa_factors').values(row).execute();
  }

  /** Forgets what somebody began to enrol a while ago and never challenged. */
  async forgetUnconfirmed(userId: string): Promise<void> {
    await this.auth
      .deleteFrom('mfa_factors')
      .where('user_id', '=', userId)
      .where('status', '=', 'unverified')
      .where('created_at', '<', toText(this.nowMs - UNCONFIRMED_MS))
      .where('id', 'not in', this.auth.selectFrom('mfa_challenges').select('factor_id'))
      .execute();
  }

  /** Removes a factor; sessions that it had raised are at the first level again. */
  async removeFactor(id: string): Promise<void> {
    const raised = this.auth.selectFrom('sessions').select('id').where('factor_id', '=', id);
    await this.auth
      .deleteFrom('mfa_amr_claims')
      .where('authentication_method', '=', 'totp')
      .where('session_id', 'in', raised)
      .execute();
    const ofFactor = this.auth.updateTable('sessions').where('factor_id', '=', id);
    await ofFactor.set({ aal: 'aal1', factor_id: null }).execute();
    await this.auth.deleteFrom('mfa_factors').where('id', '=', id).execute();
  }

  /** Begins a challenge, and answers its id. Those that lapsed go. */
  async addChallenge(factorId: string): Promise<string> {
    const id = randomUUID();
    const lapsed = toText(this.nowMs - CHALLENGE_MS);
    const ofFactor = this.auth.deleteFrom('mfa_challenges').where('factor_id', '=', factorId);
    await ofFactor.where('created_at', '<', lapsed).execute();
    // Everybody comes by way of the web server, on this machine.
    const row = { id, factor_id: factorId, created_at: this.now, ip_address: '127.0.0.1' };
    await this.auth.insertInto('mfa_challenges').values(row).execute();
    const factor = this.auth.updateTable('mfa_factors').where('id', '=', factorId);
    await factor.set({ last_challenged_at: this.now }).execute();
    return id;
  }

  async findChallenge(factorId: string, id: string): Promise<{ isAnswered: boolean; isLapsed: boolean } | undefined> {
    const ofFactor = this.auth.selectFrom('mfa_challenges').where('factor_id', '=', factorId).where('id', '=', id);
    const found = await ofFactor.select(['created_at', 'verified_at']).executeTakeFirst();
    if (!found) return undefined;
    const isLapsed = new Date(found.created_at).getTime() + CHALLENGE_MS < this.nowMs;
    return { isAnswered: found.verified_at !== null, isLapsed };
  }

  async removeChallenge(id: string): Promise<void> {
    await this.auth.deleteFrom('mfa_challenges').where('id', '=', id).execute();
  }

  /** The time step of the code that counted last, which neither it nor an earlier one does again. */
  async readLastStep(factorId: string): Promise<number> {
    const ofFactor = this.own.selectFrom('last_use').where('factor_id', '=', factorId);
    const found = await ofFactor.select('step').executeTakeFirst();
    return found ? Number(found.step) : Number.NEGATIVE_INFINITY;
  }

  /** Writes down that a code counted: it is used up, wrong ones are forgotten, and the factor is verified. */
  async noteCode(userId: string, used: { factorId: string; challengeId: string; step: number }): Promise<void> {
    const { factorId, challengeId, step } = used;
    await this.own
      .insertInto('last_use')
      .values({ factor_id: factorId, step })
      .onConflict((conflict) => conflict.column('factor_id').doUpdateSet({ step }))
      .execute();
    await this.setTries(userId, { failures: 0 });
    const challenge = this.auth.updateTable('mfa_challenges').where('id', '=', challengeId);
    await challenge.set({ verified_at: this.now }).execute();
    const factor = this.auth.updateTable('mfa_factors').where('id', '=', factorId).where('status', '=', 'unverified');
    await factor.set({ status: 'verified', updated_at: this.now }).execute();
    const begun = this.auth.deleteFrom('mfa_factors').where('user_id', '=', userId).where('factor_type', '=', 'totp');
    await begun.where('status', '=', 'unverified').execute();
  }

  /** Whether a session is still there, which then stays until the transaction ends. */
  async lockSession({ id, user_id }: SessionRow): Promise<boolean> {
    const own = this.auth.selectFrom('sessions').select('id').where('id', '=', id).where('user_id', '=', user_id);
    return (await own.forUpdate().executeTakeFirst()) !== undefined;
  }

  /**
   * Raises a session to the second level and ends the account's that are below, as hosted Supabase does at every code that counts.
   * Answers the session's new refresh token. It descends from none, so that those from before do not lead to it.
   */
  async raiseSession(session: SessionRow, factorId: string): Promise<string> {
    const raised = this.auth.updateTable('sessions').where('id', '=', session.id);
    await raised.set({ aal: 'aal2', factor_id: factorId }).execute();
    await this.addMethod(session.id, 'totp');
    await this.auth
      .deleteFrom('sessions')
      .where('user_id', '=', session.user_id)
      .where((is) => is.or([is('aal', 'is', null), is('aal', '=', 'aal1')]))
      .execute();
    const tokens = this.auth.updateTable('refresh_tokens').where('session_id', '=', session.id);
    await tokens.set({ revoked: true }).execute();
    const token = randomBytes(24).toString('base64url');
    const row = { id: randomUUID(), token, user_id: session.user_id, session_id: session.id, revoked: false };
    await this.auth.insertInto('refresh_tokens').values(row).execute();
    return token;
  }

  /** Notes by what a session was signed in. */
  async addMethod(sessionId: string, method: string): Promise<void> {
    const times = { created_at: this.now, updated_at: this.now };
    await this.auth
      .insertInto('mfa_amr_claims')
      .values({ id: randomUUID(), session_id: sessionId, authentication_method: method, ...times })
      .onConflict((conflict) =>
        conflict.columns(['session_id', 'authentication_method']).doUpdateSet({ updated_at: this.now }),
      )
      .execute();
  }

  /** The level of a session, and by what it was signed in, the newest first: the claims of its tokens. */
  async readLevel(sessionId: string): Promise<{ aal: string; amr: { method: string; timestamp: number }[] }> {
    const session = this.auth.selectFrom('sessions').where('id', '=', sessionId);
    const found = await session.select('aal').executeTakeFirst();
    const ofSession = this.auth.selectFrom('mfa_amr_claims').where('session_id', '=', sessionId);
    const methods = await ofSession
      .select(['authentication_method', 'updated_at'])
      .orderBy('updated_at', 'desc')
      .execute();
    const amr = methods.map((row) => ({
      method: row.authentication_method as string,
      timestamp: Math.floor(new Date(row.updated_at).getTime() / 1000),
    }));
    return { aal: found?.aal ?? 'aal1', amr };
  }
}

function toText(time: number | string): string {
  return new Date(time).toISOString();
}
