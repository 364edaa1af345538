import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Offer, Reward, RewardList, RewardResult } from '@/services/catalog/dtos';
import { dataOf, isSomeoneWaiting } from '../floor/floor-desk';
import { MANAGER } from '../loyalty/loyalty-desk';
import { tracesOf } from '../promo/promo-desk';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { benefit, type CatalogDesk, createCatalogDesk } from './catalog-desk';

const OTHER_MANAGER: Email = 'loyalty@summit.example';

let stack: TestStack;
let desk: CatalogDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createCatalogDesk(stack);
});
afterAll(() => stack.dispose());

/** A reward without the times and the count of its edits. */
const contentOf = ({ updatedAt: _, updatedByStaffName: __, version: ___, ...rest }: Reward) => rest;
const list = async (query = '', as: Email = PIT_BOSS) =>
  dataOf<RewardList>(await stack.http(as, 'GET', `/rewards${query}`)).items;

const unnamed = (reason: string) => reason.replace('PLAYER_EXCLUDED', 'NOT_ELIGIBLE');

describe('a reward', () => {
  it('of points is made with all that belongs to it, with one audit row and no event', async () => {
    const correlationId = newId();
    const body = {
      code: 'COMP_EVERYTHING',
      name: '  Dinner for two ',
      family: 'points_comp',
      kind: 'meal',
      isActive: false,
      fulfillment: 'voucher',
      uiTags: [' grill ', 'evening'],
      metadata: { menuCode: 'G-2', nested_key: { someThing: 1 } },
      price: { pointsCost: 1_000_000_000, allowOverdraw: true },
      limits: [
        { scope: 'per_month', maxIssues: 1000, cooldownMinutes: 44_640, requiresNote: true },
        { scope: 'per_visit', maxIssues: 1 },
      ],
      eligibility: { minTier: 'silver', maxTier: 'gold', minPointsBalance: 0, visitKinds: ['unrated', 'rated'] },
    };
    const answer = await desk.createReward(body, { correlationId });
    expect(answer.status).toBe(201);
    const reward = dataOf<RewardResult>(answer);
    expect(reward).toEqual({
      ...body,
      id: expect.any(String),
      name: 'Dinner for two',
      uiTags: ['grill', 'evening'],
      tiers: [],
      limits: [
        { scope: 'per_visit', maxIssues: 1, cooldownMinutes: null, requiresNote: false },
        { scope: 'per_month', maxIssues: 1000, cooldownMinutes: 44_640, requiresNote: true },
      ],
      eligibility: { ...body.eligibility, visitKinds: ['rated', 'unrated'] },
      version: 1,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      updatedByStaffName: 'Harbor Loyalty Manager',
      isExisting: false,
    });
    const { isExisting: _, ...stored } = reward;
    expect(await desk.getReward(reward.id)).toEqual(stored);
    expect(await list()).toContainEqual(stored);

    const { audits, events } = await tracesOf(stack.sql, correlationId);
    expect(events).toEqual([]);
    expect(audits).toMatchObject([
      {
        action: 'catalog.upsert_reward',
        domain: 'catalog',
        outcome: 'done',
        entityId: reward.id,
        before: null,
        after: { code: 'COMP_EVERYTHING', price: { points_cost: 1_000_000_000 }, version: 1, metadata: body.metadata },
      },
    ]);
  });

  it('of entitlement says what each tier gets, lowest first; a match play asks for its value unless told otherwise', async () => {
    const reward = await desk.addEntitlement({
      tiers: [
        { tier: 'gold', benefit: { instrumentType: 'match_play', faceValueCents: 5000 } },
        { tier: 'bronze', benefit: benefit('match_play', 1000, { requiredMatchWagerCents: 1500, validHours: 8784 }) },
        { tier: 'silver', benefit: { instrumentType: 'free_play', faceValueCents: 100_000_000, validHours: 1 } },
      ],
    });
    expect(reward).toMatchObject({ family: 'entitlement', price: null, eligibility: null, limits: [], metadata: {} });
    expect(reward.tiers).toEqual([
      { tier: 'bronze', benefit: benefit('match_play', 1000, { requiredMatchWagerCents: 1500, validHours: 8784 }) },
      { tier: 'silver', benefit: benefit('free_play', 100_000_000, { validHours: 1 }) },
      { tier: 'gold', benefit: benefit('match_play', 5000, { validHours: null }) },
    ]);
  });

  it('is told with an eligibility that asks for nothing as one that is open to all', async () => {
    expect((await desk.addReward({ eligibility: {} })).eligibility).toBeNull();
    const { id } = await desk.addReward({ eligibility: { minTier: 'gold' } });
    expect((await desk.edited(id, { eligibility: { minTier: null } })).eligibility).toBeNull();
    const [row] = await stack.sql`select count(*)::int as count from public.reward_eligibility where reward_id = ${id}`;
    expect(row?.count).toBe(0);
  });

  it('of another casino looks as if there were none, to read, change, preview, give and offer', async () => {
    const { id, code } = await desk.addReward();
    const playerId = await desk.enrol(1000);
    const other = { as: OTHER_MANAGER };
    await desk.expectRefused('REWARD_NOT_FOUND', () => stack.http(OTHER_MANAGER, 'GET', `/rewards/${id}`));
    await desk.expectRefused('REWARD_NOT_FOUND', () => stack.http(OTHER_MANAGER, 'GET', `/rewards/${id}/preview`));
    await desk.expectRefused('REWARD_NOT_FOUND', () => desk.editReward(id, { version: 1, name: 'Mine' }, other));
    await desk.expectRefused('REWARD_NOT_FOUND', () => desk.issue(id, { playerId }, { as: 'pitboss@summit.example' }));
    await desk.expectRefused('REWARD_NOT_FOUND', () => desk.redeem(id, { playerId }, { as: 'pitboss@summit.example' }));
    await desk.expectRefused('PLAYER_NOT_FOUND', () =>
      stack.http('pitboss@summit.example', 'GET', `/players/${playerId}/offers`),
    );
    expect((await list('', OTHER_MANAGER)).map((reward) => reward.id)).not.toContain(id);
    // Each casino has its own codes.
    expect(dataOf<RewardResult>(await desk.createReward({ code }, other)).code).toBe(code);
  });

  it('is listed with the active ones first, or only with those that are on or off', async () => {
    const off = await desk.addReward({ isActive: false });
    const all = await list();
    expect(all.map(({ isActive }) => isActive)).toEqual(
      all
        .map(({ isActive }) => isActive)
        .sort()
        .reverse(),
    );
    expect((await list('?isActive=false')).map(({ id }) => id)).toContain(off.id);
    expect((await list('?isActive=true')).every(({ isActive }) => isActive)).toBe(true);
    expect([...(await list('?isActive=true')), ...(await list('?isActive=false'))]).toEqual(all);
  });
});

