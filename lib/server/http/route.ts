import 'server-only';
import { type NextRequest, NextResponse } from 'next/server';
import type { z } from 'zod';
import { IDEMPOTENCY_REPLAYED_HEADER } from '@/lib/http/headers';
import type { Upload } from '@/lib/server/csv/spool';
import { createDb, type Db } from '@/lib/server/db';
import { answerError, answerOk, finish, type RequestFacts } from '@/lib/server/http/answer';
import type { RouteContract } from '@/lib/server/http/contract';
import {
  findActingAs,
  findCorrelationId,
  parseInput,
  readAccessToken,
  readIdempotencyKey,
  readJson,
  readQuery,
  readUpload,
} from '@/lib/server/http/read-request';
import { logger } from '@/lib/server/logger';
import { metrics } from '@/lib/server/metrics';
import { AppError } from '@/lib/shared/errors';
import { newId } from '@/lib/shared/ids';
import { emptyBodySchema as emptyQuerySchema } from '@/lib/shared/schemas';

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What a handler gets: everything parsed, and the database as the caller sees it. */
export type HandlerInput<C extends RouteContract> = {
  request: NextRequest;
  db: Db;
  params: Parsed<C['params']>;
  query: Parsed<C['query']>;
  body: Parsed<C['body']>;
  upload: C['upload'] extends readonly string[] ? Upload : undefined;
  idempotencyKey: C['isIdempotent'] extends true ? string : undefined;
  /** The envelope with headers of one's own. */
  reply: (data: z.output<C['response']>, headers: HeadersInit) => NextResponse;
};

/** A handler returns the payload, or a response of its own where the envelope does not fit (304). */
type Handler<C extends RouteContract> = (input: HandlerInput<C>) => Promise<z.output<C['response']> | NextResponse>;
type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };
export type RouteHandler = ((request: NextRequest, context: NextContext) => Promise<NextResponse>) & {
  contract?: RouteContract;
};

/**
 * One method of one path: its contract, and the handler that keeps it. The order is always the same: principal, parse,
 * one service call, answer; errors leave through one ladder.
 */
export function route<const C extends RouteContract>(contract: C, handler: Handler<C>): RouteHandler {
  const handle = (request: NextRequest, context: NextContext) =>
    observed(request, context, async (facts) => {
      const token = await readAccessToken(request);
      const input = {
        request,
        db: createDb(token, facts.correlationId, findActingAs(request)),
        idempotencyKey: contract.isIdempotent ? readIdempotencyKey(request) : undefined,
        params: contract.params ? parseInput(contract.params, await context.params) : undefined,
        query: parseInput(contract.query ?? emptyQuerySchema, readQuery(request, contract.terms)),
        body: contract.body ? parseInput(contract.body, await readJson(request)) : undefined,
        upload: contract.upload ? readUpload(request, contract.upload) : undefined,
        reply: (data: unknown, headers: HeadersInit) => answerOk(facts, 200, data, headers),
      } as HandlerInput<C>;
      const result = await handler(input);
      return result instanceof NextResponse ? finish(facts, result) : answerPayload(contract, facts, result);
    });
  return Object.assign(handle, { contract });
}

/** As `route`, for the few paths that work without a signed-in person. */
export function publicRoute(
  contract: RouteContract,
  handler: (request: NextRequest, facts: RequestFacts) => Promise<NextResponse>,
): RouteHandler {
  return Object.assign(
    (request: NextRequest, context: NextContext) => observed(request, context, (facts) => handler(request, facts)),
    { contract },
  );
}

function answerPayload(contract: RouteContract, facts: RequestFacts, result: unknown): NextResponse {
  if (!contract.isIdempotent) return answerOk(facts, 200, result);
  const isReplay = (result as { isExisting: boolean }).isExisting;
  return answerOk(
    facts,
    isReplay ? 200 : 201,
    result,
    isReplay ? { [IDEMPOTENCY_REPLAYED_HEADER]: 'true' } : undefined,
  );
}

/** Runs a request under one error ladder, one log line and one metric. */
async function observed(
  request: NextRequest,
  context: NextContext,
  work: (facts: RequestFacts) => Promise<NextResponse>,
): Promise<NextResponse> {
  const requestId = newId();
  const facts = { requestId, correlationId: findCorrelationId(request) ?? requestId, startedAt: performance.now() };
  let code = 'OK';
  const response = await work(facts).catch((error: unknown) => {
    const appError = error instanceof AppError ? error : new AppError('INTERNAL', undefined, { cause: error });
    if (appError.code === 'INTERNAL') logger.error({ err: describeError(appError.cause), requestId }, 'request failed');
    code = appError.code;
    metrics().refusals.inc({ code });
    return answerError(facts, appError);
  });
  report(request, await context.params, facts, response, code);
  return response;
}

function report(
  request: NextRequest,
  params: Record<string, unknown> | undefined,
  facts: RequestFacts,
  response: NextResponse,
  code: string,
) {
  const durationMs = performance.now() - facts.startedAt;
  const labels = {
    route: routePattern(request.nextUrl.pathname, params ?? {}),
    method: request.method,
    status: String(response.status),
  };
  metrics().httpDuration.observe(labels, durationMs / 1000);
  logger.info(
    {
      ...labels,
      code,
      isReplay: response.headers.has(IDEMPOTENCY_REPLAYED_HEADER),
      durationMs: Math.round(durationMs * 10) / 10,
      correlationId: facts.correlationId,
      requestId: facts.requestId,
    },
    'request',
  );
}

/**
 * `/api/v1/players/0199…/ledger` becomes `/api/v1/players/{id}/ledger`: what stands in the place of a parameter is called by
 * its name. An address that leads nowhere, or that has no such place, is `unknown`; what a caller writes never becomes a label
 * or a log field.
 */
function routePattern(pathname: string, params: Record<string, unknown>): string {
  if ('path' in params) return 'unknown';
  const segments = pathname.split('/');
  for (const [name, value] of Object.entries(params)) {
    // Behind `/api/v1/` and a resource.
    const place = segments
      .slice(4)
      .findIndex((segment) => segment === value || segment === encodeURIComponent(String(value)));
    if (place < 0) return 'unknown';
    segments[place + 4] = `{${name}}`;
  }
  return segments.join('/');
}

/** Name and stack of an unforeseen error; a database error is reduced to its code, for its text may quote values. */
function describeError(cause: unknown): unknown {
  if (cause instanceof Error) return { name: cause.name, message: cause.message, stack: cause.stack };
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return { code: cause.code };
  return { kind: typeof cause };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];

/** The exports of a route file: the methods it has, and an honest 405 for those it has not. */
export function routes(handlers: Partial<Record<Method, RouteHandler>>): Record<Method, RouteHandler> {
  const allow = METHODS.filter((method) => handlers[method]).join(', ');
  const refuse: RouteHandler = (request, context) =>
    observed(request, context, async () => {
      throw new AppError('METHOD_NOT_ALLOWED', { allow });
    });
  return Object.fromEntries(METHODS.map((method) => [method, handlers[method] ?? refuse])) as Record<
    Method,
    RouteHandler
  >;
}

/** The exports of a path that leads nowhere: the envelope, whatever the method. */
export function unknownRoute(): Record<Method, RouteHandler> {
  const refuse: RouteHandler = (request, context) =>
    observed(request, context, async () => {
      throw new AppError('NOT_FOUND');
    });
  return Object.fromEntries(METHODS.map((method) => [method, refuse])) as Record<Method, RouteHandler>;
}
