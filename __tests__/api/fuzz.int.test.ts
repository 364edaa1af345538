import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { API_ROUTES } from '@/app/api/routes';
import { errorEnvelopeSchema } from '@/lib/http/envelope';
import type { RouteContract } from '@/lib/server/http/contract';
import { buildOpenApi } from '@/lib/server/http/openapi';
import { newId } from '@/lib/shared/ids';
import { findLiveSlip, liftRewardRate } from '../support/ledger';
import { SEED } from '../support/seed';
import { ADMIN, type Answer, startTestStack, type TestStack } from '../support/stack';

const REQUESTS_PER_OPERATION = 100;
const AT_ONCE = 10;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Operation = { path: string; method: (typeof METHODS)[number]; contract: RouteContract };
type Property = { format?: string; type?: string; enum?: unknown[]; minimum?: number };
type Fuzzed = {
  path: string;
  rawBody?: string | Uint8Array<ArrayBuffer>;
  key?: string;
  headers?: Record<string, string>;
};

const OPERATIONS: Operation[] = Object.entries(API_ROUTES).flatMap(([path, handlers]) =>
  METHODS.flatMap((method) => {
    const { contract } = handlers[method];
    return contract ? [{ path, method, contract }] : [];
  }),
);

let stack: TestStack;
/** Ids that exist, by the name of the field or the collection that takes them: a request gets as far as it can. */
let ids: Record<string, string>;

beforeAll(async () => {
  stack = await startTestStack();
  await liftRewardRate(stack.sql);
  const slip = await findLiveSlip(stack.sql, 'harbor');
  const [table] = await stack.sql`
    select t.id from public.gaming_table t join public.casino c on c.id = t.casino_id where c.slug = 'harbor' and t.status = 'open' limit 1`;
  const [reward] = await stack.sql`
    select r.id from public.reward_catalog r join public.casino c on c.id = r.casino_id where c.slug = 'harbor' and r.code = 'MP_TIER_DAILY'`;
  ids = {
    ratingSlipId: slip.id,
    'rating-slips': slip.id,
    playerId: slip.playerId,
    players: slip.playerId,
    visitId: slip.visitId,
    visits: slip.visitId,
    tableId: table?.id,
    rewardId: reward?.id,
    rewards: reward?.id,
    ...(await reconcileOne()),
  };
});
afterAll(() => stack.dispose());

/** An import, one row of which was applied. */
async function reconcileOne(): Promise<Record<string, string>> {
  const [player] = await stack.sql`
    select p.loyalty_id from public.player p join public.casino c on c.id = p.casino_id
    where c.slug = 'harbor' and p.loyalty_id is not null order by p.id limit 1`;
  const sent = await stack.http(ADMIN, 'POST', '/player-imports?fileName=players.csv', {
    rawBody: `Card,Tier,Points,Last visit\n${player?.loyalty_id},platinum,5,2026-01-02\nNOBODY-1,gold,6,\n`,
    key: newId(),
    headers: { 'content-type': 'text/csv' },
  });
  const { id: importId } = sent.body.data as { id: string };
  const queue = await stack.http(ADMIN, 'GET', `/reconciliations?importId=${importId}`);
  const { items } = queue.body.data as { items: { rowId: string }[] };
  const rowId = items[0]?.rowId ?? '';
  const body = { policy: 'upgrade_only', rowIds: [rowId] };
  const applied = await stack.http(ADMIN, 'POST', '/reconciliations/apply', { body, key: newId() });
  const { run, results } = applied.body.data as { run: { id: string }; results: { reconciliationId: string }[] };
  return {
    importId,
    'player-imports': importId,
    'reconciliation-rows': rowId,
    'reconciliation-runs': run.id,
    runId: run.id,
    reconciliations: results[0]?.reconciliationId ?? '',
  };
}

const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udc00y',
  '\u202egnirts',
  '👩‍👩‍👧‍👦🏴‍☠️',
  'e\u0301'.repeat(50),
  '\uffff\ufffe',
  '%00%ff',
  "'; drop table public.player; --",
  '{{7*7}}#{7*7}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  'x'.repeat(5000),
  'infinity',
  '-infinity',
  'NaN',
  '0001-01-01',
  '9999-12-31',
  '2023-02-30',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
];
const ODD_NUMBERS = [0, -1, 1.5, -0.1, 1e308, 5e-324, 2 ** 31, 2 ** 31 - 1, -(2 ** 31), 2 ** 53, 2 ** 63, 21, 1001];

