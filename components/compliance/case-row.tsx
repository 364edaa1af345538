'use client';

import { ChevronRight } from 'lucide-react';
import { useMe } from '@/hooks/casino/me-context';
import { formatGamingDayWithYear, formatMoney } from '@/lib/shared/format';
import type { CtrCase } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { CasePills } from './case-pills';
import { caseName } from './case-words';

type CaseRowProps = {
  one: CtrCase;
  isChosen: boolean;
  /** Null where it can be in no file. */
  onChoose: (() => void) | null;
  onOpen: () => void;
};

/** A case in the list: whose, how much, when it is due, how far it is. */
export function CaseRow({ one, isChosen, onChoose, onOpen }: CaseRowProps) {
  const { currency } = useMe().settings;
  const name = caseName(one);
  // That nothing is above the threshold is no item of the form.
  const missing = one.missing.filter((item) => item !== 'belowThreshold');
  return (
    <li className="flex items-stretch rounded-lg border bg-surface">
      {onChoose ? (
        <label className="grid min-w-12 cursor-pointer place-items-center border-r px-3">
          <span className="sr-only">
            {t('ctr.chooseCase', { patron: name, day: formatGamingDayWithYear(one.gamingDay) })}
          </span>
          <input type="checkbox" className="size-5 accent-accent" checked={isChosen} onChange={onChoose} />
        </label>
      ) : null}
      <button
        type="button"
        onClick={onOpen}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-lg px-4 py-3 text-left hover:bg-raised"
      >
        <span className="grid min-w-0 flex-1 gap-1.5">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <span className="min-w-0 truncate font-semibold">{name}</span>
            <CasePills one={one} />
          </span>
          <span className="text-muted text-sm tabular-nums">
            {formatGamingDayWithYear(one.gamingDay)} ·{' '}
            {t('ctr.cashInOut', {
              cashIn: formatMoney(one.cashInCents, currency),
              cashOut: formatMoney(one.cashOutCents, currency),
            })}
            {missing.length > 0 ? ` · ${t('ctr.missingCount', { count: missing.length })}` : ''}
          </span>
        </span>
        <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
      </button>
    </li>
  );
}
