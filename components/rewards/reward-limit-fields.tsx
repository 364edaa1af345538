'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { FormInput, FormSection, FormSelect, FormSwitch } from '@/components/forms/form-fields';
import { limitScopeLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import type { RewardLimitScope } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import type { RewardFormValues } from './reward-form-values';

const SCOPES = ['per_visit', 'per_gaming_day', 'per_week', 'per_month'] as const satisfies RewardLimitScope[];

/** How often one player may get it. */
export function RewardLimitFields() {
  const { control, watch } = useFormContext<RewardFormValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'limits' });
  const limits = watch('limits');
  const free = SCOPES.find((scope) => limits.every((limit) => limit.scope !== scope));
  return (
    <FormSection title={t('rewards.limits')} sentence={t('rewards.limitsHint')}>
      {fields.length === 0 ? <p className="text-muted text-sm">{t('rewards.unlimited')}</p> : null}
      <ul className="grid gap-3">
        {fields.map((field, place) => (
          <li key={field.id} className="rounded-md border p-3">
            <div className="grid grid-cols-2 items-start gap-3 @min-[640px]:grid-cols-[minmax(0,0.8fr)_minmax(0,1.4fr)_minmax(0,0.9fr)_46px]">
              <FormInput name={`limits.${place}.maxIssues`} label={t('rewards.atMost')} inputMode="numeric" />
              <FormSelect name={`limits.${place}.scope`} label={t('rewards.inOne')}>
                {SCOPES.map((scope) => (
                  <option key={scope} value={scope}>
                    {t(`rewards.scope_${scope}`)}
                  </option>
                ))}
              </FormSelect>
              <FormInput
                name={`limits.${place}.cooldownMinutes`}
                label={t('rewards.minutesApart')}
                inputMode="numeric"
                placeholder={t('rewards.noPause')}
              />
              <Button
                size="icon"
                variant="quiet"
                className="mt-[26px] justify-self-end"
                aria-label={t('rewards.removeLimit', { scope: limitScopeLabel(limits[place]?.scope ?? 'per_visit') })}
                onClick={() => remove(place)}
              >
                <Trash2 aria-hidden />
              </Button>
            </div>
            <FormSwitch name={`limits.${place}.requiresNote`} label={t('rewards.needsNote')} />
          </li>
        ))}
      </ul>
      {free ? (
        <Button
          className="justify-self-start"
          onClick={() => append({ scope: free, maxIssues: '1', cooldownMinutes: '', requiresNote: false })}
        >
          <Plus aria-hidden />
          {t('rewards.addLimit')}
        </Button>
      ) : null}
    </FormSection>
  );
}
