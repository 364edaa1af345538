'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { useMe } from '@/hooks/casino/me-context';
import { formatPoints } from '@/lib/shared/format';
import type { MtlSummaryPatron } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { LevelBadge } from './level-badge';
import { cashText, patronName } from './mtl-words';

/** Who matters most comes first; the others are a tap away. Above the entries there is room for fewer than beside them. */
const SHOWN_BESIDE = 8;
const SHOWN_ABOVE = 3;

type PatronListProps = { patrons: readonly MtlSummaryPatron[]; onOpen: (patron: MtlSummaryPatron) => void };

/** What counts of each patron's cash of the day, in and out each on its own, the highest first, with the badge. */
export function PatronList({ patrons, onOpen }: PatronListProps) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? patrons : patrons.slice(0, SHOWN_BESIDE);
  return (
    <section aria-labelledby="mtl-patrons">
      <h2 id="mtl-patrons" className="flex min-h-11 items-center justify-between gap-2 font-bold">
        {t('mtl.patrons')}
        <span className="font-medium text-muted text-sm">{formatPoints(patrons.length)}</span>
      </h2>
      {patrons.length === 0 ? <p className="pb-2 text-muted text-sm">{t('mtl.noPatrons')}</p> : null}
      <ul aria-label={t('mtl.patrons')} className="divide-y border-t">
        {shown.map((patron, index) => (
          <PatronRow
            key={patron.playerId ?? patron.unknownPatronId}
            patron={patron}
            isOnlyBeside={!isWhole && index >= SHOWN_ABOVE}
            onOpen={onOpen}
          />
        ))}
      </ul>
      {!isWhole && patrons.length > SHOWN_ABOVE ? (
        <Button
          variant="quiet"
          className={cn('mt-1 w-full', patrons.length <= SHOWN_BESIDE && 'dock:hidden')}
          onClick={() => setIsWhole(true)}
        >
          {t('mtl.showEveryone', { count: patrons.length })}
        </Button>
      ) : null}
    </section>
  );
}

type PatronRowProps = Pick<PatronListProps, 'onOpen'> & { patron: MtlSummaryPatron; isOnlyBeside: boolean };

function PatronRow({ patron, isOnlyBeside, onOpen }: PatronRowProps) {
  const { currency } = useMe().settings;
  return (
    <li className={isOnlyBeside ? 'max-dock:hidden' : undefined}>
      <button
        type="button"
        className="flex min-h-[60px] w-full items-center gap-2 rounded-sm py-2 text-left hover:bg-raised"
        onClick={() => onOpen(patron)}
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate font-semibold">{patronName(patron)}</span>
          <span className="block truncate text-muted text-sm">
            {cashText('in', patron.cashInCents, currency)} · {cashText('out', patron.cashOutCents, currency)}
          </span>
        </span>
        <LevelBadge level={patron.level} percent={patron.nearCtrPercent} />
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
      </button>
    </li>
  );
}
