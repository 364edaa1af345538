'use client';

import { Users } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoney } from '@/lib/shared/format';
import type { TableFigures } from '@/services/shift/dtos';
import { type CountField, type CountTexts, differingFields } from './count-model';

const NAMES: Record<CountField, string> = {
  openingCents: 'Opening',
  fillsCents: 'Fills',
  creditsCents: 'Credits',
  dropCents: 'Drop',
  closingCents: 'Closing',
};

type CountChangedNoticeProps = {
  table: TableFigures;
  texts: CountTexts;
  onKeepTyped: () => void;
  onTakeRecorded: () => void;
};

/** Somebody recorded other figures while these were typed: what differs, and which of the two are to hold. */
export function CountChangedNotice({ table, texts, onKeepTyped, onTakeRecorded }: CountChangedNoticeProps) {
  const { currency } = useMe().settings;
  const differing = differingFields(table, texts);
  if (differing.length === 0) {
    return (
      <Notice
        icon={Users}
        tone="neutral"
        role="status"
        title="These figures are recorded already."
        action={<Button onClick={onTakeRecorded}>Go on from here</Button>}
      >
        <p className="text-muted">Yours and what is recorded are the same: there is nothing left to do.</p>
      </Notice>
    );
  }
  return (
    <Notice
      icon={Users}
      tone="warn"
      role="alert"
      title="Somebody else changed this count in the meantime."
      action={
        <>
          <Button onClick={onKeepTyped}>Keep what I typed</Button>
          <Button variant="quiet" onClick={onTakeRecorded}>
            Take what is recorded
          </Button>
        </>
      }
    >
      <p className="text-muted">Nothing you typed is lost. Recorded now, where it differs:</p>
      <ul>
        {differing.map((field) => (
          <li key={field}>
            {NAMES[field]}: <b className="font-semibold">{recordedText(table[field], currency)}</b>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function recordedText(cents: number | null, currency: string): string {
  return cents === null ? 'not counted' : formatMoney(cents, currency);
}
