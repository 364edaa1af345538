'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { errorWords } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import { MeProvider } from '@/hooks/casino/me-context';
import { type RewardIntent, RewardQueueProvider } from '@/hooks/loyalty/reward-queue-context';
import { makeQueryClient } from '@/lib/client/query-client';
import { formatPoints } from '@/lib/shared/format';
import type { Me } from '@/services/casino/dtos';
import { t } from '@/words/say';

const lateParts = lateCode(async () => (await import('./late-parts')).LateParts);
/** Past the first paint, and long before anyone has confirmed anything. */
const LATE_PARTS_AFTER_MS = 500;

type StaffProvidersProps = {
  me: Me;
  /** The page was made of what the device keeps, and the server has said nothing of the person. */
  isKept?: boolean;
  children: ReactNode;
};

/** What every signed-in screen stands on: the person, the query cache, the reward queue and its announcements. */
export function StaffProviders({ me, isKept = false, children }: StaffProvidersProps) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <MeProvider me={me}>
        <RewardQueueProvider onIssued={announceIssued} onRefused={announceRefused}>
          {children}
          <PartsLater isKept={isKept} />
        </RewardQueueProvider>
      </MeProvider>
    </QueryClientProvider>
  );
}

function PartsLater({ isKept }: { isKept: boolean }) {
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), LATE_PARTS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return isDue ? <Late code={lateParts} props={{ isKept }} isQuiet /> : null;
}

function announceIssued({ input, display }: RewardIntent): void {
  toastSuccess(
    t('shell.pointsIssued', { points: formatPoints(input.points), player: display.playerName }),
    display.tableLabel,
  );
}

/** The slip it belongs to may no longer be on screen, so the refusal is said wherever the person is. */
function announceRefused({ input, display, refusal }: RewardIntent): void {
  const { title, remedy } = errorWords(refusal?.code ?? 'INTERNAL');
  toastFailure(
    t('shell.pointsNotIssued', { points: formatPoints(input.points), player: display.playerName }),
    `${title} ${remedy}`,
  );
}
