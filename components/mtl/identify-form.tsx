'use client';

import { useState } from 'react';
import { PlayerPicker } from '@/components/domain/player-picker';
import { ReasonForm } from '@/components/forms/reason-form';
import { toastSuccess } from '@/components/ui/toast';
import { useIdentifyPatron } from '@/hooks/mtl/mtl-requests';
import type { Player } from '@/services/floor/dtos';
import type { UnknownPatron } from '@/services/mtl/dtos';
import { t } from '@/words/say';

type IdentifyFormProps = { patron: UnknownPatron; onIdentified: (playerId: string | null) => void };

/** Says who somebody turned out to be, or takes back what was said; entries stay as they are, totals and cases follow. */
export function IdentifyForm({ patron, onIdentified }: IdentifyFormProps) {
  const identify = useIdentifyPatron();
  const [player, setPlayer] = useState<Player | null>(null);
  const isTakenBack = patron.playerId !== null;
  const confirm = (reason: string) =>
    identify.mutate(
      { unknownPatronId: patron.id, playerId: player?.id ?? null, reason },
      {
        onSuccess: () => {
          toastSuccess(
            isTakenBack ? t('mtl.takenBack') : t('mtl.identified', { player: player?.name ?? '' }),
            patron.description,
          );
          onIdentified(player?.id ?? null);
        },
      },
    );
  return (
    <ReasonForm
      label={t(isTakenBack ? 'mtl.whyTakenBack' : 'mtl.howKnown')}
      hint={t('mtl.staysOnRecord')}
      confirmLabel={isTakenBack ? t('mtl.takeBackNow') : t('mtl.identifyAs', { player: player?.name ?? '' })}
      missing={isTakenBack || player ? null : t('mtl.pickPlayer')}
      isBusy={identify.isPending}
      error={identify.error}
      onConfirm={confirm}
    >
      <p>{isTakenBack ? t('mtl.takeBackMeaning', { player: patron.playerName ?? '' }) : t('mtl.identifyMeaning')}</p>
      {isTakenBack ? null : <PlayerPicker value={player} onChange={setPlayer} />}
    </ReasonForm>
  );
}
