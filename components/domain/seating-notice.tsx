'use client';

import { ShieldAlert } from 'lucide-react';
import { useId } from 'react';
import { errorWords } from '@/components/ui/error-text';
import { Notice } from '@/components/ui/notice';
import { Switch } from '@/components/ui/switch';
import { useMe } from '@/hooks/casino/me-context';
import type { Seating } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { exclusionLines } from './held-words';

type SeatingNoticeProps = { seating: Seating; isConfirmed: boolean; onConfirm: (isConfirmed: boolean) => void };

/**
 * Says before anybody is seated that a player is not to be. A person who may know reads why, and may go on all the
 * same; others read whom to call, and nothing else.
 */
export function SeatingNotice({ seating, isConfirmed, onConfirm }: SeatingNoticeProps) {
  const { timeZone } = useMe().settings;
  const switchId = useId();
  if (!seating.mayConfirm) {
    const { title, remedy } = errorWords('PLAYER_NOT_TO_BE_SEATED');
    return (
      <Notice icon={ShieldAlert} tone="warn" role="alert" title={title}>
        <p>{remedy}</p>
      </Notice>
    );
  }
  return (
    <Notice icon={ShieldAlert} tone="warn" role="alert" title={t('domain.notToBeSeated')}>
      <ul className="grid gap-1">
        {seating.exclusions.map((exclusion) => {
          const { title, detail } = exclusionLines(exclusion, timeZone);
          return (
            <li key={exclusion.id}>
              <b className="font-semibold">{title}</b>
              <span className="block text-muted">{detail}</span>
            </li>
          );
        })}
      </ul>
      <label
        htmlFor={switchId}
        className="flex min-h-11 cursor-pointer items-center justify-between gap-3 font-semibold"
      >
        {t('domain.goOnAllTheSame')}
        <Switch id={switchId} checked={isConfirmed} onCheckedChange={onConfirm} />
      </label>
    </Notice>
  );
}
