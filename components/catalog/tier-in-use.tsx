'use client';

import { CircleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { formatCount } from '@/lib/shared/format';
import { listText } from './reward-words';

type TierInUseProps = { details: Record<string, unknown> | undefined; onPutBack: (code: string) => void };

/** A tier that was taken out is still used: by whom, and the way to have it back. */
export function TierInUse({ details, onPutBack }: TierInUseProps) {
  const { tier, tierName, players, rewards } = details ?? {};
  const users = [
    Number(players) > 0 ? formatCount(Number(players), 'player holds it', 'players hold it') : null,
    Number(rewards) > 0 ? formatCount(Number(rewards), 'reward names it', 'rewards name it') : null,
  ].filter((text) => text !== null);
  return (
    <Notice
      icon={CircleAlert}
      tone="bad"
      role="alert"
      title={`${String(tierName)} cannot be removed`}
      action={<Button onClick={() => onPutBack(String(tier))}>Put {String(tierName)} back</Button>}
    >
      <p>Nothing was saved: {listText(users)}. Nobody loses a tier, so one that is held stays.</p>
    </Notice>
  );
}
