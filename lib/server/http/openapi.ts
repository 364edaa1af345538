import { z } from 'zod';
import { errorEnvelopeSchema, okEnvelopeSchema } from '@/lib/http/envelope';
import { IDEMPOTENCY_HEADER, SEARCH_TERMS_HEADER } from '@/lib/http/headers';
import type { RouteContract } from '@/lib/server/http/contract';
import { ERROR_DETAILS } from '@/lib/shared/error-details';
import { ERROR_STATUS, type ErrorCode } from '@/lib/shared/errors';
import { inEnglish } from '@/words/english';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Handlers = Partial<Record<Method, { contract?: RouteContract }>>;
type Json = Record<string, unknown>;

/** Codes that any route may answer, by what the route takes. */
function codesOf(contract: RouteContract): ErrorCode[] {
  const codes = new Set<ErrorCode>(['INTERNAL', 'UNAVAILABLE', ...(contract.errors ?? [])]);
  if (contract.capability !== 'public')
    codes
      .add('UNAUTHENTICATED')
      .add('FORBIDDEN')
      .add('LICENCE_EXPIRED')
      .add('CASINO_NOT_CHOSEN')
      .add('SECOND_FACTOR_NEEDED');
  if (contract.capability !== 'public' || contract.body) codes.add('VALIDATION_FAILED');
  if (contract.body)
    for (const code of ['MALFORMED_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'ORIGIN_REFUSED'] as const)
      codes.add(code);
  if (contract.upload)
    for (const code of ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'ORIGIN_REFUSED'] as const) codes.add(code);
  if (contract.isIdempotent) codes.add('IDEMPOTENCY_KEY_REQUIRED').add('IDEMPOTENCY_KEY_REUSED');
  return [...codes];
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return json;
}

function parametersOf(contract: RouteContract): Json[] {
  const named = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
    if (!schema) return [];
    const { properties = {}, required = [] } = toSchema(schema, 'input') as { properties?: Json; required?: string[] };
    return Object.entries(properties).map(([name, value]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: value,
    }));
  };
  const key = {
    name: IDEMPOTENCY_HEADER,
    in: 'header',
    required: true,
    description: 'Made once per intent, kept across retries until answered.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  };
  const inQuery = named(contract.query, 'query');
  const isTerm = ({ name }: Json) => contract.terms?.includes(String(name)) ?? false;
  return [
    ...named(contract.params, 'path'),
    ...inQuery.filter((parameter) => !isTerm(parameter)),
    ...(contract.terms ? [searchTerms(inQuery.filter(isTerm))] : []),
    ...(contract.isIdempotent ? [key] : []),
  ];
}

function searchTerms(terms: Json[]): Json {
  const properties = Object.fromEntries(terms.map(({ name, schema }) => [name, schema]));
  return {
    name: SEARCH_TERMS_HEADER,
    in: 'header',
    required: false,
    description: 'As a query string, percent-encoded: in an address, proxies would log it.',
    content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties } } },
  };
}

function fileContent(types: readonly string[]): Json {
  return { content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }])) };
}

function requestBodyOf(contract: RouteContract): Json {
  if (contract.upload) return { requestBody: { required: true, ...fileContent(contract.upload) } };
  if (!contract.body) return {};
  return { requestBody: { required: true, ...jsonContent(toSchema(contract.body, 'input')) } };
}

function jsonContent(schema: Json): Json {
  return { content: { 'application/json': { schema } } };
}

function responsesOf(contract: RouteContract): Json {
  const payload = contract.download
    ? fileContent([contract.download])
    : jsonContent(toSchema(okEnvelopeSchema(contract.response), 'output'));
  const success: Json = contract.isIdempotent
    ? {
        201: { description: 'Done.', ...payload },
        200: { description: 'A replay: the original answer, nothing written.', ...payload },
      }
    : { 200: { description: 'OK.', ...payload } };
  if (contract.isConditional) success[304] = { description: 'Unchanged since the version in If-None-Match.' };
  const byStatus = Map.groupBy(codesOf(contract), (code) => ERROR_STATUS[code]);
  for (const [status, codes] of byStatus) {
    const description = codes.map((code) => `\`${code}\`: ${inEnglish(`errors.${code}`)}`).join('\n\n');
    success[status] = { description, ...jsonContent(refusalOf(codes)) };
  }
  return success;
}

/** What a refusal looks like: each code with its facts. */
function refusalOf(codes: ErrorCode[]): Json {
  return { oneOf: codes.map((code) => ({ $ref: `#/components/schemas/${code}` })) };
}

/** The envelope of each code, by the code. */
function refusals(): Record<string, Json> {
  const details: Partial<Record<ErrorCode, z.ZodType>> = ERROR_DETAILS;
  const codes = Object.keys(ERROR_STATUS) as ErrorCode[];
  return Object.fromEntries(
    codes.map((code) => {
      const facts = details[code] ?? z.never();
      const schema = errorEnvelopeSchema.extend({ code: z.literal(code), details: facts.optional() });
      return [code, toSchema(schema, 'output')];
    }),
  );
}

function operationOf(contract: RouteContract): Json {
  return {
    summary: contract.summary,
    ...(contract.capability === 'public' ? { security: [] } : {}),
    ...(contract.capability && contract.capability !== 'public' ? { 'x-capability': contract.capability } : {}),
    parameters: parametersOf(contract),
    ...requestBodyOf(contract),
    responses: responsesOf(contract),
  };
}

/** The OpenAPI 3.1 document, written from the contracts that the routes parse with. */
export function buildOpenApi(routes: Record<string, Handlers>): Json {
  const paths: Record<string, Json> = {};
  for (const [path, handlers] of Object.entries(routes)) {
    const operations = Object.entries(handlers).flatMap(([method, handler]) =>
      handler?.contract ? [[method.toLowerCase(), operationOf(handler.contract)] as const] : [],
    );
    paths[`/api/v1${path}`] = Object.fromEntries(operations);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pitside',
      version: '1.0.0',
      description: 'Every answer comes in the same envelope; every error has a stable code.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'sb-pitside-auth-token',
          description: 'Set by POST /session; the name carries the backend’s port.',
        },
      },
      schemas: { ErrorEnvelope: toSchema(errorEnvelopeSchema, 'output'), ...refusals() },
    },
  };
}
