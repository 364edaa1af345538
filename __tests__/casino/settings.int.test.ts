import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { toWire } from '@/lib/shared/wire';
import {
  type AlertThresholds,
  alertThresholdsSchema,
  type CasinoSettings,
  type CasinoSettingsResult,
} from '@/services/casino/dtos';
import { dataOf } from '../floor/floor-desk';
import { createShiftDesk, type ShiftDesk } from '../shift/shift-desk';
import { SEED } from '../support/seed';
import { ADMIN, type Email, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
let desk: ShiftDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createShiftDesk(stack);
});
afterAll(() => stack.dispose());

async function read(as: Email = ADMIN): Promise<CasinoSettings> {
  return dataOf(await stack.http(as, 'GET', '/casino/settings'));
}

describe('the settings', () => {
  it('are for everyone who works there to read, complete, with the thresholds that a casino begins with', async () => {
    const settings = await read('dealer@harbor.example');
    expect(settings).toMatchObject({
      timeZone: 'America/New_York',
      gamingDayStart: '06:00',
      currency: 'USD',
      compDebtLimitPoints: 10_000,
      correctionDebtLimitPoints: 0,
      importStaleAfterDays: 90,
      minimumAgeYears: 21,
      autoEndVisitsAfterDays: 2,
      watchlistFloorCents: 300_000,
      ctrThresholdCents: 1_000_000,
      nearCtrFirstPercent: 80,
      nearCtrSecondPercent: 95,
      alertThresholds: {
        tableIdle: { enabled: true, warnMinutes: 20, criticalMinutes: 45 },
        slipDuration: { enabled: true, warnMinutes: 240, criticalMinutes: 480 },
        pauseDuration: { enabled: true, warnMinutes: 30 },
        dropAnomaly: { enabled: true, madMultiplier: 3, fallbackPercent: 50 },
        promoIssuanceSpike: { enabled: true, madMultiplier: 3, fallbackPercent: 100 },
        promoVoidRate: { enabled: true, warnPercent: 5, minIssued: 20 },
        promoReplacementRate: { enabled: true, warnPercent: 5, minIssued: 20, minReplaced: 10 },
        outstandingAging: { enabled: true, olderThanHours: 24, maxFaceValueCents: 200_000, maxCoupons: 25 },
        expiringSoon: { enabled: true, withinHours: 24, minCoupons: 1 },
        pointsByIssuer: { enabled: true, warnPercent: 60, minPoints: 10_000 },
        pointsToPlayer: { enabled: true, warnPoints: 2_500 },
        baseline: {
          gamingDays: 7,
          minHistoryDays: 3,
          minChangeCoupons: 5,
          minChangeCents: 20_000,
          minChangePercent: 25,
        },
      },
    });
    expect(await read('admin@summit.example')).toMatchObject({ timeZone: 'Europe/London', currency: 'GBP' });
  });

  it('change where they are named, figure by figure, and the audit trail has both states', async () => {
    const before = await read();
    const alertThresholds = { tableIdle: { warnMinutes: 10 }, baseline: { minChangePercent: 12.5 }, expiringSoon: {} };
    const answer = await desk.changeSettings({
      rewardSoftCapPoints: 1_500,
      rewardsPerStaffPerMinute: null,
      alertThresholds,
    });
    expect(answer.status).toBe(201);
    const expected = {
      ...before,
      rewardSoftCapPoints: 1_500,
      rewardsPerStaffPerMinute: null,
      alertThresholds: {
        ...before.alertThresholds,
        tableIdle: { ...before.alertThresholds.tableIdle, warnMinutes: 10 },
        baseline: { ...before.alertThresholds.baseline, minChangePercent: 12.5 },
      },
      updatedAt: expect.any(String),
    };
    expect(dataOf(answer)).toEqual({ ...expected, isExisting: false });
    expect(await read()).toEqual(expected);
    const [audit] = await stack.sql`
      select before, after, entity_type from public.audit_log where correlation_id = ${answer.headers.get('x-correlation-id')}`;
    expect(toWire(audit?.before)).toEqual(before);
    expect(toWire(audit?.after)).toEqual(expected);
    expect(audit?.entity_type).toBe('casino_settings');
  });

  it('are stored, each one that may be changed', async () => {
    const changes = {
      rewardSoftCapPoints: 2_000,
      rewardPresetPoints: [50, 75],
      rewardsPerStaffPerMinute: 9,
      compDebtLimitPoints: 0,
      correctionDebtLimitPoints: 500,
      promoRequireExactMatch: true,
      promoAllowAnonymousIssuance: true,
      importStaleAfterDays: 30,
      watchlistFloorCents: 250_000,
      ctrThresholdCents: 900_000,
    };
    await desk.changeSettings(changes);
    expect(await read()).toMatchObject(changes);
  });

  it.each([
    ['time zone', { timeZone: 'Europe/Paris' }, 'timeZone'],
    ['start of the gaming day', { gamingDayStart: '05:00' }, 'gamingDayStart'],
    ['currency', { currency: 'EUR' }, 'currency'],
    ['rule nobody knows', { alertThresholds: { moonPhase: { enabled: true } } }, 'moonPhase'],
    ['figure nobody knows', { alertThresholds: { tableIdle: { minutes: 3 } } }, 'minutes'],
    ['figure of 0', { alertThresholds: { tableIdle: { warnMinutes: 0 } } }, 'alertThresholds.tableIdle.warnMinutes'],
    ['text', { alertThresholds: { baseline: { gamingDays: '7' } } }, 'alertThresholds.baseline.gamingDays'],
    [
      'warning as late as critical',
      { alertThresholds: { slipDuration: { warnMinutes: 480 } } },
      'alertThresholds.slipDuration.criticalMinutes',
    ],
    [
      'baseline that is never ready',
      { alertThresholds: { baseline: { minHistoryDays: 8 } } },
      'alertThresholds.baseline.minHistoryDays',
    ],
    ['debt of less than none', { compDebtLimitPoints: -1 }, 'compDebtLimitPoints'],
    ['debt of half a point', { correctionDebtLimitPoints: 0.5 }, 'correctionDebtLimitPoints'],
    ['cap of 0', { rewardSoftCapPoints: 0 }, 'rewardSoftCapPoints'],
    ['seven presets', { rewardPresetPoints: [1, 2, 3, 4, 5, 6, 7] }, 'rewardPresetPoints'],
  ])('refuse a %s and name it', async (_, changes, field) => {
    const answer = await desk.expectRefused('VALIDATION_FAILED', () => desk.changeSettings(changes));
    expect(Object.keys((answer.body.details as { fields: object }).fields)).toEqual([field]);
  });

  it('are the admin’s to change', async () => {
    for (const account of ['dealer', 'pitboss', 'cashier', 'loyalty', 'compliance'] as const) {
      await desk.expectRefused('FORBIDDEN', () =>
        desk.changeSettings({ watchlistFloorCents: 1 }, newId(), `${account}@harbor.example`),
      );
    }
  });

  it('changed by two admins at once who saw the same are changed by one', async () => {
    const { updatedAt: expectedUpdatedAt } = await read();
    const answers = await Promise.all(
      [1, 2, 3].map((days) => desk.changeSettings({ importStaleAfterDays: days, expectedUpdatedAt })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'SETTINGS_CHANGED', details: { updatedAt: expect.any(String) } });
    const { updatedAt } = await read();
    expect(updatedAt > expectedUpdatedAt).toBe(true);
    expect((await desk.changeSettings({ importStaleAfterDays: 90, expectedUpdatedAt: updatedAt })).status).toBe(201);
  });

  it('answer a replay with the state as it was then, and write nothing', async () => {
    const key = newId();
    const first = dataOf<CasinoSettingsResult>(await desk.changeSettings({ importStaleAfterDays: 60 }, key));
    await desk.changeSettings({ importStaleAfterDays: 61 });
    const replay = await desk.changeSettings({ importStaleAfterDays: 60 }, key);
    expect(replay.status).toBe(200);
    expect(dataOf(replay)).toEqual({ ...first, isExisting: true });
    expect(await read()).toMatchObject({ importStaleAfterDays: 61 });
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.changeSettings({ importStaleAfterDays: 62 }, key));
  });
});

