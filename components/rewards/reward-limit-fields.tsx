'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { FormInput, FormSection, FormSelect, FormSwitch } from '@/components/forms/form-fields';
import { limitScopeLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import type { RewardLimitScope } from '@/services/catalog/dtos';
import type { RewardFormValues } from './reward-form-values';

const SCOPE_WORDS: Record<RewardLimitScope, string> = {
  per_visit: 'visit',
  per_gaming_day: 'gaming day',
  per_week: 'week, from Monday',
  per_month: 'calendar month',
};
const SCOPES = Object.keys(SCOPE_WORDS) as RewardLimitScope[];

/** How often one player may get it. */
export function RewardLimitFields() {
  const { control, watch } = useFormContext<RewardFormValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'limits' });
  const limits = watch('limits');
  const free = SCOPES.find((scope) => limits.every((limit) => limit.scope !== scope));
  return (
    <FormSection title="Limits" sentence="How often one player may get it. Each limit must have room.">
      {fields.length === 0 ? <p className="text-muted text-sm">No limit: as often as it is asked for.</p> : null}
      <ul className="grid gap-3">
        {fields.map((field, place) => (
          <li key={field.id} className="rounded-md border p-3">
            <div className="grid grid-cols-2 items-start gap-3 @min-[640px]:grid-cols-[minmax(0,0.8fr)_minmax(0,1.4fr)_minmax(0,0.9fr)_46px]">
              <FormInput name={`limits.${place}.maxIssues`} label="At most, times" inputMode="numeric" />
              <FormSelect name={`limits.${place}.scope`} label="In one">
                {SCOPES.map((scope) => (
                  <option key={scope} value={scope}>
                    {SCOPE_WORDS[scope]}
                  </option>
                ))}
              </FormSelect>
              <FormInput
                name={`limits.${place}.cooldownMinutes`}
                label="Minutes apart"
                inputMode="numeric"
                placeholder="none"
              />
              <Button
                size="icon"
                variant="quiet"
                className="mt-[26px] justify-self-end"
                aria-label={`Remove the limit ${limitScopeLabel(limits[place]?.scope ?? 'per_visit')}`}
                onClick={() => remove(place)}
              >
                <Trash2 aria-hidden />
              </Button>
            </div>
            <FormSwitch name={`limits.${place}.requiresNote`} label="Needs a note" />
          </li>
        ))}
      </ul>
      {free ? (
        <Button
          className="justify-self-start"
          onClick={() => append({ scope: free, maxIssues: '1', cooldownMinutes: '', requiresNote: false })}
        >
          <Plus aria-hidden />
          Add a limit
        </Button>
      ) : null}
    </FormSection>
  );
}
