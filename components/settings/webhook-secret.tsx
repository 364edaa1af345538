'use client';

import { KeyRound, TriangleAlert } from 'lucide-react';
import { Notice } from '@/components/ui/notice';
import { ToldOnce } from '@/components/ui/told-once';
import { t } from '@/words/say';

/** The signing secret, this once. Without one the answer that had it got lost, and only a new one helps. */
export function WebhookSecret({ secret }: { secret: string | null }) {
  if (secret === null) {
    return (
      <Notice icon={TriangleAlert} tone="warn" role="alert" title={t('settings.secretLost')}>
        <p>{t('settings.secretLostRemedy')}</p>
      </Notice>
    );
  }
  return (
    <div className="grid gap-4">
      <Notice icon={KeyRound} tone="warn" role="status" title={t('settings.storeSecret')}>
        <p>{t('settings.storeSecretWhy')}</p>
      </Notice>
      <ToldOnce
        label={t('settings.signingSecret')}
        text={secret}
        copyLabel={t('settings.copySecret')}
        copiedText={t('settings.secretCopied')}
      />
    </div>
  );
}