describe('a change of settings past the web app', () => {
  const refused = { status: 422, body: { message: 'VALIDATION_FAILED' } };
  const change = (changes: unknown) =>
    stack.rpc(ADMIN, 'rpc_update_casino_settings', { p_changes: changes, p_idempotency_key: newId() });

  it.each([
    [null],
    [[]],
    [{}],
    [{ updated_at: '2020-01-01' }],
    [{ casino_id: newId() }],
    [{ alert_thresholds: null }],
    [{ alert_thresholds: [] }],
    [{ alert_thresholds: { table_idle: 5 } }],
    [{ alert_thresholds: { table_idle: null } }],
    [{ reward_preset_points: [] }],
    [{ reward_preset_points: [1, 'two'] }],
    [{ reward_preset_points: null }],
    [{ rewards_per_staff_per_minute: 0 }],
    [{ promo_require_exact_match: 'yes' }],
    [{ import_stale_after_days: 1.5 }],
    [{ watchlist_floor_cents: 1e12 }],
    [{ ctr_threshold_cents: null }],
    [{ reward_soft_cap_points: '5' }],
  ])('to %j is refused', async (changes) => {
    const before = await read();
    expect(await change(changes)).toMatchObject(refused);
    expect(await read()).toEqual(before);
  });
});

/** Thresholds in the database's words. */
function snakeCased(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      snakeCased(inner),
    ]),
  );
}

