'use client';

import { useEffect } from 'react';
import { FormProvider } from 'react-hook-form';
import { TrailLink } from '@/components/domain/trail-link';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import { Button } from '@/components/ui/button';
import { SheetClose, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import type { Reward } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { FamilyChoice } from './reward-family';
import { RewardFields } from './reward-fields';
import { NoPreviewYet, RewardPreview } from './reward-preview';
import { useRewardEditor } from './use-reward-editor';

type RewardFormProps = {
  reward: Reward | null;
  /** The casino's tiers, the lowest first. */
  tiers: readonly LoyaltyTier[];
  onDirty: (isDirty: boolean) => void;
};

/** The fields of a reward with, beside or below them, who could get it as it is saved. */
export function RewardForm({ reward, tiers, onDirty }: RewardFormProps) {
  const editor = useRewardEditor({
    reward,
    tiers,
    onSaved: (saved) =>
      toastSuccess(
        t('rewards.saved', { reward: saved.name }),
        t(saved.isActive ? 'rewards.savedOn' : 'rewards.savedOff'),
      ),
  });
  const { form, failure, isBusy, isDirty } = editor;
  const base = editor.base?.reward ?? null;
  const family = form.watch('family');
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  return (
    <FormProvider {...form}>
      <SheetHead title={base?.name ?? t('rewards.newReward')} subtitle={base?.code} />
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
            {base && !isDirty ? <TrailLink entity="reward" entityId={base.id} /> : null}
          </aside>
        </div>
        <SheetFoot>
          <SaveFailure editor={editor} />
          {needsDecision(failure) ? null : (
            <div className="flex items-center justify-end gap-2">
              {isDirty ? (
                <p role="status" className="mr-auto font-medium text-sm text-warn">
                  {t('forms.notSavedYet')}
                </p>
              ) : null}
              <SheetClose>
                <Button>{isDirty ? t('ui.cancel') : t('ui.close')}</Button>
              </SheetClose>
              <Button type="submit" variant="primary" isBusy={isBusy} disabled={!isDirty || family === ''}>
                {isBusy ? t('forms.saving') : base ? t('forms.saveChanges') : t('rewards.create')}
              </Button>
            </div>
          )}
        </SheetFoot>
      </form>
    </FormProvider>
  );
}
