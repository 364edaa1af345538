import 'server-only';
import type { NextRequest } from 'next/server';
import type { z } from 'zod';
import { isJson } from '@/lib/http/content-type';
import { ACTING_AS_HEADER, CORRELATION_HEADER, IDEMPOTENCY_HEADER, SEARCH_TERMS_HEADER } from '@/lib/http/headers';
import { MAX_BODY_BYTES } from '@/lib/http/limits';
import type { Upload } from '@/lib/server/csv/spool';
import { findAccessToken, findBearerToken } from '@/lib/server/session';
import { AppError } from '@/lib/shared/errors';
import { type Rule, readRule } from '@/lib/shared/rules';
import { idempotencyKeySchema, idSchema } from '@/lib/shared/schemas';

/** Parses a part of the request; a failure names each field with what is wrong. */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string | Rule> = {};
  for (const issue of parsed.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.') || 'request'];
    for (const name of names) fields[name] ??= readRule(issue.message) ?? issue.message;
  }
  throw new AppError('VALIDATION_FAILED', { fields });
}

/**
 * The query as an object: the address's, and with `terms` of the header that has them. A name given twice is refused by the schema,
 * which wants one text, and one in the wrong place here.
 */
export function readQuery(request: NextRequest, terms: readonly string[] = []): Record<string, string | string[]> {
  const inAddress = fieldsOf(request.nextUrl.searchParams);
  const inHeader = fieldsOf(new URLSearchParams(request.headers.get(SEARCH_TERMS_HEADER) ?? ''));
  const misplaced = {
    ...sentences(
      terms.filter((name) => name in inAddress),
      `Send it in the header ${SEARCH_TERMS_HEADER}.`,
    ),
    ...sentences(
      Object.keys(inHeader).filter((name) => !terms.includes(name)),
      'No search term of this route.',
    ),
  };
  if (Object.keys(misplaced).length > 0) throw new AppError('VALIDATION_FAILED', { fields: misplaced });
  return { ...inAddress, ...inHeader };
}

const sentences = (names: readonly string[], sentence: string) =>
  Object.fromEntries(names.map((name) => [name, sentence]));

function fieldsOf(parameters: URLSearchParams): Record<string, string | string[]> {
  const fieldOf = (name: string) => {
    const values = parameters.getAll(name);
    return [name, values.length === 1 ? (values[0] ?? '') : values] as const;
  };
  return Object.fromEntries([...new Set(parameters.keys())].map(fieldOf));
}

/** The JSON body. An empty body counts as `{}`, for actions that need no fields. */
export async function readJson(request: NextRequest): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const text = await readLimited(request);
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('MALFORMED_JSON', undefined, { cause: error });
  }
}

/** The file that is sent, yet to arrive; one that says it is something else is refused. */
export function readUpload(request: NextRequest, types: readonly string[]): Upload {
  const sent = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(sent)) throw new AppError('UNSUPPORTED_MEDIA_TYPE', { expected: types.join(', ') });
  const length = request.headers.get('content-length');
  return { body: request.body, length: length === null ? null : Number(length) };
}

async function readLimited(request: NextRequest): Promise<string> {
  if (!request.body) return '';
  const isReadable = isJson(request.headers.get('content-type') ?? '');
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > 0 && !isReadable) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
    if (size > MAX_BODY_BYTES) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function tooLarge(): AppError {
  return new AppError('PAYLOAD_TOO_LARGE', { maxBytes: MAX_BODY_BYTES });
}

/** The key of a mutation; without one there is no way to repeat it safely. */
export function readIdempotencyKey(request: NextRequest): string {
  const key = request.headers.get(IDEMPOTENCY_HEADER);
  if (!key) throw new AppError('IDEMPOTENCY_KEY_REQUIRED');
  const parsed = idempotencyKeySchema.safeParse(key);
  if (!parsed.success)
    throw new AppError('VALIDATION_FAILED', {
      fields: { [IDEMPOTENCY_HEADER]: { rule: 'characters', params: { lowest: 1, highest: 200 } } },
    });
  return parsed.data;
}

/** The client's correlation id when it sent a uuid, else null. */
export function findCorrelationId(request: NextRequest): string | null {
  return idSchema.safeParse(request.headers.get(CORRELATION_HEADER)).data ?? null;
}

/** As whom the screen that asks was opened, where it says so. */
export function findActingAs(request: NextRequest): string | null {
  return idSchema.safeParse(request.headers.get(ACTING_AS_HEADER)).data ?? null;
}

/** The caller's token: a bearer header, or the session cookie. A cookie only counts for our own pages. */
export async function readAccessToken(request: NextRequest): Promise<string> {
  const bearer = findBearerToken(request.headers);
  if (bearer) return bearer;
  if (request.headers.has('authorization')) throw new AppError('UNAUTHENTICATED');
  const token = await findAccessToken(request.cookies.getAll(), request);
  if (!token) throw new AppError('UNAUTHENTICATED');
  if (request.method !== 'GET' && request.method !== 'HEAD') requireSameOrigin(request);
  return token;
}

/** Refuses a request that a browser sent from another site. A client that is no browser sends neither header. */
export function requireSameOrigin(request: NextRequest): void {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  const isForeignOrigin = origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host);
  const isForeignSite = origin === null && site !== null && site !== 'same-origin' && site !== 'none';
  if (isForeignOrigin || isForeignSite) throw new AppError('ORIGIN_REFUSED');
}
