'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useDeviceHealth, useProtectStorage } from '@/hooks/device/use-device-health';
import type { DeviceHealth } from '@/lib/client/device-health';
import { formatPoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import { sizeText } from './size-text';

type DeviceSheetProps = { rewardsWaiting: number; onClose: () => void; onReturnFocus: () => void };

/** What waits on this device, and whether it would last. */
export function DeviceSheet({ rewardsWaiting, onClose, onReturnFocus }: DeviceSheetProps) {
  const { data: health } = useDeviceHealth();
  return (
    <SheetFrame isOpen onClose={onClose} onOpenerGone={onReturnFocus}>
      <SheetHead title={t('shell.device')} subtitle={t('shell.deviceSubtitle')} />
      <SheetBody>{health ? <Health health={health} rewardsWaiting={rewardsWaiting} /> : null}</SheetBody>
    </SheetFrame>
  );
}

type HealthProps = { health: DeviceHealth; rewardsWaiting: number };

function Health({ health: { isProtected, freeBytes }, rewardsWaiting }: HealthProps) {
  return (
    <>
      <Facts>
        <Fact term={t('shell.deviceRewards')}>{formatPoints(rewardsWaiting)}</Fact>
        {isProtected === null ? null : (
          <Fact term={t('shell.deviceStorage')}>
            <Standing isGood={isProtected}>
              {t(isProtected ? 'shell.deviceProtected' : 'shell.deviceUnprotected')}
            </Standing>
          </Fact>
        )}
        {freeBytes === null ? null : <Fact term={t('shell.deviceFree')}>{sizeText(freeBytes)}</Fact>}
      </Facts>
      {isProtected === false ? <Unprotected /> : null}
    </>
  );
}

/** Amber where a reward could get lost. */
function Standing({ isGood, children }: { isGood: boolean; children: ReactNode }) {
  return <span className={isGood ? undefined : 'text-warn'}>{children}</span>;
}

function Unprotected() {
  const protect = useProtectStorage();
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-muted text-sm">
        {t(protect.isSuccess ? 'shell.deviceStillUnprotected' : 'shell.deviceUnprotectedWhy')}
      </p>
      <Button isBusy={protect.isPending} onClick={() => protect.mutate()}>
        {t('shell.deviceProtect')}
      </Button>
    </div>
  );
}
