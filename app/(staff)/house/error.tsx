'use client';

import { ErrorState } from '@/components/ui/message-state';
import { t } from '@/words/say';

export default function HouseError({ retry }: { retry: () => void }) {
  return (
    <div className="grid h-full place-content-center">
      <ErrorState title={t('house.notLoaded')} remedy={t('ui.notLoadedRemedy')} onRetry={retry} />
    </div>
  );
}
