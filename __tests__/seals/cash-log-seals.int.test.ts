import { createHash } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Seal } from '@/services/seals/dtos';
import { bothProofsAfter, type Tamper } from '../loyalty/tampering';
import { startTestStack, type TestStack } from '../support/stack';

const COMPLIANCE = 'compliance@harbor.example';
const BLOCK = 1000;
const ENTRIES = BLOCK + 150;

let stack: TestStack;
let casinoId: string;
/** Two gaming days before the demo begins: on the first the log was kept, on the second nobody wrote. */
let days: string[];

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  const found = await stack.sql<{ casinoId: string; day: string }[]>`
    select c.id as "casinoId", (app.gaming_day(c.id) - ago)::text as day
    from public.casino c cross join generate_series(20, 19, -1) ago where c.slug = 'harbor' order by ago desc`;
  casinoId = found[0]?.casinoId ?? '';
  days = found.map(({ day }) => day);
  await writeLog(stack.sql, days[0] ?? '');
  for (let hasMore = true; hasMore; ) {
    const { body } = await stack.rpc('service', 'rpc_worker_seal_days', {});
    hasMore = (body as { has_more: boolean }).has_more;
  }
});
afterAll(() => stack.dispose());

/**
 * A day's log as it would have been written then: descriptions, entries of which some are voided or shared, who somebody was,
 * the closing of an older day.
 */
async function writeLog(sql: postgres.Sql, day: string): Promise<void> {
  // An id that was made so many seconds after the day began.
  const idAt = `overlay(app.uuid_v7()::text placing left(app.lowest_id_at(at)::text, 13) from 1 for 13)::uuid`;
  const made = `cross join lateral (select app.gaming_day_start('${casinoId}', '${day}') + n * interval '1 second' as at) made`;
  const staff = `(select id from public.staff where casino_id = '${casinoId}' order by id limit 1)`;
  const player = (place: string) =>
    `(select id from public.player where casino_id = '${casinoId}' order by id limit 1 offset ${place})`;
  await sql.unsafe(`
    insert into public.mtl_unknown_patron (casino_id, id, gaming_day, description, hair, staff_id, created_at)
    select '${casinoId}', ${idAt}, '${day}', 'Grey suit, "日" ' || n, 'grey', ${staff}, at from generate_series(0, 1) n ${made};
    insert into public.mtl_entry (casino_id, id, gaming_day, entry_no, direction, kind, tender, amount_cents, counts_toward_ctr, area,
      player_id, unknown_patron_id, note, is_after_close, staff_id, correlation_id, occurred_at, created_at)
    select '${casinoId}', ${idAt}, '${day}', 10000 + n, 'in', 'chip_purchase', 'currency', 100 * n, true, 'cage',
      case when n % 5 > 0 then ${player('n % 3')} end,
      case when n % 5 = 0 then (select min(id::text)::uuid from public.mtl_unknown_patron where casino_id = '${casinoId}' and gaming_day = '${day}') end,
      case when n % 2 = 0 then 'Ñandú' end, false, ${staff}, app.uuid_v7(), at, at
    from generate_series(1, ${ENTRIES}) n ${made};
    insert into public.mtl_entry_party (casino_id, entry_id, role, player_id)
    select casino_id, id, role::public.mtl_party_role, ${player('4')} from public.mtl_entry, (values ('principal'), ('joint')) r (role)
    where casino_id = '${casinoId}' and gaming_day = '${day}' and entry_no = 10007;
    insert into public.mtl_patron_link (casino_id, id, unknown_patron_id, link_no, player_id, reason, staff_id, gaming_day, correlation_id, created_at)
    select '${casinoId}', ${idAt}, u.id, 1, ${player('1')}, 'Card', ${staff}, '${day}', app.uuid_v7(), at
    from public.mtl_unknown_patron u, generate_series(2000, 2000) n ${made} where u.casino_id = '${casinoId}' and u.gaming_day = '${day}' limit 1;
    insert into public.mtl_gaming_day_close (casino_id, id, gaming_day, last_entry_no, entry_count, cash_in_cents, cash_out_cents, staff_id, correlation_id, created_at)
    select '${casinoId}', ${idAt}, '2024-05-01', ${ENTRIES}, ${ENTRIES}, 1, 0, ${staff}, app.uuid_v7(), at
    from generate_series(3000, 3000) n ${made}`);
}

