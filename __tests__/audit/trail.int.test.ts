import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toQueryString } from '@/lib/client/api';
import { newId } from '@/lib/shared/ids';
import type { Page } from '@/lib/shared/schemas';
import type { AuditChoices, AuditRow, AuditTrace } from '@/services/audit/dtos';
import { fanOut } from '../events/outbox';
import { createFloorDesk, dataOf, type FloorDesk, type Seated } from '../floor/floor-desk';
import { SEED } from '../support/seed';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

const COMPLIANCE: Email = 'compliance@harbor.example';
const LOYALTY: Email = 'loyalty@harbor.example';

type Filter = Record<string, string | undefined>;

let stack: TestStack;
let desk: FloorDesk;
let seated: Seated;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createFloorDesk(stack);
  seated = await desk.seat();
  for (const step of ['pause', 'resume'] as const) expect((await desk.step(seated.slip.id, step)).status).toBe(201);
  await reward(seated.slip.id);
  const body = { playerId: seated.player.id, kind: 'barred', reason: 'Asked for it' };
  const excluded = await stack.rpc(ADMIN, 'rpc_exclude_player', {
    ...{ p_player_id: body.playerId, p_kind: body.kind, p_reason: body.reason, p_idempotency_key: newId() },
  });
  expect(excluded.status).toBe(200);
  // Refused, and on record.
  expect((await reward(seated.slip.id)).status).toBe(409);
});
afterAll(() => stack.dispose());

function reward(ratingSlipId: string) {
  const body = { ratingSlipId, points: 100, reason: 'promotion' };
  return stack.http(PIT_BOSS, 'POST', '/loyalty/mid-session-rewards', { body, key: newId() });
}

async function read(filter: Filter, as: Email = COMPLIANCE): Promise<Page<AuditRow>> {
  return dataOf(await stack.http(as, 'GET', `/audit${toQueryString(filter)}`));
}

/** Every row under a filter, page by page. */
async function readAll(filter: Filter, as?: Email, limit = '7'): Promise<AuditRow[]> {
  const found: AuditRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await read({ ...filter, limit, cursor }, as);
    found.push(...page.items);
    if (page.nextCursor === null) return found;
    cursor = page.nextCursor;
  }
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

/** The whole trail of the casino as the table has it, newest first. */
async function wholeTrail() {
  return stack.sql<
    {
      id: string;
      at: Date;
      day: string;
      staffId: string | null;
      domain: string;
      action: string;
      entity: string;
      entityId: string | null;
      outcome: string;
      correlationId: string;
    }[]
  >`
    select a.id, a.at, a.gaming_day::text as day, a.staff_id as "staffId", a.domain, a.action, a.entity_type as entity,
      a.entity_id as "entityId", a.outcome, a.correlation_id as "correlationId"
    from public.audit_log a join public.casino c on c.id = a.casino_id where c.slug = 'harbor' order by a.id desc`;
}

