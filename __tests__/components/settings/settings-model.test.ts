import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALERT_RULES } from '@/components/domain/alert-rules';
import {
  changedSettings,
  figureText,
  isStandard,
  readSettings,
  settingsOf,
  standardValues,
  toSettingsValues,
} from '@/components/settings/settings-model';
import { checkSettings } from '@/components/settings/settings-schema';
import { fieldWords } from '@/components/ui/error-text';
import { rule } from '@/lib/shared/rules';
import { type AlertThresholds, alertThresholdsSchema, type CasinoSettings } from '@/services/casino/dtos';
import { readSchemas } from '@/supabase/embedded/schemas';

const STANDARD = Object.fromEntries(
  ALERT_RULES.map(({ rule, fields }) => [
    rule,
    {
      ...(rule === 'baseline' ? {} : { enabled: true }),
      ...Object.fromEntries(fields.map(({ name, standard }) => [name, standard])),
    },
  ]),
) as AlertThresholds;

const SAVED: CasinoSettings = {
  timeZone: 'America/New_York',
  gamingDayStart: '06:00',
  currency: 'USD',
  rewardSoftCapPoints: 1_000,
  rewardPresetPoints: [100, 250, 500],
  rewardsPerStaffPerMinute: null,
  compDebtLimitPoints: 10_000,
  correctionDebtLimitPoints: 0,
  promoRequireExactMatch: false,
  promoAllowAnonymousIssuance: false,
  importStaleAfterDays: 90,
  licenceWarningDays: 30,
  stopsOnExpiredLicence: false,
  idleLockMinutes: null,
  minimumAgeYears: 21,
  autoEndVisitsAfterDays: 2,
  watchlistFloorCents: 300_000,
  ctrThresholdCents: 1_000_000,
  nearCtrFirstPercent: 80,
  nearCtrSecondPercent: 95,
  alertThresholds: STANDARD,
  updatedAt: '2026-11-20T12:00:00.000Z',
};

describe('the rules of the screen', () => {
  it('are the rules and figures of the contract', () => {
    expect(alertThresholdsSchema.parse(STANDARD)).toEqual(STANDARD);
  });

  it('begin with what the database begins with', () => {
    const sql = readSchemas().find(({ path }) => path.endsWith('/internal/alert_thresholds.sql'))?.text ?? '';
    const rows = [...sql.matchAll(/^ {4}\('(\w+)', .*,$([\s\S]*?)::app\.alert_figure\[\]\)[,;]$/gm)];
    const camel = (name = '') => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    const inSql = rows.flatMap(([, rule, figures = '']) =>
      [...figures.matchAll(/\('(\w+)', ([\d.]+), [\d.]+, [\d.]+, (?:true|false)\)/g)].map(
        ([, field, standard]) => `${camel(rule)}.${camel(field)} ${Number(standard)}`,
      ),
    );
    const onScreen = ALERT_RULES.flatMap(({ rule, fields }) =>
      fields.map(({ name, standard }) => `${rule}.${name} ${standard}`),
    );
    expect(inSql.toSorted()).toEqual(onScreen.toSorted());
  });

  it('tell standard figures from changed ones', () => {
    const values = toSettingsValues(SAVED).alertThresholds;
    for (const rule of ALERT_RULES) {
      expect(values[rule.rule]).toEqual(standardValues(rule));
      expect(isStandard(rule, standardValues(rule))).toBe(true);
      const [field] = rule.fields;
      expect(isStandard(rule, { ...standardValues(rule), [field?.name ?? '']: '7777' })).toBe(false);
    }
  });
});

const minutes = fc.integer({ min: 1, max: 2_880 });
const hours = fc.integer({ min: 1, max: 8_784 });
const cents = fc.integer({ min: 0, max: 100_000_000_000 });
const coupons = fc.integer({ min: 0, max: 1_000_000 });
const points = fc.integer({ min: 1, max: 1_000_000_000 });
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const enabled = fc.boolean();
const warnAndCritical = fc.record({ enabled, warnMinutes: minutes, criticalMinutes: minutes });
const unlikeBefore = fc.record({ enabled, madMultiplier: between(0.5, 20), fallbackPercent: between(1, 1_000) });
/** Every set of thresholds that the server can hold. */
const thresholds: fc.Arbitrary<AlertThresholds> = fc
  .record({
    tableIdle: warnAndCritical,
    slipDuration: warnAndCritical,
    pauseDuration: fc.record({ enabled, warnMinutes: minutes }),
    dropAnomaly: unlikeBefore,
    promoIssuanceSpike: unlikeBefore,
    promoVoidRate: fc.record({
      enabled,
      warnPercent: between(0, 100),
      minIssued: fc.integer({ min: 1, max: 100_000 }),
    }),
    promoReplacementRate: fc.record({
      enabled,
      warnPercent: between(0, 1_000),
      minIssued: fc.integer({ min: 1, max: 100_000 }),
      minReplaced: fc.integer({ min: 1, max: 100_000 }),
    }),
    outstandingAging: fc.record({ enabled, olderThanHours: hours, maxFaceValueCents: cents, maxCoupons: coupons }),
    expiringSoon: fc.record({ enabled, withinHours: hours, minCoupons: fc.integer({ min: 1, max: 1_000_000 }) }),
    pointsByIssuer: fc.record({ enabled, warnPercent: between(1, 100), minPoints: points }),
    pointsToPlayer: fc.record({ enabled, warnPoints: points }),
    baseline: fc.record({
      gamingDays: fc.integer({ min: 1, max: 28 }),
      minHistoryDays: fc.integer({ min: 1, max: 28 }),
      minChangeCoupons: coupons,
      minChangeCents: cents,
      minChangePercent: between(0, 1_000),
    }),
  })
  .filter((candidate) => alertThresholdsSchema.safeParse(candidate).success);

