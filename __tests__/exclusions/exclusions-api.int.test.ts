import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Exclusion, ExclusionResult } from '@/services/exclusions/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { COMPLIANCE, createExclusionsDesk, type ExclusionsDesk, REASON } from './exclusions-desk';

const LOYALTY: Email = 'loyalty@harbor.example';
const OTHER_COMPLIANCE: Email = 'compliance@summit.example';
/** What nobody reads but who may read exclusions. */
const TELLS = new RegExp(`barred|self|responsible|${REASON}|Letter 17`, 'i');
const HOUR = 3_600_000;
const at = (ms: number) => new Date(Date.now() + ms).toISOString();

let stack: TestStack;
let desk: ExclusionsDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createExclusionsDesk(stack);
});
afterAll(() => stack.dispose());

const ids = (items: { id: string }[]) => items.map(({ id }) => id);
async function exclusionsOnRecord() {
  return stack.sql`
    select md5(string_agg(e::text, ',' order by id)) as rows, (select count(*) from public.audit_log) as audits,
      (select count(*) from public.loyalty_outbox) as events
    from public.player_exclusion e`;
}

describe('an exclusion', () => {
  it.each([COMPLIANCE, ADMIN])('is set by %s with its document, seen whole, and lifted with a reason', async (as) => {
    const [{ id: playerId }, endsAt] = [await desk.floor.enrol(), at(30 * 24 * HOUR)];
    const answer = await desk.set({ playerId, endsAt, sourceReference: ' Letter 17 ' }, { as });
    expect(answer.status).toBe(201);
    const set = dataOf<ExclusionResult>(answer);
    const facts = { playerId, kind: 'barred', reason: REASON, sourceReference: 'Letter 17', endsAt };
    expect(set).toMatchObject({ ...facts, liftedAt: null, isExisting: false });
    expect((await desk.list(`?playerId=${playerId}`)).items).toEqual([
      expect.objectContaining({
        ...facts,
        id: set.id,
        isInForce: true,
        hitCount: 0,
        lastHitAt: null,
        isInHouse: false,
      }),
    ]);

    expect((await desk.lift(set.id, 'Served', { as })).status).toBe(201);
    const [lifted] = (await desk.list(`?playerId=${playerId}`)).items;
    expect(lifted).toMatchObject({ isInForce: false, liftReason: 'Served', liftedAt: expect.any(String) });
    expect(await desk.tryCheckIn(playerId)).toMatchObject({ status: 201 });
  });

  it('is answered again under its key, and set once', async () => {
    const [{ id: playerId }, key] = [await desk.floor.enrol(), newId()];
    const first = dataOf<ExclusionResult>(await desk.set({ playerId }, { key }));
    await desk.lift(first.id);
    const again = await desk.set({ playerId }, { key });
    expect(again).toMatchObject({ status: 200, body: { data: { ...first, isExisting: true } } });
    expect(await desk.set({ playerId, kind: 'self' }, { key })).toMatchObject({
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect((await desk.list(`?playerId=${playerId}`)).items).toHaveLength(1);
  });

  const REFUSED: [what: string, body: object, code: string][] = [
    ['of nobody', { playerId: newId() }, 'PLAYER_NOT_FOUND'],
    ['without a reason', { reason: '  ' }, 'VALIDATION_FAILED'],
    ['of a kind that there is not', { kind: 'banned' }, 'VALIDATION_FAILED'],
    ['that ends before it begins', { startsAt: at(2 * HOUR), endsAt: at(HOUR) }, 'VALIDATION_FAILED'],
    ['that is over already', { endsAt: at(-HOUR) }, 'VALIDATION_FAILED'],
    ['with a reference that is a text', { sourceReference: 'x'.repeat(201) }, 'VALIDATION_FAILED'],
  ];
  it.each(REFUSED)('%s is refused, and leaves nothing behind', async (_, body, code) => {
    const playerId = (await desk.floor.enrol()).id;
    const before = await exclusionsOnRecord();
    expect(await desk.set({ playerId, ...body })).toMatchObject({ body: { ok: false, code } });
    expect(await exclusionsOnRecord()).toEqual(before);
  });

  it('is set, lifted and read by nobody else, and not in another casino', async () => {
    const set = await desk.excluded();
    const others: Email[] = ['dealer@harbor.example', PIT_BOSS, 'cashier@harbor.example', LOYALTY];
    const before = await exclusionsOnRecord();
    for (const as of others) {
      expect(await desk.set({ playerId: set.playerId }, { as })).toMatchObject({ status: 403 });
      expect(await desk.lift(set.id, 'Kind', { as })).toMatchObject({ status: 403 });
      for (const path of ['/exclusions', '/exclusion-hits'])
        expect(await stack.http(as, 'GET', path)).toMatchObject({ status: 403 });
    }
    const gone = { status: 404, body: { code: 'EXCLUSION_NOT_FOUND' } };
    expect(await desk.lift(set.id, 'Kind', { as: OTHER_COMPLIANCE })).toMatchObject(gone);
    expect(await exclusionsOnRecord()).toEqual(before);
    // The other house reads its own exclusions, which is on record there.
    expect(ids((await desk.list('', OTHER_COMPLIANCE)).items)).not.toContain(set.id);
  });

  it('is lifted once', async () => {
    const set = await desk.excluded();
    await desk.lift(set.id);
    expect(await desk.lift(set.id, 'Again')).toMatchObject({ status: 404, body: { code: 'EXCLUSION_NOT_FOUND' } });
  });

  it.each([
    ['deleted', 'delete from public.player_exclusion where id = $1'],
    ['made shorter', `update public.player_exclusion set ends_at = now() + interval '1 hour' where id = $1`],
    [
      'given to another',
      'update public.player_exclusion set player_id = (select min(id::text)::uuid from public.player) where id = $1',
    ],
    [
      'put in force again',
      'update public.player_exclusion set lifted_at = null, lifted_by_staff_id = null, lift_reason = null where id = $1',
    ],
  ])('is never %s, by the owner of the database either', async (_, statement) => {
    const set = await desk.excluded();
    await desk.lift(set.id);
    await expect(stack.sql.unsafe(statement, [set.id])).rejects.toThrow('APPEND_ONLY');
  });
});

describe('the list of exclusions', () => {
  it('is narrowed down by player, kind, whether in force and hits, and read page by page', async () => {
    const barred = await desk.excluded();
    const self = await desk.excluded({ kind: 'self', playerId: barred.playerId });
    const lifted = await desk.excluded();
    const toCome = await desk.excluded({ startsAt: at(HOUR) });
    await desk.lift(lifted.id);
    await desk.tryCheckIn(barred.playerId);
    await desk.tryCheckIn(barred.playerId);

    const of = async (query: string) => ids((await desk.list(query)).items);
    expect(await of(`?playerId=${barred.playerId}`)).toEqual([self.id, barred.id]);
    expect(await of(`?playerId=${barred.playerId}&kind=self`)).toEqual([self.id]);
    const inForce = await of('?isInForce=true&limit=200');
    expect(inForce).toEqual(expect.arrayContaining([barred.id, self.id]));
    expect(inForce).not.toEqual(expect.arrayContaining([lifted.id]));
    expect(inForce).not.toEqual(expect.arrayContaining([toCome.id]));
    expect(await of('?isInForce=false&limit=200')).toEqual(expect.arrayContaining([toCome.id, lifted.id]));
    const { items: met } = await desk.list('?hasHits=true&limit=200');
    expect(met.find(({ id }) => id === barred.id)).toMatchObject({ hitCount: 2, lastHitAt: expect.any(String) });
    expect(ids(met)).not.toContain(lifted.id);

    const all: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: Exclusion[]; nextCursor: string | null } = await desk.list(
        `?limit=3${cursor && `&cursor=${cursor}`}`,
      );
      all.push(...ids(page.items));
      cursor = page.nextCursor;
    }
    expect(all).toEqual(await of('?limit=200'));
    expect(await stack.http(COMPLIANCE, 'GET', `/exclusions?cursor=${newId()}`)).toMatchObject({ status: 422 });
  });

  it('says who is in the house', async () => {
    const { slip } = await desk.floor.seat();
    await desk.excluded({ playerId: slip.playerId });
    expect((await desk.list(`?playerId=${slip.playerId}`)).items).toMatchObject([{ isInHouse: true }]);
  });
});

