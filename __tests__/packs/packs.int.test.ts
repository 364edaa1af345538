import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
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
  const [sealed] = await stack.sql<(typeof days)[]>`
    select min(s.gaming_day)::text as first, max(s.gaming_day)::text as last, app.gaming_day(c.id)::text as today
    from public.casino c join public.seal s on s.casino_id = c.id where c.slug = 'harbor' group by c.id`;
  days = sealed as typeof days;
});
afterAll(async () => {
  await stack.dispose();
  rmSync(folder, { recursive: true });
});

const makePack = (as: Email, body: object, key = newId()) => stack.http(as, 'POST', '/packs', { body, key });

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
