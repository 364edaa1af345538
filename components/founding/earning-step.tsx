'use client';

import { useFieldArray, useFormContext } from 'react-hook-form';
import { FormInput, FormSection } from '@/components/forms/form-fields';
import { currencySymbol } from '@/lib/shared/format';
import { t } from '@/words/say';
import type { TypedCasino } from './founding-model';
import { AddRow, RemoveRow } from './row-button';

const MOST_TIERS = 20;

/** What play earns, what points are worth, and the tiers. */
export function EarningStep() {
  const { control, watch } = useFormContext<TypedCasino>();
  const tiers = useFieldArray({ control, name: 'tiers' });
  const [currency, typed] = watch(['currency', 'tiers']);
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-4 max-sm:grid-cols-1">
        <FormInput
          name="pointsPerTheo"
          label={t('founding.pointsPerTheo', { unit: currencySymbol(currency) })}
          hint={t('founding.pointsPerTheoMeaning')}
          inputMode="numeric"
          isFigure
        />
        <FormInput
          name="pointValue"
          label={t('founding.pointValue', { unit: currencySymbol(currency) })}
          hint={t('founding.pointValueMeaning')}
          inputMode="decimal"
          isFigure
        />
      </div>
      <FormSection title={t('founding.tiers')} sentence={t('founding.tiersMeaning')}>
        <ol aria-label={t('founding.tiers')} className="grid gap-3">
          {tiers.fields.map((field, place) => (
            <li key={field.id} className="grid grid-cols-[minmax(0,1fr)_7rem_9rem_auto] items-start gap-3">
              <FormInput name={`tiers.${place}.name`} label={t('earning.name')} maxLength={50} />
              <FormInput name={`tiers.${place}.multiplier`} label={t('earning.multiplier')} inputMode="decimal" />
              <FormInput
                name={`tiers.${place}.thresholdPoints`}
                label={t('earning.fromPoints')}
                inputMode="numeric"
                // The lowest tier is where everybody begins.
                readOnly={place === 0}
              />
              <RemoveRow
                label={t('earning.remove', { tier: typed[place]?.name || t('earning.theNewTier') })}
                isDisabled={place === 0}
                onRemove={() => tiers.remove(place)}
              />
            </li>
          ))}
        </ol>
        {tiers.fields.length < MOST_TIERS ? (
          <AddRow
            label={t('earning.addHigher')}
            onAdd={() => tiers.append({ name: '', multiplier: '1', thresholdPoints: '' })}
          />
        ) : null}
      </FormSection>
    </>
  );
}
