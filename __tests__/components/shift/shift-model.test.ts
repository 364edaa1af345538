import { describe, expect, it } from 'vitest';
import { findShift } from '@/components/domain/find-shift';
import { addGamingDays, isGamingDay, relativeDay } from '@/components/domain/gaming-day';
import { alertReasons } from '@/components/shift/alert-words';
import { bundleAlerts, groupAlerts, placeOfAlert } from '@/components/shift/shift-model';
import type { Alert, PitFigures, Shift } from '@/services/shift/dtos';

function makeAlert(changes: Partial<Alert> = {}): Alert {
  return {
    kind: 'promo_issuance_spike',
    severity: 'none',
    isFiring: false,
    entity: { type: 'casino', id: null, label: null, metric: 'count' },
    entityKey: 'count',
    value: 3,
    unit: 'count',
    baseline: null,
    threshold: 5,
    readinessText: null,
    message: '',
    details: {},
    acknowledgement: null,
    outgrownAcknowledgement: null,
    ...changes,
  };
}

describe('a gaming day in the address', () => {
  it('is one that the calendar has', () => {
    expect(['2026-11-20', '2028-02-29'].map(isGamingDay)).toEqual([true, true]);
    expect(['2026-02-29', '2026-13-01', 'today', '2026-1-1', ''].some(isGamingDay)).toBe(false);
  });

  it('has its neighbours by the calendar, over months and clock changes', () => {
    expect(addGamingDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addGamingDays('2026-11-01', 1)).toBe('2026-11-02');
    expect(relativeDay('2026-10-31', '2026-11-01')).toBe('Yesterday');
    expect(relativeDay('2026-10-30', '2026-11-01')).toBeNull();
  });
});

describe('the shift that is shown', () => {
  const day: Shift = { id: 'a', name: 'Day', startsAt: '', endsAt: '', isCurrent: true };

  it('is the one of that name, and the whole day for any other name', () => {
    expect(findShift([day], 'Day')).toBe(day);
    expect(findShift([day], 'Grave')).toBeNull();
    expect(findShift([day], null)).toBeNull();
  });
});

describe('alerts', () => {
  it('are apart by what they ask of a person, in the order they came', () => {
    const acknowledgement = { staffName: 'A', at: '', note: null, severity: 'warn' as const, value: 1 };
    const first = makeAlert({ isFiring: true, severity: 'critical' });
    const seen = makeAlert({ isFiring: true, severity: 'warn', acknowledgement });
    const last = makeAlert({ isFiring: true, severity: 'warn' });
    const quiet = makeAlert();
    expect(groupAlerts([first, seen, last, quiet])).toEqual({
      firing: [first, last],
      acknowledged: [seen],
      quiet: [quiet],
    });
  });

  it('of three slips or more are one, the longest first, after what is as grave: nine slips bury no drop', () => {
    const alert = (kind: Alert['kind'], severity: Alert['severity'], value: number) =>
      makeAlert({ kind, severity, value, isFiring: true, entityKey: `${kind}${value}` });
    const slips = [4, 300, 250].map((minutes) => alert('slip_duration', minutes > 240 ? 'critical' : 'warn', minutes));
    const pauses = [31, 45].map((minutes) => alert('pause_duration', 'warn', minutes));
    const drop = alert('drop_anomaly', 'critical', 5);
    const aging = alert('outstanding_aging', 'warn', 9);
    const [short, longest, long] = slips;
    expect(bundleAlerts([...slips, ...pauses, drop, aging])).toEqual([
      [drop],
      [longest, long, short],
      [aging],
      [pauses[1]],
      [pauses[0]],
    ]);
    expect(bundleAlerts([])).toEqual([]);
  });

  it('lead to what they are about: slip, player, pit, cash of a table, coupons', () => {
    const pits = [{ id: 'main', tables: [{ tableId: 'bj-1' }] }] as PitFigures[];
    const ofTable = { type: 'table', id: 'bj-1', label: 'BJ-01', metric: null } as const;
    const hrefOf = (changes: Partial<Alert>, day: string | null = null) =>
      placeOfAlert(makeAlert(changes), day, pits)?.href ?? null;
    expect(hrefOf({ kind: 'pause_duration', entity: { ...ofTable, type: 'slip', id: 's-1' } })).toBe('/pit?slip=s-1');
    expect(hrefOf({ kind: 'table_idle', entity: ofTable })).toBe('/pit?pit=main');
    expect(hrefOf({ kind: 'drop_anomaly', entity: ofTable })).toBe('/shift?pits=main');
    expect(hrefOf({ kind: 'drop_anomaly', entity: ofTable }, '2026-11-20')).toBe('/shift?day=2026-11-20&pits=main');
    expect(hrefOf({ kind: 'drop_anomaly', entity: { ...ofTable, id: 'gone' } })).toBeNull();
    expect(hrefOf({ kind: 'points_to_player', entity: { ...ofTable, type: 'player', id: 'p-1' } })).toBe(
      '/players/p-1',
    );
    expect(hrefOf({ kind: 'points_by_issuer' })).toBeNull();
    expect(hrefOf({ kind: 'promo_void_rate' })).toBe('/promos?status=voided');
    expect(hrefOf({ kind: 'expiring_soon' })).toBe('/promos?status=issued');
  });

  it('say in words how ready their history is', () => {
    const baseline = {
      median: null,
      mad: null,
      n: 2,
      method: 'fallback',
      readiness: 'building',
      readinessText: 'building 2/3',
    } as const;
    const building = makeAlert({ baseline, readinessText: 'building 2/3', details: { minHistoryDays: 3 } });
    const reasons = new Map(alertReasons(building, 'USD'));
    expect(reasons.get('Readiness')).toBe('Building: 2 of 3 days of history');
    expect(reasons.get('Usual on the days before')).toBe('Not known yet');
    expect(reasons.get('Days compared')).toBe('2 gaming days');
    expect(new Map(alertReasons(makeAlert({ readinessText: 'too few' }), 'USD')).get('Readiness')).toBe(
      'Too few to tell',
    );
  });
});
