'use client';

import { Clock, LogOut } from 'lucide-react';
import { NamesToChoose } from '@/components/domain/names-to-choose';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { useChooseCasino } from '@/hooks/casino/use-choose-casino';
import { useWaitingRewards } from '@/hooks/loyalty/use-waiting-rewards';
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
      <div className="grid">
        <div aria-live="assertive" className={error === null ? undefined : 'mb-6'}>
          {error === null ? null : <SignInFailure error={error} />}
        </div>
        {isHeld ? (
          <div className="mb-6">
            <Notice icon={Clock} tone="warn" role="status" title={t('shell.switchWaits', { count: waiting })} />
          </div>
        ) : null}
        <NamesToChoose
          names={casinos.map(({ casinoId, name, role, isChosen }) => ({
            id: casinoId,
            name,
            about: [roleLabel(role), isChosen ? t('shell.youAreHere') : null].filter(Boolean).join(' · '),
            isDisabled: isHeld && !isChosen,
          }))}
          pendingId={pendingId}
          onChoose={(id) => void choose(id)}
        />
      </div>
      <div className="grid border-t pt-5">
        <Button variant="quiet" disabled={pendingId !== null} onClick={() => void leave()}>
          <LogOut aria-hidden />
          {t('shell.signOut')}
        </Button>
      </div>
    </div>
  );
}
