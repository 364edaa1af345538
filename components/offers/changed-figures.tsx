import { TriangleAlert } from 'lucide-react';
import { wagerText } from '@/components/domain/coupon-words';
import type { OfferFigures } from '@/components/domain/offer-words';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import { formatHours, formatMoney, formatPoints } from '@/lib/shared/format';

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
    <Notice icon={TriangleAlert} tone="warn" role="alert" title="This reward has changed since it was shown.">
      <table className="w-full text-left">
        <thead>
          <tr className="text-muted text-xs">
            <th className="py-1 font-normal">
              <span className="sr-only">What</span>
            </th>
            <th className="py-1 font-normal">Was</th>
            <th className="py-1 font-normal">Now</th>
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
      <p className="text-muted">
        Nothing was given.{' '}
        {isAvailable ? 'Confirm again to give it as it is now.' : 'As it is now, it cannot be given.'}
      </p>
    </Notice>
  );
}

const NONE = '–';

function listChanges(before: OfferFigures, now: OfferFigures, currency: string) {
  const money = (cents: number | null) => (cents === null ? NONE : formatMoney(cents, currency));
  const rows = [
    { term: 'Cost', was: points(before.pointsCost), is: points(now.pointsCost) },
    { term: 'Face value', was: money(before.faceValueCents), is: money(now.faceValueCents) },
    { term: 'Match wager', was: wager(before, currency), is: wager(now, currency) },
    { term: 'Good for', was: hours(before.validHours), is: hours(now.validHours) },
  ];
  return rows.filter(({ was, is }) => was !== is);
}

function points(cost: number | null): string {
  return cost === null ? NONE : `${formatPoints(cost)} points`;
}

function wager({ requiredMatchWagerCents }: OfferFigures, currency: string): string {
  return requiredMatchWagerCents === null ? NONE : wagerText({ requiredMatchWagerCents }, currency);
}

function hours(validHours: number | null): string {
  return validHours === null ? NONE : formatHours(validHours);
}
