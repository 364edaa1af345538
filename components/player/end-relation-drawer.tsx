'use client';

import { ReasonForm } from '@/components/forms/reason-form';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useEndRelation } from '@/hooks/authority/use-relations';
import type { Relation } from '@/services/authority/dtos';
import { t } from '@/words/say';

/** Ends a relation, with a reason. */
export function EndRelationDrawer({ relation, onClose }: { relation: Relation; onClose: () => void }) {
  const end = useEndRelation();
  const confirm = (reason: string) =>
    end.mutate(
      { id: relation.id, reason },
      {
        onSuccess: () => {
          toastSuccess(t('player.relationEnded'), t('player.reasonOnRecord'));
          onClose();
        },
      },
    );
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('player.relationEndTitle')} subtitle={relation.staffName} />
      <ReasonForm
        label={t('player.relationEndWhy')}
        hint={t('player.reasonStays')}
        confirmLabel={t('player.relationEndTitle')}
        isBusy={end.isPending}
        error={end.error}
        onConfirm={confirm}
      >
        <blockquote className="wrap-anywhere rounded-md bg-bg p-3.5">{relation.reason}</blockquote>
        <p className="text-muted text-sm">{t('player.relationEndMeaning', { staff: relation.staffName })}</p>
      </ReasonForm>
    </SheetFrame>
  );
}
