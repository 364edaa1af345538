'use client';

import type { NumberSource } from '@/components/domain/number-source';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { t } from '@/words/say';
import { isUsableNumber, NumberField } from './number-field';

/** The part of the request that carries the number: nothing for one that Pitside makes. */
export function numberInput({ isPrePrinted, text }: NumberSource): { validationNumber?: string } {
  return isPrePrinted ? { validationNumber: text.trim() } : {};
}

/** Whether the number can be sent. */
export function isNumberReady({ isPrePrinted, text }: NumberSource): boolean {
  return !isPrePrinted || isUsableNumber(text);
}

type NumberChoiceProps = { value: NumberSource; onChange: (value: NumberSource) => void };

/** The validation number: made by Pitside, or already on pre-printed paper. */
export function NumberChoice({ value, onChange }: NumberChoiceProps) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-muted text-xs">{t('domain.validationNumber')}</legend>
      <ChoiceGroup
        label={t('domain.validationNumber')}
        value={value.isPrePrinted ? 'paper' : 'pitside'}
        onChange={(choice) => onChange({ ...value, isPrePrinted: choice === 'paper' })}
        className="grid grid-cols-2 gap-2"
      >
        <Choice value="pitside" look="tile">
          {t('promo.madeByPitside')}
        </Choice>
        <Choice value="paper" look="tile">
          {t('promo.prePrinted')}
        </Choice>
      </ChoiceGroup>
      {value.isPrePrinted ? <NumberField value={value.text} onChange={(text) => onChange({ ...value, text })} /> : null}
    </fieldset>
  );
}
