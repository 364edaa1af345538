import { createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { GET as getOpenApi } from '@/app/api/openapi.json/route';
import { API_ROUTES } from '@/app/api/routes';
import { errorEnvelopeSchema, okEnvelopeSchema } from '@/lib/http/envelope';
import type { RouteContract } from '@/lib/server/http/contract';
import type { RouteHandler } from '@/lib/server/http/route';
import { XLSX_TYPE } from '@/lib/shared/csv-form';
import { ERROR_STATUS, type ErrorCode } from '@/lib/shared/errors';
import { newId } from '@/lib/shared/ids';
import { en } from '@/words/en';
import { findLiveSlip, type LiveSlip, snapshot } from '../support/ledger';
import { type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { HOST, ORIGIN, signInForCookies } from './browser';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];
type Operation = { path: string; method: Method; contract: RouteContract };

const OPERATIONS: Operation[] = Object.entries(API_ROUTES).flatMap(([path, handlers]) =>
  METHODS.flatMap((method) => {
    const { contract } = handlers[method];
    return contract ? [{ path, method, contract }] : [];
  }),
);
const NAMED = OPERATIONS.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);
const PROTECTED = NAMED.filter(([, { contract }]) => contract.capability !== 'public');
const MUTATIONS = NAMED.filter(([, { contract }]) => contract.isIdempotent);

let stack: TestStack;
let slip: LiveSlip;

beforeAll(async () => {
  stack = await startTestStack();
  slip = await findLiveSlip(stack.sql, 'harbor');
});
afterAll(() => stack.dispose());

/** The name of a finding is made of what it holds; every other thing has an id of its own. */
const idOf = (path: string) => (path.startsWith('/lens-findings/') ? newId().replaceAll('-', '') : newId());
const fillPath = (path: string) => path.replace('{id}', idOf(path)).replace('{day}', '2026-01-01');
const pathOf = ({ path }: Operation) => fillPath(path);

/** Every refusal has this shape, the title and status of its code, and nothing of the inside. */
function expectRefusal(answer: Answer, status: number, code: ErrorCode): void {
  expect(answer.body).toEqual(expect.objectContaining({ ok: false, code, status, error: en.errors[code] }));
  expect(z.strictObject(errorEnvelopeSchema.shape).safeParse(answer.body).error).toBeUndefined();
  expect(answer.status).toBe(status);
  expect(ERROR_STATUS[code]).toBe(status);
}

/** Looks once before and once after, whatever number of refusals lies between. */
async function leavingNothing<T>(act: () => Promise<T>): Promise<T> {
  const before = await snapshot(stack.sql);
  const result = await act();
  expect(await snapshot(stack.sql)).toEqual(before);
  return result;
}

const refusedAsNothing = (act: () => Promise<Answer>): Promise<Answer> =>
  leavingNothing(async () => {
    const answer = await act();
    expect(answer.body.ok).toBe(false);
    return answer;
  });

const reward = () => ({ ratingSlipId: slip.id, points: 5, reason: 'promotion' });
const postReward = (call: Parameters<TestStack['http']>[3]) =>
  stack.http(PIT_BOSS, 'POST', '/loyalty/mid-session-rewards', call);

