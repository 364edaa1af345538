'use client';

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useFormContext } from 'react-hook-form';
import { tierCodeOf } from '@/components/domain/typed-figures';
import { FormInput } from '@/components/forms/form-fields';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { t } from '@/words/say';
import type { TierFormValues } from './tier-form-schema';

type TierRowProps = {
  place: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

/** One tier of the ladder. */
export function TierRow({ place, count, onMove, onRemove }: TierRowProps) {
  const tier = useFormContext<TierFormValues>().watch(`tiers.${place}`);
  const name = tier.name.trim() || t('earning.theNewTier');
  const path = `tiers.${place}`;
  return (
    <li className="grid grid-cols-2 items-start gap-3 px-5 py-3.5 max-sm:px-4 @min-[640px]:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,0.7fr)_minmax(0,0.9fr)_auto]">
      <FormInput name={`${path}.name`} label={t('earning.name')} maxLength={50} />
      {tier.isNew ? (
        <FormInput
          name={`${path}.code`}
          label={t('earning.code')}
          maxLength={31}
          spellCheck={false}
          autoCapitalize="none"
          placeholder={tierCodeOf(tier.name) || undefined}
        />
      ) : (
        <Fixed label={t('earning.code')} value={tier.code} />
      )}
      <FormInput name={`${path}.multiplier`} label={t('earning.multiplier')} inputMode="decimal" />
      {place === 0 ? (
        <Fixed label={t('earning.fromPoints')} value="0" />
      ) : (
        <FormInput name={`${path}.thresholdPoints`} label={t('earning.fromPoints')} inputMode="numeric" />
      )}
      <div className="col-span-full flex justify-end gap-1.5 @min-[640px]:col-span-1 @min-[640px]:mt-[26px]">
        <Button
          size="icon"
          variant="quiet"
          aria-label={t('earning.makeLower', { tier: name })}
          disabled={place === 0}
          onClick={() => onMove(-1)}
        >
          <ArrowUp aria-hidden />
        </Button>
        <Button
          size="icon"
          variant="quiet"
          aria-label={t('earning.makeHigher', { tier: name })}
          disabled={place === count - 1}
          onClick={() => onMove(1)}
        >
          <ArrowDown aria-hidden />
        </Button>
        <Button
          size="icon"
          variant="quiet"
          aria-label={t('earning.remove', { tier: name })}
          disabled={count === 1}
          onClick={onRemove}
        >
          <Trash2 aria-hidden />
        </Button>
      </div>
    </li>
  );
}

/** A value that cannot be changed here. */
function Fixed({ label, value }: { label: string; value: string }) {
  return (
    <Field label={label}>
      {(control) => <Input {...control} readOnly value={value} className="border-transparent bg-raised" />}
    </Field>
  );
}
