'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { toast } from 'sonner';
import { MeProvider } from '@/hooks/casino/me-context';
import { type RewardIntent, RewardQueueProvider } from '@/hooks/loyalty/reward-queue-context';
import { makeQueryClient } from '@/lib/client/query-client';
import { formatPoints } from '@/lib/shared/format';
import type { Me } from '@/services/casino/dtos';

/** What every signed-in screen stands on: the person, the query cache, the reward queue and its announcements. */
export function StaffProviders({ me, children }: { me: Me; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <NuqsAdapter>
      <QueryClientProvider client={queryClient}>
        <MeProvider me={me}>
          <RewardQueueProvider onIssued={announceIssued} onRefused={announceRefused}>
            {children}
          </RewardQueueProvider>
        </MeProvider>
      </QueryClientProvider>
    </NuqsAdapter>
  );
}

function announceIssued({ input, display }: RewardIntent): void {
  toast.success(`${formatPoints(input.points)} points issued to ${display.playerName}`, {
    description: display.tableLabel,
  });
}

/** The slip it belongs to may no longer be on screen, so the refusal is said wherever the person is. */
function announceRefused({ input, display, refusal }: RewardIntent): void {
  toast.error(`${formatPoints(input.points)} points not issued to ${display.playerName}`, {
    description: [refusal?.title, refusal?.remedy].filter(Boolean).join(' '),
    duration: 10_000,
  });
}