describe('the list of routes', () => {
  const root = fileURLToPath(new URL('../../app/api/v1/', import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('route.ts') && !file.startsWith('['))
    .map((file) => file.replace(/\/route\.ts$/, ''));
  const asPath = (file: string) => `/${file.replace(/\[(\w+)\]/g, '{$1}')}`;

  it('names every route file, and no more', () => {
    expect(files.map(asPath).sort()).toEqual(Object.keys(API_ROUTES).sort());
  });

  it.each(files)('leads to the handlers of %s', async (file) => {
    const module: Record<string, RouteHandler> = await import(/* @vite-ignore */ `${root}${file}/route.ts`);
    for (const method of METHODS) expect(API_ROUTES[asPath(file)]?.[method]).toBe(module[method]);
  });
});

const jsonSchema = z.record(z.string(), z.unknown());
const fileSchema = z.strictObject({ schema: z.strictObject({ type: z.literal('string') }) });
/** A body is JSON, or a file, of some types in any of which it may be sent. */
const contentSchema = z.union([
  z.strictObject({ 'application/json': z.strictObject({ schema: jsonSchema }) }),
  z.strictObject({ 'text/csv': fileSchema }),
  z.strictObject({ 'application/zip': fileSchema }),
  z.strictObject({ 'image/jpeg': fileSchema }),
  z.strictObject({ 'text/plain': fileSchema }),
  z.strictObject({ 'application/xml': fileSchema }),
  z.strictObject({ 'text/csv': fileSchema, [XLSX_TYPE]: fileSchema }),
  z.strictObject({ 'application/xml': fileSchema, 'text/xml': fileSchema }),
]);
const parameterSchema = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().optional(),
  schema: jsonSchema.optional(),
  content: z.strictObject({ 'application/x-www-form-urlencoded': z.strictObject({ schema: jsonSchema }) }).optional(),
});
const operationSchema = z.strictObject({
  summary: z.string().min(5),
  security: z.tuple([]).optional(),
  'x-capability': z.string().optional(),
  parameters: z.array(parameterSchema),
  requestBody: z.strictObject({ required: z.literal(true), content: contentSchema }).optional(),
  responses: z.record(
    z.string().regex(/^[2-5]\d\d$/),
    z.strictObject({ description: z.string().min(1), content: contentSchema.optional() }),
  ),
});
/** As much of OpenAPI 3.1 as the document uses, strictly. */
const documentSchema = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string().regex(/^\d+\.\d+\.\d+$/), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().regex(/^\/api\/v1\/[a-z-]+(\/([a-z-]+|\{\w+\}))*(\.csv)?$/),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operationSchema),
  ),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), jsonSchema),
    schemas: z.record(z.string(), jsonSchema),
  }),
});

const FILE = { schema: { type: 'string' } };

function documented(document: z.infer<typeof documentSchema>, { path, method }: Operation) {
  const operation = document.paths[`/api/v1${path}`]?.[method.toLowerCase() as Lowercase<Method>];
  if (!operation) throw new Error(`${method} ${path} is not in the document.`);
  return operation;
}

function inputSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return json;
}

describe('the OpenAPI document', () => {
  let json: unknown;
  let document: z.infer<typeof documentSchema>;
  beforeAll(async () => {
    json = await getOpenApi().json();
    document = documentSchema.parse(json);
  });

  it('has the structure of OpenAPI 3.1, and every reference and security scheme in it exists', async () => {
    const references = [...JSON.stringify(json).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
    expect(references.length).toBeGreaterThan(0);
    for (const reference of new Set(references)) {
      expect(Object.keys(document.components.schemas)).toContain(reference?.replace('#/components/schemas/', ''));
    }
    const schemes = document.security.flatMap((requirement) => Object.keys(requirement));
    expect(schemes.sort()).toEqual(Object.keys(document.components.securitySchemes).sort());
  });

  it('has exactly the paths and methods that have a handler', async () => {
    const inDocument = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const handled = OPERATIONS.map(({ method, path }) => `${method} /api/v1${path}`);
    expect(inDocument.sort()).toEqual(handled.sort());
  });

  it.each(NAMED)('says of %s what its contract says', async (_, operation) => {
    const { contract, path } = operation;
    const { parameters, requestBody, responses, security, ...rest } = documented(document, operation);
    expect(rest.summary).toBe(contract.summary);

    const places = (place: string) => parameters.filter((parameter) => parameter.in === place);
    expect(places('path').map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
    for (const [place, schema] of [['path', contract.params] as const, ['query', contract.query] as const]) {
      const { properties = {}, required = [] } = (schema ? inputSchema(schema) : {}) as {
        properties?: Record<string, unknown>;
        required?: string[];
      };
      const isTerm = ([name]: [string, unknown]) => contract.terms?.includes(name) ?? false;
      const ofPlace = Object.entries(properties).filter((property) => place === 'path' || !isTerm(property));
      expect(Object.fromEntries(places(place).map((parameter) => [parameter.name, parameter.schema]))).toEqual(
        Object.fromEntries(ofPlace),
      );
      for (const parameter of places(place)) {
        expect(parameter.required).toBe(place === 'path' || required.includes(parameter.name));
      }
    }
    expect(requestBody?.content).toEqual(
      contract.upload
        ? Object.fromEntries(contract.upload.map((type) => [type, FILE]))
        : contract.body && { 'application/json': { schema: inputSchema(contract.body) } },
    );
    const header = { name: 'Idempotency-Key', required: true };
    const terms = { name: 'X-Search-Terms', required: false };
    expect(places('header')).toMatchObject([
      ...(contract.terms ? [terms] : []),
      ...(contract.isIdempotent ? [header] : []),
    ]);

    const isPublic = contract.capability === 'public';
    expect(security).toEqual(isPublic ? [] : undefined);
    expect(rest['x-capability']).toBe(isPublic ? undefined : (contract.capability ?? undefined));
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(contract.isIdempotent ? ['200', '201'] : ['200']));
    for (const code of contract.errors ?? []) {
      expect(responses[String(ERROR_STATUS[code])]?.description, code).toContain(`\`${code}\``);
    }
  });

  it('says which codes a file is refused with that is no such file, too long, or from another site', async () => {
    const uploads = OPERATIONS.filter(({ contract }) => contract.upload);
    expect(uploads.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /ctr-cases/acknowledgement',
      'POST /players/{id}/photo',
      'POST /exclusion-lists',
      'POST /player-imports',
    ]);
    for (const operation of uploads) {
      const { responses } = documented(document, operation);
      for (const code of ['UNSUPPORTED_MEDIA_TYPE', 'PAYLOAD_TOO_LARGE', 'ORIGIN_REFUSED'] as const) {
        expect(responses[String(ERROR_STATUS[code])]?.description).toContain(`\`${code}\``);
      }
    }
  });

  it('describes the success of every operation with the envelope around its payload, and of a download with none', async () => {
    for (const operation of OPERATIONS) {
      const { download, response } = operation.contract;
      const { $schema: _, ...schema } = z.toJSONSchema(okEnvelopeSchema(response), {
        io: 'output',
        unrepresentable: 'any',
      });
      const expected = download ? { [download]: FILE } : { 'application/json': { schema } };
      expect(documented(document, operation).responses['200']?.content).toEqual(expected);
    }
  });
});

