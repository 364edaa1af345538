'use client';

import { Check } from 'lucide-react';
import { QueuedReward } from '@/components/domain/queued-reward';
import { EmptyState } from '@/components/ui/message-state';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { signInPath } from '@/lib/shared/sign-in-path';
import { t } from '@/words/say';

/** Every reward confirmed on this device that the server has not issued, wherever on the floor it was meant for. */
export function QueueSheet({ onClose }: { onClose: () => void }) {
  const { intents, othersCount, isPausedForSignIn } = useRewardQueue();
  return (
    <SheetFrame isOpen isStep onClose={onClose}>
      <SheetHead title={t('shell.queueTitle')} subtitle={t('shell.queueSubtitle')} />
      <SheetBody>
        {isPausedForSignIn ? (
          <p className="rounded-md bg-warn-soft px-4 py-3 text-sm text-warn">
            {t('shell.sessionEnded')}{' '}
            <a
              href={signInPath(window.location.pathname + window.location.search, { hasEnded: true })}
              className="font-semibold underline underline-offset-2"
            >
              {t('shell.signInAgain')}
            </a>{' '}
            {t('shell.sentByThemselves')}
          </p>
        ) : null}
        {intents.length === 0 ? (
          <EmptyState icon={Check} title={t('shell.nothingWaits')}>
            {t('shell.allAnswered')}
          </EmptyState>
        ) : (
          <ul className="divide-y">
            {intents.map((intent) => (
              <QueuedReward key={intent.idempotencyKey} intent={intent} hasPlace />
            ))}
          </ul>
        )}
        {othersCount > 0 ? <p className="text-muted text-sm">{t('shell.ofOthers', { count: othersCount })}</p> : null}
      </SheetBody>
    </SheetFrame>
  );
}
