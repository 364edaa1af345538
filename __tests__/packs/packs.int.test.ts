import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { listEntries, readEntry } from '@/verifier/archive.js';
import { verifyPack } from '@/verifier/verify.js';
import { ensurePackKey } from '../../supabase/embedded/pack-key.ts';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

const COMPLIANCE: Email = 'compliance@harbor.example';
const folder = mkdtempSync(join(tmpdir(), 'pitside-packs-'));

let stack: TestStack;
let days: { first: string; last: string; today: string };

beforeAll(async () => {
  process.env.PITSIDE_PACK_KEY = ensurePackKey(folder).privateKey;
  stack = await startTestStack();
  await stack.sql`select app.seal_ledger_days(id, 60) from public.casino where slug = 'harbor'`;
  for (let round = 0; round < 4; round++) await stack.rpc('service', 'rpc_worker_seal_days', {});
  const [sealed] = await stack.sql<(typeof days)[]>`
    select min(s.gaming_day)::text as first, max(s.gaming_day)::text as last, app.gaming_day(c.id)::text as today
    from public.casino c join public.seal s on s.casino_id = c.id and s.kind = 'ledger' where c.slug = 'harbor' group by c.id`;
  days = sealed as typeof days;
});
afterAll(async () => {
  await stack.dispose();
  rmSync(folder, { recursive: true });
});

const makePack = (as: Email, body: object, key = newId()) => stack.http(as, 'POST', '/packs', { body, key });

/** The files of a pack by their paths, as the verifier reads them. */
async function filesOf(body: object): Promise<Map<string, string>> {
  const { bytes } = await makePack(COMPLIANCE, body);
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const files = new Map<string, string>();
  for (const entry of await listEntries(blob)) {
    const pieces = [];
    for await (const piece of readEntry(blob, entry)) pieces.push(piece);
    files.set(entry.name, Buffer.concat(pieces).toString());
  }
  return files;
}

async function checked(body: object) {
  const { status, bytes, headers } = await makePack(COMPLIANCE, body);
  expect(status).toBe(200);
  return { headers, verdict: await verifyPack(new Blob([bytes as Uint8Array<ArrayBuffer>])) };
}

describe('a pack of the days that are sealed', () => {
  it('is sound by a program that knows nothing of us, and has every entry that the seals cover', async () => {
    const { headers, verdict } = await checked({ from: days.first, to: days.last });
    expect(verdict.failures).toEqual([]);
    expect(headers.get('content-disposition')).toContain(`pack-harbor-${days.first}-${days.last}.zip`);
    const [ledger] = await stack.sql`
      select sum(entry_count)::int as entries from public.seal s join public.casino c on c.id = s.casino_id
      where c.slug = 'harbor' and kind = 'ledger'`;
    expect(verdict.manifest?.totals).toMatchObject({ entries: ledger?.entries });
    expect(ledger?.entries).toBeGreaterThan(100);
  });

  it('begins where the seal before it ended, and is sound by itself', async () => {
    const [middle] =
      await stack.sql`select (${days.first}::date + (${days.last}::date - ${days.first}::date) / 2)::text as day`;
    const { verdict } = await checked({ from: middle?.day, to: days.last });
    expect(verdict.failures).toEqual([]);
    expect(verdict.manifest?.totals.entries).toBeGreaterThan(0);
  });

  it('has the cases of these days with every entry behind them, and nothing that says who somebody is beyond the name', async () => {
    const files = await filesOf({ from: days.first, to: days.last });
    const cases = files.get('ctr-cases.csv')?.trim().split('\r\n') ?? [];
    const [known] = await stack.sql`
      select count(*)::int as cases, sum(d.cash_in_cents)::text as cents from public.ctr_case t
      join public.casino c on c.id = t.casino_id
      join public.mtl_patron_day d on d.casino_id = t.casino_id and d.gaming_day = t.gaming_day and d.patron_id = coalesce(t.player_id, t.unknown_patron_id)
      where c.slug = 'harbor' and t.gaming_day between ${days.first} and ${days.last} and t.merged_into_case_id is null`;
    expect(known?.cases).toBeGreaterThan(0);
    expect(cases.length - 1).toBe(known?.cases);
    expect(cases[0]).not.toMatch(/birth|tin|id_number|street|occupation/);
    const cents = (files.get('ctr-entries.csv') ?? '')
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => Number(line.split(',').at(-5)));
    expect(String(cents.reduce((sum, each) => sum + each, 0))).toBe(known?.cents);
    // The demo's cases are behind it: what they are made of was sealed since.
    const rows = files.get('cash-log/rows.txt') ?? '';
    for (const line of (files.get('ctr-entries.csv') ?? '').trim().split('\r\n').slice(1))
      expect(rows).toContain(`["entry", "${line.split(',')[1]?.replaceAll('"', '')}"`);
    const [sealed] = await stack.sql`
      select sum(entry_count)::int as rows from public.seal s join public.casino c on c.id = s.casino_id
      where c.slug = 'harbor' and kind = 'mtl' and gaming_day between ${days.first} and ${days.last}`;
    expect(rows.trim().split('\n')).toHaveLength(sealed?.rows);
  });

  it('is on record before its first byte, once for one key', async () => {
    const key = newId();
    for (const _ of ['made', 'made again']) await makePack(ADMIN, { from: days.last, to: days.last }, key);
    const rows = await stack.sql`
      select staff_role, after ->> 'from' as from from public.audit_log where action = 'packs.make_pack' and idempotency_key = ${key}`;
    expect(rows).toEqual([{ staff_role: 'admin', from: days.last }]);
  });
});

describe('a pack is refused', () => {
  it('to who may not read the record', async () => {
    expect(await makePack(PIT_BOSS, { from: days.last, to: days.last })).toMatchObject({ status: 403 });
  });

  it('while its last day is not sealed, and says which is', async () => {
    const { status, body } = await makePack(COMPLIANCE, { from: days.last, to: days.today });
    expect([status, body.code, body.details]).toEqual([409, 'PACK_DAYS_NOT_SEALED', { lastSealedDay: days.last }]);
    const [recorded] = await stack.sql`
      select count(*)::int as packs from public.audit_log where action = 'packs.make_pack' and after ->> 'to' = ${days.today}`;
    expect(recorded?.packs).toBe(0);
  });

  it('for days that end before they begin, or are more than a year', async () => {
    for (const from of [days.today, '2001-01-01']) {
      const { status, body } = await makePack(COMPLIANCE, { from, to: days.last });
      expect([status, body.code]).toEqual([422, 'VALIDATION_FAILED']);
    }
  });
});
