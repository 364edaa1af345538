'use client';

import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { actorLabel, mtlDirectionLabel, mtlKindLabel, mtlTenderLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Pill } from '@/components/ui/pill';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { formatList, formatMoney, formatPoints, formatTime } from '@/lib/shared/format';
import type { MtlEntry } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { entryPatronName, placeText } from './mtl-words';

type EntryRowProps = {
  entry: MtlEntry;
  /** Leads to the patron; left out where all entries are one patron's, or nothing is to be tapped. */
  onOpenPatron?: (entry: MtlEntry) => void;
  /** Says the patron where it does not lead there. */
  isNamed?: boolean;
  /** Left out where nothing is to be voided. */
  onVoid?: (entry: MtlEntry) => void;
};

/** An entry whole: its number, whose it is, what it was, where, by whom, and what became of it. */
export function EntryRow({ entry, onOpenPatron, isNamed = false, onVoid }: EntryRowProps) {
  const { currency, timeZone } = useMe().settings;
  const canWrite = useCan('mtl.write');
  const isVoided = entry.voidedByEntryId !== null;
  const isVoid = entry.voidsEntryId !== null;
  const number = formatPoints(entry.entryNo);
  const facts = [
    t('mtl.number', { number }),
    formatTime(entry.occurredAt, timeZone),
    placeText(entry),
    actorLabel(entry.staffName),
  ];
  return (
    <li className="flex min-h-[68px] flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <Way entry={entry} isStruck={isVoided || isVoid} currency={currency} />
      <div className="min-w-0 flex-1 basis-[180px]">
        {onOpenPatron ? (
          <button
            type="button"
            className="-my-1.5 flex min-h-11 max-w-full items-center font-semibold underline-offset-2 hover:underline"
            onClick={() => onOpenPatron(entry)}
          >
            <span className="truncate">{entryPatronName(entry)}</span>
          </button>
        ) : null}
        {isNamed ? <p className="wrap-anywhere font-semibold">{entryPatronName(entry)}</p> : null}
        <p className="wrap-anywhere text-sm">
          {mtlKindLabel(entry.kind)} · {mtlTenderLabel(entry.tender)}
          <EntryParties entry={entry} />
        </p>
        <p className="wrap-anywhere text-muted text-xs">{facts.join(' · ')}</p>
        {entry.note ? <p className="wrap-anywhere text-sm">{entry.note}</p> : null}
      </div>
      <EntryMarks entry={entry} />
      {onVoid && canWrite && !isVoided && !isVoid ? (
        <Button
          variant="quiet"
          className="ml-auto"
          aria-label={t('mtl.voidNumber', { number })}
          onClick={() => onVoid(entry)}
        >
          {t('mtl.void')}
        </Button>
      ) : null}
    </li>
  );
}

function Way({ entry, isStruck, currency }: { entry: MtlEntry; isStruck: boolean; currency: string }) {
  const Icon = entry.direction === 'in' ? ArrowDownLeft : ArrowUpRight;
  return (
    <p className="flex w-[124px] shrink-0 items-center gap-2 max-sm:w-[112px]">
      <Icon aria-hidden className="size-[18px] shrink-0 text-muted" />
      <span className="min-w-0">
        <span className={cn('block truncate font-[650]', isStruck && 'text-muted line-through')}>
          {formatMoney(entry.amountCents, currency)}
        </span>
        <span className="block text-muted text-xs">{mtlDirectionLabel(entry.direction)}</span>
      </span>
    </p>
  );
}

function EntryParties({ entry }: { entry: MtlEntry }) {
  const names = entry.sharedWith.map(({ playerName }) => playerName ?? t('mtl.unknownPatron'));
  return (
    <>
      {entry.agentOfPlayerName ? ` · ${t('mtl.actsFor', { player: entry.agentOfPlayerName })}` : null}
      {names.length > 0 ? ` · ${t('mtl.sharedWith', { patrons: formatList(names) })}` : null}
    </>
  );
}

function EntryMarks({ entry }: { entry: MtlEntry }) {
  const isVoid = entry.voidsEntryId !== null;
  return (
    <div className="flex flex-wrap gap-1.5 empty:hidden">
      {entry.voidedByEntryId ? <Pill tone="warn">{t('mtl.voided')}</Pill> : null}
      {isVoid ? <Pill tone="warn">{t('mtl.voids')}</Pill> : null}
      {entry.isAfterClose ? <Pill tone="warn">{t('mtl.afterClose')}</Pill> : null}
      {entry.countsTowardCtr || isVoid ? null : <Pill>{t('mtl.countsNot')}</Pill>}
    </div>
  );
}
