'use client';

import { ErrorState } from '@/components/ui/message-state';
import { t } from '@/words/say';

export default function SettingsError({ retry }: { retry: () => void }) {
  return (
    <div className="grid h-full place-content-center">
      <ErrorState title={t('shell.settingsNotLoaded')} remedy={t('ui.savedIsKept')} onRetry={retry} />
    </div>
  );
}
