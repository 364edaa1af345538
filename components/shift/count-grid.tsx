'use client';

import { Check } from 'lucide-react';
import { type KeyboardEvent, memo, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { holdOrUnknown, moneyOrUnknown } from '@/components/domain/cash-words';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import { gameLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { fieldWords } from '@/components/ui/error-text';
import { Input } from '@/components/ui/input';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { currencySymbol, formatGamingDay } from '@/lib/shared/format';
import type { PitFigures, Shift, TableFigures } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { carriedText } from './cash-words';
import { type Caret, cellAfter } from './count-grid-model';
import { COUNT_FIELDS, COUNT_NAMES, type CountField, previewCount, readCount } from './count-model';
import { useCountEditor } from './use-count-editor';

/** Rows side by side under one head where there is room for it; below that, each figure has its name above it. */
const WIDE_GRID =
  '@min-[660px]:grid-cols-[minmax(72px,0.85fr)_repeat(5,minmax(88px,1.15fr))_minmax(78px,0.95fr)] @min-[660px]:gap-x-2';

/** What the foot has to know of a row. */
type RowState = { isDirty: boolean; isBusy: boolean; canOpen: boolean };

type CountGridProps = {
  /** As it is recorded now; it goes on being read while the grid is open. */
  pit: PitFigures;
  shift: Shift;
  gamingDay: string;
  onClose: () => void;
};

/** The counts of all tables of a pit in one grid. Each row is a count of its own: one that is refused holds up no other. */
export function CountGrid({ pit, shift, gamingDay, onClose }: CountGridProps) {
  const { states, report, submits, register } = useRows();
  const recordButton = useRef<HTMLButtonElement>(null);
  const ofRows = (is: (state: RowState) => boolean) =>
    pit.tables.map(({ tableId }) => tableId).filter((tableId) => is(states[tableId] ?? NO_STATE));
  const typed = ofRows(({ isDirty }) => isDirty);
  const openings = ofRows(({ isDirty, canOpen }) => canOpen && !isDirty);
  const isBusy = ofRows((state) => state.isBusy).length > 0;
  const record = (tableIds: string[]) => {
    for (const tableId of tableIds) submits.current.get(tableId)?.();
  };
  return (
    <EditorSheet isEditor isDirty={typed.length > 0} onClose={onClose}>
      <SheetHead
        title={t('shift.countsOf', { pit: pit.name })}
        subtitle={t('shift.shiftOfDay', { shift: shift.name, day: formatGamingDay(gamingDay) })}
      />
      <SheetBody>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the fields within. */}
        <div
          className="@container"
          onKeyDown={(event) => followKey(event, pit.tables.length, () => recordButton.current?.focus())}
        >
          <CountHeads />
          {pit.tables.map((table, row) => (
            <CountRow
              key={table.tableId}
              table={table}
              row={row}
              shiftId={shift.id}
              onState={report}
              onRegister={register}
            />
          ))}
        </div>
      </SheetBody>
      <SheetFoot>
        <div className="flex flex-wrap gap-2">
          {openings.length > 0 ? (
            <Button size="big" className="flex-1" disabled={isBusy} onClick={() => record(openings)}>
              {t('shift.recordOpenings', { count: openings.length })}
            </Button>
          ) : null}
          <Button
            ref={recordButton}
            variant="primary"
            size="big"
            className="flex-1"
            disabled={typed.length === 0}
            isBusy={isBusy}
            onClick={() => record(typed)}
          >
            {t('shift.recordCounts', { count: typed.length })}
          </Button>
        </div>
        <p className="text-center text-muted text-xs">
          {typed.length === 0 ? t('shift.noCountTyped') : t('shift.staysInTrail')}
        </p>
      </SheetFoot>
    </EditorSheet>
  );
}

const NO_STATE: RowState = { isDirty: false, isBusy: false, canOpen: false };

/** Each row has its form; what they have to tell each other they tell here. */
function useRows() {
  const [states, setStates] = useState<Record<string, RowState>>({});
  const submits = useRef(new Map<string, () => void>());
  const report = useCallback(
    (tableId: string, state: RowState) => setStates((before) => ({ ...before, [tableId]: state })),
    [],
  );
  const register = useCallback((tableId: string, submit: () => void) => {
    submits.current.set(tableId, submit);
    return () => void submits.current.delete(tableId);
  }, []);
  return { states, report, submits, register };
}

/** Each figure names itself; this names the columns for the eye only. */
function CountHeads() {
  return (
    <div aria-hidden className={cn('hidden pb-1 text-muted text-xs @min-[660px]:grid', WIDE_GRID)}>
      <span>{t('shift.table')}</span>
      {COUNT_FIELDS.map((field) => (
        <span key={field} className="text-right">
          {t(COUNT_NAMES[field])}
        </span>
      ))}
      <span className="text-right">
        {t('shift.win')} · {t('shift.hold')}
      </span>
    </div>
  );
}

type CountRowProps = {
  table: TableFigures;
  row: number;
  shiftId: string;
  onState: (tableId: string, state: RowState) => void;
  onRegister: (tableId: string, submit: () => void) => () => void;
};

const CountRow = memo(function CountRow({ table, row, shiftId, onState, onRegister }: CountRowProps) {
  const { tableId } = table;
  const [isRecorded, setIsRecorded] = useState(false);
  const editor = useCountEditor({ table, shiftId, onSaved: () => setIsRecorded(true) });
  const { form, base, failure, isDirty, isBusy } = editor;
  const canOpen = base === null && table.carriedOpening !== null && failure === null;
  useEffect(() => onState(tableId, { isDirty, isBusy, canOpen }), [onState, tableId, isDirty, isBusy, canOpen]);
  const submit = useEffectEvent(() => {
    if (!needsDecision(failure)) editor.submit();
  });
  useEffect(() => onRegister(tableId, () => submit()), [onRegister, tableId]);
  const carried = base === null ? carriedText(table) : undefined;
  return (
    <form
      noValidate
      aria-label={table.label}
      onSubmit={(event) => event.preventDefault()}
      className={cn('grid grid-cols-2 gap-2 border-t py-2 @min-[660px]:items-start', WIDE_GRID)}
    >
      <div className="min-w-0 @max-[660px]:col-span-2">
        <p className="font-semibold">{table.label}</p>
        <p className="text-muted text-xs">{gameLabel(table)}</p>
      </div>
      {COUNT_FIELDS.map((field, column) => (
        <CountCell
          key={field}
          field={field}
          table={table}
          place={`${row}:${column}`}
          hint={field === 'openingCents' ? carried : undefined}
          error={form.formState.errors[field]?.message}
          input={form.register(field)}
        />
      ))}
      <Outcome figures={readCount(form.watch()).figures} isRecorded={isRecorded && !isDirty} />
      {failure === null ? null : (
        <div className="col-span-full">
          <SaveFailure editor={editor} />
        </div>
      )}
    </form>
  );
});

type CountCellProps = {
  field: CountField;
  table: TableFigures;
  place: string;
  hint: string | undefined;
  error: string | undefined;
  input: ReturnType<ReturnType<typeof useCountEditor>['form']['register']>;
};

function CountCell({ field, table, place, hint, error, input }: CountCellProps) {
  const { currency } = useMe().settings;
  const figure = t(COUNT_NAMES[field]);
  const messageId = `count-${table.tableId}-${field}`;
  const message = error === undefined ? hint : fieldWords(error);
  return (
    <div className="min-w-0">
      <span aria-hidden className="mb-1 block text-muted text-xs @min-[660px]:hidden">
        {figure}
      </span>
      <Input
        aria-label={t('shift.cellOf', { figure, table: table.label, currency: currencySymbol(currency) })}
        aria-invalid={error ? true : undefined}
        aria-describedby={message ? messageId : undefined}
        data-cell={place}
        autoComplete="off"
        inputMode="decimal"
        isCell
        onFocus={(event) => event.target.select()}
        {...input}
      />
      {message ? (
        <p id={messageId} className={cn('mt-1 text-xs', error ? 'text-danger' : 'text-right text-muted')}>
          {message}
        </p>
      ) : null}
    </div>
  );
}

type OutcomeProps = { figures: ReturnType<typeof readCount>['figures']; isRecorded: boolean };

/** Win and hold as they would be, and whether the row is recorded as it stands. */
function Outcome({ figures, isRecorded }: OutcomeProps) {
  const { currency } = useMe().settings;
  const { winCents, holdPercent } = figures === null ? UNKNOWN : previewCount(figures);
  return (
    <div className="min-w-0 text-right @max-[660px]:self-end">
      <p className="font-semibold">
        <span className="font-normal text-muted text-xs @min-[660px]:sr-only">{t('shift.win')} </span>
        {moneyOrUnknown(winCents, currency)}
      </p>
      <p className="text-muted text-xs">
        <span className="@min-[660px]:sr-only">{t('shift.hold')} </span>
        {holdOrUnknown(holdPercent)}
      </p>
      <p role="status" className="text-muted text-xs">
        {isRecorded ? (
          <span className="inline-flex items-center gap-1">
            <Check aria-hidden className="size-3.5" />
            {t('shift.recorded')}
          </span>
        ) : null}
      </p>
    </div>
  );
}

const UNKNOWN = { winCents: null, holdPercent: null };

/** Leads the focus where a key leads; from the last figure, Enter leads to what records them. */
function followKey(event: KeyboardEvent<HTMLElement>, rows: number, onEnd: () => void): void {
  const { target } = event;
  const place = target instanceof HTMLInputElement ? target.dataset.cell : undefined;
  if (!(target instanceof HTMLInputElement) || place === undefined || event.altKey || event.ctrlKey || event.metaKey)
    return;
  const [row = 0, column = 0] = place.split(':').map(Number);
  const next = cellAfter(event.key, { row, column }, { rows, columns: COUNT_FIELDS.length }, caretOf(target));
  if (next === null && event.key !== 'Enter') return;
  event.preventDefault();
  if (next === null) onEnd();
  else document.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)?.focus();
}

function caretOf({ selectionStart, selectionEnd, value }: HTMLInputElement): Caret {
  return { isAtStart: selectionStart === 0, isAtEnd: selectionEnd === value.length };
}
