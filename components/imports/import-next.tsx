'use client';

import { Columns3, Loader, Unplug } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ProgressLine } from '@/components/ui/progress-line';
import { useNow } from '@/hooks/floor/use-now';
import { checkedShare, stagedShare } from '@/hooks/imports/import-progress';
import { formatPoints } from '@/lib/shared/format';
import type { PlayerImportDetail } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { importState, readingWords } from './import-words';
import { ReadDifferently } from './read-differently';

const TICK_MS = 5_000;
const NAMES_SHOWN = 3;

type ImportNextProps = {
  item: PlayerImportDetail;
  isOnColumns: boolean;
  onShowColumns: () => void;
  onReadAgain: () => void;
};

/** What an import waits for: its rows, a person, or the server. Nothing while it waits for nothing. */
export function ImportNext({ item, isOnColumns, onShowColumns, onReadAgain }: ImportNextProps) {
  const state = importState(item, useNow(TICK_MS));
  if (state === 'interrupted') {
    return (
      <Notice
        icon={Unplug}
        tone="warn"
        role="status"
        title={t('imports.stoppedArriving')}
        action={
          <ReadDifferently label={t('imports.sendAgain')} fileName={item.fileName} former={item} onSend={onReadAgain} />
        }
      >
        <p>{t('imports.stoppedArrivingWhy', { count: item.rowCount, reading: readingWords(item) })}</p>
      </Notice>
    );
  }
  if (state === 'mapping') {
    return (
      <Notice
        icon={Columns3}
        tone="warn"
        role="status"
        title={t('imports.sayColumns')}
        action={isOnColumns ? null : <Button onClick={onShowColumns}>{t('imports.showColumns')}</Button>}
      >
        <p>{t('imports.sayColumnsWhy')}</p>
      </Notice>
    );
  }
  if (state === 'reading') {
    return (
      <Reading
        label={t('imports.readingRows')}
        share={stagedShare(item)}
        text={t('imports.staged', { count: formatPoints(item.rowCount) })}
      />
    );
  }
  if (state === 'checking') {
    const share = checkedShare(item);
    const done = Math.round(share * (item.stagedThrough - item.headerRow));
    const text = t('imports.doneOf', {
      done: formatPoints(done),
      total: formatPoints(item.stagedThrough - item.headerRow),
    });
    return <Reading label={t('imports.readingAgain')} share={share} text={text} />;
  }
  if (isOnColumns) return null;
  if (state === 'unusable') return <Unusable onShowColumns={onShowColumns} />;
  return item.unknownTiers.length > 0 ? <UnknownTiers item={item} onShowColumns={onShowColumns} /> : null;
}

function Unusable({ onShowColumns }: Pick<ImportNextProps, 'onShowColumns'>) {
  return (
    <Notice
      icon={Columns3}
      tone="warn"
      role="status"
      title={t('imports.noUsableRow')}
      action={<Button onClick={onShowColumns}>{t('imports.showColumns')}</Button>}
    >
      <p>{t('imports.noUsableRowWhy')}</p>
    </Notice>
  );
}

function UnknownTiers({ item, onShowColumns }: Pick<ImportNextProps, 'item' | 'onShowColumns'>) {
  const names = item.unknownTiers.slice(0, NAMES_SHOWN).map(({ text }) => `“${text}”`);
  const listed = names.reduce((first, next) => t('format.andThen', { first, next }));
  const spellings = item.unknownTiers.length > NAMES_SHOWN ? t('imports.andOthers', { spellings: listed }) : listed;
  return (
    <Notice
      icon={Columns3}
      tone="warn"
      role="status"
      title={t('imports.tiersOtherName')}
      action={<Button onClick={onShowColumns}>{t('imports.sayWhichTiers')}</Button>}
    >
      <p>{t('imports.unknownTiers', { count: item.unknownTiers.length, spellings })}</p>
    </Notice>
  );
}

function Reading({ label, share, text }: { label: string; share: number; text: string }) {
  return (
    <div className="grid gap-2 rounded-md bg-raised px-4 py-3 text-sm">
      <p className="flex items-center gap-2.5">
        <Loader aria-hidden className="size-[18px] shrink-0 text-accent motion-safe:animate-spin" />
        <span role="status" className="font-semibold">
          {label}
        </span>
        <span className="ml-auto text-muted">{text}</span>
      </p>
      <ProgressLine label={label} share={share} />
    </div>
  );
}
