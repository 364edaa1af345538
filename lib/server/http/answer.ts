import 'server-only';
import { NextResponse } from 'next/server';
import { CORRELATION_HEADER, IDEMPOTENCY_REPLAYED_HEADER } from '@/lib/http/headers';
import { type AppError, ERROR_STATUS } from '@/lib/shared/errors';
import { rulesOf } from '@/lib/shared/rules';
import { inEnglish, tEnglish } from '@/words/english';

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

/**
 * A file, piece by piece. The first piece is made before the answer begins, so that a refusal is still an answer; a failure
 * after it breaks the download off, which no client takes for a whole file. `isReplay`: of a change that answers with a file, whether it was done
 * before.
 */
export async function answerFile(
  type: string,
  fileName: string,
  pieces: AsyncGenerator<string | Uint8Array>,
  isReplay?: boolean,
): Promise<NextResponse> {
  const encoder = new TextEncoder();
  let next: IteratorResult<string | Uint8Array> | undefined = await pieces.next();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = next ?? (await pieces.next());
      next = undefined;
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new NextResponse(stream, {
    status: isReplay === false ? 201 : 200,
    headers: {
      'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      ...(isReplay ? { [IDEMPOTENCY_REPLAYED_HEADER]: 'true' } : {}),
    },
  });
}

/** The fields of a refusal with a sentence each, and beside them the rules by which a screen says it in its own language. */
function withSentences(details: Record<string, unknown>): Record<string, unknown> {
  const rules = rulesOf(details.fields);
  if (rules.length === 0) return details;
  const sentences = rules.map(([field, { rule, params }]) => [field, inEnglish(`rules.${rule}`, params)]);
  const fields = { ...(details.fields as object), ...Object.fromEntries(sentences) };
  return { ...details, fields, rules: Object.fromEntries(rules) };
}

/** The error envelope: code, a sentence for a person, facts. Nothing of the inside. */
export function answerError(facts: RequestFacts, error: AppError): NextResponse {
  const status = ERROR_STATUS[error.code];
  const details = error.details ? { details: withSentences(error.details) } : {};
  const body = {
    ok: false,
    code: error.code,
    error: tEnglish(`errors.${error.code}`),
    ...details,
    ...envelopeFields(facts, status),
  };
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

/** What every answer has, whoever made it: the correlation id, and that nobody on the way may keep it. */
export function finish(facts: RequestFacts, response: NextResponse): NextResponse {
  response.headers.set(CORRELATION_HEADER, facts.correlationId);
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'private, no-store');
  return response;
}
