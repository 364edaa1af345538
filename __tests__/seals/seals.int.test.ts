import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Seal } from '@/services/seals/dtos';
import { proofAfter as proofOf, settleBalanceRow, type Tamper } from '../loyalty/tampering';
import { startTestStack, type TestStack } from '../support/stack';
import { sealByHand } from './seal-by-hand';

const COMPLIANCE = 'compliance@harbor.example';
const LOYALTY = 'loyalty@harbor.example';

let stack: TestStack;
let casinoId: string;
/** The last gaming day that is over for more than an hour. */
let lastClosedDay: string;

beforeAll(async () => {
  stack = await startTestStack({ connections: 12 });
  const [facts] = await stack.sql<{ casinoId: string; day: string }[]>`
    select id as "casinoId", (app.gaming_day(id, now() - interval '1 hour') - 1)::text as day from public.casino where slug = 'harbor'`;
  if (!facts) throw new Error('There is no casino.');
  casinoId = facts.casinoId;
  lastClosedDay = facts.day;
});
afterAll(() => stack.dispose());

/** The worker's rounds until nothing is left to seal; resolves to how many days that were. */
async function sealDays(): Promise<number> {
  let sum = 0;
  for (;;) {
    const { status, body } = await stack.rpc('service', 'rpc_worker_seal_days', {});
    expect({ status, body }).toMatchObject({ status: 200, body: { failed: 0 } });
    const { done, has_more } = body as { done: number; has_more: boolean };
    sum += done;
    if (!has_more) return sum;
  }
}

async function listSeals(query = '?kind=ledger'): Promise<Seal[]> {
  const answer = await stack.http(COMPLIANCE, 'GET', `/seals${query}`);
  expect(answer.status).toBe(200);
  return (answer.body.data as { items: Seal[] }).items;
}

const proofAfter = (tamper: Tamper, playerId: string | null = null) => proofOf(stack, tamper, playerId);