describe('every operation', () => {
  it.each(PROTECTED)('%s is closed to who brings no token, half a token or another scheme', async (_, operation) => {
    await leavingNothing(async () => {
      for (const authorization of [undefined, '', 'Bearer', 'Bearer x', 'Bearer a.b', 'Basic YTpi', 'a.b.c']) {
        const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
        const answer = await stack.http(null, operation.method, pathOf(operation), { key: newId(), headers });
        expectRefusal(answer, 401, 'UNAUTHENTICATED');
      }
    });
  });

  it.each(MUTATIONS)('%s wants an Idempotency-Key of 1 to 200 characters', async (_, operation) => {
    const call = (key?: string) =>
      stack.http(PIT_BOSS, operation.method, pathOf(operation), { body: {}, ...(key === undefined ? {} : { key }) });
    const long = await leavingNothing(async () => {
      expectRefusal(await call(), 400, 'IDEMPOTENCY_KEY_REQUIRED');
      expectRefusal(await call(' '), 400, 'IDEMPOTENCY_KEY_REQUIRED');
      return call('k'.repeat(201));
    });
    expectRefusal(long, 422, 'VALIDATION_FAILED');
    expect(long.body.details).toEqual({
      fields: { 'Idempotency-Key': 'Give 1 to 200 characters.' },
      rules: { 'Idempotency-Key': { rule: 'characters', params: { lowest: 1, highest: 200 } } },
    });
  });

  it.each(NAMED.filter(([, { contract }]) => contract.body && contract.capability !== 'public'))(
    '%s refuses a field it does not know, and names it',
    async (_, operation) => {
      const answer = await refusedAsNothing(() =>
        stack.http(PIT_BOSS, operation.method, pathOf(operation), { body: { surprise: 1 }, key: newId() }),
      );
      expectRefusal(answer, 422, 'VALIDATION_FAILED');
      expect(answer.body.details).toMatchObject({ fields: { surprise: expect.any(String) } });
    },
  );

  it.each(NAMED.filter(([, { contract }]) => contract.params))(
    '%s refuses an id that is none',
    async (_, operation) => {
      for (const id of ['1', 'abc', `${newId()}x`, '%27%3B--']) {
        const path = operation.path.replace(/\{\w+\}/, id);
        const answer = await stack.http(PIT_BOSS, operation.method, path, { body: undefined, key: newId() });
        expectRefusal(answer, 422, 'VALIDATION_FAILED');
        const [, name = ''] = /\{(\w+)\}/.exec(operation.path) ?? [];
        expect(answer.body.details).toMatchObject({ fields: { [name]: expect.any(String) } });
      }
    },
  );

  it.each(NAMED.filter(([, { contract }]) => contract.query))(
    '%s refuses a query it does not know',
    async (_, operation) => {
      const answer = await stack.http(PIT_BOSS, operation.method, `${pathOf(operation)}?surprise=1`, {
        key: newId(),
      });
      expectRefusal(answer, 422, 'VALIDATION_FAILED');
      expect(answer.body.details).toMatchObject({ fields: { surprise: expect.any(String) } });
    },
  );
});

