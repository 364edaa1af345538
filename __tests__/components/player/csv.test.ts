import { parse } from 'papaparse';
import { describe, expect, test } from 'vitest';
import { couponCsv, csvName, ledgerCsv } from '@/components/player/csv';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import type { PromoCoupon } from '@/services/promo/dtos';

const ENTRY: LedgerEntry = {
  id: '01a1fd6c-0000-7000-8000-000000000001',
  entryNo: 12,
  playerId: '01a1fd6c-0000-7000-8000-000000000002',
  visitId: null,
  ratingSlipId: null,
  points: 250,
  balanceAfter: 12_480,
  reason: 'mid_session_bonus',
  note: null,
  isOverride: false,
  staffId: null,
  staffName: null,
  gamingDay: '2026-11-20',
  reversedEntryId: null,
  reversedByEntryId: null,
  originalReason: null,
  reinstatesEntryId: null,
  rewardId: null,
  rewardName: null,
  amountCents: null,
  isByVoucher: false,
  tierUpgrade: null,
  correlationId: '01a1fd6c-0000-7000-8000-000000000003',
  createdAt: '2026-11-20T21:42:07.125Z',
};

const FACTS = { player: { name: "Zoë O'Neil", loyaltyId: 'H-1042' }, timeZone: 'America/New_York', currency: 'USD' };

const COUPON: PromoCoupon = {
  id: '01a1fd6c-0000-7000-8000-000000000004',
  promoProgramId: '01a1fd6c-0000-7000-8000-000000000005',
  programName: 'Weekday match play',
  promoType: 'match_play',
  validationNumber: 'WCKPNMQ11AZQ',
  status: 'issued',
  faceValueCents: 2_550,
  requiredMatchWagerCents: 2_500,
  playerId: null,
  playerName: 'Zoe Quist',
  visitId: null,
  gamingDay: '2026-11-20',
  issuedAt: '2026-11-20T21:42:07.125Z',
  issuedByStaffId: null,
  issuedByStaffName: 'Ray Okafor',
  expiresAt: '2026-11-21T21:42:07.125Z',
  latestExpiresAt: '2026-11-21T21:42:07.125Z',
  voidedAt: null,
  voidedByStaffName: null,
  voidReason: null,
  replacedAt: null,
  replacedByStaffName: null,
  replaceReason: null,
  replacementCouponId: null,
  replacesCouponId: null,
  rewardId: null,
  rewardName: null,
  note: null,
  correlationId: '01a1fd6c-0000-7000-8000-000000000006',
};

function rowsOf(csv: string): Record<string, string>[] {
  return parse<Record<string, string>>(csv.replace(/^\ufeff/, ''), { header: true }).data;
}

describe('ledger entries', () => {
  test('a negative number stays a number, in the file itself', () => {
    const csv = ledgerCsv([{ ...ENTRY, points: -400, balanceAfter: -150 }], FACTS);
    expect(csv).toContain(',-400,-150,');
    expect(csv).not.toContain("'-");
  });

  test('points are whole numbers without grouping, times by the casino’s clock in ISO 8601, what is not there is empty', () => {
    expect(rowsOf(ledgerCsv([ENTRY], FACTS))[0]).toMatchObject({
      entry_no: '12',
      points: '250',
      balance_after: '12480',
      created_at: '2026-11-20T16:42:07-05:00',
      gaming_day: '2026-11-20',
      reason: 'mid_session_bonus',
      is_override: 'false',
      note: '',
      tier_to: '',
    });
  });

  test.each(['=HYPERLINK("http://x")', '+1', '-2+3', '@SUM(A1)', '\t=1', '\rx', '\nx', '  =1', '＝1'])(
    'a note that a spreadsheet would run, %j, gets an apostrophe',
    (note) => {
      expect(rowsOf(ledgerCsv([{ ...ENTRY, note }], FACTS))[0]?.note).toBe(`'${note}`);
    },
  );

  test.each([
    ['=1\n+2', "'=1\n'+2"],
    ['\r=1', "'\r'=1"],
    ['see this;=1+1', "see this;'=1+1"],
  ])('a note, %j, that a spreadsheet would run after a semicolon or a line break, gets one there', (note, safe) => {
    expect(rowsOf(ledgerCsv([{ ...ENTRY, note }], FACTS))[0]?.note).toBe(safe);
  });

  test.each(['Stayed on, = well', 'a-b', '3 + 4', "it's", 'with "quotes", commas;\nand lines'])(
    'an ordinary note, %j, comes back as it was',
    (note) => {
      expect(rowsOf(ledgerCsv([{ ...ENTRY, note }], FACTS))[0]?.note).toBe(note);
    },
  );

  test('the names of rewards and people are texts of somebody, too', () => {
    const [row] = rowsOf(ledgerCsv([{ ...ENTRY, rewardName: '=1', staffName: '@x' }], FACTS));
    expect(row).toMatchObject({ reward_name: "'=1", staff_name: "'@x" });
  });

  test('a spreadsheet is told that the text is UTF-8', () => {
    expect(ledgerCsv([ENTRY], FACTS).charCodeAt(0)).toBe(0xfeff);
  });
});

describe('coupons', () => {
  test('amounts are decimals with their currency beside them', () => {
    expect(rowsOf(couponCsv([COUPON], FACTS))[0]).toMatchObject({
      validation_number: 'WCKP-NMQ1-1AZQ',
      kind: 'match_play',
      face_value: '25.50',
      required_match_wager: '25',
      currency: 'USD',
      issued_by: 'Ray Okafor',
    });
  });

  test('times are by the casino’s clock, and one that is not there is empty', () => {
    expect(rowsOf(couponCsv([COUPON], FACTS))[0]).toMatchObject({
      issued_at: '2026-11-20T16:42:07-05:00',
      expires_at: '2026-11-21T16:42:07-05:00',
      voided_at: '',
    });
  });

  test('every row and the file say whom they are about, and a player without a loyalty id has none', () => {
    const whom = { player_name: "Zoë O'Neil", loyalty_id: 'H-1042' };
    expect(rowsOf(couponCsv([COUPON], FACTS))[0]).toMatchObject(whom);
    expect(rowsOf(ledgerCsv([ENTRY], FACTS))[0]).toMatchObject(whom);
    const nobody = { ...FACTS, player: { ...FACTS.player, loyaltyId: null } };
    expect(rowsOf(ledgerCsv([ENTRY], nobody))[0]?.loyalty_id).toBe('');
    expect(csvName('coupons', FACTS.player, '2026-11-20')).toBe('coupons-Zoë-O-Neil-2026-11-20.csv');
  });

  test('reasons and notes are neutralised', () => {
    const [row] = rowsOf(couponCsv([{ ...COUPON, voidReason: '=1', note: '+1' }], FACTS));
    expect(row).toMatchObject({ void_reason: "'=1", note: "'+1" });
  });
});
