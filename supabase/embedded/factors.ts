import { randomUUID } from 'node:crypto';
import { renderSVG } from 'uqr';
import { AssuredTokens, readClaims, withBody, withFactors } from './assured-tokens.ts';
import { authRefusal } from './auth-refusal.ts';
import { CHALLENGE_MS, FactorStore } from './factor-store.ts';
import { answerUncaught, type LiteConnection } from './lite-connection.ts';
import { keyFor, seal, unseal } from './sealed.ts';
import { drawTotpSecret, findStep, toBase32, totpUri } from './totp.ts';

/** Most factors of one account, hosted Supabase's figure. */
const MAX_FACTORS = 10;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ISSUES_TOKENS = /^\/auth\/v1\/(signup|token|verify)$/;
const FACTORS = /^\/auth\/v1\/factors(?:\/([^/]+)(?:\/(challenge|verify))?)?$/;

type Answer = (request: Request) => Promise<Response>;

/** Who asks, and whether their session is at the second level. */
interface Caller {
  id: string;
  email: string;
  sessionId: string;
  isAssured: boolean;
}

/**
 * Two-factor by time-based codes (TOTP), as hosted Supabase Auth has it and lite does not: `/factors`, the factors of `/user`, the
 * level of a session in its tokens, and no new password below it. Works with `auth.mfa` of supabase-js as it is.
 * Unlike there a code counts once, and wrong ones are limited per account. Neither codes nor secrets are ever logged.
 */
export class Factors {
  private readonly connection: LiteConnection;
  private readonly tokens: AssuredTokens;
  private readonly key: Buffer;
  private readonly clock: () => number;

  /** `clock` says milliseconds since 1970, as the clocks of phones do. */
  constructor(connection: LiteConnection, jwtSecret: string, clock = () => Date.now()) {
    this.connection = connection;
    this.tokens = new AssuredTokens(jwtSecret);
    this.key = keyFor('pitside totp secrets', jwtSecret);
    this.clock = clock;
  }

  /** Answers what is asked of factors, and adds what is known of them to what `next` answers. */
  async guard(request: Request, next: Answer): Promise<Response> {
    const url = new URL(request.url);
    try {
      if (ISSUES_TOKENS.test(url.pathname)) return await this.tokens.assure(url, await next(request), this.store());
      if (url.pathname === '/auth/v1/user') return await this.answerUser(request, next);
      const [route, factorId, verb] = FACTORS.exec(url.pathname) ?? [];
      if (route === undefined || request.method === 'OPTIONS') return await next(request);
      return await this.answerFactors(request, next, { factorId, verb });
    } catch (error) {
      return answerUncaught(error);
    }
  }

  private store(database = this.connection.kysely): FactorStore {
    return new FactorStore(database, this.clock());
  }

  /** Does something for one account alone. What it answers stands, refusals too: those may be counted. */
  private async forAccount<T>(userId: string, work: (store: FactorStore, seconds: number) => Promise<T>): Promise<T> {
    return this.connection.kysely.transaction().execute(async (transaction) => {
      const store = this.store(transaction);
      return work(store, await store.lockAccount(userId));
    });
  }

  private async answerUser(request: Request, next: Answer): Promise<Response> {
    const refusal = request.method === 'PUT' ? await this.refuseBelow(request.clone(), next) : null;
    if (refusal) return refusal;
    const answer = await next(request);
    if (!answer.ok || request.method === 'OPTIONS') return answer;
    return withBody(answer, await withFactors((await answer.json()) as { id: string }, this.store()));
  }

  /** The refusal of a new password or address where the account has a second factor and this session has not passed it. */
  private async refuseBelow(request: Request, next: Answer): Promise<Response | null> {
    const { password, email } = await readBody(request);
    if (!password && !email) return null;
    const caller = await this.findCaller(request, next);
    if (caller instanceof Response || caller.isAssured) return null;
    const factors = await this.store().listFactors(caller.id);
    if (!factors.some(({ status }) => status === 'verified')) return null;
    const why = 'AAL2 session is required to update email or password when MFA is enabled.';
    return password || email !== caller.email ? authRefusal(401, 'insufficient_aal', why) : null;
  }

