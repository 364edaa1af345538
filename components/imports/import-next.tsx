'use client';

import { Columns3, Loader, Unplug } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ProgressLine } from '@/components/ui/progress-line';
import { useNow } from '@/hooks/floor/use-now';
import { checkedShare, stagedShare } from '@/hooks/imports/import-progress';
import { formatCount, formatPoints } from '@/lib/shared/format';
import type { PlayerImportDetail } from '@/services/imports/dtos';
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
        title="The file stopped arriving"
        action={<ReadDifferently label="Send it again" fileName={item.fileName} former={item} onSend={onReadAgain} />}
      >
        <p>
          {formatCount(item.rowCount, 'row is', 'rows are')} staged. Send the same file again, read as it was (
          {readingWords(item)}): it goes on where it stopped.
        </p>
      </Notice>
    );
  }
  if (state === 'mapping') {
    return (
      <Notice
        icon={Columns3}
        tone="warn"
        role="status"
        title="Say what the columns are"
        action={isOnColumns ? null : <Button onClick={onShowColumns}>Show the columns</Button>}
      >
        <p>Its rows can’t be read before: who they are about, and their tier or points.</p>
      </Notice>
    );
  }
  if (state === 'reading') {
    return <Reading label="Reading rows" share={stagedShare(item)} text={`${formatPoints(item.rowCount)} staged`} />;
  }
  if (state === 'checking') {
    const share = checkedShare(item);
    const done = Math.round(share * (item.stagedThrough - item.headerRow));
    const text = `${formatPoints(done)} of ${formatPoints(item.stagedThrough - item.headerRow)}`;
    return <Reading label="Reading the rows again" share={share} text={text} />;
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
      title="No row can be used"
      action={<Button onClick={onShowColumns}>Show the columns</Button>}
    >
      <p>Each row says why. Where all say the same, correct the columns or the order of the dates.</p>
    </Notice>
  );
}

function UnknownTiers({ item, onShowColumns }: Pick<ImportNextProps, 'item' | 'onShowColumns'>) {
  const names = item.unknownTiers.slice(0, NAMES_SHOWN).map(({ text }) => `“${text}”`);
  const others = item.unknownTiers.length > NAMES_SHOWN ? ' and others' : '';
  return (
    <Notice
      icon={Columns3}
      tone="warn"
      role="status"
      title="Some tiers go by another name"
      action={<Button onClick={onShowColumns}>Say which they are</Button>}
    >
      <p>
        {names.join(', ')}
        {others} {item.unknownTiers.length === 1 ? 'stands' : 'stand'} for no tier of the casino. Such rows raise
        nobody.
      </p>
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
