import { TriangleAlert } from 'lucide-react';
import { wagerText } from '@/components/domain/coupon-words';
import type { OfferFigures } from '@/components/domain/offer-words';
import { errorWords } from '@/components/ui/error-text';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import { formatHours, formatMoney, formatPoints } from '@/lib/shared/format';
import { t } from '@/words/say';

type ChangedFiguresProps = {
  /** What was on screen when the offer was chosen or confirmed. */
  before: OfferFigures;
  now: OfferFigures;
  /** Whether it could be given as it is now. */
  isAvailable: boolean;
};

/** Says that an offer is no longer what was chosen, old and new side by side. Nothing was given for the old figures. */
export function ChangedFigures({ before, now, isAvailable }: ChangedFiguresProps) {
  const { currency } = useMe().settings;
  const rows = listChanges(before, now, currency);
  return (
    <Notice icon={TriangleAlert} tone="warn" role="alert" title={errorWords('OFFER_CHANGED').title}>
      <table className="w-full text-left">
        <thead>
          <tr className="text-muted text-xs">
            <th className="py-1 font-normal">
              <span className="sr-only">{t('offers.what')}</span>
            </th>
            <th className="py-1 font-normal">{t('offers.was')}</th>
            <th className="py-1 font-normal">{t('offers.now')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ term, was, is }) => (
            <tr key={term}>
              <th className="py-0.5 pr-3 font-normal text-muted">{term}</th>
              <td className="py-0.5 pr-3 line-through">{was}</td>
              <td className="py-0.5 font-semibold">{is}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-muted">{t(isAvailable ? 'offers.confirmAgain' : 'offers.cannotBeGiven')}</p>
    </Notice>
  );
}

const NONE = '–';

function listChanges(before: OfferFigures, now: OfferFigures, currency: string) {
  const money = (cents: number | null) => (cents === null ? NONE : formatMoney(cents, currency));
  const rows = [
    { term: t('offers.cost'), was: points(before.pointsCost), is: points(now.pointsCost) },
    { term: t('domain.faceValue'), was: money(before.faceValueCents), is: money(now.faceValueCents) },
    { term: t('domain.matchWager'), was: wager(before, currency), is: wager(now, currency) },
    { term: t('offers.goodFor'), was: hours(before.validHours), is: hours(now.validHours) },
  ];
  return rows.filter(({ was, is }) => was !== is);
}

function points(cost: number | null): string {
  return cost === null ? NONE : t('domain.points', { points: formatPoints(cost) });
}

function wager({ requiredMatchWagerCents }: OfferFigures, currency: string): string {
  return requiredMatchWagerCents === null ? NONE : wagerText({ requiredMatchWagerCents }, currency);
}

function hours(validHours: number | null): string {
  return validHours === null ? NONE : formatHours(validHours);
}