describe('what somebody is looked for by', () => {
  const SEARCHES = NAMED.filter(([, { contract }]) => contract.terms);
  const ask = (operation: Operation, query: string, headers = {}) =>
    stack.http('admin@harbor.example', operation.method, `${pathOf(operation)}${query}`, {
      isAsWritten: true,
      headers,
    });

  it('is asked for by the header on every route that has a search', () => {
    const free = /^(q|search|validationNumber|.*[nN]ame|.*[nN]umber|email|card.*)$/;
    for (const [name, { contract, method }] of NAMED.filter(
      ([, each]) => each.method === 'GET' && each.contract.query,
    )) {
      const { properties = {} } = inputSchema(contract.query as z.ZodType) as { properties?: object };
      const named = Object.keys(properties).filter((field) => free.test(field));
      expect([method, name, named]).toEqual([method, name, [...(contract.terms ?? [])]]);
    }
    expect(SEARCHES.length).toBeGreaterThan(4);
  });

  it.each(SEARCHES)(
    '%s refuses it in the address, which proxies log, and takes it in the header',
    async (_, operation) => {
      for (const term of operation.contract.terms ?? []) {
        const answer = await ask(operation, `?${term}=Abara`);
        expectRefusal(answer, 422, 'VALIDATION_FAILED');
        expect(answer.body.details).toEqual({ fields: { [term]: 'Send it in the header X-Search-Terms.' } });
        expect(await ask(operation, '', { 'x-search-terms': `${term}=K%C3%B6nig%20A` })).toMatchObject({ status: 200 });
      }
    },
  );

  it('brings nothing else along', async () => {
    const [, operation] = SEARCHES[0] ?? [];
    if (!operation) throw new Error('No route has a search.');
    for (const stray of ['limit=1', 'surprise=1', '__proto__=1'])
      expectRefusal(await ask(operation, '', { 'x-search-terms': stray }), 422, 'VALIDATION_FAILED');
  });
});

