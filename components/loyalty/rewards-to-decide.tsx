'use client';

import { BellRing } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Late, lateCode } from '@/components/ui/late';
import { Pill } from '@/components/ui/pill';
import { usePreload } from '@/components/ui/use-preload';
import { useRewardsToDecide } from '@/hooks/authority/use-reward-requests';
import { useRing } from '@/hooks/authority/use-ring';
import { formatNumber } from '@/lib/shared/numbers';
import { t } from '@/words/say';

const sheet = lateCode(async () => (await import('./rewards-to-decide-sheet')).RewardsToDecideSheet);
const LOADERS = [sheet.fetch];

/** How many rewards colleagues ask this person to give, with a sound for each new one; opens to them. Nothing while there is none. */
export function RewardsToDecide() {
  const requests = useRewardsToDecide();
  const [isOpen, setIsOpen] = useState(false);
  useRing(useMemo(() => requests.map(({ id }) => id), [requests]));
  usePreload(LOADERS);
  const count = requests.length;
  const text = t('shell.rewardsToDecide', { count });
  return (
    <>
      <p role="status" className="sr-only">
        {count === 0 ? '' : text}
      </p>
      {count === 0 ? null : (
        <button type="button" className="flex min-h-11 items-center rounded-full" onClick={() => setIsOpen(true)}>
          <Pill tone="warn">
            <BellRing aria-hidden />
            <span className="max-lg:sr-only">{text}</span>
            <span aria-hidden className="lg:hidden">
              {formatNumber(count)}
            </span>
          </Pill>
        </button>
      )}
      {isOpen ? <Late code={sheet} props={{ onClose: () => setIsOpen(false) }} /> : null}
    </>
  );
}