describe('an excluded player who was to be seated', () => {
  it('is a hit for compliance at once, with who, what and where, until somebody looked into it', async () => {
    const [{ playerId }, table] = [await desk.excluded(), await desk.floor.addTable()];
    expect(await desk.floor.open({ playerId, tableId: table.id, seat: 3 })).toMatchObject({ status: 409 });
    const [hit] = (await desk.hits(`?playerId=${playerId}&isReviewed=false`)).items;
    expect(hit).toMatchObject({
      playerId,
      attempt: 'refuse_seat',
      outcome: 'refused',
      step: 'open_rating_slip',
      tableLabel: table.label,
      seat: 3,
      staffRole: 'pit_boss',
      reviewedAt: null,
    });
    const id = hit?.id ?? '';
    expect(await desk.review(id, { note: 'Sent away' })).toMatchObject({ status: 201 });
    expect(await desk.review(id)).toMatchObject({ status: 409, body: { code: 'EXCLUSION_HIT_REVIEWED' } });
    expect((await desk.hits(`?playerId=${playerId}&isReviewed=false`)).items).toEqual([]);
    expect((await desk.hits(`?playerId=${playerId}&isReviewed=true`)).items).toMatchObject([
      { id, reviewNote: 'Sent away', reviewedByName: expect.any(String), reviewedAt: expect.any(String) },
    ]);
    for (const as of [OTHER_COMPLIANCE, PIT_BOSS])
      expect((await desk.review(id, {}, { as })).status).toBe(as === PIT_BOSS ? 403 : 404);
  });

  it('is told in an event of ids alone, to the webhooks that name it and to no others', async () => {
    const post = (body: object) => desk.send('/webhooks', body, { as: ADMIN });
    const made = async (body: object) => dataOf<{ id: string }>(await post(body)).id;
    const all = await made({ url: 'https://all.example/hook' });
    const named = await made({ url: 'https://named.example/hook', eventTypes: ['exclusion.hit'] });
    const { playerId } = await desk.excluded({ sourceReference: 'Letter 17' });
    await desk.tryCheckIn(playerId);
    await stack.rpc('service', 'rpc_worker_fan_out_events', { p_limit: 5000 });
    const events = await stack.sql`
      select o.payload, array_agg(d.endpoint_id::text) filter (where d.endpoint_id is not null) as "to"
      from public.loyalty_outbox o left join public.webhook_delivery d on d.casino_id = o.casino_id and d.event_id = o.id
      where o.event_type = 'exclusion.hit' and o.player_id = ${playerId} group by o.id, o.payload`;
    expect(events).toMatchObject([{ payload: { player_id: playerId, attempt: 'refuse_seat' }, to: [named] }]);
    expect(events[0]?.to).not.toContain(all);
    expect(JSON.stringify(events[0]?.payload)).not.toMatch(TELLS);
  });

  it('is known of in the outbox and the trail to who may read exclusions, and to no other reader of them', async () => {
    const { playerId } = await desk.excluded();
    await desk.tryCheckIn(playerId);
    const known = (as: Email) =>
      stack.asRole('authenticated', as, async (sql) => {
        const events =
          await sql`select from public.loyalty_outbox where player_id = ${playerId} and event_type = 'exclusion.hit'`;
        const rows = await sql`select from public.audit_log where entity_id = ${playerId} and domain = 'exclusion'`;
        return [events.length, rows.length];
      });
    expect(await known(COMPLIANCE)).toEqual([1, 2]);
    expect(await known(LOYALTY)).toEqual([0, 0]);
  });
});
