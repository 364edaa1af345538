'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { Button } from '@/components/ui/button';
import { toastSuccess } from '@/components/ui/toast';
import { useReplaceTiers } from '@/hooks/loyalty/use-replace-tiers';
import type { LoyaltyTiers } from '@/services/loyalty/dtos';
import { CatalogFailure } from './catalog-failure';
import { CatalogSaveBar } from './catalog-save-bar';
import { CatalogSection } from './catalog-section';
import {
  compareLadders,
  ladderOf,
  type TierFormValues,
  type TierLadder,
  tierFormSchema,
  tierFormValues,
} from './tier-form-schema';
import { TierInUse } from './tier-in-use';
import { TierRow } from './tier-row';
import { useTierRows } from './use-tier-rows';

const TIERS_MAX = 20;
const resolver = zodResolver(tierFormSchema);

/** The ladder of tiers, edited and saved as a whole. */
export function TierEditor({ saved }: { saved: LoyaltyTiers }) {
  const replace = useReplaceTiers();
  const editor = useVersionedForm<TierFormValues, TierLadder>({
    saved: useMemo(() => ({ content: ladderOf(saved.items), version: saved.version }), [saved]),
    toValues: tierFormValues,
    resolver,
    send: async (tiers, version) => {
      const result = await replace.mutateAsync({ tiers, version: String(version) });
      return { content: ladderOf(result.items), version: result.version };
    },
    changedCode: 'TIERS_CHANGED',
    merge: (_before, _theirs, mine) => mine,
    onSaved: () => toastSuccess('Tiers saved', 'They count with the next points earned.'),
  });
  const { form, failure } = editor;
  const rows = useTierRows(form, saved);
  const putBack = (code: string) => {
    rows.putBack(code);
    editor.forget();
  };
  const putOrderBack = () => {
    rows.putOrderBack();
    editor.forget();
  };
  return (
    <CatalogSection
      id="tiers"
      title="Tiers"
      sentence="The lowest first. A player climbs by lifetime points and earns by the multiplier of the tier. Nobody ever loses a tier: who reaches a lowered threshold gets the tier with the next points earned."
    >
      <FormProvider {...form}>
        <form
          noValidate
          className="border-t"
          onSubmit={(event) => {
            event.preventDefault();
            editor.submit();
          }}
        >
          <ol aria-label="Tiers, the lowest first" className="divide-y">
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
                Add a higher tier
              </Button>
            ) : null}
            {failure ? (
              <CatalogFailure
                {...editor}
                failure={failure}
                what="the tiers"
                compare={compareLadders}
                isWhole
                overSentence="Saving yours over it makes the tiers exactly what you have."
                refusal={
                  failure.kind === 'refused' && failure.error.code === 'TIER_IN_USE' ? (
                    <TierInUse
                      details={failure.error.details}
                      saved={saved.items}
                      onPutBack={putBack}
                      onPutOrderBack={putOrderBack}
                    />
                  ) : undefined
                }
              />
            ) : null}
            {failure?.kind === 'changed' || failure?.kind === 'arrived' ? null : (
              <CatalogSaveBar
                isDirty={editor.isDirty}
                isSaving={editor.isBusy}
                onDiscard={editor.takeTheirs}
                saveLabel="Save tiers"
              />
            )}
          </div>
        </form>
      </FormProvider>
    </CatalogSection>
  );
}
