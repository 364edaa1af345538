'use client';

import { ErrorState } from '@/components/ui/message-state';
import { t } from '@/words/say';

export default function PeopleError({ retry }: { retry: () => void }) {
  return (
    <div className="grid h-full place-content-center">
      <ErrorState title={t('staff.notLoaded')} remedy={t('ui.notLoadedRemedy')} onRetry={retry} />
    </div>
  );
}
