import { createHash } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Seal } from '@/services/seals/dtos';
import { bothProofsAfter, type Tamper } from '../loyalty/tampering';
import { startTestStack, type TestStack } from '../support/stack';

const COMPLIANCE = 'compliance@harbor.example';
const BLOCK = 1000;
/** A day of several blocks, one on which nothing was done, and a short one. */
const ROWS = [2 * BLOCK + 300, 0, 12] as const;

let stack: TestStack;
let casinoId: string;
/** The gaming days of the rows, oldest first; all are over for more than an hour. */
let days: string[];

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  const found = await stack.sql<{ casinoId: string; day: string }[]>`
    select c.id as "casinoId", (app.gaming_day(c.id, now() - interval '1 hour') - ago)::text as day
    from public.casino c cross join generate_series(3, 1, -1) ago where c.slug = 'harbor' order by ago desc`;
  casinoId = found[0]?.casinoId ?? '';
  days = found.map(({ day }) => day);
  for (const [index, count] of ROWS.entries()) await addRows(stack.sql, casinoId, days[index] ?? '', count);
  // Another casino, where something was done on the day on which nothing was done here.
  const [other] = await stack.sql<{ id: string }[]>`select id from public.casino where slug = 'summit'`;
  for (const day of days.slice(0, 2)) await addRows(stack.sql, other?.id ?? '', day, 3);
});
afterAll(() => stack.dispose());

/** Writes rows of an earlier gaming day, spread over its first hours, as they would have been written then. */
async function addRows(sql: postgres.Sql, casino: string, day: string, count: number): Promise<void> {
  await sql`
    insert into public.audit_log (casino_id, id, at, gaming_day, domain, action, entity_type, outcome, before, after, correlation_id,
      idempotency_key, request_hash)
    select ${casino}, overlay(app.uuid_v7()::text placing left(app.lowest_id_at(made.at)::text, 13) from 1 for 13)::uuid, made.at, ${day},
      'floor', 'floor.update_average_bet', 'rating_slip', 'done', jsonb_build_object('n', n, 'rate', 1.50, 'name', 'Ñandú "日"'),
      case when n % 2 = 0 then jsonb_build_object('longer', n, 'b', null) end, app.uuid_v7(), 'past:' || ${day}::text || n, sha256(n::text::bytea)
    from generate_series(1, ${count}::integer) n
    cross join lateral (select app.gaming_day_start(${casino}, ${day}::date) + n * interval '1 second' as at) made`;
}

async function workOnce(): Promise<boolean> {
  const { status, body } = await stack.rpc('service', 'rpc_worker_seal_days', {});
  expect({ status, body }).toMatchObject({ status: 200, body: { failed: 0 } });
  return (body as { has_more: boolean }).has_more;
}