  /** Lite says whose token this is, or why it is nobody's. */
  private async findCaller(request: Request, next: Answer): Promise<Caller | Response> {
    const authorization = request.headers.get('authorization') ?? '';
    const headers = { authorization, apikey: request.headers.get('apikey') ?? '' };
    const answer = await next(new Request(new URL('/auth/v1/user', request.url), { headers }));
    if (!answer.ok) return answer;
    const { id, email } = (await answer.json()) as { id: string; email: string };
    const { session_id: sessionId } = readClaims(authorization.replace(/^Bearer\s+/i, ''));
    if (sessionId === undefined) return authRefusal(403, 'session_not_found', 'The token belongs to no session');
    const { aal } = await this.store().readLevel(sessionId);
    return { id, email, sessionId, isAssured: aal !== 'aal1' };
  }

  private async answerFactors(
    request: Request,
    next: Answer,
    { factorId, verb }: { factorId?: string; verb?: string },
  ): Promise<Response> {
    const isPost = request.method === 'POST' && (factorId === undefined || verb !== undefined);
    const isDelete = request.method === 'DELETE' && factorId !== undefined && verb === undefined;
    if (!isPost && !isDelete) return new Response(null, { status: 405 });
    const caller = await this.findCaller(request, next);
    if (caller instanceof Response) return caller;
    if (factorId === undefined) return this.enroll(caller, await readBody(request));
    if (!UUID.test(factorId)) return authRefusal(404, 'validation_failed', 'factor_id must be an UUID');
    if (isDelete) return this.unenroll(caller, factorId);
    return verb === 'challenge' ? this.challenge(caller, factorId) : this.verify(caller, factorId, request, next);
  }

  private async enroll(caller: Caller, body: Record<string, unknown>): Promise<Response> {
    const type = body.factor_type;
    if (type === 'phone' || type === 'webauthn')
      return authRefusal(422, `mfa_${type}_enroll_not_enabled`, `MFA enroll is disabled for ${type}`);
    if (type !== 'totp')
      return authRefusal(400, 'validation_failed', 'factor_type needs to be totp, phone, or webauthn');
    const friendlyName = typeof body.friendly_name === 'string' ? body.friendly_name : '';
    const issuer = typeof body.issuer === 'string' && body.issuer !== '' ? body.issuer : 'Pitside';
    const id = randomUUID();
    const bytes = drawTotpSecret();
    const refusal = await this.forAccount(caller.id, async (store) => {
      await store.forgetUnconfirmed(caller.id);
      const refused = refuseOneMore(await store.listFactors(caller.id), caller, friendlyName);
      if (!refused) await store.addFactor(caller.id, { id, friendlyName, secret: seal(bytes, this.key, id) });
      return refused;
    });
    if (refusal) return refusal;
    const secret = toBase32(bytes);
    const uri = totpUri(secret, { issuer, account: caller.email });
    const totp = { qr_code: renderSVG(uri), secret, uri };
    return Response.json({ id, type: 'totp', friendly_name: friendlyName, totp });
  }

  private async challenge(caller: Caller, factorId: string): Promise<Response> {
    const id = await this.forAccount(caller.id, async (store) => {
      const factor = await store.findFactor(caller.id, factorId);
      return factor ? store.addChallenge(factorId) : null;
    });
    if (id === null) return factorNotFound();
    return Response.json({ id, type: 'totp', expires_at: Math.floor((this.clock() + CHALLENGE_MS) / 1000) });
  }

  private async verify(caller: Caller, factorId: string, request: Request, next: Answer): Promise<Response> {
    const { code, challenge_id } = await readBody(request);
    if (typeof code !== 'string' || code === '')
      return authRefusal(400, 'validation_failed', 'Code needs to be non-empty');
    const challengeId = typeof challenge_id === 'string' && UUID.test(challenge_id) ? challenge_id : null;
    const outcome = await this.tryCode(caller, { factorId, challengeId, code });
    if (outcome instanceof Response) return outcome;
    // Lite makes the session out of the refresh token that was just written, as it makes every other.
    const url = new URL('/auth/v1/token?grant_type=refresh_token', request.url);
    const headers = { apikey: request.headers.get('apikey') ?? '', 'content-type': 'application/json' };
    const body = JSON.stringify({ refresh_token: outcome });
    return this.tokens.assure(url, await next(new Request(url, { method: 'POST', headers, body })), this.store());
  }