describe('the audit trail', () => {
  it('is listed newest first, page by page, with who, what, before and after', async () => {
    expect(ids(await readAll({}, COMPLIANCE, '200'))).toEqual(ids(await wholeTrail()));
    const [bet] = (await read({ entity: 'rating_slip', entityId: seated.slip.id, action: 'floor.resume_rating_slip' }))
      .items;
    expect(bet).toMatchObject({
      ...{
        staffRole: 'pit_boss',
        domain: 'floor',
        entityType: 'rating_slip',
        entityId: seated.slip.id,
        outcome: 'done',
      },
      before: { status: 'paused' },
      after: { status: 'open' },
    });
    expect(bet?.staffName).toBeTruthy();
  });

  it('answers every combination of filters as a look at every row does', async () => {
    const trail = await wholeTrail();
    const [first, last] = [trail.at(-1), trail[0]];
    if (!first || !last) throw new Error('The trail is empty.');
    const one = fc.constantFrom(...trail);
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });
    const filters = fc
      .record({
        like: one,
        entity: maybe(fc.constant('entity' as const)),
        entityId: maybe(fc.constant('entityId' as const)),
        actor: maybe(fc.constant('staffId' as const)),
        action: maybe(fc.constant('action' as const)),
        domain: maybe(fc.constant('domain' as const)),
        gamingDay: maybe(fc.constant('day' as const)),
        correlationId: maybe(fc.constant('correlationId' as const)),
        outcome: maybe(fc.constant('outcome' as const)),
      })
      .map(({ like, ...picked }) =>
        Object.entries(picked).flatMap(([name, field]) =>
          field && (field === 'staffId' || like[field] !== null)
            ? [[name, field, like[field] ?? 'system'] as const]
            : [],
        ),
      );
    await fc.assert(
      fc.asyncProperty(filters, async (chosen) => {
        const expected = trail.filter((row) => chosen.every(([, field, value]) => (row[field] ?? 'system') === value));
        const found = await readAll(
          Object.fromEntries(chosen.map(([name, , value]) => [name, value])),
          COMPLIANCE,
          '200',
        );
        expect(ids(found)).toEqual(ids(expected));
      }),
      { numRuns: 60, seed: SEED },
    );
  });

  it('is narrowed by time to what was done from one instant to another, and by gaming days, both included', async () => {
    const [middle] = (
      await read({ entity: 'rating_slip', entityId: seated.slip.id, action: 'floor.pause_rating_slip' })
    ).items;
    const at = middle?.at ?? '';
    expect(ids((await read({ from: at, limit: '200' })).items)).toContain(middle?.id);
    expect(ids((await read({ to: at, limit: '200' })).items)).not.toContain(middle?.id);
    const day = middle?.gamingDay;
    expect(ids((await read({ from: day, to: day, limit: '200' })).items)).toContain(middle?.id);
    expect((await read({ from: '2020-01-01', to: '2020-12-31' })).items).toEqual([]);
  });

  it('of a player as a whole is also that of the visits, slips and entries', async () => {
    const whole = await readAll({ entity: 'player', entityId: seated.player.id, isWhole: 'true' });
    expect(new Set(whole.map(({ action }) => action))).toEqual(
      new Set([
        ...['floor.create_player', 'floor.open_rating_slip', 'floor.pause_rating_slip'],
        ...['floor.resume_rating_slip', 'loyalty.issue_mid_session_reward', 'exclusion.exclude_player'],
        'exclusion.refuse_mid_session_reward',
      ]),
    );
    const strict = await readAll({ entity: 'player', entityId: seated.player.id });
    expect(new Set(strict.map(({ entityType }) => entityType))).toEqual(new Set(['player']));
    const slip = await readAll({ entity: 'rating_slip', entityId: seated.slip.id, isWhole: 'true' });
    expect(slip.map(({ action }) => action)).toContain('loyalty.issue_mid_session_reward');
  });

  it('keeps exclusions from who may not read them, whatever they ask for', async () => {
    const exclusions = (await wholeTrail()).filter(({ domain }) => domain === 'exclusion');
    // Two are of this test; the demo has one of its own.
    expect(exclusions).toHaveLength(3);
    expect(ids(await readAll({ domain: 'exclusion' }))).toEqual(ids(exclusions));
    for (const filter of [
      {},
      { domain: 'exclusion' },
      { entity: 'player', entityId: seated.player.id, isWhole: 'true' },
      { outcome: 'refused' },
    ])
      expect((await readAll(filter, LOYALTY, '200')).filter(({ domain }) => domain === 'exclusion')).toEqual([]);
  });

  it('refuses whoever may not read it, a cursor of nowhere and a filter that is none', async () => {
    for (const account of ['dealer', 'pitboss', 'cashier'] as const)
      expect((await stack.http(`${account}@harbor.example`, 'GET', '/audit')).status).toBe(403);
    for (const query of [
      `cursor=${newId()}`,
      'from=yesterday',
      'outcome=maybe',
      'action=Floor',
      'colour=red',
      'isWhole=true',
      'actor=me',
    ])
      expect((await stack.http(COMPLIANCE, 'GET', `/audit?${query}`)).body.code).toBe('VALIDATION_FAILED');
    const foreign = (await wholeTrail())[0]?.id ?? '';
    expect((await stack.http('compliance@summit.example', 'GET', `/audit?cursor=${foreign}`)).status).toBe(422);
  });
});

