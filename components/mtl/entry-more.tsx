'use client';

import { ChevronRight, X } from 'lucide-react';
import { useId, useState } from 'react';
import { PlayerPicker } from '@/components/domain/player-picker';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { MtlSummaryPatron } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import type { EntryDraft, OtherParty } from './entry-draft';
import { listUnknown } from './entry-patron';
import { FieldSelect } from './field-select';

/** As many as may share a transaction with the patron. */
const OTHERS_MAX = 10;

type EntryMoreProps = {
  draft: EntryDraft;
  patrons: readonly MtlSummaryPatron[];
  onChange: (changes: Partial<EntryDraft>) => void;
};

/** What most entries do without: for whom the patron acts, who shares the transaction, when it was, and a note. */
export function EntryMore(props: EntryMoreProps) {
  const [isOpen, setIsOpen] = useState(false);
  const panelId = useId();
  return (
    <div className="rounded-md border">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setIsOpen(!isOpen)}
        className="flex min-h-11 w-full items-center gap-2 px-3 py-2 text-left font-medium text-muted text-sm hover:text-ink"
      >
        <ChevronRight aria-hidden className={cn('size-4 shrink-0 transition-transform', isOpen && 'rotate-90')} />
        {t('mtl.more')}
      </button>
      <div id={panelId} hidden={!isOpen} className="border-t p-3">
        {isOpen ? <MoreFields {...props} /> : null}
      </div>
    </div>
  );
}

function MoreFields({ draft, patrons, onChange }: EntryMoreProps) {
  return (
    <div className="grid gap-4">
      <section aria-label={t('mtl.agentOf')} className="grid gap-2">
        <p className="font-medium text-sm">{t('mtl.agentOf')}</p>
        <p className="text-muted text-xs">{t('mtl.agentOfHint')}</p>
        <PlayerPicker value={draft.agentOf} onChange={(agentOf) => onChange({ agentOf })} />
      </section>
      <Others others={draft.others} patrons={patrons} onChange={(others) => onChange({ others })} />
      <Field label={t('mtl.occurredAt')} hint={t('mtl.occurredAtHint')}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={draft.occurredAt}
            onChange={({ target }) => onChange({ occurredAt: target.value })}
          />
        )}
      </Field>
      <Field label={t('mtl.note')}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={500}
            value={draft.note}
            onChange={({ target }) => onChange({ note: target.value })}
          />
        )}
      </Field>
    </div>
  );
}

type OthersProps = {
  others: readonly OtherParty[];
  patrons: readonly MtlSummaryPatron[];
  onChange: (others: readonly OtherParty[]) => void;
};

function Others({ others, patrons, onChange }: OthersProps) {
  const add = (other: OtherParty) => {
    if (!others.some(({ id }) => id === other.id)) onChange([...others, other]);
  };
  const unknown = listUnknown(patrons);
  return (
    <section aria-label={t('mtl.others')} className="grid gap-2">
      <p className="font-medium text-sm">{t('mtl.others')}</p>
      <p className="text-muted text-xs">{t('mtl.othersHint')}</p>
      <ul className="grid gap-2 empty:hidden">
        {others.map(({ id, name }) => (
          <li key={id} className="flex min-h-[46px] items-center gap-2 rounded-md bg-raised pl-3.5">
            <span className="min-w-0 flex-1 truncate font-semibold">{name}</span>
            <Button
              variant="quiet"
              size="icon"
              aria-label={t('mtl.leaveOut', { patron: name })}
              onClick={() => onChange(others.filter((other) => other.id !== id))}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      {others.length < OTHERS_MAX ? (
        <>
          <PlayerPicker
            key={others.length}
            value={null}
            onChange={(player) => player && add({ id: player.id, name: player.name, isPlayer: true })}
          />
          {unknown.length > 0 ? (
            <FieldSelect
              label={t('mtl.describedToday')}
              value=""
              options={[{ value: '', text: t('mtl.pickSomebody') }, ...unknown]}
              onChange={(value) => {
                const picked = unknown.find((option) => option.value === value);
                if (picked) add({ id: picked.value, name: picked.text, isPlayer: false });
              }}
            />
          ) : null}
        </>
      ) : null}
    </section>
  );
}
