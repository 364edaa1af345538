'use client';

import { TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { TierMark } from '@/components/domain/tier-mark';
import { Input } from '@/components/ui/input';
import { useMe } from '@/hooks/casino/me-context';
import { currencySymbol, formatMoney, formatPoints, parseMoney } from '@/lib/shared/format';
import { formatNumber } from '@/lib/shared/numbers';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { type EarnFormValues, type EarnRatesInput, earnFormSchema } from './earn-form-schema';
import { earnedPoints } from './earn-points';

const FIRST_THEO = '42.37';

/** What one slip would earn a player of each tier with the rates as they are typed, worked out as the database does. */
export function EarnExample({ tiers }: { tiers: readonly LoyaltyTier[] }) {
  const { currency } = useMe().settings;
  const [text, setText] = useState(FIRST_THEO);
  const read = earnFormSchema.safeParse(useFormContext<EarnFormValues>().watch());
  const theoCents = parseMoney(text);
  const id = useId();
  return (
    <div className="grid gap-3 border-t px-5 py-4 max-sm:px-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <label htmlFor={id} className="font-semibold">
          {t('earning.example', { currency: currencySymbol(currency) })}
        </label>
        <Input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          aria-invalid={theoCents === null || undefined}
          className="max-w-[130px]"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {read.success && theoCents !== null ? (
        <>
          <NothingEarned rates={read.data} />
          <ul
            aria-label={t('earning.whatItEarns')}
            aria-live="polite"
            className="grid gap-2 @min-[640px]:grid-cols-2 @min-[860px]:grid-cols-4"
          >
            {tiers.map((tier) => (
              <Earned key={tier.code} tier={tier} rates={read.data} theoCents={theoCents} />
            ))}
          </ul>
          <p className="text-muted text-sm">
            {t('earning.exampleFormula', {
              theo: formatMoney(theoCents, currency),
              points: formatPoints(read.data.pointsPerTheo),
              multiplier: formatNumber(read.data.defaultPointMultiplier),
            })}
          </p>
        </>
      ) : (
        <p className="text-muted text-sm">{t('earning.giveFigures')}</p>
      )}
    </div>
  );
}

type EarnedProps = { tier: LoyaltyTier; rates: EarnRatesInput; theoCents: number };

function Earned({ tier, rates, theoCents }: EarnedProps) {
  const points = rates.isActive ? earnedPoints(theoCents, { ...rates, tierMultiplier: tier.multiplier }) : 0;
  return (
    <li className="flex items-center gap-2.5 rounded-md border px-3.5 py-2.5">
      <TierMark tier={tier.code} tierName={tier.name} />
      <span aria-hidden className="min-w-0 flex-1 truncate">
        {tier.name}
      </span>
      <span className="whitespace-nowrap">
        <b className="font-[680] text-lg">{formatPoints(points)}</b>{' '}
        <span className="text-muted text-sm">{t('earning.points')}</span>
      </span>
    </li>
  );
}

function NothingEarned({ rates }: { rates: EarnRatesInput }) {
  const reason = !rates.isActive
    ? t('earning.earningIsOff')
    : rates.pointsPerTheo === 0 || rates.defaultPointMultiplier === 0
      ? t('earning.zeroInRates')
      : null;
  if (reason === null) return null;
  return (
    <p className="flex items-center gap-2 font-medium text-sm text-warn">
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      {reason}
    </p>
  );
}
