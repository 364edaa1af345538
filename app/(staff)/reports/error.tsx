'use client';

import { ErrorState } from '@/components/ui/message-state';
import { t } from '@/words/say';

export default function ReportsError({ retry }: { retry: () => void }) {
  return (
    <div className="grid h-full place-content-center">
      <ErrorState title={t('shell.reportsNotLoaded')} remedy={t('ui.recordedIsKept')} onRetry={retry} />
    </div>
  );
}
