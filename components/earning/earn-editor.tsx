'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { FormInput, FormSelect, FormSwitch } from '@/components/forms/form-fields';
import { SaveBar } from '@/components/forms/save-bar';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { toastSuccess } from '@/components/ui/toast';
import { useEarnConfig } from '@/hooks/loyalty/use-earn-config';
import { useUpdateEarnConfig } from '@/hooks/loyalty/use-update-earn-config';
import type { EarnConfig, LoyaltyTier, RoundingPolicy } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { CatalogSection, SECTION_FOOT } from './catalog-section';
import { EarnExample } from './earn-example';
import { type EarnRatesInput, earnFormSchema, earnFormValues, editedRates, ratesOf } from './earn-form-schema';

const ROUNDINGS: readonly RoundingPolicy[] = ['floor', 'nearest', 'ceil'];
const resolver = zodResolver(earnFormSchema);
const resolverFor = () => resolver;

/** How many points play earns. */
export function EarnEditor({ saved, tiers }: { saved: EarnConfig; tiers: readonly LoyaltyTier[] }) {
  const update = useUpdateEarnConfig();
  const editor = useVersionedForm({
    edited: editedRates(),
    saved: useMemo(() => versionedRates(saved), [saved]),
    reread: useEarnConfig().refetch,
    toValues: (rates: EarnRatesInput | null) => earnFormValues(rates ?? saved),
    resolverFor,
    send: async (rates, onto) =>
      versionedRates(await update.mutateAsync({ ...rates, version: onto?.version ?? saved.version })),
    onSaved: () => toastSuccess(t('earning.ratesSaved'), t('earning.ratesSavedMeaning')),
  });
  const { form } = editor;
  return (
    <CatalogSection id="earning" title={t('earning.earning')} sentence={t('earning.earningMeaning')}>
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            editor.submit();
          }}
        >
          <div className="grid items-start gap-x-4 gap-y-3 border-t px-5 py-4 max-sm:px-4 @min-[640px]:grid-cols-3">
            <FormInput name="pointsPerTheo" label={t('earning.pointsPerTheo')} inputMode="numeric" />
            <FormInput
              name="defaultPointMultiplier"
              label={t('earning.multiplierForAll')}
              inputMode="decimal"
              hint={t('earning.multiplierHint')}
            />
            <FormSelect name="roundingPolicy" label={t('earning.roundingToWhole')}>
              {ROUNDINGS.map((policy) => (
                <option key={policy} value={policy}>
                  {t(`earning.rounding_${policy}`)}
                </option>
              ))}
            </FormSelect>
            <div className="@min-[640px]:col-span-3">
              <FormSwitch name="isActive" label={t('earning.earningOn')} hint={t('earning.earningOnHint')} />
            </div>
          </div>
          <EarnExample tiers={tiers} />
          <SaveBar editor={editor} saveLabel={t('earning.saveRates')} className={SECTION_FOOT} />
        </form>
      </FormProvider>
    </CatalogSection>
  );
}

function versionedRates(config: EarnConfig) {
  return { content: ratesOf(config), version: config.version };
}