const oddValue = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...ODD_TEXTS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...ODD_NUMBERS) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], { toString: 1 }, ['a', 1]) },
  { weight: 2, arbitrary: fc.jsonValue() },
);
const oddBody = fc.constantFrom(
  '',
  '{',
  '}',
  '[]',
  'null',
  '5',
  '"text"',
  '{"a":1,}',
  '{"a":1}{"b":2}',
  '\u0000',
  '{"a":"\u0000"}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  '['.repeat(20_000),
  '{"a":'.repeat(5000),
  `{"note":"${'x'.repeat(70_000)}"}`,
  '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}',
  '{"points":1e999}',
  '{"points":12345678901234567890}',
  '\ufeff{}',
);
const oddKey = fc.oneof(
  { weight: 5, arbitrary: fc.constant('new') },
  { weight: 1, arbitrary: fc.constantFrom('missing', ' ', 'k'.repeat(201), 'k'.repeat(60_000), 'é\u00ff', "';--") },
);
const oddType = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  { weight: 1, arbitrary: fc.constantFrom('', 'text/plain', 'application/json;charset=utf-16', 'multipart/form-data') },
);

const oddFile = fc.oneof(
  fc.constantFrom<string | Uint8Array<ArrayBuffer>>(
    '',
    '\ufeff',
    '\n\n\n',
    'Card,Tier',
    'Card,Tier\n',
    ';;;\n;;;\n',
    'Card,Tier\n"A',
    'Card,Tier\n"A"x,gold\n"\n',
    'Card,Tier,Points,Last visit\nA,gold,1e999,infinity\nB,\u0000,-0,0001-01-01\n',
    `Card,Tier,Points\nA,gold,${'9'.repeat(400)}\n`,
    `Card,Tier\n${'x'.repeat(200_000)},gold\n`,
    `${'Card,'.repeat(300)}\n${'1,'.repeat(300)}\n`,
    `${'Card,'.repeat(150)}Tier\n${'1,'.repeat(100)}\n`,
    `${'x'.repeat(70_000)},Tier\nA,gold\n`,
    'Card\tTier\rA\t__proto__\r',
    'sep=;\nCard;Tier\nA;=1+1\n',
    'Card,Tier\n\ud800,\udc00\n',
    'Card,Tier\nA,gold\nA,silver\nA,gold\n',
    'Card,Pitside id,Tier\n,ffffffff-ffff-ffff-ffff-ffffffffffff,gold\n',
    'PK\u0003\u0004',
    '%PDF-1.7',
    Uint8Array.of(0xff, 0xfe),
    Uint8Array.of(0xff, 0xfe, 0x41),
    Uint8Array.of(0xfe, 0xff, 0, 0x41, 0xd8, 0),
    Uint8Array.of(0xef, 0xbb),
  ),
  fc.uint8Array({ minLength: 1, maxLength: 500 }).map((bytes) => Uint8Array.from(bytes)),
  fc.string({ unit: fc.constantFrom(...'Card,Tier;"\'\t\r\n\u0000é 19-/'), maxLength: 300 }),
);

/** What fields take whose type alone does not say it. */
const SAMPLES: Record<string, unknown> = { code: 'FUZZED', kind: 'meal', price: { pointsCost: 5 } };

/** A value that the field takes, so that only the mutated fields are wrong; nothing for a list or an object. */
function validValue(name: string, { format, type, enum: values, minimum }: Property): unknown {
  if (name in SAMPLES) return SAMPLES[name];
  if (values) return values[0];
  if (format === 'uuid') return ids[name] ?? newId();
  if (format === 'email') return 'nobody@harbor.example';
  if (format === 'date') return '1990-01-01';
  if (type === 'integer' || type === 'number') return Math.max(1, minimum ?? 1);
  if (type === 'boolean') return true;
  return type === 'string' ? 'Text' : undefined;
}

function propertiesOf(schema: z.ZodType | undefined): [string, Property][] {
  if (!schema) return [];
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries((json.properties ?? {}) as Record<string, Property>);
}