describe('closed gaming days', () => {
  it('are sealed by the worker from the first entry’s on, each once, and the day that is running is not', async () => {
    const [demo] = await stack.sql`
      select count(distinct casino_id)::int as casinos, min(gaming_day)::text as first from public.loyalty_ledger where casino_id = ${casinoId}`;
    expect(await sealDays()).toBeGreaterThan(10);
    expect(await sealDays()).toBe(0);
    const days = (await listSeals()).map(({ gamingDay }) => gamingDay);
    expect(days[0]).toBe(lastClosedDay);
    expect(days.at(-1)).toBe(demo?.first);
    const span = (Date.parse(lastClosedDay) - Date.parse(demo?.first)) / 86_400_000 + 1;
    expect(new Set(days).size).toBe(span);
    expect(days).toHaveLength(span);
  });

  it('have the roots that the rules of docs/seals.md give, worked out from the ledger alone', async () => {
    const seals = (await listSeals()).reverse();
    const byHand = await sealByHand(stack, casinoId, lastClosedDay);
    expect(
      seals.map(({ gamingDay, entryCount, totalCount, root }) => ({ gamingDay, entryCount, totalCount, root })),
    ).toEqual(byHand);
    expect(seals.map(({ previousSeal }) => previousSeal)).toEqual([
      null,
      ...byHand.slice(0, -1).map(({ root }) => root),
    ]);
    const [ledger] = await stack.sql`
      select count(*)::int as entries from public.loyalty_ledger where casino_id = ${casinoId} and gaming_day <= ${lastClosedDay}`;
    expect(seals.at(-1)?.totalCount).toBe(ledger?.entries);
  });

  it('have a text whose SHA-256 is the root, so that a file and sha256sum are enough to check it', async () => {
    const [seal] = await listSeals(`?kind=ledger&from=${lastClosedDay}&to=${lastClosedDay}`);
    const { status, headers, text } = await stack.http(COMPLIANCE, 'GET', `/seals/text?gamingDay=${lastClosedDay}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="seal-ledger-${lastClosedDay}.txt"`);
    expect(
      createHash('sha256')
        .update(text ?? '')
        .digest('hex'),
    ).toBe(seal?.root);
    expect(text?.split('\n').slice(0, 2)).toEqual(['pitside seal 1', `casino ${casinoId}`]);
  });

  it('are told to the webhooks and put on record, with the root', async () => {
    const [seal] = await listSeals();
    const told = await stack.sql`
      select payload, player_id as "playerId" from public.loyalty_outbox where payload ->> 'seal_id' = ${seal?.sealId ?? ''}`;
    const facts = { root: seal?.root, gaming_day: seal?.gamingDay, previous_seal: seal?.previousSeal, kind: 'ledger' };
    expect(told).toEqual([{ playerId: null, payload: expect.objectContaining(facts) }]);
    const recorded = await stack.sql`
      select action, staff_id as "staffId", after from public.audit_log where entity_id = ${seal?.sealId ?? ''}`;
    expect(recorded).toEqual([
      { action: 'loyalty.seal_gaming_day', staffId: null, after: expect.objectContaining(facts) },
    ]);
  });

  it('are listed by kind and day, to auditors of the own casino only', async () => {
    expect(await listSeals('?kind=audit')).toEqual([]);
    expect((await listSeals(`?from=${lastClosedDay}`)).map(({ kind }) => kind)).toEqual(['ledger', 'mtl']);
    expect((await stack.http(COMPLIANCE, 'GET', '/seals?kind=coupons')).body.code).toBe('VALIDATION_FAILED');
    expect((await stack.http(COMPLIANCE, 'GET', '/seals/text?gamingDay=2020-02-29')).body.code).toBe('SEAL_NOT_FOUND');
    for (const account of ['dealer@harbor.example', 'pitboss@harbor.example'] as const) {
      expect((await stack.http(account, 'GET', '/seals')).status).toBe(403);
      expect((await stack.http(account, 'GET', `/seals/text?gamingDay=${lastClosedDay}`)).status).toBe(403);
    }
    const own = new Set((await listSeals()).map(({ sealId }) => sealId));
    const foreign = await stack.http('compliance@summit.example', 'GET', '/seals');
    expect((foreign.body.data as { items: Seal[] }).items.some(({ sealId }) => own.has(sealId))).toBe(false);
  });

  it('keep their seals: nobody changes or removes one', async () => {
    for (const table of ['seal', 'ledger_seal_head']) {
      await expect(stack.sql.unsafe(`update public.${table} set casino_id = casino_id`)).rejects.toThrow('APPEND_ONLY');
      await expect(stack.sql.unsafe(`delete from public.${table}`)).rejects.toThrow('APPEND_ONLY');
      await expect(stack.sql.unsafe(`truncate public.${table} cascade`)).rejects.toThrow('APPEND_ONLY');
    }
  });
});

