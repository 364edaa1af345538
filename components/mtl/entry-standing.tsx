'use client';

import { CircleSlash, Eye, FileWarning, type LucideIcon, Sigma, TrendingUp } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { useMe } from '@/hooks/casino/me-context';
import { useMtlPreview } from '@/hooks/mtl/use-mtl-preview';
import type { MtlLevel, MtlPreview, PreviewMtlEntryQuery } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { cashText, notCountedText, standingText } from './mtl-words';

const LOOKS: Record<MtlLevel, { icon: LucideIcon; className: string }> = {
  none: { icon: Sigma, className: 'bg-raised text-ink' },
  watchlist: { icon: Eye, className: 'bg-raised text-ink' },
  near_ctr: { icon: TrendingUp, className: 'bg-warn-soft text-warn' },
  ctr: { icon: FileWarning, className: 'bg-danger-soft text-danger' },
};

type EntryStandingProps = {
  query: PreviewMtlEntryQuery;
  /** Whose day it is, where it is not the patron's. */
  name: string | null;
};

/** What the entry makes of somebody's gaming day, while its amount is typed. Its place is kept before there is an answer. */
export function EntryStanding({ query, name }: EntryStandingProps) {
  const { currency } = useMe().settings;
  const { data, isCurrent, isError } = useMtlPreview(query);
  const level = data?.countsTowardCtr && query.amountCents > 0 ? levelOf(data) : 'none';
  const look = data && !data.countsTowardCtr ? { icon: CircleSlash, className: 'bg-raised text-ink' } : LOOKS[level];
  return (
    <div
      role="status"
      className={cn(
        'flex min-h-[68px] gap-2.5 rounded-md px-4 py-3 text-sm transition-opacity duration-100',
        look.className,
        data !== undefined && !isCurrent && 'opacity-60',
      )}
    >
      <look.icon aria-hidden className="mt-px size-[18px] shrink-0" />
      <div className="grid min-w-0 flex-1 gap-0.5">
        {name === null ? null : <p className="truncate text-ink text-xs">{name}</p>}
        {data ? (
          <>
            <p className="font-semibold">{sentence(data, query, currency)}</p>
            {query.playerId || query.unknownPatronId ? (
              <p className="text-ink">
                {t('mtl.soFar', {
                  cashIn: cashText('in', data.before.cashInCents, currency),
                  cashOut: cashText('out', data.before.cashOutCents, currency),
                })}
              </p>
            ) : null}
          </>
        ) : (
          <p className="text-muted">{t(isError ? 'mtl.standingUnknown' : 'mtl.askingStanding')}</p>
        )}
      </div>
    </div>
  );
}

function levelOf({ direction, after }: MtlPreview): MtlLevel {
  return direction === 'in' ? after.cashInLevel : after.cashOutLevel;
}

function sentence(preview: MtlPreview, { amountCents, tender }: PreviewMtlEntryQuery, currency: string): string {
  if (!preview.countsTowardCtr) return notCountedText(tender);
  if (amountCents === 0) return t('mtl.typeAmount');
  return standingText(preview.direction, preview.after, currency);
}