/** Bodies with one to three fields made wrong, left out or added, or that are no such object at all. */
function bodies(contract: RouteContract): fc.Arbitrary<string | undefined> {
  const properties = propertiesOf(contract.body);
  const names = properties.map(([name]) => name);
  const change = fc.record({
    name: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...names, 'unknown') },
      { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '', 'x'.repeat(3000), '\u0000') },
    ),
    value: fc.oneof({ weight: 5, arbitrary: oddValue }, { weight: 1, arbitrary: fc.constant(undefined) }),
  });
  const mutated = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const body = new Map<string, unknown>(properties.map(([name, property]) => [name, validValue(name, property)]));
    for (const { name, value } of changes) body.set(name, value);
    const fields = [...body].filter(([, value]) => value !== undefined);
    return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`;
  });
  return fc.oneof({ weight: 4, arbitrary: mutated }, { weight: 1, arbitrary: oddBody });
}

function queries(contract: RouteContract): fc.Arbitrary<string> {
  const properties = propertiesOf(contract.query);
  const names = properties.map(([name]) => name);
  const fitting = new Map(properties.map(([name, property]) => [name, String(validValue(name, property))]));
  const odd = oddValue.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const pair = fc
    .constantFrom(...names, ...names, 'unknown', '', '__proto__')
    .chain((name) =>
      fc.tuple(fc.constant(name), fc.oneof({ weight: 3, arbitrary: odd }, fc.constant(fitting.get(name) ?? ''))),
    );
  // A file is only read where the rest of the request is right.
  const pairs = fc.array(pair, { minLength: names.length ? 1 : 0, maxLength: 4 });
  const whole = fc.constant<[string, string][]>([['fileName', 'a.csv']]);
  return (contract.upload ? fc.oneof({ weight: 3, arbitrary: whole }, pairs) : pairs).map((given) =>
    new URLSearchParams(given.map(([key, value]) => [key, value.slice(0, 2000)])).toString(),
  );
}

/** Requests to one operation. Each is wrong somewhere, or at least odd; a few may be right after all. */
function requests({ path, contract }: Operation): fc.Arbitrary<Fuzzed> {
  const oddId = fc
    .constantFrom(...ODD_TEXTS.filter((text) => text.trim() !== ''))
    .map((text) => encodeURIComponent(text.toWellFormed()));
  const existing = fc.constant('existing');
  const id = fc.oneof({ weight: 3, arbitrary: existing }, { weight: 1, arbitrary: fc.oneof(oddId, fc.uuid()) });
  const body = contract.upload ? oddFile : contract.body ? bodies(contract) : fc.constant(undefined);
  const type = oddType.map((given) => (given === 'application/json' ? (contract.upload?.[0] ?? given) : given));
  return fc
    .record({ id, body, query: queries(contract), key: oddKey, type })
    .map(({ id: chosen, body: rawBody, query, key, type: sent }) => ({
      path: `${path.replace('{id}', chosen === 'existing' ? (ids[path.split('/')[1] ?? ''] ?? newId()) : chosen)}?${query}`,
      ...(rawBody === undefined ? {} : { rawBody, headers: { 'content-type': sent } }),
      ...(key === 'missing' ? {} : { key: key === 'new' ? newId() : key }),
    }));
}

/** Words that only the inside of the server says. */
const INSIDE =
  /PL\/pgSQL|SQLSTATE|at Object\.|\bat async |node_modules|\.tsx?:\d|\bconstraint\b|\brelation\b|\bviolates\b|syntax error|rpc_|PGRST|postgres|ZodError/i;

function complaints(operation: Operation, answer: Answer, documented: Set<string>): string[] {
  const text = JSON.stringify(answer.body);
  const isRefusal = answer.status >= 400;
  const payload = () => (operation.contract.download ? answer.text : answer.body.data);
  return [
    ...(answer.status >= 500 ? ['failed'] : []),
    ...(isRefusal && INSIDE.test(text) ? ['showed its inside'] : []),
    ...(documented.has(String(answer.status)) ? [] : [`${answer.status} is not documented`]),
    ...(isRefusal && !errorEnvelopeSchema.safeParse(answer.body).success ? ['no error envelope'] : []),
    ...(isRefusal || operation.contract.response.safeParse(payload()).success ? [] : ['payload off the contract']),
  ];
}

function documentedStatuses({ path, method }: Operation): Set<string> {
  const { paths } = buildOpenApi(API_ROUTES) as { paths: Record<string, Record<string, { responses: object }>> };
  return new Set(Object.keys(paths[`/api/v1${path}`]?.[method.toLowerCase()]?.responses ?? {}));
}

const NAMED = OPERATIONS.map(
  (operation, number) => [`${operation.method} ${operation.path}`, operation, number] as const,
);

describe(`malformed requests (seed ${SEED})`, () => {
  // One of the operations signs the admin out everywhere, and the others are to get as far as they can.
  beforeEach(() => stack.sql`update public.staff set signed_out_before = null`);

  it.each(NAMED)(
    'to %s are refused in the envelope: no failure, no word from the inside',
    async (_, operation, number) => {
      const documented = documentedStatuses(operation);
      const isPublic = operation.contract.capability === 'public';
      const fuzzed = fc.sample(requests(operation), { numRuns: REQUESTS_PER_OPERATION, seed: SEED + number });
      const wrong: unknown[] = [];
      const statuses = new Map<number, number>();
      for (let start = 0; start < fuzzed.length; start += AT_ONCE) {
        await Promise.all(
          fuzzed.slice(start, start + AT_ONCE).map(async (request) => {
            const answer = await stack.http(isPublic ? null : ADMIN, operation.method, request.path, request);
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
            const found = complaints(operation, answer, documented);
            if (found.length > 0) wrong.push({ found, request, body: answer.body });
          }),
        );
      }
      expect(wrong).toEqual([]);
      const refused = [...statuses].filter(([status]) => status >= 400).reduce((total, [, count]) => total + count, 0);
      if (operation.contract.body) expect(refused).toBeGreaterThan(REQUESTS_PER_OPERATION / 2);
    },
  );

  it('leave a ledger that proves itself and players who all have a standing', async () => {
    const proof = await stack.rpc(ADMIN, 'rpc_verify_loyalty_ledger', {});
    expect(proof.body).toMatchObject({ is_intact: true });
    const [row] = await stack.sql`
      select count(*)::int as orphans from public.player p
      where not exists (select 1 from public.player_loyalty l where l.casino_id = p.casino_id and l.player_id = p.id)`;
    expect(row?.orphans).toBe(0);
  });
});
