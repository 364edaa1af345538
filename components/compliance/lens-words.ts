import { formatMoney, formatPercent, formatPoints } from '@/lib/shared/format';
import { formatNumber } from '@/lib/shared/numbers';
import type { LensDetail, LensFinding } from '@/services/lens/dtos';
import { findWords, t } from '@/words/say';

type LensRow = LensDetail['rows'][number];
type Kind = LensFinding['kind'];
type Unit = 'cents' | 'percent' | 'points' | 'count';

/** What the figure of a kind is counted in (docs/lens.md). */
const UNITS: Record<Kind, Unit> = {
  under_step: 'count',
  in_out_alike: 'cents',
  same_description: 'count',
  chip_walk: 'cents',
  own_past_in: 'cents',
  own_past_out: 'cents',
  patron_share: 'percent',
  outside_usual: 'count',
  void_after_play: 'count',
  replace_chain: 'count',
  dormant_account: 'count',
  staff_namesake: 'points',
  overrides: 'count',
  overrides_own_past: 'count',
};

/** Of which kinds what is usual is that of the person's own past, and where the words for it stand. */
const OWN_PAST = {
  own_past_in: 'lens.baselineOwnDays',
  own_past_out: 'lens.baselineOwnDays',
  overrides_own_past: 'lens.baselineOwnWeeks',
} as const satisfies Partial<Record<Kind, string>>;
const isOwnPast = (kind: Kind): kind is keyof typeof OWN_PAST => kind in OWN_PAST;

/** Further figures that are points; those in money end on `cents`. */
const POINTS = ['points', 'earned'];

/** Where the words stand for what a row was. */
const ROW_WORDS: Record<LensRow['type'], string> = {
  mtl_entry: 'mtlKind_',
  loyalty_ledger: 'reason_',
  promo_coupon: 'coupon_',
};

/** Whether somebody may say that they looked into it: nobody has, and it does not name themselves. */
export const isMineToAcknowledge = ({ isAcknowledged, staffId }: LensFinding, myStaffId: string) =>
  !isAcknowledged && staffId !== myStaffId;

/** What stands out, in a few words. */
export const findingTitle = (kind: Kind) => t(`lens.kind_${kind}`);

/** Whom a finding is about; null where it is a thing, such as a coupon. */
export function findingWho({ playerName, description, staffName }: LensFinding): string | null {
  return [playerName ?? description, staffName].filter((name) => name !== null).join(' · ') || null;
}

/** What a finding says, with its figures. */
export function findingText({ kind, figure, params }: LensFinding, currency: string): string {
  const values: Record<string, string | number> = { figure: figureText(kind, figure, currency), count: figure };
  for (const [name, value] of Object.entries(params)) {
    if (name.toLowerCase().endsWith('cents')) values[name] = formatMoney(value, currency);
    else values[name] = POINTS.includes(name) ? formatPoints(value) : value;
  }
  return findWords('lens', `text_${kind}`, values) ?? findingTitle(kind);
}

/** What is usual of the others, or of the person's own past, or that there is nobody to compare with. */
export function baselineText({ kind, baseline, line }: LensFinding, currency: string): string {
  const from = figureText(kind, line, currency);
  if (baseline === null) return t('lens.noBaseline', { from });
  const text = (figure: number) => figureText(kind, figure, currency);
  return t(isOwnPast(kind) ? OWN_PAST[kind] : 'lens.baseline', {
    median: text(baseline.median),
    allowed: text(baseline.allowed),
    others: baseline.n,
    from,
  });
}

/** What a row was: the kind of an entry, the reason of points, what became of a coupon. */
export function rowText({ type, what }: LensRow): string {
  return findWords('labels', `${ROW_WORDS[type]}${what}`) ?? what;
}

function figureText(kind: Kind, figure: number, currency: string): string {
  const unit = UNITS[kind];
  if (unit === 'cents') return formatMoney(Math.round(figure), currency);
  if (unit === 'percent') return formatPercent(Math.round(figure * 10) / 10);
  if (unit === 'points') return formatPoints(Math.round(figure));
  return formatNumber(Math.round(figure * 10) / 10);
}
