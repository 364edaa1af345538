import { describe, expect, test } from 'vitest';
import { canTakeBack } from '@/components/loyalty/take-back-model';
import type { Me } from '@/services/casino/dtos';
import type { LedgerEntry } from '@/services/loyalty/dtos';

const GIVEN_AT = '2026-11-20T20:00:00.000Z';
const MINUTE = 60_000;
const later = (ms: number) => Date.parse(GIVEN_AT) + ms;

const ENTRY = {
  reason: 'promotion',
  reversedByEntryId: null,
  staffId: 'boss',
  createdAt: GIVEN_AT,
} as LedgerEntry;
const BOSS = { staff: { id: 'boss' }, capabilities: ['reward.issue'] } as unknown as Me;
const COLLEAGUE = { ...BOSS, staff: { ...BOSS.staff, id: 'colleague' } };

describe('what was given on a slip', () => {
  test('is taken back by who gave it, for five minutes', () => {
    expect(canTakeBack(ENTRY, BOSS, later(0))).toBe(true);
    expect(canTakeBack(ENTRY, BOSS, later(5 * MINUTE - 1))).toBe(true);
    expect(canTakeBack(ENTRY, BOSS, later(5 * MINUTE))).toBe(false);
    expect(canTakeBack({ ...ENTRY, reason: 'redemption' }, BOSS, later(MINUTE))).toBe(true);
  });

  test('is not taken back by a colleague, unless they may correct', () => {
    expect(canTakeBack(ENTRY, COLLEAGUE, later(MINUTE))).toBe(false);
    const manager = { ...COLLEAGUE, capabilities: ['reward.issue', 'ledger.correct'] } as Me;
    expect(canTakeBack(ENTRY, manager, later(MINUTE))).toBe(true);
    expect(canTakeBack(ENTRY, { ...BOSS, capabilities: ['floor.read'] }, later(MINUTE))).toBe(false);
  });

  test('is not taken back twice, nor is what play earned or a reversal, nor before the time is known', () => {
    expect(canTakeBack({ ...ENTRY, reversedByEntryId: 'entry' }, BOSS, later(MINUTE))).toBe(false);
    expect(canTakeBack({ ...ENTRY, reason: 'session_accrual' }, BOSS, later(MINUTE))).toBe(false);
    expect(canTakeBack({ ...ENTRY, reason: 'reversal' }, BOSS, later(MINUTE))).toBe(false);
    expect(canTakeBack(ENTRY, BOSS, 0)).toBe(false);
  });
});