/** Bodies that are refused, through the API where its own schema lets them pass, and past it in SQL where not. */
describe('a reward that is not sound', () => {
  const comp = { code: 'RPC_COMP', name: 'Comp', family: 'points_comp', kind: 'meal', price: { points_cost: 5 } };
  const free = { instrument_type: 'free_play', face_value_cents: 100, required_match_wager_cents: 0 };
  const match = { instrument_type: 'match_play', face_value_cents: 100, required_match_wager_cents: 100 };
  const { price: _, ...bare } = comp;
  const give = (figures: object) => ({ ...bare, family: 'entitlement', tiers: [{ tier: 'bronze', benefit: figures }] });
  const limit = (figures: object) => ({ ...comp, limits: [{ scope: 'per_visit', max_issues: 1, ...figures }] });
  const who = (eligibility: unknown) => ({ ...comp, eligibility });

  const upsert = (reward: unknown, as: Email = MANAGER, args: Record<string, unknown> = {}) =>
    stack.rpc(as, 'rpc_upsert_reward', { p_reward: reward, p_idempotency_key: newId(), ...args });
  const refusedAs = async (code: string, reward: unknown) => {
    let details: unknown;
    await desk.expectRefused(code, async () => {
      const { status, body } = await upsert(reward);
      const refusal = body as { message: string; details: string };
      details = JSON.parse(refusal.details);
      return { status, headers: new Headers(), body: { ok: false, code: refusal.message, data: null as never } };
    });
    return details;
  };

  it.each([
    ['reward', []],
    ['reward', {}],
    ['colour', { ...comp, colour: 'red' }],
    ['id', { ...comp, id: newId() }],
    ['casinoId', { ...comp, casino_id: newId() }],
    ['code', { ...comp, code: null }],
    ['code', { ...comp, code: 'lower' }],
    ['code', { ...comp, code: 'X' }],
    ['code', { ...comp, code: `X${'Y'.repeat(50)}` }],
    ['code', { ...comp, code: 'X Y' }],
    ['code', { ...comp, code: 'XY\n' }],
    ['name', { ...comp, name: '   ' }],
    ['name', { ...comp, name: 'x'.repeat(101) }],
    ['name', { ...comp, name: 5 }],
    ['family', { ...comp, family: 'gift' }],
    ['family', { ...comp, family: undefined }],
    ['kind', { ...comp, kind: 'Meal' }],
    ['kind', { ...comp, kind: true }],
    ['kind', { ...comp, kind: `m${'x'.repeat(40)}` }],
    ['isActive', { ...comp, is_active: 'yes' }],
    ['isActive', { ...comp, is_active: null }],
    ['fulfillment', { ...comp, fulfillment: 'by_post' }],
    ['fulfillment', { ...comp, fulfillment: 1 }],
    ['uiTags', { ...comp, ui_tags: 'bar' }],
    ['uiTags', { ...comp, ui_tags: ['  '] }],
    ['uiTags', { ...comp, ui_tags: [1] }],
    ['uiTags', { ...comp, ui_tags: ['x'.repeat(31)] }],
    ['uiTags', { ...comp, ui_tags: Array(11).fill('x') }],
    ['metadata', { ...comp, metadata: null }],
    ['metadata', { ...comp, metadata: [] }],
    ['metadata', { ...comp, metadata: { text: 'x'.repeat(4000) } }],
    ['price', bare],
    ['price', { ...comp, price: null }],
    ['price', { ...comp, price: 5 }],
    ['price', { ...give(free), price: { points_cost: 5 } }],
    ['price.currency', { ...comp, price: { points_cost: 5, currency: 'USD' } }],
    ['price.pointsCost', { ...comp, price: {} }],
    ['price.pointsCost', { ...comp, price: { points_cost: 0 } }],
    ['price.pointsCost', { ...comp, price: { points_cost: 1.5 } }],
    ['price.pointsCost', { ...comp, price: { points_cost: '5' } }],
    ['price.pointsCost', { ...comp, price: { points_cost: 1_000_000_001 } }],
    ['price.allowOverdraw', { ...comp, price: { points_cost: 5, allow_overdraw: null } }],
    ['tiers', { ...comp, tiers: null }],
    ['tiers', { ...comp, tiers: {} }],
    ['tiers', { ...comp, tiers: [{ tier: 'bronze', benefit: free }] }],
    ['tiers', { ...bare, family: 'entitlement' }],
    ['tiers', { ...give(free), tiers: Array(21).fill({ tier: 'bronze', benefit: free }) }],
    ['tiers', { ...give(free), tiers: Array(2).fill({ tier: 'bronze', benefit: free }) }],
    ['tiers.0', { ...give(free), tiers: ['bronze'] }],
    [
      'tiers.1.rank',
      {
        ...give(free),
        tiers: [
          { tier: 'bronze', benefit: free },
          { tier: 'gold', benefit: free, rank: 1 },
        ],
      },
    ],
    ['tiers.0.benefit', give([])],
    ['tiers.0.benefit', { ...give(free), tiers: [{ tier: 'bronze' }] }],
    ['tiers.0.benefit.coupon', give({ ...free, coupon: true })],
    ['tiers.0.benefit.instrumentType', give({ ...free, instrument_type: 'cash' })],
    ['tiers.0.benefit.faceValueCents', give({ ...free, face_value_cents: 0 })],
    ['tiers.0.benefit.faceValueCents', give({ ...free, face_value_cents: 100_000_001 })],
    ['tiers.0.benefit.faceValueCents', give({ ...free, face_value_cents: 0.5 })],
    ['tiers.0.benefit.requiredMatchWagerCents', give({ ...match, required_match_wager_cents: 0 })],
    ['tiers.0.benefit.requiredMatchWagerCents', give({ ...match, required_match_wager_cents: null })],
    ['tiers.0.benefit.requiredMatchWagerCents', give({ ...free, required_match_wager_cents: 1 })],
    ['tiers.0.benefit.requiredMatchWagerCents', give({ ...free, required_match_wager_cents: undefined })],
    ['tiers.0.benefit.validHours', give({ ...free, valid_hours: 0 })],
    ['tiers.0.benefit.validHours', give({ ...free, valid_hours: 8785 })],
    ['tiers.0.benefit.validHours', give({ ...free, valid_hours: '24' })],
    ['limits', { ...comp, limits: null }],
    ['limits', { ...comp, limits: Array(5).fill({ scope: 'per_visit', max_issues: 1 }) }],
    ['limits', { ...comp, limits: Array(2).fill({ scope: 'per_visit', max_issues: 1 }) }],
    ['limits.0', { ...comp, limits: [null] }],
    ['limits.0.perHour', limit({ per_hour: 1 })],
    ['limits.0.scope', limit({ scope: 'per_year' })],
    ['limits.0.maxIssues', limit({ max_issues: 0 })],
    ['limits.0.maxIssues', limit({ max_issues: 1001 })],
    ['limits.0.maxIssues', limit({ max_issues: undefined })],
    ['limits.0.cooldownMinutes', limit({ cooldown_minutes: 0 })],
    ['limits.0.cooldownMinutes', limit({ cooldown_minutes: 44_641 })],
    ['limits.0.requiresNote', limit({ requires_note: 'yes' })],
    ['eligibility', who('all')],
    ['eligibility.age', who({ age: 21 })],
    ['eligibility.maxTier', who({ min_tier: 'gold', max_tier: 'silver' })],
    ['eligibility.minPointsBalance', who({ min_points_balance: -1 })],
    ['eligibility.minPointsBalance', who({ min_points_balance: 1_000_000_001 })],
    ['eligibility.visitKinds', who({ visit_kinds: [] })],
    ['eligibility.visitKinds', who({ visit_kinds: ['vip'] })],
    ['eligibility.visitKinds', who({ visit_kinds: 'rated' })],
    ['eligibility.visitKinds', who({ visit_kinds: [['rated']] })],
  ])('is refused in SQL by its %s (%#)', async (field, reward) => {
    expect(await refusedAs('VALIDATION_FAILED', reward)).toMatchObject({
      fields: { [field]: { rule: expect.any(String) } },
    });
  });

  it.each([
    ['tiers.0.tier', 'diamond', { ...give(free), tiers: [{ tier: 'diamond', benefit: free }] }],
    ['tiers.0.tier', null, { ...give(free), tiers: [{ benefit: free }] }],
    ['eligibility.minTier', 'diamond', who({ min_tier: 'diamond' })],
    ['eligibility.maxTier', '5', who({ max_tier: 5 })],
  ])('is refused in SQL for the tier it names at %s: %s', async (field, tier, reward) => {
    expect(await refusedAs('UNKNOWN_TIER', reward)).toEqual({ field, tier });
  });

  it('is refused in SQL where a free play’s wager of nothing is written with a decimal point, which no coupon could carry', async () => {
    await expect(
      stack.asRole('authenticated', MANAGER, async (sql) => {
        const reward = JSON.stringify(give(free)).replace(
          '"required_match_wager_cents":0',
          '"required_match_wager_cents":0.0',
        );
        await sql`select public.rpc_upsert_reward(${reward}::text::jsonb, ${newId()})`;
      }),
    ).rejects.toThrow('VALIDATION_FAILED');
  });

  it.each([
    ['price.pointsCost', { price: { pointsCost: 0 } }],
    ['limits.0.cooldownMinutes', { limits: [{ scope: 'per_visit', cooldownMinutes: 0 }] }],
    ['eligibility.visitKinds', { eligibility: { visitKinds: [] } }],
    ['uiTags.0', { uiTags: ['x'.repeat(31)] }],
    ['code', { code: 'no' }],
    // What only the database can tell comes back under the same names.
    ['metadata', { metadata: { text: 'x'.repeat(4000) } }],
    ['eligibility.maxTier', { eligibility: { minTier: 'gold', maxTier: 'silver' } }],
  ])('is refused by the API by its %s', async (field, body) => {
    const answer = await desk.expectRefused('VALIDATION_FAILED', () => desk.createReward(body));
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.details?.fields ?? {})).toEqual([field]);
  });

  it('is refused by the API for a tier nobody has, naming the field', async () => {
    const answer = await desk.expectRefused('UNKNOWN_TIER', () =>
      desk.createReward({ eligibility: { minTier: 'diamond' } }),
    );
    expect(answer.body.details).toEqual({ field: 'eligibility.minTier', tier: 'diamond' });
  });

  it('is refused for a match play that is not exact while the casino wants it so, and only then', async () => {
    const inexact = {
      family: 'entitlement',
      tiers: [{ tier: 'bronze', benefit: benefit('match_play', 1000, { requiredMatchWagerCents: 2000 }) }],
    };
    const { id } = await desk.addReward(inexact);
    await desk.promo.withSetting('promo_require_exact_match', true, async () => {
      const answer = await desk.expectRefused('MATCH_NOT_EXACT', () => desk.createReward(inexact));
      expect(answer.body.details).toEqual({ faceValueCents: 1000, requiredMatchWagerCents: 2000 });
      // What is inexact since before the setting can be renamed and switched off, but neither written so again nor switched on.
      await desk.edited(id, {
        name: 'Inexact',
        tiers: inexact.tiers.map((tier) => ({ ...tier, benefit: { ...tier.benefit, validHours: null } })),
      });
      const off = await desk.edited(id, { isActive: false });
      await desk.expectRefused('MATCH_NOT_EXACT', () => desk.editReward(id, { version: off.version, isActive: true }));
      const other = [{ tier: 'bronze', benefit: benefit('match_play', 1000, { requiredMatchWagerCents: 3000 }) }];
      await desk.expectRefused('MATCH_NOT_EXACT', () => desk.editReward(id, { version: off.version, tiers: other }));
      const exact = [{ tier: 'bronze', benefit: benefit('match_play', 1000) }];
      expect((await desk.edited(id, { isActive: true, tiers: exact })).isActive).toBe(true);
    });
  });

  it('leaves nothing behind when a step after its first insert fails', async () => {
    await stack.sql`alter table public.reward_limits add constraint injected_fault check (max_issues <> 77) not valid`;
    try {
      const limits = [{ scope: 'per_visit', maxIssues: 77 }];
      await desk.expectRefused('INTERNAL', () => desk.createReward({ limits }));
      const { id } = await desk.addReward();
      await desk.expectRefused('INTERNAL', () => desk.editReward(id, { version: 1, name: 'Half', limits }));
    } finally {
      await stack.sql`alter table public.reward_limits drop constraint injected_fault`;
    }
  });
});

