'use client';

import { CircleAlert, LogIn, RefreshCw, Wifi, WifiOff } from 'lucide-react';
import { useState } from 'react';
import { cn } from '@/components/ui/cn';
import { Late, lateCode } from '@/components/ui/late';
import { Pill, type PillTone } from '@/components/ui/pill';
import { usePreload } from '@/components/ui/use-preload';
import { type RewardIntent, useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { useConnection } from '@/hooks/use-connection';
import { t } from '@/words/say';

const queueSheet = lateCode(async () => (await import('./queue-sheet')).QueueSheet);
const LOADERS = [queueSheet.fetch];

const CONNECTIONS = {
  online: { icon: Wifi, tone: 'neutral' },
  reconnecting: { icon: RefreshCw, tone: 'warn' },
  offline: { icon: WifiOff, tone: 'warn' },
} as const satisfies Record<ReturnType<typeof useConnection>, { icon: typeof Wifi; tone: PillTone }>;

/**
 * Whether the server is there and what still waits for it. Quiet while all is well; with rewards waiting or refused it
 * becomes a button that lists them.
 */
export function ConnectionPill() {
  const connection = useConnection();
  const { intents, isPausedForSignIn } = useRewardQueue();
  const [isListOpen, setIsListOpen] = useState(false);
  usePreload(LOADERS);
  const state = pillState(connection, intents, isPausedForSignIn);
  const content = (
    <Pill tone={state.tone} className={cn(state.isQuiet && 'max-md:px-2')}>
      <state.icon aria-hidden className={connection === 'reconnecting' ? 'animate-breathe' : ''} />
      <span className={state.isQuiet ? 'max-md:sr-only' : 'max-sm:hidden'}>{state.label}</span>
      {state.isQuiet ? null : (
        <span aria-hidden className="sm:hidden">
          {state.shortLabel}
        </span>
      )}
    </Pill>
  );
  return (
    <>
      <p role="status" className="sr-only">
        {state.isQuiet ? '' : state.label}
      </p>
      {intents.length > 0 ? (
        <button
          type="button"
          aria-label={t('shell.showThem', { state: state.label })}
          className="flex min-h-11 items-center rounded-full"
          onClick={() => setIsListOpen(true)}
        >
          {content}
        </button>
      ) : (
        content
      )}
      {isListOpen ? <Late code={queueSheet} props={{ onClose: () => setIsListOpen(false) }} /> : null}
    </>
  );
}

type PillState = { icon: typeof Wifi; label: string; shortLabel: string; tone: PillTone; isQuiet: boolean };

function pillState(
  connection: ReturnType<typeof useConnection>,
  intents: readonly RewardIntent[],
  isPausedForSignIn: boolean,
): PillState {
  const refused = intents.filter((intent) => intent.status === 'refused').length;
  const waiting = intents.length - refused;
  const base = { ...CONNECTIONS[connection], label: t(`shell.connection_${connection}`) };
  if (isPausedForSignIn && waiting > 0) {
    return {
      ...base,
      icon: LogIn,
      label: t('shell.signInWaiting', { count: waiting }),
      shortLabel: String(waiting),
      tone: 'warn',
      isQuiet: false,
    };
  }
  if (waiting > 0) {
    return {
      ...base,
      label: t('shell.waiting', { connection: base.label, count: waiting }),
      shortLabel: String(waiting),
      tone: 'warn',
      isQuiet: false,
    };
  }
  if (refused > 0) {
    return {
      ...base,
      icon: CircleAlert,
      label: t('shell.refused', { count: refused }),
      shortLabel: String(refused),
      tone: 'bad',
      isQuiet: false,
    };
  }
  return { ...base, shortLabel: base.label, isQuiet: connection === 'online' };
}
