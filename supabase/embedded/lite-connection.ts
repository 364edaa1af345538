import { inspect } from 'node:util';
import type { VarsContext } from '@supabase/lite';
import { PostgresConnection } from '@supabase/lite/postgres';

/** Connections the API keeps at most, as many as PostgREST does on hosted Supabase by default. */
const POOL_SIZE = 10;

interface DatabaseError extends Error {
  code?: string;
  detail?: string;
  hint?: string;
}

type LiteDatabase = PostgresConnection['kysely'];
type ContextOptions = Parameters<PostgresConnection['withContext']>[2];
type RequestInfo = NonNullable<NonNullable<ContextOptions>['rpc']>;

/** SQLSTATEs that lite passes through with the right status by itself. */
const HANDLED_BY_LITE = /^(PT|PGRST|42|22|21|2350[235]|25006)/;

/** PostgREST's status for the SQLSTATEs that lite would flatten into a 500 without code or detail. */
function postgrestStatus(code: string): number {
  if (/^(08|53(?!400)|57P0)/.test(code)) return 503;
  if (/^(0L|0P|28)/.test(code)) return 403;
  if (code !== 'P0001' && /^(09|25|2D|38|39|3B|40|53|54|55|57|58|F0|HV|P0|XX)/.test(code)) return 500;
  return 400;
}

/** The driver's own codes for "no connection": words, while SQLSTATEs have five characters. */
function isConnectionFailure(code: string): boolean {
  return /^(E[A-Z]+|CONNECT_TIMEOUT|CONNECTION_.*)$/.test(code) && code.length > 5;
}

const NO_CONNECTION = {
  code: 'PGRST001',
  message: 'Database client error. Retrying the connection.',
  details: null,
  hint: null,
};

/** The answer to an error that lite let through, as when the connection broke before the request's own statement. */
export function answerUncaught(thrown: unknown): Response {
  const { code, message } = thrown as DatabaseError;
  if (isConnectionFailure(code ?? '') || /^(08|53|57P0)/.test(code ?? '')) {
    console.error(`api: no connection, ${code} ${message}`);
    return Response.json(NO_CONNECTION, { status: 503, headers: { 'Retry-After': '1' } });
  }
  console.error('api: failed,', thrown);
  return Response.json({ code: 'XX000', message: 'Internal error', details: null, hint: null }, { status: 500 });
}

/**
 * Rewrites an error into the form in which PostgREST lets SQL choose the answer (SQLSTATE `PGRST`, body in the message,
 * status in the detail): lite honours that form for any code, so these answers equal hosted Supabase's.
 */
function asPostgrestAnswer(error: DatabaseError, code: string, status: number): DatabaseError {
  const isDown = isConnectionFailure(code);
  const body = isDown
    ? NO_CONNECTION
    : { code, message: error.message, details: error.detail ?? null, hint: error.hint ?? null };
  const headers = status === 503 ? { 'Retry-After': '1' } : {};
  return Object.assign(new Error(JSON.stringify(body)), { code: 'PGRST', detail: JSON.stringify({ status, headers }) });
}

/** Lite prints every refused request with its stack; one line is enough, without the detail, which may hold data. */
function printBriefly<T extends DatabaseError>(error: T, summary: string): T {
  // Configurable, for lite asks twice about an error of Storage.
  const value = () => `api: refused, ${summary}`;
  return Object.defineProperty(error, inspect.custom, { value, enumerable: false, configurable: true });
}

/** The transaction-local settings of one request, as PostgREST makes them: role, claims, and the request for RPCs. */
function contextSettings(
  vars: VarsContext,
  request: RequestInfo | undefined,
  timeLimit: string | undefined,
): [name: string, value: string][] {
  const auth = (vars.auth ?? {}) as { role?: string; uid?: string; jwt?: object };
  const role = auth.role || 'anon';
  const settings: [string, string][] = [
    ['role', role],
    ['request.jwt.claim.sub', auth.uid ?? ''],
    ['request.jwt.claim.role', role],
    ['request.jwt.claims', JSON.stringify(auth.jwt ?? {})],
  ];
  if (request) {
    settings.push(['request.method', request.method], ['request.path', request.path]);
    settings.push(['request.headers', JSON.stringify(request.requestHeaders ?? {})]);
    if (request.readOnly) settings.push(['transaction_read_only', 'on']);
    if (timeLimit !== undefined) settings.push(['statement_timeout', timeLimit]);
  }
  return settings;
}

async function enterContext(database: LiteDatabase, settings: [name: string, value: string][]): Promise<void> {
  const columns = settings.map(([name, value], index) => ({ name, value, alias: `setting_${index}` }));
  await database
    .selectNoFrom(({ fn, val }) =>
      columns.map(({ name, value, alias }) => fn('set_config', [val(name), val(value), val(true)]).as(alias)),
    )
    .execute();
}