describe('an edit', () => {
  it('changes what is given and keeps the rest; a list that is given replaces the list; the trail has both states whole', async () => {
    const before = await desk.addReward({
      uiTags: ['bar'],
      metadata: { a: 1 },
      limits: [{ scope: 'per_visit' }, { scope: 'per_week', maxIssues: 3 }],
      eligibility: { minTier: 'silver' },
    });
    const renamed = await desk.edited(before.id, { name: 'Renamed' });
    expect(contentOf(renamed)).toEqual({ ...contentOf(before), name: 'Renamed', isExisting: false });
    expect(renamed.version).toBe(2);
    expect(Date.parse(renamed.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));

    const correlationId = newId();
    const change = {
      version: 2,
      limits: [{ scope: 'per_month', maxIssues: 2 }],
      eligibility: null,
      uiTags: null,
      price: { pointsCost: 250 },
    };
    const changed = dataOf<RewardResult>(await desk.editReward(before.id, change, { as: ADMIN, correlationId }));
    expect(changed).toMatchObject({
      version: 3,
      limits: [{ scope: 'per_month', maxIssues: 2, cooldownMinutes: null, requiresNote: false }],
      eligibility: null,
      uiTags: null,
      metadata: { a: 1 },
      price: { pointsCost: 250, allowOverdraw: false },
      updatedByStaffName: 'Harbor Admin',
    });
    const [parts] = await stack.sql`
      select (select count(*)::int from public.reward_limits where reward_id = ${before.id}) as limits,
        (select count(*)::int from public.reward_eligibility where reward_id = ${before.id}) as conditions,
        (select count(*)::int from public.reward_price_points where reward_id = ${before.id}) as prices`;
    expect(parts).toEqual({ limits: 1, conditions: 0, prices: 1 });
    const { audits, events } = await tracesOf(stack.sql, correlationId);
    expect(events).toEqual([]);
    expect(audits).toMatchObject([
      {
        before: {
          version: 2,
          name: 'Renamed',
          price: { points_cost: 100 },
          eligibility: { min_tier: 'silver' },
          limits: [{ scope: 'per_visit' }, { scope: 'per_week' }],
          updated_by_staff_name: 'Harbor Loyalty Manager',
        },
        after: { version: 3, price: { points_cost: 250 }, eligibility: null, limits: [{ scope: 'per_month' }] },
      },
    ]);
  });

  it('at another version is told who was there first and when, and the reward stays as that one left it', async () => {
    const { id } = await desk.addReward();
    const first = dataOf<RewardResult>(await desk.editReward(id, { version: 1, name: 'First' }, { as: ADMIN }));
    const answer = await desk.expectRefused('REWARD_CHANGED', () =>
      desk.editReward(id, { version: 1, name: 'Second' }),
    );
    expect(answer.status).toBe(409);
    const { at, ...details } = answer.body.details ?? {};
    expect(details).toEqual({ version: 2, staffName: 'Harbor Admin' });
    expect(new Date(String(at)).toISOString()).toBe(first.updatedAt);
    expect((await desk.getReward(id)).name).toBe('First');
    await desk.expectRefused('REWARD_CHANGED', () => desk.editReward(id, { version: 3, name: 'From tomorrow' }));
    // In SQL the version can't be left out.
    const { body } = await stack.rpc(MANAGER, 'rpc_upsert_reward', {
      p_reward: { name: 'Blind' },
      p_reward_id: id,
      p_idempotency_key: newId(),
    });
    expect(body).toMatchObject({ message: 'REWARD_CHANGED' });
  });

  it('of two at once, one wins, and what is stored is the winner’s whole', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id } = await desk.addReward();
      const wishes = [1, 2].map((times) => ({
        version: 1,
        name: `Times ${times}`,
        price: { pointsCost: 1000 * times },
        limits: [{ scope: 'per_visit', maxIssues: times }],
      }));
      const answers = await Promise.all(
        wishes.map((wish, at) => desk.editReward(id, wish, { as: at ? ADMIN : MANAGER })),
      );
      expect(answers.map(({ body }) => body.code).sort()).toEqual(['OK', 'REWARD_CHANGED']);
      const place = answers.findIndex(({ body }) => body.ok);
      expect(answers[1 - place]?.body.details).toMatchObject({
        version: 2,
        staffName: place ? 'Harbor Admin' : 'Harbor Loyalty Manager',
      });
      const stored = await desk.getReward(id);
      expect({ ...stored, limits: stored.limits.map(({ maxIssues }) => maxIssues) }).toMatchObject({
        version: 2,
        name: wishes[place]?.name,
        price: { pointsCost: wishes[place]?.price.pointsCost },
        limits: [place + 1],
      });
    }
  });

  it('switches a reward off and on; code and family stay, though they may be said', async () => {
    const reward = await desk.addReward();
    expect((await desk.edited(reward.id, { isActive: false })).isActive).toBe(false);
    expect((await desk.edited(reward.id, { isActive: true })).isActive).toBe(true);
    const change = (p_reward: unknown) =>
      stack.rpc(MANAGER, 'rpc_upsert_reward', {
        p_reward,
        p_reward_id: reward.id,
        p_expected_version: 3,
        p_idempotency_key: newId(),
      });
    for (const [field, fields] of [
      ['code', { code: 'ANOTHER' }],
      ['code', { code: null }],
      ['code', { code: 'ANOTHER', family: 'entitlement' }],
      ['family', { family: 'entitlement' }],
    ] as const) {
      const { body } = await change(fields);
      const refusal = body as { message: string; details: string };
      expect(refusal.message).toBe('VALIDATION_FAILED');
      expect(Object.keys(JSON.parse(refusal.details).fields)).toEqual([field]);
    }
    expect(await desk.getReward(reward.id)).toMatchObject({ code: reward.code, family: 'points_comp', version: 3 });
    const { body } = await change({ code: reward.code, family: 'points_comp', name: 'Said again' });
    expect(body).toMatchObject({ version: 4, name: 'Said again' });
    // A comp can't lose its price, nor an entitlement its benefits.
    await desk.expectRefused('VALIDATION_FAILED', () => desk.editReward(reward.id, { version: 4, price: null }));
    const entitlement = await desk.addEntitlement();
    await desk.expectRefused('VALIDATION_FAILED', () => desk.editReward(entitlement.id, { version: 1, tiers: [] }));
  });
});

