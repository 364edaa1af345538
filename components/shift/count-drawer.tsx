'use client';

import { useMemo } from 'react';
import { FormProvider, type Resolver } from 'react-hook-form';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { FormInput } from '@/components/forms/form-fields';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { gameLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useRecordTableCount } from '@/hooks/shift/use-record-table-count';
import { useRereadDashboards } from '@/hooks/shift/use-shift-dashboard';
import { currencySymbol, formatGamingDay } from '@/lib/shared/format';
import type { Shift, TableFigures } from '@/services/shift/dtos';
import { t } from '@/words/say';
import {
  COUNT_FIELDS,
  COUNT_NAMES,
  type CountFigures,
  type CountTexts,
  editedCount,
  type RecordedFigures,
  readCount,
  recordedCount,
  toCountTexts,
} from './count-model';
import { CountPreview } from './count-preview';

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
  const day = formatGamingDay(gamingDay);
  const onSaved = () => {
    onClose();
    toastSuccess(t('shift.countRecorded', { table: table.label }), t('shift.shiftOfDay', { shift: shift.name, day }));
  };
  const editor = useCountEditor({ table, shiftId: shift.id, onSaved });
  const { form, base, failure, isDirty, isBusy } = editor;
  return (
    <EditorSheet isDirty={isDirty} onClose={onClose}>
      <SheetHead
        title={t('shift.countOf', { table: table.label })}
        subtitle={`${shift.name} · ${day} · ${gameLabel(table.gameType)}`}
      />
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            editor.submit();
          }}
          className="flex min-h-0 flex-1 flex-col"
        >
          <SheetBody>
            <SaveFailure editor={editor} />
            <div className="grid grid-cols-2 gap-x-3 gap-y-4">
              {COUNT_FIELDS.map((field) => (
                <FormInput
                  key={field}
                  name={field}
                  label={t('shift.amountIn', { figure: t(COUNT_NAMES[field]), currency: currencySymbol(currency) })}
                  hint={field === 'openingCents' ? undefined : t(`shift.hint_${field}`)}
                  className={field === 'openingCents' ? 'col-span-2' : ''}
                  inputMode="decimal"
                  isFigure
                  onFocus={(event) => event.target.select()}
                />
              ))}
            </div>
            <CountPreview figures={readCount(form.watch()).figures} currency={currency} />
          </SheetBody>
          <SheetFoot>
            <Button type="submit" variant="primary" size="big" disabled={needsDecision(failure)} isBusy={isBusy}>
              {base === null ? t('shift.recordCount') : t('shift.correctCount')}
            </Button>
            <p className="text-center text-muted text-xs">
              {needsDecision(failure) ? t('shift.decideFirst') : t('shift.staysInTrail')}
            </p>
          </SheetFoot>
        </form>
      </FormProvider>
    </EditorSheet>
  );
}

const resolver: Resolver<CountTexts, unknown, CountFigures> = (texts) => {
  const { figures, errors } = readCount(texts);
  if (figures !== null) return { values: figures, errors: {} };
  const sentences = Object.entries(errors).map(([field, message]) => [field, { type: 'validate', message }]);
  return { values: {}, errors: Object.fromEntries(sentences) };
};
const resolverFor = () => resolver;

type CountEditorOptions = Pick<CountDrawerProps, 'table'> & { shiftId: string; onSaved: () => void };

function useCountEditor({ table, shiftId, onSaved }: CountEditorOptions) {
  const { currency } = useMe().settings;
  const record = useRecordTableCount();
  return useVersionedForm<CountTexts, CountFigures, Versioned<CountFigures>>({
    edited: editedCount(currency),
    // Before the first count there is nothing that two people could have changed.
    saved: useMemo(() => savedCount(table, table.version), [table]),
    reread: useRereadDashboards(),
    toValues: (figures) => toCountTexts(figures ?? table),
    resolverFor,
    send: async (figures, onto) => {
      const input = { ...figures, tableId: table.tableId, shiftId, expectedVersion: Number(onto?.version ?? 0) };
      const { version } = await record.mutateAsync(input);
      return { content: figures, version };
    },
    onSaved,
    mode: 'onChange',
  });
}

function savedCount(table: RecordedFigures, version: number | null): Versioned<CountFigures> | null {
  const content = recordedCount(table);
  return content === null || version === null ? null : { content, version };
}
