import { describe, expect, it } from 'vitest';
import {
  changeOfKind,
  EMPTY_DRAFT,
  type EntryDraft,
  missingOf,
  standingsOf,
  toEntryInput,
} from '@/components/mtl/entry-draft';
import type { Player } from '@/services/floor/dtos';
import { recordMtlEntryInputSchema } from '@/services/mtl/dtos';

const ZONE = 'UTC';
const [PLAYER, OTHER, TABLE, UNKNOWN] = [
  '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002',
  '00000000-0000-4000-8000-000000000003',
  '00000000-0000-4000-8000-000000000004',
];
const playerOf = (id: string) => ({ id, name: `Player ${id.at(-1)}` }) as Player;
const draft = (changes: Partial<EntryDraft>): EntryDraft => ({
  ...EMPTY_DRAFT,
  amount: '5,000.25',
  player: playerOf(PLAYER),
  ...changes,
});

describe('an entry as typed', () => {
  it('is sent to the cent, with what the form was told and nothing else', () => {
    const input = toEntryInput(draft({}), ZONE);
    expect(input).toEqual({
      kind: 'chip_purchase',
      tender: 'currency',
      amountCents: 500_025,
      playerId: PLAYER,
      area: 'cage',
      tableId: undefined,
    });
    expect(recordMtlEntryInputSchema.safeParse(input).success).toBe(true);
  });

  it('says what is missing, in the order of the form', () => {
    expect(missingOf(EMPTY_DRAFT, ZONE)).toBe('Type the amount');
    expect(missingOf(draft({ amount: '0' }), ZONE)).toBe('Type the amount');
    expect(missingOf(draft({ amount: '12,50' }), ZONE)).toBe('Type the amount');
    expect(missingOf(draft({ player: null }), ZONE)).toBe('Choose or describe the patron first');
    expect(missingOf(draft({ way: 'new' }), ZONE)).toBe('Choose or describe the patron first');
    expect(missingOf(draft({ kind: 'money_play_return', tableId: TABLE }), ZONE)).toBe('Pick a table');
    expect(missingOf(draft({ kind: 'money_play_return', area: 'pit', tableId: TABLE }), ZONE)).toBeNull();
    expect(toEntryInput(draft({ player: null }), ZONE)).toBeNull();
  });

  it('names one patron, however often the way of naming was changed', () => {
    const looks = { ...EMPTY_DRAFT.looks, description: ' Grey suit ', hair: 'red', sex: 'female' as const };
    const said = { unknownPatronId: UNKNOWN, looks };
    expect(toEntryInput(draft({ ...said, way: 'unknown' }), ZONE)).toMatchObject({ unknownPatronId: UNKNOWN });
    const input = toEntryInput(draft({ ...said, way: 'new', area: 'pit', tableId: TABLE }), ZONE);
    expect(input?.unknownPatron).toEqual({ description: 'Grey suit', hair: 'red', sex: 'female', tableId: TABLE });
    expect(input).not.toHaveProperty('playerId');
    expect(recordMtlEntryInputSchema.safeParse(input).success).toBe(true);
  });

  it('is where such entries are: a money play at a table, a jackpot at the slots, anything else where it was', () => {
    expect(changeOfKind('money_play_return')).toEqual({ kind: 'money_play_return', area: 'pit' });
    expect(changeOfKind('jackpot_hand_pay')).toEqual({ kind: 'jackpot_hand_pay', area: 'slots' });
    expect(changeOfKind('payout')).toEqual({ kind: 'payout' });
  });

  it('has a seat only with its table', () => {
    const seated = { way: 'new', looks: { ...EMPTY_DRAFT.looks, description: 'Tall', seat: '3' } } as const;
    expect(toEntryInput(draft(seated), ZONE)?.unknownPatron).toEqual({ description: 'Tall', tableId: undefined });
    expect(toEntryInput(draft({ ...seated, area: 'pit', tableId: TABLE }), ZONE)?.unknownPatron).toMatchObject({
      tableId: TABLE,
      seat: 3,
    });
  });

  it('leaves the table out where it was not at one', () => {
    expect(toEntryInput(draft({ area: 'slots', tableId: TABLE }), ZONE)?.tableId).toBeUndefined();
  });

  it('changes the day of the patron, of whom they act for and of everybody who shares it', () => {
    const others = [{ id: UNKNOWN, name: 'Tall', isPlayer: false }];
    const parties = draft({ agentOf: playerOf(OTHER), others, occurredAt: '2026-03-01T10:00' });
    const entry = {
      kind: 'chip_purchase',
      tender: 'currency',
      amountCents: 500_025,
      occurredAt: '2026-03-01T10:00:00.000Z',
    };
    expect(standingsOf(parties, ZONE).map(({ query }) => query)).toEqual([
      { ...entry, playerId: PLAYER },
      { ...entry, playerId: OTHER },
      { ...entry, unknownPatronId: UNKNOWN },
    ]);
    expect(toEntryInput(parties, ZONE)).toMatchObject({
      agentOfPlayerId: OTHER,
      sharedWith: [{ unknownPatronId: UNKNOWN }],
      occurredAt: '2026-03-01T10:00:00.000Z',
    });
  });
});
