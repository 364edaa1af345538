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
import { CheckBox } from './check-box';
import { reconcileRefusal } from './reconcile-words';

const REASONS = ['Wrong player', 'Wrong tier', 'Applied by mistake'];

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
  const prior = tiers.find((tier) => tier.code === code)?.name ?? code ?? 'the prior tier';
  const name = row.player.name ?? 'The player';
  const tierText = confirmTierChanged
    ? `${name} has the tier that stands without this row`
    : row.status === 'applied'
      ? `${name} is ${prior} again`
      : `${name} stays ${prior}`;
  const confirm = () => {
    if (reason !== null) {
      const title = confirmTierChanged ? `${name}: row taken back` : `${name}: back to ${prior}`;
      revert(reconciliationId, { reason, confirmTierChanged }, title);
    }
  };
  return (
    <>
      <SheetBody>
        <p>
          {tierText}, and the points of the file are taken off the player's page. The row can be applied again later,
          and rows that were kept only because of it wait again.
        </p>
        <ReasonPicker options={REASONS} onChange={setReason} />
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
            Take the row back all the same. {name} is left with the tier that play and other decisions justify.
          </CheckBox>
        ) : null}
        <div className="grid grid-cols-[auto_1fr] gap-2">
          <Button variant="quiet" size="big" onClick={onBack}>
            Back
          </Button>
          <Button variant="primary" size="big" disabled={reason === null} isBusy={isSending} onClick={confirm}>
            {isSending ? 'Reverting …' : reason === null ? 'Say why' : 'Revert'}
          </Button>
        </div>
      </SheetFoot>
    </>
  );
}
