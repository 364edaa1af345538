import 'server-only';
import { NextResponse } from 'next/server';
import { CORRELATION_HEADER } from '@/lib/http/headers';
import { type AppError, ERRORS } from '@/lib/shared/errors';

/** What one request knows about itself. */
export type RequestFacts = { requestId: string; correlationId: string; startedAt: number };

function envelopeFields(facts: RequestFacts, status: number) {
  return {
    status,
    requestId: facts.requestId,
    durationMs: Math.round((performance.now() - facts.startedAt) * 10) / 10,
    timestamp: new Date().toISOString(),
  };
}

/** The success envelope. */
export function answerOk(facts: RequestFacts, status: number, data: unknown, headers?: HeadersInit): NextResponse {
  const response = NextResponse.json(
    { ok: true, code: 'OK', data, ...envelopeFields(facts, status) },
    { status, headers },
  );
  return finish(facts, response);
}

/** The error envelope: code, a sentence for a person, facts. Nothing of the inside. */
export function answerError(facts: RequestFacts, error: AppError): NextResponse {
  const { status, title } = ERRORS[error.code];
  const details = error.details ? { details: error.details } : {};
  const body = { ok: false, code: error.code, error: title, ...details, ...envelopeFields(facts, status) };
  const response = NextResponse.json(body, { status });
  if (error.code === 'METHOD_NOT_ALLOWED') response.headers.set('Allow', String(error.details?.allow ?? ''));
  const retryAfter = retryAfterSeconds(error);
  if (retryAfter) response.headers.set('Retry-After', String(retryAfter));
  return finish(facts, response);
}

function retryAfterSeconds(error: AppError): number | undefined {
  const seconds = error.details?.retryAfterSeconds;
  if (typeof seconds === 'number') return seconds;
  return error.status === 503 ? 2 : undefined;
}

function finish(facts: RequestFacts, response: NextResponse): NextResponse {
  response.headers.set(CORRELATION_HEADER, facts.correlationId);
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'private, no-store');
  return response;
}
