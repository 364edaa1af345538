import { authRefusal } from './auth-refusal.ts';
import { answerUncaught, type LiteConnection } from './lite-connection.ts';

/** So long after its exchange a token may be sent once more, as on hosted Supabase: two tabs may send it at the same time. */
const REUSE_MS = 10_000;

type Answer = (request: Request) => Promise<Response>;
type FirstExchange = { sentAt: number; answered: Promise<Response> };

/**
 * Lets a refresh token be exchanged once, where lite exchanges it for ever. Sent again later it is refused, and so is
 * whatever it was exchanged for: one of the two who sent it has stolen it, and nobody can tell which.
 */
export class RefreshTokens {
  /** The exchanges of the last seconds. In memory: after a restart no token may be sent again. */
  private readonly exchanges = new Map<string, FirstExchange>();
  private readonly connection: LiteConnection;
  private readonly now: () => number;

  /** `now` counts milliseconds and never jumps. */
  constructor(connection: LiteConnection, now = () => performance.now()) {
    this.connection = connection;
    this.now = now;
  }

  /** Answers 400 to a token that was used up, else lets `next` answer. */
  async guard(request: Request, next: Answer): Promise<Response> {
    const url = new URL(request.url);
    const isRefresh = url.pathname === '/auth/v1/token' && url.searchParams.get('grant_type') === 'refresh_token';
    if (request.method !== 'POST' || !isRefresh) return next(request);
    const token = await readToken(request.clone());
    this.forgetOlder();
    const first = this.exchanges.get(token);
    // Lite answers one at a time alike; two at once it would give two successors, and take them for a theft later.
    if (first) return first.answered.then(() => next(request));
    const answered = this.exchangeOnce(token, () => next(request));
    this.exchanges.set(token, { sentAt: this.now(), answered });
    const response = await answered;
    if (!response.ok) this.exchanges.delete(token);
    return response;
  }

  private async exchangeOnce(token: string, exchange: () => Promise<Response>): Promise<Response> {
    try {
      return (await this.endIfUsedUp(token)) ? alreadyUsed() : await exchange();
    } catch (error) {
      return answerUncaught(error);
    }
  }

  /** Whether a token was exchanged; then its whole session is ended. */
  private async endIfUsedUp(token: string): Promise<boolean> {
    const auth = this.connection.kysely.withSchema('auth');
    const ofToken = auth.selectFrom('refresh_tokens').where('token', '=', token);
    const found = await ofToken.select(['revoked', 'session_id']).executeTakeFirst();
    if (!found?.revoked) return false;
    const ofSession = auth.updateTable('refresh_tokens').where('session_id', '=', found.session_id);
    await ofSession.set({ revoked: true }).execute();
    return true;
  }

  private forgetOlder(): void {
    for (const [token, { sentAt }] of this.exchanges) {
      if (this.now() - sentAt <= REUSE_MS) return;
      this.exchanges.delete(token);
    }
  }
}

async function readToken(request: Request): Promise<string> {
  try {
    const body = (await request.json()) as { refresh_token?: unknown };
    return typeof body.refresh_token === 'string' ? body.refresh_token : '';
  } catch {
    return '';
  }
}

function alreadyUsed(): Response {
  return authRefusal(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used');
}