describe('a key', () => {
  it('sent again answers the first answer, also after a later edit; for another request it is refused', async () => {
    const [key, editKey] = [newId(), newId()];
    const body = { code: 'REPLAYED', name: 'Replayed' };
    const made = dataOf<RewardResult>(await desk.createReward(body, { key }));
    const change = { version: 1, name: 'Edited' };
    const edited = dataOf<RewardResult>(await desk.editReward(made.id, change, { key: editKey }));
    await desk.edited(made.id, { name: 'Edited later', isActive: false });

    for (const [again, first] of [
      [await desk.createReward(body, { key }), made],
      [await desk.editReward(made.id, change, { key: editKey }), edited],
    ] as const) {
      expect(again.status).toBe(200);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(again.body.data).toEqual({ ...first, isExisting: true });
    }
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.createReward({ ...body, name: 'Other' }, { key }));
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () =>
      desk.editReward(made.id, { ...change, version: 2 }, { key: editKey }),
    );
    expect((await desk.getReward(made.id)).name).toBe('Edited later');
  });

  it('of ten identical calls at once makes one reward', async () => {
    const key = newId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => desk.createReward({ code: 'ONCE', name: 'Once' }, { key })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    expect(new Set(answers.map((answer) => dataOf<RewardResult>(answer).id)).size).toBe(1);
  });
});