/**
 * How long each function may take that says so itself (`set statement_timeout`), by name. Set when the function runs it comes too
 * late for the statement that calls it, so that PostgREST sets it for the transaction before, and so does `withContext`.
 */
async function readTimeLimits(database: LiteDatabase): Promise<Map<string, string>> {
  const rows = await database
    .selectFrom('pg_catalog.pg_proc')
    .select(({ fn, val }) => ['proname', fn('array_to_string', ['proconfig', val('\n')]).as('settings')])
    .where('proconfig', 'is not', null)
    .execute();
  const limits = rows.map(({ proname, settings }) => [
    proname,
    /^statement_timeout=(.+)$/m.exec(String(settings))?.[1] ?? '',
  ]);
  return new Map(limits.filter(([, limit]) => limit !== '') as [string, string][]);
}

/** Does something and undoes it, and promises its result: what Storage asks beforehand, whether somebody may. */
async function tryOnly<T>(database: LiteDatabase, work: (database: LiteDatabase) => Promise<T>): Promise<T> {
  const undone = new Error('Only tried.');
  let outcome: { result: T } | undefined;
  await database
    .transaction()
    .execute(async (transaction) => {
      outcome = { result: await work(transaction) };
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  if (!outcome) throw undone;
  return outcome.result;
}

/** Lite has written a JSON argument out by the time it gets here. The driver would do so again, and a function get a string. */
const JSONB_ARGUMENT = {
  to: 3802,
  from: [3802],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text),
};

/**
 * Lite's PostgreSQL connection with four differences: it never grants anything, it answers database errors as PostgREST
 * does, a function's own limit of time holds for its call, and it refuses to work with a catalog it couldn't read.
 */
export class LiteConnection extends PostgresConnection {
  private timeLimits: Promise<Map<string, string>> | undefined;

  constructor(url: string) {
    super({
      url,
      postgresOptions: {
        max: POOL_SIZE,
        idle_timeout: 60,
        connect_timeout: 5,
        // A restarted database is back in a second; the driver's default would wait up to twenty.
        backoff: () => 0.2,
        onnotice: () => undefined,
        connection: { application_name: 'pitside-api' },
        types: { jsonb: JSONB_ARGUMENT },
      },
    });
  }

  /**
   * Replaces lite's own version for two reasons. On the first request that one grants all on all tables of `public` to
   * anon, authenticated and service_role, which would undo what the migrations took away (the role it connects with may
   * not grant, so it would fail instead). And it makes each setting with a round trip of its own, a dozen per request.
   */
  override async withContext<T>(
    vars: VarsContext | undefined,
    work: (database: LiteDatabase) => Promise<T>,
    options?: ContextOptions,
  ): Promise<T> {
    if (!vars) return work(this.kysely);
    const name = options?.rpc?.path.replace(/^\/rpc\//, '');
    const timeLimit = name === undefined ? undefined : (await this.readTimeLimitsOnce()).get(name);
    const run = async (database: LiteDatabase) => {
      await enterContext(database, contextSettings(vars, options?.rpc, timeLimit));
      return work(database);
    };
    if (options?.transaction) return run(options.transaction);
    return options?.forceRollback ? tryOnly(this.kysely, run) : this.kysely.transaction().execute(run);
  }

  /** As lasting as lite's own catalog: a migration starts the API anew. */
  private readTimeLimitsOnce(): Promise<Map<string, string>> {
    this.timeLimits ??= readTimeLimits(this.kysely).catch((error: unknown) => {
      this.timeLimits = undefined;
      throw error;
    });
    return this.timeLimits;
  }

  override async introspect(options?: { useCache?: boolean }) {
    const catalog = await super.introspect(options);
    // After a failure lite returns an empty catalog, and every request would be answered with "not found".
    if (!catalog.functions) {
      this.introspection = undefined;
      throw Object.assign(new Error('The catalog could not be read.'), { code: 'CONNECTION_CLOSED' });
    }
    return catalog;
  }

  override normalizeDbError(thrown: unknown): unknown {
    if (!(thrown instanceof Error)) return thrown;
    const error: DatabaseError = thrown;
    const code = typeof error.code === 'string' ? error.code : '';
    const summary = `${code} ${error.message}`.trim();
    if (code === '' || HANDLED_BY_LITE.test(code)) return printBriefly(error, summary);
    const status = isConnectionFailure(code) ? 503 : postgrestStatus(code);
    return printBriefly(asPostgrestAnswer(error, code, status), summary);
  }
}
