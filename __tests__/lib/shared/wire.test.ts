import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toIsoUtc, toRow, toWire } from '@/lib/shared/wire';

describe('a time', () => {
  it.each([
    ['as a table read spells it', '2026-11-20 09:26:32.68+00', '2026-11-20T09:26:32.680Z'],
    ['as jsonb spells it', '2026-11-20T09:26:32.68+00:00', '2026-11-20T09:26:32.680Z'],
    ['with microseconds', '2026-11-20T09:26:32.680999+00:00', '2026-11-20T09:26:32.680Z'],
    ['without a fraction', '2026-11-20 09:26:32+00', '2026-11-20T09:26:32.000Z'],
    ['in another zone', '2026-11-20 04:26:32-05', '2026-11-20T09:26:32.000Z'],
    ['in a zone off the hour', '2026-11-20T14:56:32+05:30', '2026-11-20T09:26:32.000Z'],
    ['in UTC already', '2026-11-20T09:26:32.680Z', '2026-11-20T09:26:32.680Z'],
  ])('%s', (_, spelling, iso) => {
    expect(toIsoUtc(spelling)).toBe(iso);
  });

  it('comes out the same however it is spelled', () => {
    const instant = fc.date({ min: new Date(0), max: new Date('2099-12-31T23:59:59.999Z'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, (date) => {
        const iso = date.toISOString();
        const inTable = iso.replace('T', ' ').replace('Z', '+00');
        const inJson = iso.replace('Z', '+00:00');
        expect([toIsoUtc(inTable), toIsoUtc(inJson), toIsoUtc(iso)]).toEqual([iso, iso, iso]);
      }),
    );
  });

  it('that is none is an error, not a wrong time', () => {
    expect(() => toIsoUtc('infinity')).toThrow(RangeError);
  });
});

describe('a row', () => {
  it('gets camelCase names at every depth, in lists too', () => {
    expect(
      toWire({ player_id: 1, last_reward: { is_override: true }, items: [{ entry_no: 1 }, { entry_no: 2 }] }),
    ).toEqual({ playerId: 1, lastReward: { isOverride: true }, items: [{ entryNo: 1 }, { entryNo: 2 }] });
  });

  it('gets its times in ISO, wherever they are, and nothing else touched', () => {
    expect(
      toWire({
        created_at: '2026-11-20 09:26:32.68+00',
        as_of: '2026-11-20T09:26:32+00:00',
        ended_at: null,
        gaming_day: '2026-11-20',
        note: '2026-11-20 09:26:32+00',
        nested: [{ paused_at: '2026-11-20 09:26:32+00' }],
      }),
    ).toEqual({
      createdAt: '2026-11-20T09:26:32.680Z',
      asOf: '2026-11-20T09:26:32.000Z',
      endedAt: null,
      gamingDay: '2026-11-20',
      note: '2026-11-20 09:26:32+00',
      nested: [{ pausedAt: '2026-11-20T09:26:32.000Z' }],
    });
  });

  it('keeps free-form JSON as it is', () => {
    const metadata = { reward_code: 'x', issued_at: 'yesterday', deep: [{ a_b: 1 }] };
    const starting = { legacy_tier: 'Gold', as_of: 'long ago' };
    expect(toWire({ metadata, starting_balance: starting, items: [{ metadata }] })).toEqual({
      metadata,
      startingBalance: starting,
      items: [{ metadata }],
    });
  });

  it.each([[null], [5], ['text_with_underscores'], [true], [undefined]])(
    'that is a bare value stays one: %s',
    (value) => {
      expect(toWire(value)).toBe(value);
    },
  );

  it('that is a list is taken apart', () => {
    expect(toWire([{ a_b: 1 }, 2, [{ c_d: null }]])).toEqual([{ aB: 1 }, 2, [{ cD: null }]]);
  });

  it('keeps its other names', () => {
    expect(toWire({ id: 1, camelCase: 2, a_1: 3, trailing_: 4 })).toEqual({
      id: 1,
      camelCase: 2,
      a1: 3,
      trailing_: 4,
    });
  });
});

describe('a document on its way to the database', () => {
  it('speaks its words at every depth and leaves values alone', () => {
    const changes = {
      rewardPresetPoints: [1, 2],
      rewardsPerStaffPerMinute: null,
      alertThresholds: { tableIdle: { warnMinutes: 5 } },
    };
    expect(toRow(changes)).toEqual({
      reward_preset_points: [1, 2],
      rewards_per_staff_per_minute: null,
      alert_thresholds: { table_idle: { warn_minutes: 5 } },
    });
  });

  it('keeps the names of free-form metadata, there and back', () => {
    const reward = { uiTags: ['bar'], metadata: { posCode: 7, deep: { anyName: 1 } } };
    expect(toRow(reward)).toEqual({ ui_tags: ['bar'], metadata: { posCode: 7, deep: { anyName: 1 } } });
    expect(toWire(toRow(reward))).toEqual(reward);
  });
});