describe('a code', () => {
  it('is had once: the second creator is told, and of several at once one wins', async () => {
    const { code } = await desk.addReward();
    const answer = await desk.expectRefused('REWARD_CODE_TAKEN', () => desk.createReward({ code }));
    expect(answer.status).toBe(409);
    for (let round = 0; round < 8; round += 1) {
      const raced = `RACED_${round}`;
      const limits = [{ scope: 'per_visit' }];
      const answers = await Promise.all(
        [1, 2, 3].map((cost) => desk.createReward({ code: raced, price: { pointsCost: cost }, limits })),
      );
      expect(answers.map(({ body }) => body.code).sort()).toEqual(['OK', 'REWARD_CODE_TAKEN', 'REWARD_CODE_TAKEN']);
      const [row] = await stack.sql`
        select count(*)::int as rewards, sum(p.points_cost)::int as cost,
          (select count(*)::int from public.reward_limits l where l.reward_id = any (array_agg(r.id))) as limits
        from public.reward_catalog r join public.reward_price_points p on p.reward_id = r.id where r.code = ${raced}`;
      expect(row).toEqual({ rewards: 1, cost: answers.findIndex(({ body }) => body.ok) + 1, limits: 1 });
    }
  });
});

describe('the preview', () => {
  it('of every reward says of everybody in the house what their own offers say', async () => {
    const [short, off] = [await desk.addComp(100_000_000), await desk.addReward({ isActive: false })];
    const house = await stack.sql<{ id: string }[]>`
      select v.player_id as id from public.visit v join public.casino c on c.id = v.casino_id and c.slug = 'harbor' where v.ended_at is null`;
    await desk.exclude(house[0]?.id ?? '');
    const offers = new Map<string, Offer[]>();
    for (const { id } of house) offers.set(id, (await desk.offers(id)).items);
    for (const { id: rewardId } of await list('?isActive=true')) {
      const judged = house.map(({ id }) => ({
        id,
        offer: offers.get(id)?.find((offer) => offer.rewardId === rewardId),
      }));
      const able = judged.filter(({ offer }) => offer?.eligible);
      const preview = await desk.preview(rewardId);
      expect(preview).toMatchObject({
        rewardId,
        playerCount: house.length,
        eligibleCount: able.length,
        isPartial: false,
      });
      expect(preview.items.map(({ playerId }) => playerId).sort()).toEqual(able.map(({ id }) => id).sort());
      for (const item of preview.items)
        expect(able.find(({ id }) => id === item.playerId)?.offer).toMatchObject({
          tier: item.tier,
          balance: item.balance,
          pointsCost: item.pointsCost,
          faceValueCents: item.faceValueCents,
        });
      // An exclusion is not told apart: beside the list of who could, a count would name who is excluded.
      const firsts = judged.flatMap(({ offer }) => offer?.reasons.slice(0, 1).map(unnamed) ?? []);
      for (const { code, count } of preview.reasons)
        expect(firsts.filter((first) => first === code)).toHaveLength(count);
      expect(preview.reasons.reduce((sum, { count }) => sum + count, 0)).toBe(firsts.length);
    }
    expect(await desk.preview(short.id)).toMatchObject({
      eligibleCount: 0,
      reasons: [
        { code: 'INSUFFICIENT_POINTS', count: house.length - 1 },
        { code: 'NOT_ELIGIBLE', count: 1 },
      ],
    });
    // One that is switched off is previewed as if it were on.
    expect((await desk.preview(off.id)).eligibleCount).toBeGreaterThan(0);
  });
});