  /** Looks at a code, alone for its account; answers the raised session's refresh token, or why there is none. */
  private tryCode(
    caller: Caller,
    { factorId, challengeId, code }: { factorId: string; challengeId: string | null; code: string },
  ): Promise<Response | string> {
    return this.forAccount(caller.id, async (store, seconds) => {
      const factor = await store.findFactor(caller.id, factorId);
      if (!factor) return factorNotFound();
      if (seconds > 0) return tooManyTries(seconds);
      const session = { id: caller.sessionId, user_id: caller.id };
      // Another session's code may just have ended this one.
      if (!(await store.lockSession(session)))
        return authRefusal(403, 'session_not_found', 'Session from session_id claim in JWT does not exist');
      const refusal = await refuseChallenge(store, factorId, challengeId);
      if (refusal !== null || challengeId === null) return refusal ?? challengeNotFound();
      const step = findStep(unseal(factor.secret, this.key, factorId), code, this.clock());
      if (step === null || step <= (await store.readLastStep(factorId))) {
        await store.countFailure(caller.id);
        return authRefusal(422, 'mfa_verification_failed', 'Invalid TOTP code entered');
      }
      await store.noteCode(caller.id, { factorId, challengeId, step });
      return store.raiseSession(session, factorId);
    });
  }

  private async unenroll(caller: Caller, factorId: string): Promise<Response> {
    return this.forAccount(caller.id, async (store) => {
      const factor = await store.findFactor(caller.id, factorId);
      if (!factor) return factorNotFound();
      if (factor.status === 'verified' && !caller.isAssured)
        return authRefusal(422, 'insufficient_aal', 'AAL2 required to unenroll verified factor');
      await store.removeFactor(factorId);
      return Response.json({ id: factorId });
    });
  }
}

function refuseOneMore(
  factors: { friendly_name: string | null; status: string }[],
  { isAssured }: Caller,
  name: string,
): Response | null {
  if (factors.some(({ friendly_name }) => friendly_name === name)) {
    const why = `A factor with the friendly name ${JSON.stringify(name)} for this user already exists`;
    return authRefusal(422, 'mfa_factor_name_conflict', why);
  }
  if (factors.length >= MAX_FACTORS) {
    const why = 'Maximum number of verified factors reached, unenroll to continue';
    return authRefusal(422, 'too_many_enrolled_mfa_factors', why);
  }
  const isProtected = factors.some(({ status }) => status === 'verified');
  return isProtected && !isAssured
    ? authRefusal(403, 'insufficient_aal', 'AAL2 required to enroll a new factor')
    : null;
}

async function refuseChallenge(store: FactorStore, factorId: string, id: string | null): Promise<Response | null> {
  const challenge = id === null ? undefined : await store.findChallenge(factorId, id);
  if (!challenge || id === null) return challengeNotFound();
  // The code that hosted Supabase has for a challenge that was answered, too.
  if (challenge.isAnswered)
    return authRefusal(422, 'mfa_ip_address_mismatch', 'Challenge and verify IP addresses mismatch.');
  if (!challenge.isLapsed) return null;
  await store.removeChallenge(id);
  const why = `MFA challenge ${id} has expired, verify against another challenge or create a new challenge.`;
  return authRefusal(422, 'mfa_challenge_expired', why);
}

function factorNotFound(): Response {
  return authRefusal(404, 'mfa_factor_not_found', 'Factor not found');
}

function challengeNotFound(): Response {
  return authRefusal(422, 'mfa_factor_not_found', 'MFA factor with the provided challenge ID not found');
}

function tooManyTries(seconds: number): Response {
  const headers = { 'Retry-After': String(seconds) };
  return authRefusal(429, 'over_request_rate_limit', 'Request rate limit reached', headers);
}

async function readBody(request: Request): Promise<Record<string, unknown>> {
  try {
    return ((await request.json()) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
