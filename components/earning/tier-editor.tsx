'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { SaveBar } from '@/components/forms/save-bar';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { Button } from '@/components/ui/button';
import { toastSuccess } from '@/components/ui/toast';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { useReplaceTiers } from '@/hooks/loyalty/use-replace-tiers';
import type { LoyaltyTiers } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { CatalogSection, SECTION_FOOT } from './catalog-section';
import { editedLadder, ladderOf, type TierLadder, tierFormSchema, tierFormValues } from './tier-form-schema';
import { TierInUse } from './tier-in-use';
import { TierRow } from './tier-row';
import { useTierRows } from './use-tier-rows';

const TIERS_MAX = 20;
const resolver = zodResolver(tierFormSchema);
const resolverFor = () => resolver;

/** The ladder of tiers, edited and saved as a whole. */
export function TierEditor({ saved }: { saved: LoyaltyTiers }) {
  const replace = useReplaceTiers();
  const editor = useVersionedForm({
    edited: editedLadder(),
    saved: useMemo(() => versionedLadder(saved), [saved]),
    reread: useLoyaltyTiers().refetch,
    toValues: (tiers: TierLadder | null) => tierFormValues(tiers ?? []),
    resolverFor,
    send: async (tiers, onto) =>
      versionedLadder(await replace.mutateAsync({ tiers, version: onto?.version ?? saved.version })),
    onSaved: () => toastSuccess(t('earning.tiersSaved'), t('earning.tiersSavedMeaning')),
  });
  const { form, failure } = editor;
  const rows = useTierRows(form, saved);
  const refusal = failure?.kind === 'refused' ? failure.refusal : null;
  const inUse = refusal?.code === 'TIER_IN_USE' ? refusal.details : undefined;
  return (
    <CatalogSection id="tiers" title={t('earning.tiers')} sentence={t('earning.tiersMeaning')}>
      <FormProvider {...form}>
        <form
          noValidate
          className="border-t"
          onSubmit={(event) => {
            event.preventDefault();
            editor.submit();
          }}
        >
          <ol aria-label={t('earning.tiersLowestFirst')} className="divide-y">
            {rows.fields.map((field, place) => (
              <TierRow
                key={field.id}
                place={place}
                count={rows.fields.length}
                onMove={(by) => rows.swap(place, place + by)}
                onRemove={() => rows.remove(place)}
              />
            ))}
          </ol>
          <div className="grid gap-3 border-t px-5 py-4 max-sm:px-4">
            {rows.fields.length < TIERS_MAX ? (
              <Button className="justify-self-start" onClick={rows.add}>
                <Plus aria-hidden />
                {t('earning.addHigher')}
              </Button>
            ) : null}
          </div>
          <SaveBar
            editor={editor}
            saveLabel={t('earning.saveTiers')}
            className={SECTION_FOOT}
            refusal={
              inUse ? (
                <TierInUse
                  details={inUse}
                  saved={saved.items}
                  onPutBack={rows.putBack}
                  onPutOrderBack={rows.putOrderBack}
                />
              ) : undefined
            }
          />
        </form>
      </FormProvider>
    </CatalogSection>
  );
}

function versionedLadder({ items, version }: LoyaltyTiers) {
  return { content: ladderOf(items), version };
}
