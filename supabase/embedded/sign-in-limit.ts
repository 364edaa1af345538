/**
 * Failed sign-ins allowed for one account within the window. More than the web server lets through, all addresses and known devices
 * together: what is to keep somebody out, and whom, is decided there. This one slows down who comes past it.
 */
const MAX_FAILURES = 300;
const WINDOW_MS = 5 * 60 * 1000;
/** A bound on memory: with more accounts under attack than this, the oldest are forgotten first. */
const MAX_ACCOUNTS = 10_000;

interface Failures {
  count: number;
  since: number;
}

/**
 * Slows down the guessing of passwords, which lite itself does not. It counts per account, because behind the web server
 * all requests come from one address. In memory: a restart forgives.
 */
export class SignInLimit {
  private readonly failures = new Map<string, Failures>();
  private readonly now: () => number;

  /** `now` counts milliseconds and never jumps. */
  constructor(now = () => performance.now()) {
    this.now = now;
  }

  /** Answers 429 once an account had too many failures, else lets `next` answer and counts what it says. */
  async guard(request: Request, next: (request: Request) => Promise<Response>): Promise<Response> {
    const url = new URL(request.url);
    const isSignIn = url.pathname === '/auth/v1/token' && url.searchParams.get('grant_type') === 'password';
    if (request.method !== 'POST' || !isSignIn) return next(request);
    const account = await readAccount(request.clone());
    const seconds = this.secondsToWait(account);
    if (seconds > 0) return tooManyRequests(seconds);
    const response = await next(request);
    if (response.status === 400) this.count(account);
    else if (response.ok) this.failures.delete(account);
    return response;
  }

  private secondsToWait(account: string): number {
    const failures = this.failures.get(account);
    if (!failures || failures.count < MAX_FAILURES) return 0;
    return Math.max(0, Math.ceil((failures.since + WINDOW_MS - this.now()) / 1000));
  }

  private count(account: string): void {
    const known = this.failures.get(account);
    const isCurrent = known && known.since + WINDOW_MS > this.now();
    this.failures.delete(account);
    this.failures.set(account, isCurrent ? { ...known, count: known.count + 1 } : { count: 1, since: this.now() });
    const [oldest] = this.failures.keys();
    if (this.failures.size > MAX_ACCOUNTS && oldest !== undefined) this.failures.delete(oldest);
  }
}

async function readAccount(request: Request): Promise<string> {
  try {
    const body = (await request.json()) as { email?: unknown };
    return typeof body.email === 'string' ? body.email.trim().toLowerCase() : '';
  } catch {
    return '';
  }
}

function tooManyRequests(seconds: number): Response {
  const body = { code: 429, error_code: 'over_request_rate_limit', msg: 'Request rate limit reached' };
  return Response.json(body, { status: 429, headers: { 'Retry-After': String(seconds) } });
}
