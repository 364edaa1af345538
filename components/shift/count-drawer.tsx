'use client';

import { FormProvider } from 'react-hook-form';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { FormInput } from '@/components/forms/form-fields';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import { gameLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { currencySymbol, formatGamingDay } from '@/lib/shared/format';
import type { Shift, TableFigures } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { carriedText } from './cash-words';
import { COUNT_FIELDS, COUNT_NAMES, readCount } from './count-model';
import { CountPreview } from './count-preview';
import { useCountEditor } from './use-count-editor';

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
        subtitle={`${shift.name} · ${day} · ${gameLabel(table)}`}
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
                  hint={
                    field !== 'openingCents' ? t(`shift.hint_${field}`) : base === null ? carriedText(table) : undefined
                  }
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
