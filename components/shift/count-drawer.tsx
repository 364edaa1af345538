'use client';

import { type FormEvent, useState } from 'react';
import { gameLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useRecordTableCount } from '@/hooks/shift/use-record-table-count';
import { ApiError } from '@/lib/client/api';
import { currencySymbol, formatGamingDay } from '@/lib/shared/format';
import type { Shift, TableFigures } from '@/services/shift/dtos';
import { CountChangedNotice } from './count-changed-notice';
import { COUNT_FIELDS, type CountField, type CountTexts, readCount, toCountTexts } from './count-model';
import { CountPreview } from './count-preview';

const FIELD_WORDS: Record<CountField, { label: string; hint?: string }> = {
  openingCents: { label: 'Opening' },
  fillsCents: { label: 'Fills', hint: 'Chips brought to the table' },
  creditsCents: { label: 'Credits', hint: 'Chips taken away' },
  dropCents: { label: 'Drop', hint: 'Cash in the box' },
  closingCents: { label: 'Closing', hint: 'Empty until it is counted' },
};

type CountDrawerProps = {
  /** As it is recorded now; it goes on being read while the drawer is open. */
  table: TableFigures;
  shift: Shift;
  gamingDay: string;
  onClose: () => void;
};

/** Records or corrects what one table held and took in a shift. */
export function CountDrawer({ table, shift, gamingDay, onClose }: CountDrawerProps) {
  const { currency } = useMe().settings;
  const record = useRecordTableCount();
  const [texts, setTexts] = useState<CountTexts>(() => toCountTexts(table));
  /** The version that the typed figures are meant to replace. */
  const [baseVersion, setBaseVersion] = useState(table.version ?? 0);
  const [isShowingErrors, setIsShowingErrors] = useState(false);
  const { figures, errors } = readCount(texts);
  const version = table.version ?? 0;
  const isChanged = version !== baseVersion && !record.isPending && !record.isSuccess;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (record.isPending) return;
    setIsShowingErrors(true);
    if (figures === null) return;
    const input = { tableId: table.tableId, shiftId: shift.id, ...figures, expectedVersion: baseVersion };
    record.mutateAsync(input).then(() => {
      onClose();
      toastSuccess(`Count of ${table.label} recorded`, `${shift.name}, ${formatGamingDay(gamingDay)}`);
    }, explain);
  };

  return (
    <SheetFrame isOpen onClose={onClose}>
      <SheetHead
        title={`Count of ${table.label}`}
        subtitle={`${shift.name} · ${formatGamingDay(gamingDay)} · ${gameLabel(table.gameType)}`}
      />
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <SheetBody>
          {isChanged ? (
            <CountChangedNotice
              table={table}
              texts={texts}
              onKeepTyped={() => setBaseVersion(version)}
              onTakeRecorded={() => {
                setTexts(toCountTexts(table));
                setBaseVersion(version);
              }}
            />
          ) : null}
          <div className="grid grid-cols-2 gap-x-3 gap-y-4">
            {COUNT_FIELDS.map((field) => (
              <MoneyField
                key={field}
                label={`${FIELD_WORDS[field].label}, ${currencySymbol(currency)}`}
                hint={FIELD_WORDS[field].hint}
                className={field === 'openingCents' ? 'col-span-2' : ''}
                error={isShowingErrors || texts[field] !== '' ? errors[field] : undefined}
                value={texts[field]}
                onChange={(value) => setTexts((before) => ({ ...before, [field]: value }))}
              />
            ))}
          </div>
          <CountPreview figures={figures} currency={currency} />
        </SheetBody>
        <SheetFoot>
          <Button type="submit" variant="primary" size="big" disabled={isChanged} isBusy={record.isPending}>
            {version === 0 ? 'Record count' : 'Correct count'}
          </Button>
          <p className="text-center text-muted text-xs">
            {isChanged ? 'Decide first which figures hold.' : 'What was recorded before stays in the audit trail.'}
          </p>
        </SheetFoot>
      </form>
    </SheetFrame>
  );
}

/** Of a count that somebody else changed, the drawer itself tells more than a message could. */
function explain(error: unknown): void {
  if (error instanceof ApiError && error.code === 'COUNT_CHANGED') return;
  toastError(error);
}

type MoneyFieldProps = {
  label: string;
  hint: string | undefined;
  error: string | undefined;
  className: string;
  value: string;
  onChange: (value: string) => void;
};

function MoneyField({ label, hint, error, className, value, onChange }: MoneyFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          isFigure
          value={value}
          onFocus={(event) => event.target.select()}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
