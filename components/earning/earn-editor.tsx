'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { FormInput, FormSelect, FormSwitch } from '@/components/forms/form-fields';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { toastSuccess } from '@/components/ui/toast';
import { useUpdateEarnConfig } from '@/hooks/loyalty/use-update-earn-config';
import type { EarnConfig, LoyaltyTier, RoundingPolicy } from '@/services/loyalty/dtos';
import { CatalogFailure } from './catalog-failure';
import { CatalogSaveBar } from './catalog-save-bar';
import { CatalogSection } from './catalog-section';
import { EarnExample } from './earn-example';
import {
  compareRates,
  type EarnFormValues,
  type EarnRatesInput,
  earnFormSchema,
  earnFormValues,
  mergeRates,
  ratesOf,
  roundingLabel,
} from './earn-form-schema';

const ROUNDINGS: readonly RoundingPolicy[] = ['floor', 'nearest', 'ceil'];
const resolver = zodResolver(earnFormSchema);

/** How many points play earns. */
export function EarnEditor({ saved, tiers }: { saved: EarnConfig; tiers: readonly LoyaltyTier[] }) {
  const update = useUpdateEarnConfig();
  const editor = useVersionedForm<EarnFormValues, EarnRatesInput>({
    saved: useMemo(() => ({ content: ratesOf(saved), version: saved.version }), [saved]),
    toValues: earnFormValues,
    resolver,
    send: async (rates, version) => {
      const result = await update.mutateAsync({ ...rates, version: Number(version) });
      return { content: ratesOf(result), version: result.version };
    },
    changedCode: 'EARN_CONFIG_CHANGED',
    merge: mergeRates,
    onSaved: () => toastSuccess('Earn rates saved', 'They hold for slips that close from now on.'),
  });
  const { form, failure } = editor;
  return (
    <CatalogSection
      id="earning"
      title="Earning"
      sentence="What a slip earns when it closes, from the theo of its play. A change holds for slips that close from now on; what was posted stays."
    >
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            editor.submit();
          }}
        >
          <div className="grid items-start gap-x-4 gap-y-3 border-t px-5 py-4 max-sm:px-4 @min-[640px]:grid-cols-3">
            <FormInput name="pointsPerTheo" label="Points for a dollar of theo" inputMode="numeric" />
            <FormInput
              name="defaultPointMultiplier"
              label="Multiplier for everyone"
              inputMode="decimal"
              hint="1 leaves the points as they are."
            />
            <FormSelect name="roundingPolicy" label="Rounding to whole points">
              {ROUNDINGS.map((policy) => (
                <option key={policy} value={policy}>
                  {roundingLabel(policy)}
                </option>
              ))}
            </FormSelect>
            <div className="@min-[640px]:col-span-3">
              <FormSwitch
                name="isActive"
                label="Earning is on"
                hint="While it is off, slips that close earn nothing, and nothing is made up for later."
              />
            </div>
          </div>
          <EarnExample tiers={tiers} />
          {failure || editor.isDirty ? (
            <div className="grid gap-3 border-t px-5 py-4 max-sm:px-4">
              {failure ? (
                <CatalogFailure
                  {...editor}
                  failure={failure}
                  what="the earn rates"
                  compare={compareRates}
                  overSentence="Saving yours over it sends what you changed; what only they changed stays."
                />
              ) : null}
              {failure?.kind === 'changed' || failure?.kind === 'arrived' ? null : (
                <CatalogSaveBar
                  isDirty={editor.isDirty}
                  isSaving={editor.isBusy}
                  onDiscard={editor.takeTheirs}
                  saveLabel="Save earn rates"
                />
              )}
            </div>
          ) : null}
        </form>
      </FormProvider>
    </CatalogSection>
  );
}
