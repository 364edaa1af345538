'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { useSetPlayerTier } from '@/hooks/loyalty/use-set-player-tier';
import { t } from '@/words/say';
import { NoteField } from './posting-parts';

type SetTierDrawerProps = { playerId: string; playerName: string; tier: string; onClose: () => void };

/** A manager's decision on a player's tier, up or down, and why. Points stay as they are. */
export function SetTierDrawer({ playerId, playerName, tier, onClose }: SetTierDrawerProps) {
  const read = useLoyaltyTiers();
  const tiers = read.data?.items ?? [];
  const set = useSetPlayerTier(playerId);
  const [chosen, setChosen] = useState(tier);
  const [reason, setReason] = useState('');
  const name = tiers.find(({ code }) => code === chosen)?.name ?? chosen;
  const confirm = () =>
    set.mutate(
      { tier: chosen, reason: reason.trim() },
      {
        onSuccess: () => {
          toastSuccess(t('player.playerIsTier', { player: playerName, tier: name }), t('player.reasonOnRecord'));
          onClose();
        },
        onError: toastError,
      },
    );
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('player.setTier')} subtitle={playerName} />
      <SheetBody>
        {read.isLoadingError ? (
          <ErrorState {...errorText(read.error)} onRetry={() => void read.refetch()} isRetrying={read.isFetching} />
        ) : null}
        <ChoiceGroup label={t('player.tier')} value={chosen} onChange={setChosen} className="grid grid-cols-2 gap-2">
          {tiers.map(({ code, name: label }) => (
            <Choice key={code} value={code} look="tile">
              {label}
            </Choice>
          ))}
        </ChoiceGroup>
        <NoteField note={reason} onNote={setReason} placeholder={t('player.tierWhy')} />
        <p className="text-muted text-sm">{t('player.tierMeaning')}</p>
      </SheetBody>
      <SheetFoot>
        <Button variant="primary" size="big" disabled={reason.trim() === ''} isBusy={set.isPending} onClick={confirm}>
          {confirmLabel(set.isPending, reason, name)}
        </Button>
      </SheetFoot>
    </SheetFrame>
  );
}

function confirmLabel(isSetting: boolean, reason: string, tier: string): string {
  if (isSetting) return t('player.settingTier');
  return reason.trim() === '' ? t('ui.sayWhy') : t('player.setTierTo', { tier });
}