describe('settings as typed', () => {
  it('read back as they were, whatever thresholds the server holds', () => {
    fc.assert(
      fc.property(thresholds, (alertThresholds) => {
        const saved = { ...SAVED, alertThresholds };
        const read = readSettings(toSettingsValues(saved));
        expect(read.alertThresholds).toEqual(alertThresholds);
        expect(checkSettings(read)).toEqual({});
        expect(changedSettings(settingsOf(saved), read)).toEqual({});
      }),
    );
  });

  it('show the smallest and the largest figures in plain digits', () => {
    expect([1e-7, 1.25e-9, 0, 62.5, 1_000].map((figure) => figureText(figure, 'percent'))).toEqual([
      '0.0000001',
      '0.00000000125',
      '0',
      '62.5',
      '1000',
    ]);
    const alertThresholds: AlertThresholds = {
      ...STANDARD,
      promoVoidRate: { ...STANDARD.promoVoidRate, warnPercent: 1e-7 },
      outstandingAging: { ...STANDARD.outstandingAging, maxFaceValueCents: 100_000_000_000 },
    };
    const read = readSettings(toSettingsValues({ ...SAVED, alertThresholds }));
    expect(read.alertThresholds).toEqual(alertThresholds);
    expect(checkSettings(read)).toEqual({});
  });

  it('come back as they were, and nothing is to be sent', () => {
    const read = readSettings(toSettingsValues(SAVED));
    expect(checkSettings(read)).toEqual({});
    expect(changedSettings(settingsOf(SAVED), read)).toEqual({});
  });

  it('are sent by what differs only, money in cents', () => {
    const values = toSettingsValues(SAVED);
    values.rewardPresetPoints = '50 100,1500';
    values.rewardsPerStaffPerMinute = '20';
    values.rewardSoftCapPoints = '1,000';
    values.minimumAgeYears = '18';
    values.autoEndVisitsAfterDays = ' ';
    values.alertThresholds.outstandingAging = {
      ...values.alertThresholds.outstandingAging,
      maxFaceValueCents: '2500.50',
    };
    values.alertThresholds.tableIdle = { ...values.alertThresholds.tableIdle, enabled: false };
    expect(changedSettings(settingsOf(SAVED), readSettings(values))).toEqual({
      rewardPresetPoints: [50, 100, 1_500],
      rewardsPerStaffPerMinute: 20,
      minimumAgeYears: 18,
      autoEndVisitsAfterDays: null,
      alertThresholds: { outstandingAging: { maxFaceValueCents: 250_050 }, tableIdle: { enabled: false } },
    });
  });

  it('have the four thresholds of the cash log, two of them money', () => {
    const values = toSettingsValues(SAVED);
    expect([values.watchlistFloorCents, values.ctrThresholdCents]).toEqual(['3000', '10000']);
    values.watchlistFloorCents = '2,500.50';
    values.nearCtrFirstPercent = '75';
    expect(changedSettings(settingsOf(SAVED), readSettings(values))).toEqual({
      watchlistFloorCents: 250_050,
      nearCtrFirstPercent: 75,
    });
    values.ctrThresholdCents = 'ten thousand';
    values.nearCtrSecondPercent = '120';
    const messages = checkSettings(readSettings(values));
    expect(Object.keys(messages).toSorted()).toEqual(['ctrThresholdCents', 'nearCtrSecondPercent']);
    expect(messages.ctrThresholdCents).toBe(rule('amount', { whole: '200', decimals: '62.50' }));
  });

  it('are refused under the name of their field', () => {
    const values = toSettingsValues(SAVED);
    values.rewardPresetPoints = '100, many';
    values.rewardSoftCapPoints = '';
    values.alertThresholds.baseline = { ...values.alertThresholds.baseline, minChangeCents: 'a lot' };
    const messages = checkSettings(readSettings(values));
    expect(Object.keys(messages).toSorted()).toEqual([
      'alertThresholds.baseline.minChangeCents',
      'rewardPresetPoints',
      'rewardSoftCapPoints',
    ]);
    const amount = messages['alertThresholds.baseline.minChangeCents'] ?? '';
    expect(fieldWords(amount)).toBe('Enter an amount such as 200 or 62.50.');
  });

  it('are refused when they contradict each other', () => {
    const values = toSettingsValues(SAVED);
    values.alertThresholds.tableIdle = { enabled: true, warnMinutes: '50', criticalMinutes: '45' };
    expect(checkSettings(readSettings(values))).toEqual({
      'alertThresholds.tableIdle.criticalMinutes': rule('criticalAfterWarning'),
    });
  });
});
