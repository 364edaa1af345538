import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { SavedAuditFilter } from '@/services/audit/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

const COMPLIANCE: Email = 'compliance@harbor.example';
const FILTER = { domain: 'promo', outcome: 'refused', from: '2026-01-01' };

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

const save = (body: object, { as = COMPLIANCE, key = newId() }: { as?: Email; key?: string } = {}) =>
  stack.http(as, 'POST', '/audit/filters', { body: { filter: FILTER, ...body }, key });
const discard = (name: string, as: Email = COMPLIANCE) =>
  stack.http(as, 'POST', '/audit/filters/discard', { body: { name }, key: newId() });
async function listOf(as: Email = COMPLIANCE): Promise<SavedAuditFilter[]> {
  return dataOf<{ items: SavedAuditFilter[] }>(await stack.http(as, 'GET', '/audit/filters')).items;
}
async function snapshot(): Promise<unknown> {
  const [row] = await stack.sql`
    select (select count(*) from public.audit_log) as audits,
      (select md5(string_agg(f::text, ',' order by f.casino_id, f.staff_id, f.name)) from public.audit_filter f) as filters`;
  return row;
}

describe('a saved filter', () => {
  it('is that of the person alone, and asks the trail what it asked', async () => {
    const entityId = newId();
    const whole = { entity: 'player', entityId, isWhole: true };
    expect((await save({ name: '  Refused promos ' })).status).toBe(201);
    expect((await save({ name: 'One player', filter: whole })).status).toBe(201);
    expect(await listOf()).toEqual([
      { name: 'One player', filter: whole },
      { name: 'Refused promos', filter: FILTER },
    ]);
    expect([await listOf(ADMIN), await listOf('compliance@summit.example')]).toEqual([[], []]);
    const asked = new URLSearchParams({ ...whole, isWhole: 'true' });
    expect((await stack.http(COMPLIANCE, 'GET', `/audit?${asked}`)).status).toBe(200);
  });

  it('saved again under its name is replaced, with the one before in the trail', async () => {
    await save({ name: 'Replaced' });
    const { body } = await save({ name: 'Replaced', filter: { actor: 'system' } });
    expect(body.data).toEqual({ isExisting: false, name: 'Replaced', filter: { actor: 'system' } });
    const [row] = await stack.sql`
      select before, after, entity_type as entity from public.audit_log where action = 'audit.save_filter' order by id desc limit 1`;
    expect(row).toEqual({
      before: { name: 'Replaced', filter: FILTER },
      after: { name: 'Replaced', filter: { actor: 'system' } },
      entity: 'audit_filter',
    });
  });

  it('is renamed, but not to the name of another', async () => {
    await save({ name: 'Before' });
    await save({ name: 'Another' });
    expect((await save({ name: 'After', replaces: 'Before' })).status).toBe(201);
    const names = (await listOf()).map(({ name }) => name);
    expect(names).toContain('After');
    expect(names).not.toContain('Before');
    const before = await snapshot();
    expect((await save({ name: 'Another', replaces: 'After' })).body.code).toBe('AUDIT_FILTER_NAME_TAKEN');
    expect((await save({ name: 'New', replaces: 'Before' })).body.code).toBe('AUDIT_FILTER_NOT_FOUND');
    expect(await snapshot()).toEqual(before);
    // Under its own name it stays where it is.
    expect((await save({ name: 'After', replaces: 'After' })).status).toBe(201);
  });

  it('is deleted by whom it belongs to, and is no more', async () => {
    await save({ name: 'Gone' });
    const before = await snapshot();
    expect((await discard('Gone', ADMIN)).body.code).toBe('AUDIT_FILTER_NOT_FOUND');
    expect((await discard('Gone', 'compliance@summit.example')).body.code).toBe('AUDIT_FILTER_NOT_FOUND');
    expect(await snapshot()).toEqual(before);
    expect((await discard('Gone')).status).toBe(201);
    expect((await discard('Gone')).body.code).toBe('AUDIT_FILTER_NOT_FOUND');
    expect((await listOf()).map(({ name }) => name)).not.toContain('Gone');
  });

  it('with one key is one, and another filter under the key is refused', async () => {
    const key = newId();
    const first = await save({ name: 'Once' }, { key });
    const again = await save({ name: 'Once' }, { key });
    expect([first.body.data, again.body.data]).toMatchObject([{ isExisting: false }, { isExisting: true }]);
    expect((await save({ name: 'Twice' }, { key })).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('is refused without a name, with a filter that is none, and to who may not read the trail', async () => {
    const before = await snapshot();
    for (const body of [
      { name: ' ' },
      { name: 'n'.repeat(81) },
      { name: 'Broken', filter: { actor: 'me' } },
      { name: 'Broken', filter: { colour: 'red' } },
      { name: 'Broken', filter: { isWhole: true } },
    ])
      expect((await save(body)).body.code).toBe('VALIDATION_FAILED');
    expect((await save({ name: 'Mine' }, { as: PIT_BOSS })).status).toBe(403);
    expect((await stack.http(PIT_BOSS, 'GET', '/audit/filters')).status).toBe(403);
    expect(await snapshot()).toEqual(before);
  });
});