describe('a ledger that was tampered with after it was sealed', () => {
  /** A player whose chain is sealed to its end, and its last two entries. */
  async function sealedTail() {
    const [head] = await stack.sql<{ playerId: string; entryNo: number; entryId: string; day: string }[]>`
      select h.player_id as "playerId", h.entry_no::int as "entryNo", h.entry_id as "entryId", s.gaming_day::text as day
      from public.ledger_seal_head h join public.seal s on s.casino_id = h.casino_id and s.id = h.seal_id
      join public.player_loyalty l on l.casino_id = h.casino_id and l.player_id = h.player_id and l.entry_count = h.entry_no
      where h.casino_id = ${casinoId} and h.entry_no > 2 order by h.player_id limit 1`;
    if (!head) throw new Error('No chain is sealed to its end.');
    return head;
  }

  it('proves itself as long as nobody did', async () => {
    expect(await proofAfter(async () => undefined)).toMatchObject({
      isIntact: true,
      seals: [],
      sealedThrough: lastClosedDay,
    });
  });

  it('shows a cut tail against the seal when audit trail, outbox and balance row were cleaned too', async () => {
    const { playerId, entryNo, entryId, day } = await sealedTail();
    const clean: Tamper = async (sql) => {
      await sql`delete from public.audit_log where entity_id = ${entryId}`;
      await sql`delete from public.loyalty_outbox where payload ->> 'entry_id' = ${entryId}`;
      await sql`delete from public.loyalty_ledger where id = ${entryId}`;
      await settleBalanceRow(sql, playerId);
    };
    for (const ofPlayer of [null, playerId]) {
      const proof = await proofAfter(clean, ofPlayer);
      expect(proof).toMatchObject({ isIntact: false, breaks: [], drift: [], standing: [], unwitnessed: [] });
      expect(proof.missing).toEqual([expect.objectContaining({ entryId, playerId, entryNo, namedBy: ['seal'] })]);
      expect(proof.seals).toEqual([{ gamingDay: day, kind: 'ledger', fault: 'entry_missing', playerId, entryNo }]);
    }
  });

  it('shows an entry that is not the one that was sealed', async () => {
    const { playerId, entryNo, entryId, day } = await sealedTail();
    const proof = await proofAfter(async (sql) => {
      await sql`update public.loyalty_ledger set note = 'Other' where id = ${entryId}`;
      await sql`
        update public.loyalty_ledger e set entry_hash = app.ledger_entry_hash(e, (
          select p.entry_hash from public.loyalty_ledger p where p.player_id = e.player_id and p.entry_no = e.entry_no - 1))
        where id = ${entryId}`;
      await settleBalanceRow(sql, playerId);
    });
    expect(proof).toMatchObject({ isIntact: false, breaks: [], drift: [], standing: [], missing: [], unwitnessed: [] });
    expect(proof.seals).toEqual([{ gamingDay: day, kind: 'ledger', fault: 'entry_mismatch', playerId, entryNo }]);
  });

  it.each([
    ['a root', `update public.seal set root = sha256('forged')`, ['root_mismatch', 'chain_mismatch']],
    [
      'a count',
      'update public.seal set entry_count = entry_count + 1, total_count = total_count + 1',
      ['root_mismatch', 'chain_mismatch'],
    ],
    [
      'an end of a chain',
      `update public.ledger_seal_head set entry_hash = sha256('forged') from public.seal where seal.id = seal_id`,
      ['root_mismatch'],
    ],
    ['a day', `update public.seal set gaming_day = '2000-01-01'`, ['root_mismatch', 'chain_mismatch']],
    ['an impossible day', `update public.seal set gaming_day = 'infinity'`, ['root_mismatch']],
  ])('shows a seal in which %s was changed', async (_, statement, faults) => {
    const seal = (await listSeals()).find(({ entryCount }, index) => index > 2 && entryCount > 5) as Seal;
    const proof = await proofAfter((sql) =>
      sql.unsafe(`${statement} ${statement.includes('where') ? 'and' : 'where'} seal.id = '${seal.sealId}'`),
    );
    expect(proof.isIntact).toBe(false);
    expect(proof.seals.map(({ fault }) => fault)).toEqual(expect.arrayContaining(faults));
  });

  it.each([
    ['in the middle', 3],
    ['at the end', 0],
  ])('shows that a seal %s is gone, also when the worker has sealed the day again', async (_, index) => {
    const seal = (await listSeals())[index] as Seal;
    const remove: Tamper = async (sql) => {
      await sql`delete from public.ledger_seal_head where seal_id = ${seal.sealId}`;
      await sql`delete from public.seal where id = ${seal.sealId}`;
    };
    const gone = expect.objectContaining({ gamingDay: seal.gamingDay, fault: 'seal_missing' });
    expect((await proofAfter(remove)).seals).toEqual(expect.arrayContaining([gone]));
    const again = await proofAfter(async (sql) => {
      await remove(sql);
      await sql`select app.seal_ledger_days(${casinoId}, 31)`;
    });
    expect(again.isIntact).toBe(false);
    expect(again.seals).toEqual(expect.arrayContaining([gone]));
  });

  it('shows seals that were all made anew against what the outbox told', async () => {
    const proof = await proofAfter(async (sql) => {
      const { playerId, entryId } = await sealedTail();
      await sql`delete from public.audit_log where entity_id = ${entryId}`;
      await sql`delete from public.loyalty_outbox where payload ->> 'entry_id' = ${entryId}`;
      await sql`delete from public.loyalty_ledger where id = ${entryId}`;
      await settleBalanceRow(sql, playerId);
      await sql`delete from public.ledger_seal_head where casino_id = ${casinoId}`;
      await sql`delete from public.seal where casino_id = ${casinoId} and kind = 'ledger'`;
      await sql`select app.seal_ledger_days(${casinoId}, 31)`;
    });
    expect(proof).toMatchObject({ isIntact: false, breaks: [], drift: [], standing: [], missing: [], unwitnessed: [] });
    expect(new Set(proof.seals.map(({ fault }) => fault))).toEqual(new Set(['seal_missing']));
  });
});

