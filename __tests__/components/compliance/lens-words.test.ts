import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { baselineText, findingText, rowText } from '@/components/compliance/lens-words';
import { LENS_KINDS, MTL_KINDS } from '@/lib/shared/kinds';
import type { LensFinding } from '@/services/lens/dtos';
import { loyaltyReasonSchema } from '@/services/loyalty/dtos';
import { promoCouponStatusSchema } from '@/services/promo/dtos';

const FINDING: LensFinding = {
  id: '0'.repeat(32),
  kind: 'chip_walk',
  gamingDay: '2026-11-20',
  playerId: null,
  playerName: null,
  unknownPatronId: null,
  description: null,
  staffId: null,
  staffName: null,
  figure: 1_040_000,
  line: 560_302,
  baseline: { median: 160_000, mad: 1, n: 101, allowed: 560_302 },
  params: { boughtCents: 1_240_000, redeemedCents: 200_000 },
  rowCount: 2,
  isAcknowledged: false,
  acknowledgement: null,
};

/** The further figures of a kind as they come over the API, each with another value: those that its function in SQL names. */
function paramsOf(kind: string): Record<string, number> {
  const sql = ['cash', 'insider'].map((name) => readFileSync(`supabase/schemas/79_lens/internal/${name}.sql`, 'utf8'));
  const select = sql.join('\n').split(`'${kind}'::public.lens_kind`)[1]?.split('$$;')[0] ?? '';
  const names = [...(select.split('jsonb_build_object(')[1]?.split('),')[0] ?? '').matchAll(/'([a-z_]+)', /g)];
  const camel = names.map(([, name = '']) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
  return Object.fromEntries(camel.map((name, index) => [name, 31 + index]));
}

it('says a chip walk with what was bought, redeemed and left, beside what is usual', () => {
  expect(findingText(FINDING, 'USD')).toBe(
    '$12,400 of chips bought, $2,000 redeemed: $10,400 not redeemed in these days.',
  );
  expect(baselineText(FINDING, 'USD')).toBe(
    'Usual of 101 others: $1,600, up to $5,603.02. It stands out from $5,603.02.',
  );
});

it('says what is usual of the person’s own past, and not of others', () => {
  const own = (kind: LensFinding['kind']) => baselineText({ ...FINDING, kind, figure: 7 }, 'USD');
  expect(own('own_past_in')).toBe(
    'Usual of 101 earlier days of their own: $1,600, up to $5,603.02. It stands out from $5,603.02.',
  );
  expect(own('overrides_own_past')).toContain('Usual of 101 earlier weeks of their own');
  expect(own('overrides')).toContain('101 others');
});

it.each(LENS_KINDS)('says every further figure that the database gives of %s', (kind) => {
  const params = paramsOf(kind);
  const said = findingText({ ...FINDING, kind, figure: 7, params }, 'USD');
  for (const [name, value] of Object.entries(params)) {
    expect(said).toContain(name.toLowerCase().endsWith('cents') ? `$0.${value}` : `${value}`);
  }
  expect(said).not.toMatch(/undefined|NaN|^ | {2}/);
});

it('says in words what every row behind a finding was', () => {
  const row = { id: '0', gamingDay: '2026-11-20', happenedAt: '2026-11-20T12:00:00Z', amountCents: null, points: null };
  const nobody = { playerId: null, playerName: null, unknownPatronId: null, staffId: null, staffName: null };
  const kinds = [
    ...MTL_KINDS.map((what) => ({ type: 'mtl_entry', what }) as const),
    ...loyaltyReasonSchema.options.map((what) => ({ type: 'loyalty_ledger', what }) as const),
    ...promoCouponStatusSchema.options.map((what) => ({ type: 'promo_coupon', what }) as const),
  ];
  const unsaid = kinds.filter(
    (kind) => rowText({ ...row, ...nobody, tableLabel: null, label: null, ...kind }) === kind.what,
  );
  expect(unsaid).toEqual([]);
});