describe('a token', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  async function forge(header: object, claims: object, secret: string): Promise<string> {
    const [staff] = await stack.sql`select user_id from public.staff where email = ${PIT_BOSS}`;
    const payload = { sub: staff?.user_id, role: 'authenticated', aud: 'authenticated', exp: 4_102_444_800, ...claims };
    const signed = `${part(header)}.${part(payload)}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  }

  it('that is not signed by us, or is over, opens nothing; the very same one signed and current does', async () => {
    const { jwtSecret } = inject('server').secrets;
    const hs256 = { alg: 'HS256', typ: 'JWT' };
    const past = { exp: 1_600_000_000 };
    const forged = [
      'a.b.c',
      await forge(hs256, {}, 'another secret, long enough to look like one'),
      await forge(hs256, past, jwtSecret),
      await forge({ alg: 'none', typ: 'JWT' }, {}, ''),
      await forge(hs256, { role: 'anon' }, jwtSecret),
    ];
    for (const token of forged) {
      const headers = { authorization: `Bearer ${token}` };
      for (const path of ['/me', '/floor', '/players', '/loyalty/integrity']) {
        const answer = await stack.http(null, 'GET', path, { headers });
        expect([401, 403], `${path} ${answer.body.code}`).toContain(answer.status);
      }
      const write = await refusedAsNothing(() =>
        stack.http(null, 'POST', '/loyalty/mid-session-rewards', { body: reward(), key: newId(), headers }),
      );
      expect([401, 403]).toContain(write.status);
    }
    const genuine = { authorization: `Bearer ${await forge(hs256, {}, jwtSecret)}` };
    expect((await stack.http(null, 'GET', '/me', { headers: genuine })).status).toBe(200);
  });
});

describe('a method that a path does not take', () => {
  const missing = Object.entries(API_ROUTES).flatMap(([path, handlers]) =>
    METHODS.filter((method) => !handlers[method].contract).map((method) => [method, path] as const),
  );

  it.each(missing)('%s %s answers 405 and says which it takes', async (method, path) => {
    const answer = await stack.http(PIT_BOSS, method, fillPath(path));
    expectRefusal(answer, 405, 'METHOD_NOT_ALLOWED');
    const allowed = METHODS.filter((candidate) => API_ROUTES[path]?.[candidate].contract);
    expect(answer.headers.get('allow')).toBe(allowed.join(', '));
  });
});

describe('a path that leads nowhere', () => {
  it.each(METHODS)('answers %s with 404 in the same envelope', async (method) => {
    const nowhere: Record<string, RouteHandler> = await import('@/app/api/v1/[[...path]]/route');
    const request = new NextRequest('http://127.0.0.1:3000/api/v1/no/such/thing', { method });
    const response = await nowhere[method]?.(request, { params: Promise.resolve({ path: ['no', 'such', 'thing'] }) });
    const body = await response?.json();
    expectRefusal({ status: response?.status ?? 0, headers: new Headers(), body }, 404, 'NOT_FOUND');
  });
});

describe('a body', () => {
  it.each(['{', '{"points":', 'nul', "{'a':1}", '{"a":1}}', '\u0000'])(
    'that is no JSON is refused: %j',
    async (rawBody) => {
      const answer = await refusedAsNothing(() => postReward({ rawBody, key: newId() }));
      expectRefusal(answer, 400, 'MALFORMED_JSON');
    },
  );

  it.each(['[]', 'null', '5', '"text"', 'true'])('that is JSON but no object is refused: %s', async (rawBody) => {
    expectRefusal(await refusedAsNothing(() => postReward({ rawBody, key: newId() })), 422, 'VALIDATION_FAILED');
  });

  it('that is missing counts as one without fields', async () => {
    const answer = await refusedAsNothing(() => postReward({ key: newId() }));
    expectRefusal(answer, 422, 'VALIDATION_FAILED');
    expect(Object.keys((answer.body.details as { fields: object }).fields).sort()).toEqual([
      'points',
      'ratingSlipId',
      'reason',
    ]);
  });

  it('above 64 KiB is refused, whether it says so or not', async () => {
    const body = { ...reward(), note: 'x'.repeat(70_000) };
    const silent = await refusedAsNothing(() => postReward({ body, key: newId() }));
    expectRefusal(silent, 413, 'PAYLOAD_TOO_LARGE');
    const honest = await refusedAsNothing(() =>
      postReward({ body: reward(), key: newId(), headers: { 'content-length': '70000' } }),
    );
    expectRefusal(honest, 413, 'PAYLOAD_TOO_LARGE');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp', ''])(
    'of type "%s" is refused',
    async (type) => {
      const answer = await refusedAsNothing(() =>
        postReward({ body: reward(), key: newId(), headers: { 'content-type': type } }),
      );
      expectRefusal(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
    },
  );

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
    'of type "%s" is taken',
    async (type) => {
      const answer = await postReward({ body: reward(), key: newId(), headers: { 'content-type': type } });
      expect(answer.status).toBe(201);
    },
  );
});

describe('a file that is sent', () => {
  const MANAGER: Email = 'loyalty@harbor.example';
  const CSV = 'Card,Tier\nA-1,gold\n';
  const send = (call: Parameters<TestStack['http']>[3], as: Email | null = MANAGER) =>
    stack.http(as, 'POST', '/player-imports?fileName=players.csv', {
      rawBody: CSV,
      key: newId(),
      ...call,
      headers: { 'content-type': 'text/csv', ...call?.headers },
    });
  /** A file of so many MiB, and how many of them were asked for. */
  const fileOf = (mebibytes: number) => {
    const file = { asked: 0, body: new ReadableStream<Uint8Array>() };
    file.body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (file.asked === mebibytes) return controller.close();
          file.asked += 1;
          controller.enqueue(new Uint8Array(1024 * 1024).fill(0x61));
        },
      },
      { highWaterMark: 0 },
    );
    return file;
  };

  it.each([
    '',
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    'text/csvx',
    'application/vnd.ms-excel',
  ])('as "%s" is refused', async (type) => {
    const answer = await refusedAsNothing(() => send({ headers: { 'content-type': type } }));
    expectRefusal(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
    expect(answer.body.details).toEqual({ expected: `text/csv, ${XLSX_TYPE}` });
  });

  it.each(['text/csv', 'text/csv; charset=utf-8', 'Text/CSV;header=present'])('as "%s" is taken', async (type) => {
    const answer = await send({ rawBody: `Card,Tier\n${newId()},gold\n`, headers: { 'content-type': type } });
    expect(answer).toMatchObject({ status: 201, body: { data: { rowCount: 1, isExisting: false } } });
  });

  it('above 100 MiB is refused, and no longer read', async () => {
    const file = fileOf(1000);
    const answer = await refusedAsNothing(() => send({ rawBody: file.body }));
    expectRefusal(answer, 413, 'PAYLOAD_TOO_LARGE');
    expect(file.asked).toBeLessThan(105);
  });

  it.each([
    ['nobody', null, {}, 401, 'UNAUTHENTICATED'],
    ['whoever made up a token', null, { authorization: 'Bearer a.b.c' }, 401, 'UNAUTHENTICATED'],
    ['a role that may not import', PIT_BOSS, {}, 403, 'FORBIDDEN'],
  ] as const)('by %s is refused before any of it is read', async (_, as, headers, status, code) => {
    const file = fileOf(1000);
    expectRefusal(await refusedAsNothing(() => send({ rawBody: file.body, headers }, as)), status, code);
    expect(file.asked).toBe(0);
  });

  it('by a page of another site with our cookie is refused like any other mutation, and read from our own', async () => {
    const cookie = await signInForCookies(stack, MANAGER);
    const from = (headers: Record<string, string>) =>
      send({ rawBody: `Card,Tier\n${newId()},gold\n`, headers: { cookie, host: HOST, ...headers } }, null);
    const foreign = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      expectRefusal(await refusedAsNothing(() => from(headers as Record<string, string>)), 403, 'ORIGIN_REFUSED');
    }
    expect((await from({ origin: ORIGIN, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });
});

describe('a file that is fetched', () => {
  it('comes without an envelope, under a name, never to be kept by anyone on the way, and with the correlation id', async () => {
    const sent = await stack.http('loyalty@harbor.example', 'POST', '/player-imports?fileName=a.csv', {
      rawBody: `Card,Tier\n${newId()},gold\n`,
      key: newId(),
      headers: { 'content-type': 'text/csv' },
    });
    const { id } = sent.body.data as { id: string };
    const correlationId = newId();
    const answer = await stack.http('loyalty@harbor.example', 'GET', `/reconciliations/report.csv?importId=${id}`, {
      headers: { 'x-correlation-id': correlationId },
    });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="reconciliation-${id}.csv"`,
      'cache-control': 'private, no-store',
      'x-correlation-id': correlationId,
    });
    // A header, a row, and the end of its line.
    expect(answer.text?.split('\r\n')).toHaveLength(3);
  });

  it('is refused in the envelope', async () => {
    const path = `/reconciliations/report.csv?importId=${newId()}`;
    expectRefusal(await stack.http('loyalty@harbor.example', 'GET', path), 404, 'IMPORT_NOT_FOUND');
    expectRefusal(await stack.http(PIT_BOSS, 'GET', path), 403, 'FORBIDDEN');
  });
});

