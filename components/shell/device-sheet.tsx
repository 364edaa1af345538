'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Fact, Facts } from '@/components/ui/facts';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useMe } from '@/hooks/casino/me-context';
import { type ShownHealth, useDeviceHealth, useProtectStorage } from '@/hooks/device/use-device-health';
import { useNow } from '@/hooks/floor/use-now';
import { formatAgo, formatPoints, formatTime } from '@/lib/shared/format';
import { t } from '@/words/say';
import { sizeText } from './size-text';

type DeviceSheetProps = { rewardsWaiting: number; onClose: () => void; onReturnFocus: () => void };

/** What this device would do without a network, what waits on it, and whether that would last. */
export function DeviceSheet({ rewardsWaiting, onClose, onReturnFocus }: DeviceSheetProps) {
  const { data: health } = useDeviceHealth();
  return (
    <SheetFrame isOpen onClose={onClose} onOpenerGone={onReturnFocus}>
      <SheetHead title={t('shell.device')} subtitle={t('shell.deviceSubtitle')} />
      <SheetBody>{health ? <Health health={health} rewardsWaiting={rewardsWaiting} /> : null}</SheetBody>
    </SheetFrame>
  );
}

type HealthProps = { health: ShownHealth; rewardsWaiting: number };

function Health({ health, rewardsWaiting }: HealthProps) {
  const { worker, isNewVersionWaiting, floorAnsweredAt, isProtected, freeBytes } = health;
  return (
    <>
      <Facts>
        <Fact term={t('shell.deviceOffline')}>
          <Standing isGood={worker === 'ready'}>{t(`shell.deviceOffline_${worker}`)}</Standing>
        </Fact>
        <Fact term={t('shell.deviceFloor')}>
          {floorAnsweredAt === null ? t('shell.deviceNoFloor') : <KeptSince at={floorAnsweredAt} />}
        </Fact>
        <Fact term={t('shell.deviceRewards')}>{formatPoints(rewardsWaiting)}</Fact>
        {isProtected === null ? null : (
          <Fact term={t('shell.deviceStorage')}>
            <Standing isGood={isProtected}>
              {t(isProtected ? 'shell.deviceProtected' : 'shell.deviceUnprotected')}
            </Standing>
          </Fact>
        )}
        {freeBytes === null ? null : <Fact term={t('shell.deviceFree')}>{sizeText(freeBytes)}</Fact>}
        {isNewVersionWaiting ? <Fact term={t('shell.deviceVersion')}>{t('shell.deviceVersionWaits')}</Fact> : null}
      </Facts>
      {worker === 'impossible' ? <p className="text-muted text-sm">{t('shell.deviceImpossibleWhy')}</p> : null}
      {isProtected === false ? <Unprotected /> : null}
    </>
  );
}

/** Amber where a reward could get lost, or something would be missing without a network. */
function Standing({ isGood, children }: { isGood: boolean; children: ReactNode }) {
  return <span className={isGood ? undefined : 'text-warn'}>{children}</span>;
}

function KeptSince({ at }: { at: number }) {
  const { timeZone } = useMe().settings;
  const now = useNow(1_000);
  return `${formatTime(at, timeZone)} · ${formatAgo(new Date(at).toISOString(), now)}`;
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
