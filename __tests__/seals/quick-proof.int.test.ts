import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { bothProofsAfter, rechain, settleBalanceRow, type Tamper } from '../loyalty/tampering';
import { startTestStack, type TestStack } from '../support/stack';

const COMPLIANCE = 'compliance@harbor.example';
const LOYALTY = 'loyalty@harbor.example';
type Entry = { id: string; entryNo: number };

let stack: TestStack;
let casinoId: string;
let sealedThrough: string;
/** A player with sealed entries and three newer ones, and one whose chain is sealed to its end. */
let busyId: string;
let quietId: string;
let newer: Entry[];
let sealedEnd: Entry;

beforeAll(async () => {
  stack = await startTestStack();
  const [house] = await stack.sql`select id from public.casino where slug = 'harbor'`;
  casinoId = house?.id;
  await stack.sql`select app.seal_ledger_days(${casinoId}, 60)`;
  const sealed = await stack.sql<{ playerId: string }[]>`
    select l.player_id as "playerId" from public.player_loyalty l
    where l.casino_id = ${casinoId} and l.entry_count > 2 and (app.find_sealed_head(l.casino_id, l.player_id)).entry_no = l.entry_count
    order by l.player_id limit 2`;
  [busyId, quietId] = sealed.map(({ playerId }) => playerId) as [string, string];
  for (const points of [5, 6, 7]) {
    const args = { p_player_id: busyId, p_points: points, p_note: 'After the seal', p_idempotency_key: newId() };
    expect(await stack.rpc(LOYALTY, 'rpc_post_correction', args)).toMatchObject({ status: 200 });
  }
  const [seal] = await stack.sql`
    select max(gaming_day)::text as day from public.seal where casino_id = ${casinoId} and kind = 'ledger'`;
  sealedThrough = seal?.day;
  newer = await listNewer();
  const [end] = await stack.sql<Entry[]>`
    select entry_id as id, entry_no::int as "entryNo" from app.find_sealed_head(${casinoId}, ${quietId})`;
  sealedEnd = end as Entry;
});
afterAll(() => stack.dispose());

async function listNewer(): Promise<Entry[]> {
  const entries = await stack.sql<Entry[]>`
    select id, entry_no::int as "entryNo" from public.loyalty_ledger
    where player_id = ${busyId} and entry_no > (app.find_sealed_head(${casinoId}, ${busyId})).entry_no order by entry_no`;
  expect(entries).toHaveLength(3);
  return [...entries];
}

const proofsAfter = (tamper: Tamper) => bothProofsAfter(stack, tamper);

/** Takes an entry out of every record but the seals, as far as somebody can who is past every trigger. */
async function wipe(sql: postgres.TransactionSql, playerId: string, entryId: string): Promise<void> {
  await sql`delete from public.audit_log where entity_id = ${entryId}`;
  await sql`delete from public.loyalty_outbox where payload ->> 'entry_id' = ${entryId}`;
  await sql`delete from public.loyalty_ledger where id = ${entryId}`;
  await settleBalanceRow(sql, playerId);
}

describe('the quick proof of a sound ledger', () => {
  it('finds nothing, and says since which day and how much it looked at', async () => {
    const [counts] = await stack.sql`
      select count(*)::int as players, sum(l.entry_count - coalesce((app.find_sealed_head(l.casino_id, l.player_id)).entry_no, 0))::int as newer
      from public.player_loyalty l where l.casino_id = ${casinoId}`;
    const answer = await stack.http(COMPLIANCE, 'GET', '/loyalty/integrity/since-seal');
    expect(answer).toMatchObject({
      status: 200,
      body: { data: { isIntact: true, sealedThrough, playersChecked: counts?.players, entriesChecked: counts?.newer } },
    });
    expect(answer.body.data).not.toHaveProperty('standing');
  });

  it('looks at everything while no day is sealed', async () => {
    const { quick, whole } = await proofsAfter(async (sql) => {
      for (const table of ['ledger_seal_head', 'seal']) await sql.unsafe(`delete from public.${table}`);
      await sql`delete from public.loyalty_outbox where event_type = 'ledger.sealed'`;
    });
    expect(quick).toMatchObject({ isIntact: true, sealedThrough: null, entriesChecked: whole.entriesChecked });
  });

  it('is not disturbed by the other casino', async () => {
    const { quick } = await proofsAfter(
      (sql) => sql`
        delete from public.loyalty_ledger where casino_id = (select id from public.casino where slug = 'summit')`,
    );
    expect(quick).toMatchObject({ isIntact: true });
  });
});

