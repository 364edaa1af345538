'use client';

import { ErrorState } from '@/components/ui/message-state';
import { t } from '@/words/say';

export default function PitError({ retry }: { retry: () => void }) {
  return (
    <div className="grid h-full place-content-center">
      <ErrorState title={t('floor.notLoaded')} remedy={t('ui.rewardsStillSent')} onRetry={retry} />
    </div>
  );
}