async function listSeals(): Promise<Seal[]> {
  const answer = await stack.http(COMPLIANCE, 'GET', '/seals?kind=mtl');
  return (answer.body.data as { items: Seal[] }).items.reverse();
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const micros = (column: string) => `(extract(epoch from ${column}) * 1000000)::bigint`;
const dayNo = (column: string) => `${column} - date '2000-01-01'`;

/** The columns of each table in the order of docs/seals.md, as SQL. */
const FIELDS: Record<string, [kind: string, columns: string[]]> = {
  mtl_entry: [
    'entry',
    [
      'id',
      dayNo('gaming_day'),
      'entry_no',
      'direction',
      'kind',
      'tender',
      'amount_cents',
      'counts_toward_ctr',
      'area',
      'table_id',
      'rating_slip_id',
      'player_id',
      'unknown_patron_id',
      'note',
      'is_after_close',
      'voids_entry_id',
      'staff_id',
      'correlation_id',
      micros('occurred_at'),
      micros('created_at'),
      `(select coalesce(json_agg(json_build_array(p.id, p.role, p.player_id, p.unknown_patron_id) order by p.id), '[]')
        from public.mtl_entry_party p where p.entry_id = r.id)`,
    ],
  ],
  mtl_unknown_patron: [
    'patron',
    [
      'id',
      dayNo('gaming_day'),
      'description',
      'sex',
      'age_range',
      'hair',
      'height',
      'clothing',
      'table_id',
      'seat',
      'staff_id',
      micros('created_at'),
    ],
  ],
  mtl_patron_link: [
    'link',
    [
      'id',
      'unknown_patron_id',
      'link_no',
      'player_id',
      'reason',
      'staff_id',
      dayNo('gaming_day'),
      'correlation_id',
      micros('created_at'),
    ],
  ],
  mtl_gaming_day_close: [
    'close',
    [
      'id',
      dayNo('gaming_day'),
      'last_entry_no',
      'entry_count',
      'cash_in_cents',
      'cash_out_cents',
      'staff_id',
      'note',
      'correlation_id',
      micros('created_at'),
    ],
  ],
};

/** A value as PostgreSQL writes it inside an array. */
const written = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(written).join(', ')}]` : JSON.stringify(value);

/** The sealed rows of a gaming day, in the order of their ids, each as docs/seals.md writes it. */
async function linesOf(day: string): Promise<{ id: string; line: string }[]> {
  const tables = await Promise.all(
    Object.entries(FIELDS).map(async ([table, [kind, columns]]) => {
      const rows = await stack.sql.unsafe(`
        select id, json_build_array(${columns.join(', ')}) as fields from public.${table} r
        where casino_id = '${casinoId}' and id >= app.lowest_id_at(app.gaming_day_start('${casinoId}', '${day}'))
          and id < app.lowest_id_at(app.gaming_day_start('${casinoId}', '${day}'::date + 1))`);
      return rows.map(({ id, fields }) => ({ id: id as string, line: written([kind, ...(fields as unknown[])]) }));
    }),
  );
  return tables.flat().sort((one, other) => (one.id < other.id ? -1 : 1));
}

describe('the cash log of a gaming day that is over', () => {
  it('is sealed with all that is in it, and a day on which nobody wrote after it', async () => {
    const seals = (await listSeals()).slice(0, 2);
    expect(seals.map(({ gamingDay, kind, entryCount }) => [gamingDay, kind, entryCount])).toEqual([
      [days[0], 'mtl', ENTRIES + 4],
      [days[1], 'mtl', 0],
    ]);
  });

  it('has the root that docs/seals.md gives, worked out from the rows in another language', async () => {
    const rows = await linesOf(days[0] ?? '');
    const blocks: string[] = [];
    let hash = '';
    for (let at = 0; at < rows.length; at += BLOCK) {
      const block = rows.slice(at, at + BLOCK);
      hash = sha256(`${[hash, ...block.map(({ line }) => line)].join('\n')}\n`);
      blocks.push(`${at / BLOCK + 1} ${block.at(-1)?.id} ${block.length} ${hash}`);
    }
    const { text = '' } = await stack.http(COMPLIANCE, 'GET', `/seals/text?kind=mtl&gamingDay=${days[0]}`);
    expect(text.split('\n').slice(8, -1)).toEqual(blocks);
    expect((await listSeals())[0]?.root).toBe(sha256(text));
  });

  it('is told to the webhooks, and put on record', async () => {
    const [seal] = await listSeals();
    const [told] = await stack.sql`
      select payload ->> 'root' as root from public.loyalty_outbox
      where event_type = 'mtl.sealed' and payload ->> 'seal_id' = ${seal?.sealId ?? ''}`;
    expect(told?.root).toBe(seal?.root);
    const [recorded] = await stack.sql`select action from public.audit_log where entity_id = ${seal?.sealId ?? ''}`;
    expect(recorded?.action).toBe('mtl.seal_gaming_day');
  });
});

describe('a sealed cash log that was tampered with', () => {
  const TAMPERINGS: [name: string, tamper: Tamper, fault: string][] = [
    [
      'an amount changed',
      (sql) => sql`update public.mtl_entry set amount_cents = 1 where entry_no = 10009`,
      'rows_changed',
    ],
    [
      'whose cash it was changed',
      (sql) => sql`
        update public.mtl_entry set player_id = null, unknown_patron_id = (select min(id::text)::uuid from public.mtl_unknown_patron where casino_id = ${casinoId})
        where casino_id = ${casinoId} and entry_no = 10008`,
      'rows_changed',
    ],
    [
      'for whom it was taken away',
      (sql) => sql`delete from public.mtl_entry_party where role = 'principal'`,
      'rows_changed',
    ],
    [
      'another description',
      (sql) => sql`update public.mtl_unknown_patron set description = 'Somebody' where casino_id = ${casinoId}`,
      'rows_changed',
    ],
    [
      'an identification removed',
      (sql) => sql`delete from public.mtl_patron_link where casino_id = ${casinoId}`,
      'rows_missing',
    ],
    ['an entry removed', (sql) => sql`delete from public.mtl_entry where entry_no = 11100`, 'rows_missing'],
    [
      'an entry added to a day that is sealed',
      (sql) => sql`
      insert into public.mtl_entry select (jsonb_populate_record(e, jsonb_build_object('entry_no', 50000,
        'id', app.lowest_id_at(app.gaming_day_start(e.casino_id, e.gaming_day) + interval '2 hours')))).*
      from public.mtl_entry e where casino_id = ${casinoId} and gaming_day = ${days[0] ?? ''} and entry_no = 10003`,
      'rows_added',
    ],
    [
      'a closing removed',
      (sql) => sql`delete from public.mtl_gaming_day_close where gaming_day = '2024-05-01'`,
      'rows_missing',
    ],
  ];
  it.each(TAMPERINGS)('shows %s', async (_, tamper, fault) => {
    const { whole } = await bothProofsAfter(stack, tamper);
    expect(whole.seals).toEqual([{ gamingDay: days[0], kind: 'mtl', fault, playerId: null, entryNo: null }]);
  });

  it('proves itself as long as nobody did', async () => {
    const { whole, quick } = await bothProofsAfter(stack, async () => undefined);
    expect([whole.isIntact, quick.isIntact]).toEqual([true, true]);
  });
});