describe('entries that are on their way while a day is sealed', () => {
  /** Seals the day after the last one that is sealed, whether it is over or not. */
  const sealNextDay = () =>
    stack.sql`
      select app.seal_ledger_day(app.worker_context(${casinoId}), (select max(gaming_day) + 1 from public.seal where casino_id = ${casinoId}))`;
  const correct = async (playerId: string) =>
    expect(
      await stack.rpc(LOYALTY, 'rpc_post_correction', {
        p_player_id: playerId,
        p_points: 5,
        p_note: 'Race',
        p_idempotency_key: newId(),
      }),
    ).toMatchObject({ status: 200 });

  it('fall into the next seal, and nobody waits for them', async () => {
    const [player] = await stack.sql`
      select player_id as id from public.player_loyalty where casino_id = ${casinoId} order by player_id limit 1`;
    await stack.sql.begin(async (sql) => {
      await sql`
        select app.post_ledger_entry(app.worker_context(${casinoId}), jsonb_populate_record(null::public.loyalty_ledger,
          jsonb_build_object('player_id', ${player?.id}::text, 'points', 5, 'reason', 'correction', 'gaming_day', ${lastClosedDay}::text,
            'idempotency_key', 'late', 'request_hash', '\\x00')))`;
      // While the entry is not committed, the next day is sealed without it.
      await sealNextDay();
    });
    const covered = async () =>
      (
        await stack.sql`
          select (app.find_sealed_head(${casinoId}, ${player?.id})).entry_no is not distinct from entry_count as is_covered
          from public.player_loyalty where casino_id = ${casinoId} and player_id = ${player?.id}`
      )[0]?.is_covered;
    expect(await covered()).toBe(false);
    await sealNextDay();
    expect(await covered()).toBe(true);
    expect(await proofAfter(async () => undefined)).toMatchObject({ isIntact: true });
  });

  it('are all covered in the end, each by one seal, however postings and seals overlap', async () => {
    const players = await stack.sql<{ id: string }[]>`
      select player_id as id from public.player_loyalty where casino_id = ${casinoId} order by player_id limit 12`;
    let isPosting = true;
    const posting = Promise.all(
      players.map(async ({ id }) => {
        for (let round = 0; round < 10; round++) await correct(id);
      }),
    ).finally(() => {
      isPosting = false;
    });
    // Days to come take what is there, as days past would.
    while (isPosting) await sealNextDay();
    await posting;
    await sealNextDay();
    const [count] = await stack.sql`
      select (select count(*)::int from public.loyalty_ledger where casino_id = ${casinoId}) as entries,
        (select total_count::int from public.seal where casino_id = ${casinoId} and kind = 'ledger' order by gaming_day desc limit 1) as total,
        (select sum(entry_count)::int from public.seal where casino_id = ${casinoId} and kind = 'ledger') as sum,
        (select count(*)::int from public.seal where casino_id = ${casinoId} and kind = 'ledger' and entry_count > 0 and gaming_day > ${lastClosedDay}) as "seals"`;
    expect(count).toMatchObject({ total: count?.entries, sum: count?.entries });
    expect(count?.seals).toBeGreaterThan(1);
    expect(await proofAfter(async () => undefined)).toMatchObject({ isIntact: true, seals: [], missing: [] });
  });

  it('seals of two workers at once are one', async () => {
    await Promise.all(Array.from({ length: 4 }, () => stack.rpc('service', 'rpc_worker_seal_days', {})));
    const rows = await stack.sql`select 1 from public.seal group by casino_id, kind, gaming_day having count(*) > 1`;
    expect(rows).toEqual([]);
    expect((await proofAfter(async () => undefined)).isIntact).toBe(true);
  });
});
