'use client';

import { useRef } from 'react';
import { mtlDirectionLabel, mtlKindLabel, mtlTenderLabel } from '@/components/labels';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useMe } from '@/hooks/casino/me-context';
import { currencySymbol, parseMoney } from '@/lib/shared/format';
import { MTL_DIRECTIONS, MTL_KIND_FACTS, MTL_KINDS, MTL_TENDERS } from '@/lib/shared/kinds';
import { rule } from '@/lib/shared/rules';
import type { MtlDirection } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { changeOfKind, type EntryDraft } from './entry-draft';
import { FieldSelect } from './field-select';

type EntryCashProps = { draft: EntryDraft; onChange: (changes: Partial<EntryDraft>) => void };

/** How much, which way, what for, and in what it was paid. */
export function EntryCash({ draft, onChange }: EntryCashProps) {
  const { currency } = useMe().settings;
  const direction = MTL_KIND_FACTS[draft.kind].direction;
  const kinds = kindsOf(direction);
  const isFocused = useRef(false);
  const isWrong = draft.amount.trim() !== '' && parseMoney(draft.amount) === null;
  return (
    <>
      <Field
        label={t('mtl.amountIn', { currency: currencySymbol(currency) })}
        error={isWrong ? rule('amount', { whole: '5000', decimals: '62.50' }) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            ref={(input) => {
              // The first thing that whoever stands at the cage types.
              if (!isFocused.current) input?.focus();
              isFocused.current = true;
            }}
            inputMode="decimal"
            autoComplete="off"
            isFigure
            value={draft.amount}
            onChange={(event) => onChange({ amount: event.target.value })}
          />
        )}
      </Field>
      <ChoiceGroup
        label={t('mtl.direction')}
        value={direction}
        onChange={(value) => onChange(changeOfKind(firstKindOf(value)))}
        className="grid grid-cols-2 gap-2"
      >
        {MTL_DIRECTIONS.map((option) => (
          <Choice key={option} value={option} look="tile">
            {mtlDirectionLabel(option)}
          </Choice>
        ))}
      </ChoiceGroup>
      <div className="grid grid-cols-2 gap-3">
        <FieldSelect
          label={t('mtl.kind')}
          value={draft.kind}
          options={kinds.map((kind) => ({ value: kind, text: mtlKindLabel(kind) }))}
          onChange={(value) => onChange(changeOfKind(kinds.find((kind) => kind === value) ?? draft.kind))}
        />
        <FieldSelect
          label={t('mtl.tender')}
          value={draft.tender}
          options={MTL_TENDERS.map((tender) => ({ value: tender, text: mtlTenderLabel(tender) }))}
          onChange={(value) => onChange({ tender: MTL_TENDERS.find((tender) => tender === value) ?? draft.tender })}
        />
      </div>
    </>
  );
}

function kindsOf(direction: MtlDirection) {
  return MTL_KINDS.filter((kind) => MTL_KIND_FACTS[kind].direction === direction);
}

function firstKindOf(direction: string): EntryDraft['kind'] {
  return MTL_KINDS.find((kind) => MTL_KIND_FACTS[kind].direction === direction) ?? 'chip_purchase';
}