async function listSeals(): Promise<Seal[]> {
  const answer = await stack.http(COMPLIANCE, 'GET', '/seals?kind=audit');
  return (answer.body.data as { items: Seal[] }).items.reverse();
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

type Row = Record<
  'id' | 'micros' | 'dayNo' | 'staffId' | 'role' | 'domain' | 'action' | 'type' | 'entityId' | 'outcome',
  string | null
> &
  Record<'before' | 'after' | 'correlationId' | 'key' | 'hash', string | null>;

/** The rows of a gaming day, each as docs/seals.md writes it. */
async function linesOf(day: string): Promise<{ id: string; line: string }[]> {
  const rows = await stack.sql<Row[]>`
    select id, (extract(epoch from at) * 1000000)::bigint::text as micros, (gaming_day - date '2000-01-01')::text as "dayNo", staff_id as "staffId",
      staff_role as role, domain, action, entity_type as type, entity_id as "entityId", outcome, before::text, after::text,
      correlation_id as "correlationId", idempotency_key as key, encode(request_hash, 'hex') as hash
    from public.audit_log where casino_id = ${casinoId}
      and id between app.lowest_id_at(app.gaming_day_start(${casinoId}, ${day}::date)) and app.lowest_id_at(app.gaming_day_start(${casinoId}, ${day}::date + 1))
    order by id`;
  const text = (value: string | null) => JSON.stringify(value);
  return rows.map((row) => {
    const fields = [
      text(row.id),
      row.micros,
      row.dayNo,
      ...[row.staffId, row.role, row.domain, row.action, row.type].map(text),
    ];
    fields.push(text(row.entityId), text(row.outcome), row.before ?? 'null', row.after ?? 'null');
    fields.push(...[row.correlationId, row.key, row.hash].map(text));
    return { id: row.id ?? '', line: `[${fields.join(', ')}]` };
  });
}

/** The text of a day's seal, worked out by docs/seals.md from the rows alone. */
async function sealByHand(day: string, throughId: string, before: { root: string; total: number } | null) {
  const rows = await linesOf(day);
  const blocks: string[] = [];
  let hash = before?.root ?? '';
  for (let at = 0; at < rows.length; at += BLOCK) {
    const block = rows.slice(at, at + BLOCK);
    hash = sha256(`${[hash, ...block.map(({ line }) => line)].join('\n')}\n`);
    blocks.push(`${at / BLOCK + 1} ${block.at(-1)?.id} ${block.length} ${hash}`);
  }
  const total = (before?.total ?? 0) + rows.length;
  const heading = [
    'pitside seal 1',
    `casino ${casinoId}`,
    'kind audit',
    `day ${day}`,
    `previous ${before?.root ?? '-'}`,
  ];
  const lines = [...heading, `entries ${rows.length}`, `total ${total}`, `through ${throughId}`, ...blocks];
  const sealed = `${lines.join('\n')}\n`;
  return { text: sealed, root: sha256(sealed), total };
}

describe('the audit trail of a gaming day that is over', () => {
  it('is not sealed while a transaction runs that began to write before the day was seen to be over', async () => {
    await stack.sql
      .begin(async (late) => {
        await late`select pg_current_xact_id()`;
        for (let round = 0; round < 3; round++) await workOnce();
        expect(await listSeals()).toEqual([]);
        throw new Error('taken back');
      })
      .catch((error: Error) => expect(error.message).toBe('taken back'));
  });

  it('is sealed a block at a time, also after a restore has set the transaction counter back', async () => {
    await stack.sql`update app.day_end set xid = (pg_current_xact_id()::text::bigint + 1000000)::text::xid8`;
    for (let round = 0; round < 30 && (await listSeals()).length < days.length; round++) await workOnce();
    const seals = await listSeals();
    expect(seals.map(({ gamingDay, entryCount }) => [gamingDay, entryCount])).toEqual(
      days.map((day, index) => [day, ROWS[index]]),
    );
    await workOnce();
    expect(await listSeals()).toEqual(seals);
  });

  it('has the root that docs/seals.md gives, worked out from the rows in another language', async () => {
    let before: { root: string; total: number } | null = null;
    for (const seal of await listSeals()) {
      const { text } = await stack.http(COMPLIANCE, 'GET', `/seals/text?kind=audit&gamingDay=${seal.gamingDay}`);
      const through = /^through (.*)$/m.exec(text ?? '')?.[1] ?? '';
      const byHand: Awaited<ReturnType<typeof sealByHand>> = await sealByHand(seal.gamingDay, through, before);
      expect(text).toBe(byHand.text);
      expect([seal.root, seal.totalCount, seal.previousSeal]).toEqual([
        byHand.root,
        byHand.total,
        before?.root ?? null,
      ]);
      before = byHand;
    }
  });

  it('is told to the webhooks, and put on record', async () => {
    const [seal] = await listSeals();
    const [told] = await stack.sql`
      select payload ->> 'root' as root from public.loyalty_outbox where event_type = 'audit.sealed' and payload ->> 'seal_id' = ${seal?.sealId ?? ''}`;
    expect(told?.root).toBe(seal?.root);
    const [recorded] = await stack.sql`select action from public.audit_log where entity_id = ${seal?.sealId ?? ''}`;
    expect(recorded?.action).toBe('audit.seal_gaming_day');
  });
});

describe('a sealed audit trail that was tampered with', () => {
  /** Ids of sealed rows of the first day, oldest first, and of the short last one. */
  const idsOf = async (sql: postgres.TransactionSql, day = 0) =>
    (
      await sql<{ id: string }[]>`
        select id from public.audit_log where casino_id = ${casinoId} and gaming_day = ${days[day] ?? ''} and action = 'floor.update_average_bet' order by id`
    ).map(({ id }) => id);
  const at = async (sql: postgres.TransactionSql, place: number, day = 0) => (await idsOf(sql, day)).at(place) ?? '';
  const copyAs = (sql: postgres.TransactionSql, id: string, newId: string) => sql`
    insert into public.audit_log select (jsonb_populate_record(a, jsonb_build_object('id', ${newId}::uuid, 'idempotency_key', null))).*
    from public.audit_log a where id = ${id}`;

  const TAMPERINGS: [name: string, tamper: Tamper, fault: string, day: number][] = [
    [
      'a row changed',
      async (sql) => sql`update public.audit_log set after = '{"n": 0}' where id = ${await at(sql, 1500)}`,
      'rows_changed',
      0,
    ],
    [
      'who did it changed',
      async (sql) => sql`update public.audit_log set correlation_id = app.uuid_v7() where id = ${await at(sql, 3)}`,
      'rows_changed',
      0,
    ],
    [
      'the first row removed',
      async (sql) => sql`delete from public.audit_log where id = ${await at(sql, 0)}`,
      'rows_missing',
      0,
    ],
    [
      'a row in the middle removed',
      async (sql) => sql`delete from public.audit_log where id = ${await at(sql, 1200)}`,
      'rows_missing',
      0,
    ],
    [
      'the last row removed',
      async (sql) => sql`delete from public.audit_log where id = ${await at(sql, -1)}`,
      'rows_missing',
      0,
    ],
    [
      'a row added between two',
      async (sql) => copyAs(sql, await at(sql, 10), (await at(sql, 10)).replace(/.{4}$/, 'ffff')),
      'rows_added',
      0,
    ],
    [
      'a row added before the first',
      async (sql) => copyAs(sql, await at(sql, 10), '00000000-0000-0000-0000-000000000000'),
      'rows_added',
      0,
    ],
    [
      'a row that comes late, at the end of the day',
      async (sql) =>
        copyAs(
          sql,
          await at(sql, 10),
          (
            await sql`
      select through_id as id from public.seal where casino_id = ${casinoId} and kind = 'audit' and gaming_day = ${days[0] ?? ''}`
          )[0]?.id,
        ),
      'rows_added',
      0,
    ],
    [
      'a row put on a day that had none',
      async (sql) =>
        copyAs(
          sql,
          await at(sql, 10),
          (
            await sql`
      select app.lowest_id_at(app.gaming_day_start(${casinoId}, ${days[1] ?? ''}::date)) as id`
          )[0]?.id,
        ),
      'rows_added',
      1,
    ],
    [
      'two rows swapped',
      async (sql) => {
        const [one, two] = [await at(sql, 2, 2), await at(sql, 7, 2)];
        await sql`update public.audit_log a set after = b.after, before = b.before from public.audit_log b
        where (a.id, b.id) in ((${one}, ${two}), (${two}, ${one}))`;
      },
      'rows_changed',
      2,
    ],
    [
      'a row and its block changed',
      async (sql) => {
        await sql`update public.audit_log set outcome = 'refused' where id = ${await at(sql, 5, 2)}`;
        await sql`
        update public.seal_block b set hash = (app.hash_rows(b.casino_id, b.kind, r.previous_hash, r.after_id, r.through_id, null)).hash
        from app.block_ranges(${casinoId}) r
        where b.casino_id = ${casinoId} and b.kind = 'audit' and b.gaming_day = ${days[2] ?? ''} and (r.block).gaming_day = b.gaming_day and (r.block).block_no = b.block_no`;
      },
      'root_mismatch',
      2,
    ],
    [
      'a row, its block and the root changed',
      async (sql) => {
        await sql`delete from public.audit_log where id = ${await at(sql, 5, 2)}`;
        await sql`
        update public.seal_block b set row_count = now_there.row_count, hash = now_there.hash
        from app.block_ranges(${casinoId}) r, app.hash_rows(${casinoId}, 'audit', r.previous_hash, r.after_id, r.through_id, null) now_there
        where b.casino_id = ${casinoId} and b.kind = 'audit' and b.gaming_day = ${days[2] ?? ''} and (r.block).gaming_day = b.gaming_day`;
        await sql`update public.seal s set entry_count = entry_count - 1, total_count = total_count - 1
        where casino_id = ${casinoId} and kind = 'audit' and gaming_day = ${days[2] ?? ''}`;
        await sql`update public.seal s set root = sha256(convert_to(app.seal_text(s), 'UTF8')) where casino_id = ${casinoId} and kind = 'audit' and gaming_day = ${days[2] ?? ''}`;
      },
      'event_mismatch',
      2,
    ],
    [
      'a seal removed',
      (sql) =>
        sql`delete from public.seal where casino_id = ${casinoId} and kind = 'audit' and gaming_day = ${days[2] ?? ''}`,
      'seal_missing',
      2,
    ],
  ];

  it.each(TAMPERINGS)('shows %s', async (_, tamper, fault, day) => {
    const { whole } = await bothProofsAfter(stack, tamper);
    expect(whole.isIntact).toBe(false);
    expect(whole.seals).toContainEqual({ gamingDay: days[day], kind: 'audit', fault, playerId: null, entryNo: null });
  });

  it('proves itself as long as nobody did, by the quick proof, too, which sees what was done to the newest day', async () => {
    const untouched = await bothProofsAfter(stack, async () => undefined);
    expect([untouched.whole.isIntact, untouched.quick.isIntact]).toEqual([true, true]);
    const { quick } = await bothProofsAfter(
      stack,
      async (sql) => sql`delete from public.audit_log where id = ${await at(sql, 5, 2)}`,
    );
    expect(quick.seals).toEqual([
      { gamingDay: days[2], kind: 'audit', fault: 'rows_missing', playerId: null, entryNo: null },
    ]);
  });

  it('keeps its blocks: nobody changes or removes one', async () => {
    for (const change of [
      'update public.seal_block set row_count = 1',
      'delete from public.seal_block',
      'truncate public.seal_block',
    ])
      await expect(stack.sql.unsafe(change)).rejects.toThrow('APPEND_ONLY');
  });
});
