'use client';

import { usePathname } from 'next/navigation';
import { Late, lateCode } from '@/components/ui/late';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { formatGamingDay, formatTime } from '@/lib/shared/format';
import { t } from '@/words/say';
import { ConnectionPill } from './connection-pill';
import { findNavItem, navLabel } from './nav-items';
import { PersonMenu } from './person-menu';

const rewardsToDecide = lateCode(async () => (await import('@/components/loyalty/rewards-to-decide')).RewardsToDecide);

const CLOCK_MS = 5_000;

/** The head of every screen: what it is, where and when it is, whether the server is there, and who is signed in. */
export function TopBar() {
  const { casino, gamingDay, staff } = useMe();
  const canApprove = useCan('reward.approve');
  const screen = findNavItem(usePathname());
  return (
    <header className="flex h-16 shrink-0 items-center gap-3 border-b px-5 max-sm:gap-2 max-sm:px-3">
      <div className="flex min-w-0 flex-1 items-baseline gap-4 max-md:flex-col max-md:gap-0">
        <h1 className="font-[650] text-lg tracking-tight">{screen ? navLabel(screen) : 'Pitside'}</h1>
        <p className="max-w-full truncate text-muted text-sm max-md:text-xs">
          {/* Whoever takes a tablet up sees whose it is; where there is room for both, beside it. */}
          <span className="max-md:hidden">{casino.name}</span>
          <span className="md:hidden">{staff.name}</span>
          <span className="max-sm:hidden"> · {t('shell.gamingDay')}</span>
          <span className="sm:hidden"> ·</span> {formatGamingDay(gamingDay)} · <CasinoClock />
        </p>
      </div>
      <div className="contents print:hidden">
        {canApprove ? <Late code={rewardsToDecide} props={{}} isQuiet /> : null}
        <ConnectionPill />
        <PersonMenu />
      </div>
    </header>
  );
}

/** The wall clock at the casino, wherever the device believes it is. The server does not guess it. */
function CasinoClock() {
  const { settings } = useMe();
  const now = useNow(CLOCK_MS);
  return <time>{now === 0 ? '––:––' : formatTime(now, settings.timeZone)}</time>;
}
