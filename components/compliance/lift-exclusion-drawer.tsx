'use client';

import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useLiftExclusion } from '@/hooks/exclusions/use-exclusion-mutations';
import type { Exclusion } from '@/services/exclusions/dtos';
import { t } from '@/words/say';
import { kindLabel, periodText } from './exclusion-words';
import { ReasonDrawer } from './reason-drawer';

/** Ends an exclusion now, with a reason. It stays on record. */
export function LiftExclusionDrawer({ exclusion, onClose }: { exclusion: Exclusion; onClose: () => void }) {
  const { timeZone } = useMe().settings;
  const lift = useLiftExclusion();
  const confirm = (reason: string) =>
    lift.mutate(
      { id: exclusion.id, reason },
      {
        onSuccess: () => {
          toastSuccess(t('compliance.lifted'), exclusion.playerName);
          onClose();
        },
      },
    );
  return (
    <ReasonDrawer
      title={t('compliance.liftExclusion')}
      subtitle={exclusion.playerName}
      label={t('compliance.whyLifted')}
      confirmLabel={t('compliance.liftNow')}
      isBusy={lift.isPending}
      error={lift.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className="wrap-anywhere">
        <b className="font-semibold">{kindLabel(exclusion.kind)}</b> · {exclusion.reason}
      </p>
      <p className="text-muted text-sm">{periodText(exclusion, timeZone)}</p>
      <p>{t('compliance.liftMeaning')}</p>
    </ReasonDrawer>
  );
}
