'use client';

import { useEffect } from 'react';
import { FormProvider } from 'react-hook-form';
import { useUnsavedGuard } from '@/components/forms/use-unsaved-guard';
import { Button } from '@/components/ui/button';
import { SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import type { Reward } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { RewardFailure } from './reward-failure';
import { FamilyChoice } from './reward-family';
import { RewardFields } from './reward-fields';
import { NoPreviewYet, RewardPreview } from './reward-preview';
import { useRewardForm } from './use-reward-form';

type RewardFormProps = {
  reward: Reward | null;
  /** The casino's tiers, the lowest first. */
  tiers: readonly LoyaltyTier[];
  onDirty: (isDirty: boolean) => void;
  onClose: () => void;
};

/** The fields of a reward with, beside or below them, who could get it as it is saved. */
export function RewardForm({ reward, tiers, onDirty, onClose }: RewardFormProps) {
  const editor = useRewardForm({
    reward,
    tierCodes: tiers.map(({ code }) => code),
    onSaved: (saved) =>
      toastSuccess(
        `${saved.name} saved`,
        saved.isActive ? 'It is offered like this from now on.' : 'It is switched off.',
      ),
  });
  const { form, base, failure, isBusy } = editor;
  const { isDirty } = form.formState;
  const family = form.watch('family');
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  useUnsavedGuard(isDirty);
  return (
    <FormProvider {...form}>
      <SheetHead title={base?.name ?? 'New reward'} subtitle={base?.code} />
      <form
        noValidate
        className="@container flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          editor.submit();
        }}
      >
        <div className="scroll-area grid min-h-0 flex-1 content-start @min-[840px]:grid-cols-[minmax(0,1fr)_320px] @min-[840px]:content-stretch @min-[840px]:overflow-hidden">
          <div className="grid content-start gap-6 px-5 pt-1 pb-6 @min-[840px]:scroll-area max-sm:px-4">
            {base === null ? <FamilyChoice /> : null}
            {family === '' ? null : <RewardFields tiers={tiers} base={base} />}
          </div>
          <aside className="@min-[840px]:scroll-area border-t bg-bg/40 px-5 py-4 max-sm:px-4 @min-[840px]:border-t-0 @min-[840px]:pt-0 @min-[840px]:border-l">
            {base ? <RewardPreview reward={base} isDirty={isDirty} /> : <NoPreviewYet />}
          </aside>
        </div>
        <SheetFoot>
          {failure ? <RewardFailure failure={failure} base={base} tiers={tiers} editor={editor} /> : null}
          {failure?.kind === 'changed' || failure?.kind === 'arrived' ? null : (
            <div className="flex items-center justify-end gap-2">
              {isDirty ? (
                <p role="status" className="mr-auto font-medium text-sm text-warn">
                  Not saved yet
                </p>
              ) : null}
              <Button onClick={onClose}>{isDirty ? 'Cancel' : 'Close'}</Button>
              <Button type="submit" variant="primary" isBusy={isBusy} disabled={!isDirty || family === ''}>
                {isBusy ? 'Saving …' : base ? 'Save changes' : 'Create reward'}
              </Button>
            </div>
          )}
        </SheetFoot>
      </form>
    </FormProvider>
  );
}
