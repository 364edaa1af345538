'use client';

import { CalendarClock, Lock } from 'lucide-react';
import { useState } from 'react';
import { mtlKindLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { CASH_DESK, type EntryIntent, useEntryRequest } from '@/hooks/mtl/mtl-requests';
import { formatGamingDayWithYear } from '@/lib/shared/format';
import { MTL_KIND_FACTS } from '@/lib/shared/kinds';
import type { MtlSummaryPatron } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { EntryCash } from './entry-cash';
import { EMPTY_DRAFT, type EntryDraft, missingOf, standingsOf, toEntryInput } from './entry-draft';
import { EntryFlow } from './entry-flow';
import { EntryMore } from './entry-more';
import { EntryPatron } from './entry-patron';
import { EntryPlace } from './entry-place';
import { EntryRefusal } from './entry-refusal';
import { EntryStanding } from './entry-standing';
import { cashText } from './mtl-words';

type EntryDrawerProps = {
  /** Everybody of the day, for who was described before. */
  patrons: readonly MtlSummaryPatron[];
  /** The day on screen; null while it is the running one. */
  shownDay: string | null;
  /** Whether the day on screen has been closed. */
  isClosed: boolean;
  onClose: () => void;
};

/** Logs one movement of value: amount first, then what it was, whose, and where; one confirm. */
export function EntryDrawer({ onClose, ...day }: EntryDrawerProps) {
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('mtl.newEntry')} />
      <EntryFlow place={CASH_DESK} frame={(notice) => <SheetBody>{notice}</SheetBody>} onDone={onClose}>
        <EntryForm {...day} />
      </EntryFlow>
    </SheetFrame>
  );
}

function EntryForm({ patrons, shownDay, isClosed }: Omit<EntryDrawerProps, 'onClose'>) {
  const { currency, timeZone } = useMe().settings;
  const { intent, record } = useEntryRequest(CASH_DESK);
  const [draft, setDraft] = useState<EntryDraft>(EMPTY_DRAFT);
  const change = (changes: Partial<EntryDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const input = toEntryInput(draft, timeZone);
  const title = input ? t('mtl.what', { cash: cashOf(input, currency), kind: mtlKindLabel(input.kind) }) : '';
  return (
    <form
      noValidate
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (input) record(input, title);
      }}
    >
      <SheetBody>
        {draft.occurredAt === '' ? <DayNotice shownDay={shownDay} isClosed={isClosed} /> : null}
        <EntryCash draft={draft} onChange={change} />
        {standingsOf(draft, timeZone).map(({ key, name, query }) => (
          <EntryStanding key={key} name={name} query={query} />
        ))}
        <EntryPatron draft={draft} patrons={patrons} onChange={change} />
        <EntryPlace draft={draft} onChange={change} />
        <EntryMore draft={draft} patrons={patrons} onChange={change} />
      </SheetBody>
      <EntryFoot intent={intent} missing={missingOf(draft, timeZone)} label={t('mtl.log', { what: title })} />
    </form>
  );
}

/** Where an entry of now would go, when that is not what the screen suggests. */
function DayNotice({ shownDay, isClosed }: Pick<EntryDrawerProps, 'shownDay' | 'isClosed'>) {
  if (shownDay !== null) {
    return (
      <Notice
        icon={CalendarClock}
        tone="warn"
        role="status"
        title={t('mtl.otherDayShown', { day: formatGamingDayWithYear(shownDay) })}
      />
    );
  }
  return isClosed ? <Notice icon={Lock} tone="neutral" role="status" title={t('mtl.dayIsClosed')} /> : null;
}

function cashOf({ kind, amountCents }: { kind: EntryDraft['kind']; amountCents: number }, currency: string): string {
  return cashText(MTL_KIND_FACTS[kind].direction, amountCents, currency);
}

type EntryFootProps = { intent: EntryIntent | null; missing: string | null; label: string };

/** The one confirming tap, and the refusal of the last one. */
function EntryFoot({ intent, missing, label }: EntryFootProps) {
  const isSending = intent?.status === 'sending';
  return (
    <SheetFoot>
      <EntryRefusal intent={intent} />
      {/* Not `disabled` while something is missing: whoever tabs through the form finds out what. */}
      <Button
        type="submit"
        variant="primary"
        size="big"
        aria-disabled={missing !== null || undefined}
        isBusy={isSending}
      >
        {isSending ? t('mtl.logging') : (missing ?? label)}
      </Button>
    </SheetFoot>
  );
}