describe('an answer', () => {
  it('of success is the envelope around the payload, never to be stored by anyone on the way', async () => {
    const first = await postReward({ body: reward(), key: newId() });
    expect(first.body).toMatchObject({ ok: true, code: 'OK', status: 201 });
    expect(z.strictObject(okEnvelopeSchema(z.unknown()).shape).safeParse(first.body).error).toBeUndefined();
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    expect(first.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('to a role without the capability is 403 and says which one is missing', async () => {
    const answer = await refusedAsNothing(() =>
      stack.http('dealer@harbor.example', 'POST', '/loyalty/mid-session-rewards', { body: reward(), key: newId() }),
    );
    expectRefusal(answer, 403, 'FORBIDDEN');
    expect(answer.body.details).toEqual({ capability: 'reward.issue', role: 'dealer' });
  });

  it('about a thing that is not there is 404 with nothing but the code', async () => {
    const answer = await stack.http(PIT_BOSS, 'GET', `/rating-slips/${newId()}`);
    expectRefusal(answer, 404, 'SLIP_NOT_FOUND');
    expect(answer.body.details).toBeUndefined();
  });
});

describe('a key of an intent', () => {
  it('of 200 characters, or of signs that mean something elsewhere, is a key like any other', async () => {
    for (const key of ['k'.repeat(200), `a'b"c;--${newId()}`, `%_\\${newId()}`, `é ${newId()}`]) {
      const first = await postReward({ body: reward(), key });
      const again = await postReward({ body: reward(), key });
      expect([first.status, again.status]).toEqual([201, 200]);
    }
  });

  it('is asked for before the body is looked at, and who asks before the key', async () => {
    expectRefusal(await postReward({ rawBody: '{' }), 400, 'IDEMPOTENCY_KEY_REQUIRED');
    const nobody = await stack.http(null, 'POST', '/loyalty/mid-session-rewards', { rawBody: '{' });
    expectRefusal(nobody, 401, 'UNAUTHENTICATED');
  });
});

describe('the correlation id', () => {
  const idOf = (answer: Answer) => answer.headers.get('x-correlation-id');

  it('is taken from the client and comes back, on success and on refusal', async () => {
    const correlationId = newId();
    const headers = { 'x-correlation-id': correlationId };
    expect(idOf(await stack.http(PIT_BOSS, 'GET', '/me', { headers }))).toBe(correlationId);
    expect(idOf(await stack.http(null, 'GET', '/me', { headers }))).toBe(correlationId);
    expect(idOf(await stack.http(PIT_BOSS, 'PUT', '/me', { headers }))).toBe(correlationId);
  });

  it('is made when the client sends none or no uuid', async () => {
    const sent: Record<string, string>[] = [{}, { 'x-correlation-id': 'abc' }, { 'x-correlation-id': '' }];
    for (const headers of sent) {
      const answer = await stack.http(PIT_BOSS, 'GET', '/me', { headers });
      expect(z.uuid().safeParse(idOf(answer)).success).toBe(true);
      expect(answer.body).toMatchObject({ requestId: idOf(answer) });
    }
  });

  it('is another one for every request', async () => {
    const [one, two] = [await stack.http(PIT_BOSS, 'GET', '/me'), await stack.http(PIT_BOSS, 'GET', '/me')];
    expect(idOf(one)).not.toBe(idOf(two));
  });
});

describe('a session cookie', () => {
  let cookie: string;

  beforeAll(async () => {
    cookie = await signInForCookies(stack, PIT_BOSS);
  });

  const withCookie = (headers: Record<string, string>) =>
    stack.http(null, 'POST', '/loyalty/mid-session-rewards', {
      body: reward(),
      key: newId(),
      headers: { cookie, host: HOST, ...headers },
    });

  it.each([
    ['our own page', { origin: ORIGIN, 'sec-fetch-site': 'same-origin' }],
    ['a browser that sends no origin', { 'sec-fetch-site': 'same-origin' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    ['a client that is no browser', {}],
    ['our own page behind a proxy', { origin: 'https://pit.example', 'x-forwarded-host': 'pit.example' }],
  ])('counts for a mutation from %s', async (_, headers) => {
    expect((await withCookie(headers)).status).toBe(201);
  });

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port', { origin: 'http://127.0.0.1:3001' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a neighbour of the same site', { 'sec-fetch-site': 'same-site' }],
    ['a form of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page that names our host as a part of its own', { origin: `http://${HOST}.evil.example` }],
  ])('does not count for a mutation from %s', async (_, headers) => {
    expectRefusal(await refusedAsNothing(() => withCookie(headers)), 403, 'ORIGIN_REFUSED');
  });

  it('counts for reading, whoever links here', async () => {
    const answer = await stack.http(null, 'GET', '/me', { headers: { cookie, 'sec-fetch-site': 'cross-site' } });
    expect(answer.body.data).toMatchObject({ staff: { email: PIT_BOSS } });
  });

  it('does not stand in for a token that is wrong', async () => {
    const answer = await stack.http(null, 'GET', '/me', { headers: { cookie, authorization: 'Bearer a.b' } });
    expectRefusal(answer, 401, 'UNAUTHENTICATED');
  });

  it('that was tampered with, or is not ours, opens nothing', async () => {
    const broken = [cookie.replace(/=base64-.{20}/, '=base64-AAAAAAAAAAAAAAAAAAAA'), 'sb-x-auth-token=abc', 'other=1'];
    for (const bad of broken) {
      expectRefusal(await stack.http(null, 'GET', '/me', { headers: { cookie: bad } }), 401, 'UNAUTHENTICATED');
    }
  });

  it('is not needed by a client with a token, whose origin does not matter', async () => {
    const answer = await postReward({ body: reward(), key: newId(), headers: { origin: 'https://partner.example' } });
    expect(answer.status).toBe(201);
  });
});