/** Whether the database would keep these thresholds, for many in one call. */
async function acceptedBySql(candidates: unknown[]): Promise<boolean[]> {
  const connection = await stack.sql.reserve();
  try {
    await connection.unsafe(`
      create or replace function pg_temp.accepts(p_thresholds jsonb) returns boolean language plpgsql as $$
      begin
        update public.casino_settings set alert_thresholds = p_thresholds;
        return true;
      exception when sqlstate 'PT422' then
        return false;
      end $$`);
    const rows = await connection<{ isAccepted: boolean }[]>`
      select pg_temp.accepts(c) as "isAccepted"
      from jsonb_array_elements(${JSON.stringify(candidates.map(snakeCased))}::text::jsonb) with ordinality s (c, place) order by place`;
    return rows.map(({ isAccepted }) => isAccepted);
  } finally {
    connection.release();
  }
}

const figure = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    1,
    2,
    3,
    7,
    8,
    20,
    28,
    29,
    45,
    100,
    480,
    481,
    2_880,
    2_881,
    8_784,
    8_785,
    100_000,
    1_000_000,
    1_000_001,
  ),
  fc.constantFrom<unknown>(0.5, 0.49, 20.01, 1_000, 1_000.5, 100_000_000_000, 100_000_000_001, -1, -0.5, 1e-7, 1e21),
  fc.constantFrom<unknown>(null, true, false, '5', '', [], {}),
  fc.integer({ min: 1, max: 30 }),
);

describe(`the contract and the database (seed ${SEED})`, () => {
  it('take and refuse the same thresholds', async () => {
    const { alertThresholds: standard } = await read();
    const places = Object.entries(standard).flatMap(([rule, fields]) =>
      Object.keys(fields).map((field) => [rule, field] as const),
    );
    const edit = fc.tuple(
      fc.constantFrom(...places),
      fc.constantFrom('set', 'set', 'set', 'set', 'drop', 'add', 'dropRule'),
      figure,
    );
    const edits = fc.sample(fc.array(edit, { maxLength: 3 }), { numRuns: 500, seed: SEED });
    const candidates = edits.map((changes) => {
      const copy: Record<string, Record<string, unknown>> = structuredClone(standard);
      for (const [[rule, field], kind, value] of changes) {
        const fields = copy[rule];
        if (!fields) continue;
        if (kind === 'set') fields[field] = value;
        if (kind === 'drop') delete fields[field];
        if (kind === 'add') fields.surprise = value;
        if (kind === 'dropRule') delete copy[rule];
      }
      return copy;
    });
    const accepted = await acceptedBySql(candidates);
    for (const [index, candidate] of candidates.entries()) {
      expect(accepted[index], JSON.stringify(edits[index])).toBe(alertThresholdsSchema.safeParse(candidate).success);
    }
    const share = accepted.filter(Boolean).length / accepted.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.9);
    await desk.restoreThresholds();
  });

  it('refuse what is no object of rules at all', async () => {
    const shapes: unknown[] = [null, 5, 'text', [], {}, { tableIdle: 5 }, { tableIdle: [] }, { tableIdle: null }];
    expect(await acceptedBySql(shapes)).toEqual(shapes.map(() => false));
    expect(shapes.map((shape) => alertThresholdsSchema.safeParse(shape).success)).toEqual(shapes.map(() => false));
  });

  it('begin with the same thresholds', async () => {
    const [row] = await stack.sql`select app.default_alert_thresholds() as thresholds`;
    const thresholds: AlertThresholds = alertThresholdsSchema.parse(toWire(row?.thresholds));
    expect(thresholds.baseline.gamingDays).toBe(7);
  });
});