describe('after the newest seal the quick proof finds what the whole one finds', () => {
  const change = (column: string) => (sql: postgres.TransactionSql) =>
    sql.unsafe(`update public.loyalty_ledger set ${column} where id = '${newer[1]?.id}'`);

  it.each([
    ['a note was changed', "note = 'Other'"],
    ['points were changed', 'points = points + 1'],
    ['a balance was changed', 'balance_after = balance_after + 1'],
    ['a hash was changed', "entry_hash = sha256('other')"],
    ['an entry was moved to another number', 'entry_no = entry_no + 1000'],
    ['an entry was moved to the other casino', "casino_id = (select id from public.casino where slug = 'summit')"],
  ])('%s', async (_, column) => {
    const { quick, whole } = await proofsAfter(change(column));
    expect(quick.isIntact).toBe(false);
    expect(quick.breaks).toEqual(whole.breaks);
    expect(quick.breaks).toMatchObject([{ playerId: busyId, entryNo: newer[1]?.entryNo }]);
    expect([quick.missing, quick.unwitnessed]).toEqual([whole.missing, whole.unwitnessed]);
  });

  it.each([
    [
      'an entry in the middle was deleted',
      async (sql: postgres.TransactionSql) => {
        await sql`delete from public.loyalty_ledger where id = ${newer[1]?.id ?? ''}`;
      },
    ],
    [
      'the last entry was deleted',
      async (sql: postgres.TransactionSql) => {
        await sql`delete from public.loyalty_ledger where id = ${newer[2]?.id ?? ''}`;
      },
    ],
    [
      'the balance row remembers another end',
      async (sql: postgres.TransactionSql) => {
        await sql`update public.player_loyalty set last_entry_hash = sha256('other') where player_id = ${busyId}`;
      },
    ],
    [
      'the balance row remembers fewer entries',
      async (sql: postgres.TransactionSql) => {
        await sql`update public.player_loyalty set entry_count = entry_count - 1 where player_id in (${busyId}, ${quietId})`;
      },
    ],
  ])('%s', async (_, tamper) => {
    const { quick, whole } = await proofsAfter(tamper);
    expect(quick.isIntact).toBe(false);
    expect(quick.breaks).toEqual(whole.breaks);
    expect(quick.breaks.length).toBeGreaterThan(0);
    expect([quick.missing, quick.unwitnessed]).toEqual([whole.missing, whole.unwitnessed]);
  });

  it('the last entry was deleted and the balance row set back: audit trail and outbox name it', async () => {
    const last = newer[2] as Entry;
    const { quick } = await proofsAfter(async (sql) => {
      await sql`delete from public.loyalty_ledger where id = ${last.id}`;
      await settleBalanceRow(sql, busyId);
    });
    expect(quick).toMatchObject({ isIntact: false, breaks: [], drift: [], seals: [] });
    expect(quick.missing).toEqual([
      expect.objectContaining({ entryId: last.id, playerId: busyId, namedBy: ['audit', 'outbox'] }),
    ]);
  });

  // Ids are ordered by time: one from long ago must not hide an entry from those who ask for witnesses of late.
  it.each(['019ac000-0000-7000-8000-00000000f00d', 'ffffffff-0000-7000-8000-00000000f00d'])(
    'an entry was forged with a right hash, under the id %s',
    async (forgedId) => {
      const { quick, whole } = await proofsAfter(async (sql) => {
        await sql`
          insert into public.loyalty_ledger
          select (jsonb_populate_record(e, jsonb_build_object('id', ${forgedId}::text, 'entry_no', e.entry_no + 1, 'points', 500,
            'idempotency_key', 'forged', 'reason', 'promotion'))).*
          from public.loyalty_ledger e where e.id = ${newer[2]?.id ?? ''}`;
        await rechain(sql, busyId, (newer[2]?.entryNo ?? 0) + 1);
        await settleBalanceRow(sql, busyId);
      });
      expect(quick).toMatchObject({ isIntact: false, breaks: [], drift: [], missing: [] });
      expect(quick.unwitnessed).toEqual(whole.unwitnessed);
      expect(quick.unwitnessed).toEqual([
        expect.objectContaining({ entryId: forgedId, playerId: busyId, notNamedBy: ['audit', 'outbox'] }),
      ]);
    },
  );
});

