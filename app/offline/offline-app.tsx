'use client';

import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { FloorPlayers } from '@/components/floor/floor-players';
import { PitScreen } from '@/components/floor/pit-screen';
import { AppShell } from '@/components/shell/app-shell';
import { StaffProviders } from '@/components/shell/staff-providers';
import { Button, buttonStyles } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';
import type { KeptPage } from '@/hooks/device/kept-page';
import { useKept } from '@/hooks/device/use-kept';
import { useWayBack } from '@/hooks/device/use-way-back';
import { floorKeys } from '@/services/floor/keys';
import { t } from '@/words/say';

/** The screens as far as the device can show them by itself: the last floor and its players to the person whose they are, nothing to others. */
export function OfflineApp() {
  const kept = useKept();
  if (kept === undefined) return null;
  if (kept === null) return <NothingKept />;
  return (
    <StaffProviders me={kept.me} isKept>
      <WithKeptFloor kept={kept}>
        <AppShell>
          <NuqsAdapter>
            <KeptScreen hasFloor={kept.floor !== null} />
          </NuqsAdapter>
        </AppShell>
      </WithKeptFloor>
    </StaffProviders>
  );
}

/** Puts the floor where the browser's own fetch would have put it, as old as it is. */
function WithKeptFloor({ kept, children }: { kept: KeptPage; children: ReactNode }) {
  const queryClient = useQueryClient();
  useState(() => {
    if (!kept.floor) return;
    const { answer, seenAt } = kept.floor;
    queryClient.setQueryData(floorKeys.floor(kept.account.casinoId), answer, { updatedAt: seenAt });
  });
  useWayBack();
  return children;
}

function KeptScreen({ hasFloor }: { hasFloor: boolean }) {
  const path = usePathname();
  if (path === '/players' && hasFloor) return <FloorPlayers />;
  if (path !== '/pit' && path !== '/') {
    return (
      <Message title={t('offline.needsNetwork')} remedy={t('offline.needsNetworkWhy')}>
        <a href="/pit" className={buttonStyles({ variant: 'primary' })}>
          {t('offline.toPit')}
        </a>
      </Message>
    );
  }
  if (hasFloor) return <PitScreen />;
  return (
    <Message title={t('offline.noFloor')} remedy={t('offline.noFloorWhy')}>
      <TryAgain />
    </Message>
  );
}

function NothingKept() {
  return (
    <main className="h-dvh">
      <Message title={t('offline.nothingKept')} remedy={t('offline.nothingKeptWhy')}>
        <TryAgain />
      </Message>
    </main>
  );
}

function TryAgain() {
  return <Button onClick={() => window.location.reload()}>{t('ui.tryAgain')}</Button>;
}

function Message({ title, remedy, children }: { title: string; remedy: string; children: ReactNode }) {
  return (
    <div className="grid h-full place-content-center">
      <EmptyState icon={CloudOff} title={title} action={children}>
        {remedy}
      </EmptyState>
    </div>
  );
}
