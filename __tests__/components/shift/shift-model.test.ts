import { describe, expect, it } from 'vitest';
import { addGamingDays, isGamingDay, relativeDay } from '@/components/domain/gaming-day';
import { alertReasons } from '@/components/shift/alert-words';
import { findShift, groupAlerts } from '@/components/shift/shift-model';
import type { Alert, Shift } from '@/services/shift/dtos';

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
