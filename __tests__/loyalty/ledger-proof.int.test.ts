import fc from 'fast-check';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LedgerIntegrity } from '@/services/loyalty/dtos';
import { SEED } from '../support/seed';
import { OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { proofAfter as proofOf, type Tamper } from './tampering';

const COMPLIANCE = 'compliance@harbor.example';
const RANDOM_TAMPERINGS = 100;

type Entry = { id: string; casinoId: string; playerId: string; entryNo: number; entryCount: number };

let stack: TestStack;
let entries: Entry[];
/** A player with several entries, for tampering at the first, in the middle and at the last. */
let chain: Entry[];

beforeAll(async () => {
  stack = await startTestStack();
  entries = await stack.sql<Entry[]>`
    select e.id, e.casino_id as "casinoId", e.player_id as "playerId", e.entry_no::int as "entryNo", l.entry_count::int as "entryCount"
    from public.loyalty_ledger e
    join public.player_loyalty l on l.casino_id = e.casino_id and l.player_id = e.player_id
    join public.casino c on c.id = e.casino_id
    where c.slug = 'harbor' order by e.id`;
  const longest = entries.reduce((best, entry) => (entry.entryCount > best.entryCount ? entry : best));
  chain = entries
    .filter(({ playerId }) => playerId === longest.playerId)
    .sort((one, other) => one.entryNo - other.entryNo);
  expect(chain.length).toBeGreaterThanOrEqual(5);
});
afterAll(() => stack.dispose());

const proofAfter = (tamper: Tamper, playerId?: string) => proofOf(stack, tamper, playerId);

function breakOf(proof: LedgerIntegrity, playerId: string) {
  return proof.breaks.find((found) => found.playerId === playerId);
}

/** The entries of the chain by place: the first, one in the middle, the last. */
function pick(place: 'first' | 'middle' | 'last'): Entry {
  const entry = chain.at({ first: 0, middle: Math.floor(chain.length / 2), last: -1 }[place]);
  if (!entry) throw new Error('The chain is empty.');
  return entry;
}

/** One way to alter each column, and what the proof calls it. Whatever has no own check breaks the hash. */
const COLUMNS: Record<string, { value: string; kind?: string }> = {
  casino_id: { value: "(select id from public.casino where slug = 'summit')", kind: 'entry_missing' },
  id: { value: 'gen_random_uuid()' },
  player_id: { value: 'gen_random_uuid()', kind: 'entry_missing' },
  entry_no: { value: 'entry_no + 1000', kind: 'entry_missing' },
  points: { value: 'points + 1', kind: 'balance_mismatch' },
  balance_after: { value: 'balance_after + 1', kind: 'balance_mismatch' },
  reason: { value: "case reason when 'correction' then 'promotion' else 'correction' end::public.loyalty_reason" },
  note: { value: "coalesce(note || '!', 'new')" },
  is_override: { value: 'not is_override' },
  visit_id: { value: 'gen_random_uuid()' },
  rating_slip_id: { value: 'null' },
  // What the system posted has none.
  staff_id: { value: 'case when staff_id is null then gen_random_uuid() end' },
  gaming_day: { value: 'gaming_day + 1' },
  idempotency_key: { value: "idempotency_key || '!'" },
  request_hash: { value: "sha256('other')" },
  correlation_id: { value: 'gen_random_uuid()' },
  reward_id: { value: 'gen_random_uuid()' },
  reversed_entry_id: { value: 'gen_random_uuid()' },
  metadata: { value: `metadata || '{"seen": true}'` },
  created_at: { value: "created_at + interval '1 microsecond'" },
  entry_hash: { value: 'set_byte(entry_hash, 31, (get_byte(entry_hash, 31) + 1) % 256)' },
};

async function alterColumn(sql: postgres.TransactionSql, entry: Entry, column: string, value: string): Promise<void> {
  await sql.unsafe(`update public.loyalty_ledger set ${column} = ${value} where id = '${entry.id}'`);
}

describe('an intact ledger', () => {
  it('proves itself, for all players and for one', async () => {
    const [counts] = await stack.sql`
      select count(*)::int as players, sum(entry_count)::int as entries from public.player_loyalty l
      join public.casino c on c.id = l.casino_id where c.slug = 'harbor'`;
    const proof = await proofAfter(async () => undefined);
    expect(proof).toMatchObject({
      isIntact: true,
      playersChecked: counts?.players,
      entriesChecked: counts?.entries,
      breaks: [],
      drift: [],
    });
    expect(await proofAfter(async () => undefined, pick('first').playerId)).toMatchObject({
      isIntact: true,
      playersChecked: 1,
      entriesChecked: chain.length,
    });
  });

  it('is proved to who may verify it, over HTTP, and to nobody else', async () => {
    const answer = await stack.http(COMPLIANCE, 'GET', '/loyalty/integrity');
    expect(answer).toMatchObject({ status: 200, body: { data: { isIntact: true, breaks: [], drift: [] } } });
    for (const account of [PIT_BOSS, 'dealer@harbor.example', 'cashier@harbor.example'] as const) {
      expect((await stack.http(account, 'GET', '/loyalty/integrity')).status).toBe(403);
    }
  });

  it('says how many a casino of its own has, never another one’s', async () => {
    const foreign = await stack.rpc('admin@harbor.example', 'rpc_verify_loyalty_ledger', {
      p_player_id: await idOfForeignPlayer(),
    });
    expect(foreign).toMatchObject({ status: 404, body: { message: 'PLAYER_NOT_FOUND' } });
  });

  it('proves itself whatever the session’s settings are', async () => {
    const proof = await proofAfter(async (sql) => {
      await sql`set local time zone 'Pacific/Kiritimati'`;
      await sql`set local datestyle = 'German, DMY'`;
      await sql`set local intervalstyle = 'sql_standard'`;
      await sql`set local bytea_output = 'escape'`;
      await sql`set local extra_float_digits = -15`;
    });
    expect(proof.isIntact).toBe(true);
  });
});

async function idOfForeignPlayer(): Promise<string> {
  const [player] = await stack.sql`
    select p.id from public.player p join public.casino c on c.id = p.casino_id where c.slug = 'summit' limit 1`;
  return player?.id;
}

describe('one altered column', () => {
  it('is tried for every column that the ledger has', async () => {
    const columns = await stack.sql<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = 'loyalty_ledger'`;
    expect(columns.map(({ name }) => name).sort()).toEqual(Object.keys(COLUMNS).sort());
  });

  it.each(
    Object.entries(COLUMNS).flatMap(([column, { value, kind = 'hash_mismatch' }]) =>
      (['first', 'middle', 'last'] as const).map((place) => [column, place, value, kind] as const),
    ),
  )('%s of the %s entry is found there', async (column, place, value, kind) => {
    const entry = pick(place);
    const proof = await proofAfter((sql) => alterColumn(sql, entry, column, value));
    expect(proof.isIntact).toBe(false);
    expect(breakOf(proof, entry.playerId)).toMatchObject({ entryNo: entry.entryNo, kind });
    const named = breakOf(proof, entry.playerId)?.entryId;
    if (kind === 'entry_missing') expect(named).toBeNull();
    else if (column !== 'id') expect(named).toBe(entry.id);
  });
});

describe('a value at the edge of its column', () => {
  it.each([
    ['points', '9223372036854775807'],
    ['points', '-9223372036854775808'],
    ['balance_after', '9223372036854775807'],
    ['balance_after', '-9223372036854775808'],
    ['entry_no', '9223372036854775807'],
    ['gaming_day', "'infinity'"],
    ['gaming_day', "'-infinity'"],
    ['created_at', "'infinity'"],
    ['created_at', "'-infinity'"],
  ])('%s = %s is found and does not stop the proof', async (column, value) => {
    const entry = pick('middle');
    const proof = await proofAfter((sql) => alterColumn(sql, entry, column, value));
    expect(breakOf(proof, entry.playerId)).toMatchObject({ entryNo: entry.entryNo });
  });

  it.each(['9223372036854775807', '-9223372036854775808'])('a balance of %s is found as drift', async (value) => {
    const { playerId } = pick('first');
    const proof = await proofAfter((sql) =>
      sql.unsafe(`update public.player_loyalty set balance = ${value} where player_id = '${playerId}'`),
    );
    expect(proof.drift).toMatchObject([{ playerId }]);
  });
});

describe('entries', () => {
  it.each(['first', 'middle', 'last'] as const)('the %s one deleted is missed at its number', async (place) => {
    const entry = pick(place);
    const proof = await proofAfter((sql) => sql`delete from public.loyalty_ledger where id = ${entry.id}`);
    expect(breakOf(proof, entry.playerId)).toMatchObject({
      entryNo: entry.entryNo,
      entryId: null,
      kind: 'entry_missing',
    });
    expect(proof.drift.map(({ playerId }) => playerId)).toEqual([entry.playerId]);
  });

  it('all of a player deleted is missed at the first', async () => {
    const { playerId } = pick('first');
    const proof = await proofAfter((sql) => sql`delete from public.loyalty_ledger where player_id = ${playerId}`);
    expect(breakOf(proof, playerId)).toMatchObject({ entryNo: 1, kind: 'entry_missing' });
  });

  it('one deleted and the rest renumbered to close the gap is found where it was', async () => {
    const entry = pick('middle');
    const proof = await proofAfter(async (sql) => {
      await sql`delete from public.loyalty_ledger where id = ${entry.id}`;
      for (const { id } of chain.filter(({ entryNo }) => entryNo > entry.entryNo)) {
        await sql`update public.loyalty_ledger set entry_no = entry_no - 1 where id = ${id}`;
      }
    });
    expect(breakOf(proof, entry.playerId)).toMatchObject({ entryNo: entry.entryNo });
  });

  it('two swapped are found at the earlier', async () => {
    const [one, other] = [pick('middle'), pick('last')];
    const proof = await proofAfter(async (sql) => {
      await sql`update public.loyalty_ledger set entry_no = 1000000 where id = ${one.id}`;
      await sql`update public.loyalty_ledger set entry_no = ${one.entryNo} where id = ${other.id}`;
      await sql`update public.loyalty_ledger set entry_no = ${other.entryNo} where id = ${one.id}`;
    });
    expect(breakOf(proof, one.playerId)).toMatchObject({ entryNo: one.entryNo, entryId: other.id });
  });

  it('one slipped in is found there', async () => {
    const after = pick('middle');
    const proof = await proofAfter(async (sql) => {
      for (const { id } of chain.filter(({ entryNo }) => entryNo > after.entryNo).reverse()) {
        await sql`update public.loyalty_ledger set entry_no = entry_no + 1 where id = ${id}`;
      }
      await insertForged(sql, after, "sha256('forged')");
    });
    expect(breakOf(proof, after.playerId)).toMatchObject({ entryNo: after.entryNo + 1, kind: 'hash_mismatch' });
  });

  it('one slipped in with a right hash of its own breaks the chain at the next', async () => {
    const after = pick('middle');
    const proof = await proofAfter(async (sql) => {
      for (const { id } of chain.filter(({ entryNo }) => entryNo > after.entryNo).reverse()) {
        await sql`update public.loyalty_ledger set entry_no = entry_no + 1 where id = ${id}`;
      }
      await insertForged(sql, after, 'app.ledger_entry_hash(forged, previous_hash)');
    });
    expect(breakOf(proof, after.playerId)).toMatchObject({ entryNo: after.entryNo + 2, kind: 'balance_mismatch' });
  });

  it('one added at the end with a right hash is more than the balance row knows', async () => {
    const last = pick('last');
    const proof = await proofAfter((sql) => insertForged(sql, last, 'app.ledger_entry_hash(forged, previous_hash)'));
    expect(proof.isIntact).toBe(false);
    expect(breakOf(proof, last.playerId)).toMatchObject({ entryNo: last.entryNo + 1, kind: 'head_mismatch' });
  });

  it('rewritten to the end with right numbers, balances and hashes still end other than the balance row remembers', async () => {
    const entry = pick('middle');
    const proof = await proofAfter(async (sql) => {
      await sql`update public.loyalty_ledger set note = 'rewritten' where id = ${entry.id}`;
      for (const { id } of chain.filter(({ entryNo }) => entryNo >= entry.entryNo)) {
        await sql`
          update public.loyalty_ledger e set entry_hash = app.ledger_entry_hash(e, (
            select p.entry_hash from public.loyalty_ledger p where p.player_id = e.player_id and p.entry_no = e.entry_no - 1))
          where e.id = ${id}`;
      }
    });
    expect(breakOf(proof, entry.playerId)).toMatchObject({ kind: 'head_mismatch' });
  });

  it('moved to the chain of another player are missed in the one and found in the other', async () => {
    const entry = pick('last');
    const other = entries.find(({ playerId, entryCount }) => playerId !== entry.playerId && entryCount < entry.entryNo);
    const proof = await proofAfter(
      (sql) => sql`update public.loyalty_ledger set player_id = ${other?.playerId ?? ''} where id = ${entry.id}`,
    );
    expect(breakOf(proof, entry.playerId)).toMatchObject({ entryNo: entry.entryNo, kind: 'entry_missing' });
    expect(breakOf(proof, other?.playerId ?? '')).toBeDefined();
    expect(proof.drift).toHaveLength(2);
  });
});

/** Puts one more entry right behind `after`, with the balance that follows; `hash` may use `forged` and `previous_hash`. */
async function insertForged(sql: postgres.TransactionSql, after: Entry, hash: string): Promise<void> {
  await sql.unsafe(`
    with forged_entry as (
      select jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'entry_no', e.entry_no + 1, 'points', 50,
        'balance_after', e.balance_after + 50, 'idempotency_key', 'forged', 'reversed_entry_id', null)) as forged,
        e.entry_hash as previous_hash
      from public.loyalty_ledger e where e.id = '${after.id}'
    )
    insert into public.loyalty_ledger
    select (jsonb_populate_record(forged, jsonb_build_object('entry_hash', ${hash}))).* from forged_entry`);
}

describe('the balance row', () => {
  it('altered shows as drift', async () => {
    const { playerId } = pick('first');
    const [before] = await stack.sql`select balance::int from public.player_loyalty where player_id = ${playerId}`;
    const proof = await proofAfter(
      (sql) => sql`update public.player_loyalty set balance = balance + 7 where player_id = ${playerId}`,
    );
    expect(proof).toMatchObject({
      isIntact: false,
      breaks: [],
      drift: [{ playerId, balance: before?.balance + 7, ledgerSum: before?.balance }],
    });
  });

  it.each([
    ['a longer chain', 'entry_count = entry_count + 1', 'entry_missing'],
    ['a shorter chain', 'entry_count = entry_count - 1', 'head_mismatch'],
    ['another end', "last_entry_hash = sha256('other')", 'head_mismatch'],
    ['no end', 'last_entry_hash = null', 'head_mismatch'],
  ])('that remembers %s is found', async (_, change, kind) => {
    const { playerId } = pick('first');
    const proof = await proofAfter((sql) =>
      sql.unsafe(`update public.player_loyalty set ${change} where player_id = '${playerId}'`),
    );
    expect(proof.isIntact).toBe(false);
    expect(breakOf(proof, playerId)).toMatchObject({ kind });
  });

  it('deleted is found', async () => {
    const { playerId } = pick('first');
    const proof = await proofAfter((sql) => sql`delete from public.player_loyalty where player_id = ${playerId}`);
    expect(breakOf(proof, playerId)).toMatchObject({ kind: 'player_not_enrolled' });
    expect(proof.drift).toMatchObject([{ playerId, balance: 0 }]);
  });
});

describe('the proof of one player', () => {
  it('sees that player’s chain and no other', async () => {
    const entry = pick('middle');
    const other = entries.find(({ playerId }) => playerId !== entry.playerId);
    const tamper = (sql: postgres.TransactionSql) => alterColumn(sql, entry, 'note', "'tampered'");
    expect(await proofAfter(tamper, other?.playerId)).toMatchObject({ isIntact: true, playersChecked: 1 });
    const proof = await proofAfter(tamper, entry.playerId);
    expect(proof.breaks).toMatchObject([{ playerId: entry.playerId, entryNo: entry.entryNo, kind: 'hash_mismatch' }]);
  });

  it('is not disturbed by the other casino', async () => {
    const proof = await proofAfter(
      (sql) => sql`
        update public.loyalty_ledger set note = 'tampered'
        where casino_id = (select id from public.casino where slug = 'summit')`,
    );
    expect(proof.isIntact).toBe(true);
    const answer = await stack.rpc('admin@summit.example', 'rpc_verify_loyalty_ledger', {});
    expect(answer.body).toMatchObject({ is_intact: true });
    expect((await stack.http(OTHER_PIT_BOSS, 'GET', '/loyalty/integrity')).status).toBe(403);
  });
});

describe('random tampering', () => {
  it.each([SEED, SEED + 1, SEED + 2, SEED + 3])(
    `is found at the right entry, ${RANDOM_TAMPERINGS} times (seed %i)`,
    async (seed) => {
      const playerIds = new Set(entries.map(({ playerId }) => playerId));
      const alteration = fc.constantFrom(...Object.keys(COLUMNS)).chain((column) => {
        const amount = fc.integer({ min: 1, max: 1_000_000 });
        const text = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'abcXYZ019 ëß—') });
        return fc.tuple(amount, text, fc.boolean()).map(([number, words, isNegative]) => {
          const signed = isNegative ? -number : number;
          const values: Record<string, string> = {
            entry_no: `entry_no + ${number + 10_000}`,
            points: `case when points + ${signed} = 0 then points + 1 else points + ${signed} end`,
            balance_after: `balance_after + ${signed}`,
            note: `case when note is not distinct from '${words}' then '${words}!' else '${words}' end`,
            gaming_day: `gaming_day + ${signed}`,
            idempotency_key: `idempotency_key || '${words}'`,
            request_hash: `sha256('${number}')`,
            metadata: `metadata || '{"n": ${signed}}'`,
            created_at: `created_at + interval '${signed} microseconds'`,
            entry_hash: `set_byte(entry_hash, ${number % 32}, (get_byte(entry_hash, ${number % 32}) + ${1 + (number % 255)}) % 256)`,
          };
          return { column, value: values[column] ?? COLUMNS[column]?.value ?? '' };
        });
      });
      const tampering = fc.record({
        entry: fc.nat(entries.length - 1).map((index) => entries[index] as Entry),
        change: fc.oneof(
          { weight: 9, arbitrary: alteration },
          { weight: 1, arbitrary: fc.constant('delete' as const) },
        ),
      });
      await fc.assert(
        fc.asyncProperty(tampering, async ({ entry, change }) => {
          const proof = await proofAfter(async (sql) => {
            if (change === 'delete') await sql`delete from public.loyalty_ledger where id = ${entry.id}`;
            else await alterColumn(sql, entry, change.column, change.value);
          });
          expect(proof.isIntact).toBe(false);
          // An entry given to a player who does not exist is also found there; that is no other player's break.
          const found = proof.breaks.filter(({ playerId }) => playerIds.has(playerId));
          expect(found.map(({ playerId, entryNo }) => ({ playerId, entryNo }))).toEqual([
            { playerId: entry.playerId, entryNo: entry.entryNo },
          ]);
        }),
        { numRuns: RANDOM_TAMPERINGS, seed },
      );
    },
  );

  it('leaves the ledger as it was: every tampering was rolled back', async () => {
    expect((await proofAfter(async () => undefined)).isIntact).toBe(true);
    await expect(stack.sql`update public.loyalty_ledger set note = 'x' where id = ${pick('first').id}`).rejects.toThrow(
      'APPEND_ONLY',
    );
  });
});
