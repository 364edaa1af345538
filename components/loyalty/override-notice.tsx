'use client';

import { TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import { Switch } from '@/components/ui/switch';
import { formatPoints } from '@/lib/shared/format';
import { t } from '@/words/say';

type OverrideNoticeProps = { capPoints: number; isOverride: boolean; onOverride: (isOverride: boolean) => void };

/** Says that a reward is over the casino's soft cap, and lets the person decide to go over it knowingly. */
export function OverrideNotice({ capPoints, isOverride, onOverride }: OverrideNoticeProps) {
  const switchId = useId();
  return (
    <div role="status" className="grid animate-fade-in gap-1 rounded-md bg-warn-soft px-4 pt-3 pb-1.5">
      <p className="flex items-start gap-2 text-sm">
        <TriangleAlert aria-hidden className="mt-px size-[18px] shrink-0 text-warn" />
        <span>
          <b className="font-semibold text-warn">{t('loyalty.overCapOf', { points: formatPoints(capPoints) })}</b>{' '}
          {t('loyalty.overCapMeaning')}
        </span>
      </p>
      <label htmlFor={switchId} className="flex min-h-11 items-center justify-between gap-3 font-semibold text-sm">
        {t('loyalty.issueAllTheSame')}
        <Switch id={switchId} checked={isOverride} onCheckedChange={onOverride} />
      </label>
    </div>
  );
}