describe('what the trail can be narrowed down by', () => {
  it('is everybody of the house and everything that is on record, without what the caller may not read', async () => {
    const choices = (as: Email) =>
      stack.http(as, 'GET', '/audit/choices').then((answer) => dataOf<AuditChoices>(answer));
    const trail = await wholeTrail();
    const { staff, actions } = await choices(COMPLIANCE);
    const pairs = (rows: readonly { action: string; entity: string }[]) =>
      [...new Set(rows.map(({ action, entity }) => `${action} ${entity}`))].sort();
    expect(pairs(actions.map(({ action, entityType }) => ({ action, entity: entityType })))).toEqual(pairs(trail));
    const house = await stack.sql<{ name: string }[]>`
      select s.full_name as name from public.staff s join public.casino c on c.id = s.casino_id where c.slug = 'harbor'
      order by s.full_name`;
    expect(staff.map(({ name }) => ({ name }))).toEqual([...house]);
    const hidden = (await choices(LOYALTY)).actions.filter(({ action }) => action.startsWith('exclusion.'));
    expect(hidden).toEqual([]);
    expect((await stack.http(PIT_BOSS, 'GET', '/audit/choices')).status).toBe(403);
  });
});

describe('an export', () => {
  it.each(['csv', 'jsonl'])(
    'as %s has every row that the filter leaves, and the filter with its hash; it is on record',
    async (format) => {
      const {
        status,
        text = '',
        headers,
      } = await stack.http(COMPLIANCE, 'GET', `/audit/export?format=${format}&domain=floor`);
      expect([status, headers.get('content-disposition')]).toEqual([200, `attachment; filename="audit.${format}"`]);
      const rows = await readAll({ domain: 'floor' }, COMPLIANCE, '200');
      const lines = text.trim().split('\n').slice(1);
      expect(lines).toHaveLength(rows.length);
      for (const [place, { id }] of rows.entries()) expect(lines[place]).toContain(id);
      const filterSha256 = createHash('sha256').update('{"domain":"floor"}').digest('hex');
      expect(text).toContain(filterSha256);
      const [recorded] = (await read({ action: 'audit.export_trail' })).items;
      expect(recorded).toMatchObject({
        staffRole: 'compliance',
        after: { filter: { domain: 'floor' }, filterSha256, format },
      });
    },
  );

  it('is for who may read the trail, and hides what they may not read', async () => {
    expect((await stack.http(PIT_BOSS, 'GET', '/audit/export')).status).toBe(403);
    const { text } = await stack.http(LOYALTY, 'GET', '/audit/export?format=jsonl');
    expect(text).not.toContain('exclusion.exclude_player');
  });
});

describe('one correlation id', () => {
  it('leads from the tap to the entry, its events and what the webhooks got', async () => {
    const { slip } = await desk.seat();
    const made = await stack.http(ADMIN, 'POST', '/webhooks', {
      body: { url: 'https://crm.example/trace' },
      key: newId(),
    });
    expect(made.status).toBe(201);
    const answer = await reward(slip.id);
    const correlationId = answer.headers.get('x-correlation-id') ?? '';
    await fanOut(stack);
    const trace = dataOf<AuditTrace>(
      await stack.http(COMPLIANCE, 'GET', `/audit/trace?correlationId=${correlationId}`),
    );
    const entryId = trace.entries[0]?.id;
    expect(trace).toMatchObject({
      hasMore: false,
      audit: [{ action: 'loyalty.issue_mid_session_reward', entityId: entryId, correlationId }],
      entries: [{ points: 100, correlationId }],
      events: [
        {
          eventType: 'loyalty.entry_posted',
          payload: { entryId },
          deliveries: [{ endpointUrl: 'https://crm.example/trace' }],
        },
      ],
    });
  });

  it('under which nothing was done is none, also when another casino did something', async () => {
    const [foreign] = await stack.sql<{ id: string }[]>`
      select a.correlation_id as id from public.audit_log a join public.casino c on c.id = a.casino_id where c.slug = 'summit' limit 1`;
    for (const correlationId of [newId(), foreign?.id]) {
      const trace = await stack.http(COMPLIANCE, 'GET', `/audit/trace?correlationId=${correlationId}`);
      expect(trace).toMatchObject({ status: 404, body: { code: 'CORRELATION_NOT_FOUND' } });
    }
  });
});