describe('a tier', () => {
  it('that is taken away while a reward is made for it: the reward waits, and is told that there is no such tier', async () => {
    const { items, version } = await desk.loyalty.getTiers();
    const tiers = items.map(({ rank: _, thresholdPoints: threshold_points, ...tier }) => ({
      ...tier,
      threshold_points,
    }));
    const summit = { code: 'summit', name: 'Summit', multiplier: 3, thresholdPoints: 9_000_000 };
    const bodies = await desk.loyalty.tierBodies();
    const { version: withSummit } = await desk.loyalty.setTiers([...bodies, summit]);
    expect(withSummit).not.toBe(version);
    const { waiting } = await stack.asRole('authenticated', ADMIN, async (sql) => {
      await sql`select public.rpc_replace_loyalty_tiers(${JSON.stringify(tiers)}::text::jsonb, ${withSummit}, ${newId()})`;
      const waiting = desk.createReward({
        family: 'entitlement',
        price: undefined,
        tiers: [{ tier: 'summit', benefit: benefit('free_play') }],
      });
      await expect.poll(() => isSomeoneWaiting(stack.sql)).toBe(true);
      return { waiting };
    });
    expect((await waiting).body).toMatchObject({
      code: 'UNKNOWN_TIER',
      details: { field: 'tiers.0.tier', tier: 'summit' },
    });
  });

  it('that a reward names can’t be taken away', async () => {
    const bodies = await desk.loyalty.tierBodies();
    const { version } = await desk.loyalty.setTiers([
      ...bodies,
      { code: 'zenith', name: 'Zenith', multiplier: 3, thresholdPoints: 9_000_000 },
    ]);
    const { id } = await desk.addReward({ eligibility: { maxTier: 'zenith' } });
    await desk.expectRefused('TIER_IN_USE', () => desk.loyalty.putTiers(bodies, version));
    await desk.edited(id, { eligibility: null });
    await desk.loyalty.setTiers(bodies);
  });
});
