'use client';

import { ChevronRight, Clock, LoaderCircle, LogOut } from 'lucide-react';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useChooseCasino } from '@/hooks/casino/use-choose-casino';
import { useWaitingRewards } from '@/hooks/loyalty/use-waiting-rewards';
import { initials } from '@/lib/shared/format';
import type { MyCasino } from '@/services/casino/dtos';
import { t } from '@/words/say';
import { SignInFailure } from './sign-in-failure';

type ChooseCasinoProps = {
  casinos: MyCasino[];
  /** Who the person is at the casino where they are now; null before any choice. */
  staffId: string | null;
  nextPath: string;
};

/** The casinos where one works, one tap each. While rewards of the one where one is wait to be sent, one stays there. */
export function ChooseCasino({ casinos, staffId, nextPath }: ChooseCasinoProps) {
  const { choose, leave, pendingId, error } = useChooseCasino(nextPath);
  const waiting = useWaitingRewards(staffId);
  const isHeld = staffId !== null && waiting > 0;
  return (
    <div className="grid gap-6">
      <div aria-live="assertive">{error === null ? null : <SignInFailure error={error} />}</div>
      {isHeld ? (
        <Notice icon={Clock} tone="warn" role="status" title={t('shell.switchWaits', { count: waiting })} />
      ) : null}
      <ul className="grid gap-2.5">
        {casinos.map(({ casinoId, name, role, isChosen }) => (
          <li key={casinoId}>
            <button
              type="button"
              disabled={pendingId !== null || (isHeld && !isChosen)}
              onClick={() => void choose(casinoId)}
              className="flex min-h-16 w-full items-center gap-3.5 rounded-md border bg-raised px-4 text-left transition-colors duration-100 hover:bg-line/60 disabled:opacity-60"
            >
              <span
                aria-hidden
                className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent"
              >
                {initials(name)}
              </span>
              <span className="min-w-0 flex-1">
                <span className="block truncate font-semibold">{name}</span>
                <span className="block truncate text-muted text-sm">
                  {roleLabel(role)}
                  {isChosen ? ` · ${t('shell.youAreHere')}` : null}
                </span>
              </span>
              {pendingId === casinoId ? (
                <LoaderCircle aria-hidden className="size-5 shrink-0 animate-spin text-muted" />
              ) : (
                <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
              )}
            </button>
          </li>
        ))}
      </ul>
      <div className="grid border-t pt-5">
        <Button variant="quiet" disabled={pendingId !== null} onClick={() => void leave()}>
          <LogOut aria-hidden />
          {t('shell.signOut')}
        </Button>
      </div>
    </div>
  );
}
