import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ZodObject } from 'zod';
import { ERROR_DETAILS } from '@/lib/shared/error-details';
import { newId } from '@/lib/shared/ids';
import { type CatalogDesk, createCatalogDesk } from '../catalog/catalog-desk';
import { type CtrDesk, ctrDesk } from '../ctr/ctr-desk';
import { dataOf } from '../floor/floor-desk';
import { createHouseDesk, type HouseDesk } from '../house/house-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { createShiftDesk, FIGURES, type ShiftDesk } from '../shift/shift-desk';
import { ADMIN, type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
let catalog: CatalogDesk;
let shift: ShiftDesk;
let ctr: CtrDesk;
let house: HouseDesk;

beforeAll(async () => {
  stack = await startTestStack();
  catalog = createCatalogDesk(stack);
  shift = createShiftDesk(stack);
  ctr = ctrDesk(stack);
  house = createHouseDesk(stack);
});
afterAll(() => stack.dispose());

/** Something that two people read, and one of them, the admin, has changed. */
type Contest = {
  first: Answer;
  /** The facts of the refusal that are not about who and when. */
  now: Record<string, unknown>;
  second: () => Promise<Answer>;
};
type Change = { casinoId: string; action: string; entityType: string; entityId: string | null; at: Date };

const write = (as: Email, method: 'PATCH' | 'PUT', path: string, body: object) =>
  stack.http(as, method, path, { body, key: newId() });
const readSettings = async () => dataOf<{ updatedAt: string }>(await stack.http(ADMIN, 'GET', '/casino/settings'));

/** By the code of the refusal that the second gets. */
const CONTESTS: Record<string, () => Promise<Contest>> = {
  AUTHORITY_CHANGED: async () => {
    const change = (as: Email, pointsAtOnce: number) =>
      write(as, 'PUT', '/authority', { role: 'pit_boss', limits: { pointsAtOnce }, version: 0 });
    const first = await change(ADMIN, 500_000);
    return { first, now: { version: 1 }, second: () => change(MANAGER, 400_000) };
  },
  COUNT_CHANGED: async () => {
    const { id: tableId } = await catalog.floor.addTable();
    const shiftId = (await shift.dashboard()).shifts[0]?.id;
    const count = { tableId, shiftId, ...FIGURES, expectedVersion: 0 };
    const first = await shift.record(count, newId(), ADMIN);
    return { first, now: { version: 1 }, second: () => shift.record(count) };
  },
  CTR_CASE_CHANGED: async () => {
    const { id: playerId } = await catalog.floor.enrol();
    const { ctrCaseId } = await ctr.cash({ playerId, amountCents: 1_200_000 });
    const change = { isAggregated: true, expectedVersion: 0 };
    const first = await write(ADMIN, 'PATCH', `/ctr-cases/${ctrCaseId}`, change);
    // Whoever is refused has looked at the case, which goes on record after the change.
    await ctr.get(String(ctrCaseId));
    return { first, now: { version: 1 }, second: () => ctr.patch(String(ctrCaseId), change) };
  },
  EARN_CONFIG_CHANGED: async () => {
    const { updatedAt: _, ...rates } = await catalog.loyalty.getRates();
    const first = await catalog.loyalty.putRates({ ...rates, pointsPerTheo: 11 }, { as: ADMIN });
    return { first, now: { version: rates.version + 1 }, second: () => catalog.loyalty.putRates(rates) };
  },
  FILING_PROFILE_CHANGED: async () => {
    const { version: expectedVersion } = dataOf<{ version: number }>(
      await stack.http(ADMIN, 'GET', '/casino/filing-profile'),
    );
    const change = () => write(ADMIN, 'PATCH', '/casino/filing-profile', { city: 'Sparks', expectedVersion });
    return { first: await change(), now: { version: expectedVersion + 1 }, second: change };
  },
  PIT_CHANGED: async () => {
    const { id, updatedAt: expectedUpdatedAt } = await house.addPit('Contest');
    const change = (name: string) => write(ADMIN, 'PUT', `/pits/${id}`, { name, sortOrder: 9, expectedUpdatedAt });
    const first = await change('First');
    return { first, now: { version: expect.any(String) }, second: () => change('Second') };
  },
  PLAYER_CHANGED: async () => {
    const { id } = await catalog.floor.enrol();
    const change = (as: Email, firstName: string) =>
      write(as, 'PATCH', `/players/${id}`, { reason: 'Mistyped', version: 1, firstName });
    const first = await change(ADMIN, 'José');
    // What else becomes of a player is no edit of who they are.
    await catalog.loyalty.tierSet(id, 'gold');
    return { first, now: { version: 2 }, second: () => change(PIT_BOSS, 'Josef') };
  },
  PLAYER_PROFILE_CHANGED: async () => {
    const { id } = await catalog.floor.enrol();
    const none = { hostId: null, game: null, seat: null, drink: null, contact: null };
    const change = (as: Email, drink: string) =>
      write(as, 'PUT', `/players/${id}/profile`, { ...none, drink, version: 0 });
    const first = await change(ADMIN, 'Tea');
    return { first, now: { version: 1 }, second: () => change(PIT_BOSS, 'Coffee') };
  },
  PROGRAM_CHANGED: async () => {
    const { id, version } = await catalog.promo.addProgram();
    const first = await catalog.promo.editProgram(id, { validHours: 30, version });
    const second = () => catalog.promo.editProgram(id, { validHours: 40, version }, { as: MANAGER });
    return { first, now: { version: 2 }, second };
  },
  REWARD_CHANGED: async () => {
    const { id, version } = await catalog.addReward();
    const first = await catalog.editReward(id, { version, name: 'First' }, { as: ADMIN });
    return { first, now: { version: 2 }, second: () => catalog.editReward(id, { version, name: 'Second' }) };
  },
  SETTINGS_CHANGED: async () => {
    const { updatedAt: expectedUpdatedAt } = await readSettings();
    const change = () => shift.changeSettings({ importStaleAfterDays: 60, expectedUpdatedAt });
    const first = await change();
    return { first, now: { updatedAt: expect.any(String) }, second: change };
  },
  STAFF_CHANGED: async () => {
    const { items } = dataOf<{ items: { id: string; updatedAt: string }[] }>(
      await stack.http(ADMIN, 'GET', '/staff?role=dealer'),
    );
    const [{ id, updatedAt: expectedUpdatedAt } = { id: '', updatedAt: '' }] = items;
    const change = (name: string) => write(ADMIN, 'PATCH', `/staff/${id}`, { name, expectedUpdatedAt });
    const first = await change('First');
    return { first, now: { version: expect.any(String) }, second: () => change('Second') };
  },
  TABLE_CHANGED: async () => {
    const { id, label, updatedAt: expectedUpdatedAt } = await house.addTable();
    const first = await house.updateTable(id, { ...(await house.body({ label })), expectedUpdatedAt });
    const limits = { minBetCents: 500, maxBetCents: 5000, expectedUpdatedAt };
    return { first, now: { version: expect.any(String) }, second: () => house.setLimits(id, limits) };
  },
  TIERS_CHANGED: async () => {
    const [{ version }, tiers] = [await catalog.loyalty.getTiers(), await catalog.loyalty.tierBodies()];
    const renamed = tiers.map((tier) => ({ ...tier, name: `${tier.name} now` }));
    const first = await catalog.loyalty.putTiers(renamed, version, { as: ADMIN });
    const now = { version: (await catalog.loyalty.getTiers()).version };
    return { first, now, second: () => catalog.loyalty.putTiers(tiers, version) };
  },
};

const changeOf = async ({ headers }: Answer) => {
  const [change] = await stack.sql<Change[]>`
    select casino_id as "casinoId", action, entity_type as "entityType", entity_id as "entityId", at
    from public.audit_log where correlation_id = ${headers.get('x-correlation-id')}`;
  if (!change) throw new Error('The change left no row in the audit trail.');
  return change;
};

/** Rows that come after a change and are none: a reading, an attempt that was refused, and another casino's change. */
async function addLaterRows(first: Answer): Promise<void> {
  await stack.sql`
    insert into public.audit_log (casino_id, gaming_day, staff_id, staff_role, domain, action, entity_type, entity_id,
      outcome, before, after, correlation_id)
    select s.casino_id, a.gaming_day, s.id, s.role, a.domain, later.action, a.entity_type, a.entity_id, later.outcome,
      case when later.has_facts then a.before end, case when later.has_facts then a.after end, app.uuid_v7()
    from public.audit_log a
    cross join lateral (values
      ('pitboss@harbor.example', a.domain || '.read_details', 'done', false),
      ('pitboss@harbor.example', a.action, 'refused', true),
      ('pitboss@summit.example', a.action, 'done', true)) later (email, action, outcome, has_facts)
    join public.staff s on s.email = later.email
    where a.correlation_id = ${first.headers.get('x-correlation-id')}`;
}

describe('who comes second', () => {
  it.each(Object.entries(CONTESTS))('is told who was first, and when (%s)', async (code, contest) => {
    const { first, now, second } = await contest();
    expect(first.body).toMatchObject({ ok: true });
    await addLaterRows(first);
    const { status, body } = await second();
    const { at, ...facts } = body.details ?? {};
    expect({ status, code: body.code, facts }).toEqual({
      status: 409,
      code,
      facts: { ...now, staffName: 'Harbor Admin' },
    });
    expect(new Date(String(at))).toEqual((await changeOf(first)).at);
  });

  it('is so for every refusal that can say it', () => {
    const codes = Object.entries(ERROR_DETAILS as unknown as Record<string, ZodObject>)
      .filter(([code, { shape }]) => code.endsWith('_CHANGED') && 'staffName' in shape)
      .map(([code]) => code);
    expect(codes.sort()).toEqual(Object.keys(CONTESTS).sort());
  });

  it('is told the version alone where nobody changed it since it was made', async () => {
    const { id } = await catalog.promo.addProgram();
    const refused = await catalog.promo.editProgram(id, { validHours: 30, version: 2 });
    expect(refused.body).toMatchObject({ code: 'PROGRAM_CHANGED', details: { version: 1 } });
    expect(refused.body.details).toEqual({ version: 1 });
  });

  it.each([
    ['a thing with an id', 'CTR_CASE_CHANGED'],
    ['a thing that a casino has once', 'SETTINGS_CHANGED'],
  ])('of %s is told by an index, however many other rows there are', async (_, code) => {
    const contest = await CONTESTS[code]?.();
    if (!contest) throw new Error(`Nobody comes second with ${code}.`);
    const { first } = contest;
    const { casinoId, action, entityType, entityId, at } = await changeOf(first);
    // Others' changes of the same kind, and readings of this one, all later.
    await stack.sql`
      insert into public.audit_log (casino_id, gaming_day, domain, action, entity_type, entity_id, correlation_id)
      select a.casino_id, a.gaming_day, a.domain, a.action, a.entity_type, app.uuid_v7(), app.uuid_v7()
      from public.audit_log a, generate_series(1, 40000)
      where a.correlation_id = ${first.headers.get('x-correlation-id')}
      union all
      select a.casino_id, a.gaming_day, a.domain, a.domain || '.read_details', a.entity_type, a.entity_id, app.uuid_v7()
      from public.audit_log a, generate_series(1, 200)
      where a.correlation_id = ${first.headers.get('x-correlation-id')}`;
    await stack.sql`analyze public.audit_log`;
    const look = `app.last_change(row('${casinoId}', null, null, null, null)::app.rls_context,
      '${action}', '${entityType}', ${entityId ? `'${entityId}'` : 'null'})`;
    const [answer] = await stack.sql.unsafe(`select ${look} as change`);
    expect(new Date(answer?.change.at)).toEqual(at);
    const [plan] = await stack.sql.unsafe(`explain (analyze, buffers, format json) select ${look}`);
    const used = plan?.['QUERY PLAN'][0].Plan;
    // Somewhat over a hundred by the index, tens of thousands by going through the rows.
    expect(used['Shared Hit Blocks'] + used['Shared Read Blocks']).toBeLessThan(1000);
  });
});