describe('of what is sealed the quick proof sees', () => {
  it('that the end of a chain was cut off, when every other record was cleaned too', async () => {
    const { quick, whole } = await proofsAfter((sql) => wipe(sql, quietId, sealedEnd.id));
    expect(quick).toMatchObject({ isIntact: false, breaks: [], drift: [] });
    expect(quick.seals).toEqual(whole.seals);
    expect(quick.seals).toMatchObject([{ fault: 'entry_missing', playerId: quietId, entryNo: sealedEnd.entryNo }]);
  });

  it('that the end of a chain is another entry', async () => {
    const { quick } = await proofsAfter(async (sql) => {
      await sql`update public.loyalty_ledger set note = 'Other' where id = ${sealedEnd.id}`;
      await rechain(sql, quietId, sealedEnd.entryNo);
      await settleBalanceRow(sql, quietId);
    });
    expect(quick.seals).toMatchObject([{ fault: 'entry_mismatch', playerId: quietId, entryNo: sealedEnd.entryNo }]);
  });

  it('that a balance is another than the last entry left', async () => {
    const { quick, whole } = await proofsAfter(
      (sql) => sql`update public.player_loyalty set balance = balance + 7 where player_id = ${quietId}`,
    );
    expect(quick).toMatchObject({ isIntact: false, breaks: [], drift: [{ playerId: quietId }] });
    expect(quick.drift).toEqual(whole.drift);
  });

  it.each([
    ['root', 'root_mismatch'],
    ['previous_seal', 'root_mismatch'],
  ])('that the %s of the newest seal was changed', async (column, fault) => {
    const { quick } = await proofsAfter((sql) =>
      sql.unsafe(
        `update public.seal set ${column} = sha256('forged') where casino_id = '${casinoId}' and gaming_day = '${sealedThrough}'`,
      ),
    );
    expect(quick).toMatchObject({ isIntact: false, seals: [{ gamingDay: sealedThrough, fault }] });
  });

  it('that an older seal is gone, or does not follow the one before it', async () => {
    const { quick } = await proofsAfter(
      (sql) => sql`
        delete from public.seal where casino_id = ${casinoId} and gaming_day = ${sealedThrough}::date - 3`,
    );
    expect(quick.seals.map(({ fault }) => fault).sort()).toEqual(['chain_mismatch', 'seal_missing']);
  });
});

describe('what only the whole proof sees, and docs/seals.md says so', () => {
  it.each([
    [
      'a sealed entry that was changed where it stands',
      async (sql: postgres.TransactionSql) => {
        await sql`update public.loyalty_ledger set note = 'Other' where player_id = ${quietId} and entry_no = 1`;
      },
    ],
    [
      'an entry that was deleted in the middle of what is sealed, with its witnesses',
      async (sql: postgres.TransactionSql) => {
        const first = sql`select id from public.loyalty_ledger where player_id = ${quietId} and entry_no = 1`;
        await sql`delete from public.audit_log where entity_id = (${first})`;
        await sql`delete from public.loyalty_outbox where payload ->> 'entry_id' = (${first})::text`;
        await sql`delete from public.loyalty_ledger where id = (${first})`;
      },
    ],
    [
      'lifetime points',
      async (sql: postgres.TransactionSql) => {
        await sql`update public.player_loyalty set lifetime_points = lifetime_points + 1 where player_id = ${quietId}`;
      },
    ],
    [
      'an end of a chain in an older seal',
      async (sql: postgres.TransactionSql) => {
        await sql`
        update public.ledger_seal_head h set entry_hash = sha256('forged')
        where h.entry_id = (
          select o.entry_id from public.ledger_seal_head o
          join public.ledger_seal_head later on later.player_id = o.player_id and later.entry_no > o.entry_no
          join public.seal s on s.id = o.seal_id and s.gaming_day < ${sealedThrough}
          where o.casino_id = ${casinoId} order by o.entry_id limit 1)`;
      },
    ],
  ])('%s', async (_, tamper) => {
    const { quick, whole } = await proofsAfter(tamper);
    expect(whole.isIntact).toBe(false);
    expect(quick.isIntact).toBe(true);
  });
});
