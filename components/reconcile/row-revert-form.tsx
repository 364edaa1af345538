'use client';

import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { ReasonPicker } from '@/components/ui/reason-picker';
import { SheetBody, SheetFoot } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { useRevertRow } from '@/hooks/reconciliation/use-reconcile-requests';
import type { ReconciliationDetail } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { CheckBox } from './check-box';
import { reconcileRefusal } from './reconcile-words';

const REASONS = ['wrongPlayer', 'wrongTier', 'mistake'] as const;

type RowRevertFormProps = { row: ReconciliationDetail; reconciliationId: string; onBack: () => void };

/** Takes back what was applied from one row, with the reason. */
export function RowRevertForm({ row, reconciliationId, onBack }: RowRevertFormProps) {
  const { timeZone } = useMe().settings;
  const tiers = useLoyaltyTiers().data?.items ?? [];
  const { intent, revert } = useRevertRow(row.rowId);
  const [reason, setReason] = useState<string | null>(null);
  const [confirmTierChanged, setConfirmTierChanged] = useState(false);
  const isSending = intent?.status === 'sending';
  const refusal = intent?.status === 'refused' ? reconcileRefusal(intent.refusal, timeZone) : null;
  const isTierChanged = intent?.status === 'refused' && intent.refusal.code === 'TIER_CHANGED_SINCE';
  const code = row.history.find(({ id }) => id === reconciliationId)?.before?.tier;
  const prior = tiers.find((tier) => tier.code === code)?.name ?? code ?? t('reconcile.priorTier');
  const player = row.player.name ?? t('reconcile.thePlayer');
  const becomes = confirmTierChanged ? 'justified' : row.status;
  const confirm = () => {
    if (reason !== null) {
      const title = confirmTierChanged
        ? t('reconcile.rowTakenBack', { player })
        : t('reconcile.backToTier', { player, tier: prior });
      revert(reconciliationId, { reason, confirmTierChanged }, title);
    }
  };
  return (
    <>
      <SheetBody>
        <p>{t('reconcile.revertRow', { becomes, player, tier: prior })}</p>
        <ReasonPicker options={REASONS.map((known) => t(`reconcile.reason_${known}`))} onChange={setReason} />
      </SheetBody>
      <SheetFoot>
        {refusal === null ? null : (
          <Notice icon={CircleAlert} tone="bad" role="alert" title={refusal.title}>
            <p>{refusal.remedy}</p>
          </Notice>
        )}
        {isTierChanged || confirmTierChanged ? (
          <CheckBox
            isChecked={confirmTierChanged}
            isDisabled={isSending}
            onChange={() => setConfirmTierChanged((before) => !before)}
            className="text-sm"
          >
            {t('reconcile.revertAnyway', { player })}
          </CheckBox>
        ) : null}
        <div className="grid grid-cols-[auto_1fr] gap-2">
          <Button variant="quiet" size="big" onClick={onBack}>
            {t('ui.back')}
          </Button>
          <Button variant="danger" size="big" disabled={reason === null} isBusy={isSending} onClick={confirm}>
            {t(isSending ? 'reconcile.reverting' : reason === null ? 'ui.sayWhy' : 'reconcile.revertIt')}
          </Button>
        </div>
      </SheetFoot>
    </>
  );
}
