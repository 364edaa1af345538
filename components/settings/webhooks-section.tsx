'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
import { useOpenedKind } from '@/components/ui/use-opened';
import { usePreload } from '@/components/ui/use-preload';
import { useCan } from '@/hooks/casino/me-context';
import type { WebhookEndpoint } from '@/services/events/dtos';
import { t } from '@/words/say';
import { SettingsSection } from './settings-section';
import { WebhookListSkeleton } from './webhook-list-skeleton';

const webhookList = lateCode(async () => (await import('./webhook-list')).WebhookList);
const addWebhookDialog = lateCode(async () => (await import('./add-webhook-dialog')).AddWebhookDialog);
const rotateSecretDialog = lateCode(async () => (await import('./rotate-secret-dialog')).RotateSecretDialog);
const LOADERS = [addWebhookDialog.fetch, rotateSecretDialog.fetch];

// Asked for together with the screen's own code: what it lists is read once it is here.
if (typeof window !== 'undefined') void webhookList.fetch();

/** What lies over the settings: a webhook being added, or one whose secret is to be changed. */
const SETTINGS_OVERLAYS = ['addWebhook', 'rotateSecret'] as const;

/** Where the casino's events are posted, and what could not be delivered. */
export function WebhooksSection() {
  const canEdit = useCan('settings.write');
  const { kind, about, open, close } = useOpenedKind('open', SETTINGS_OVERLAYS);
  const [rotated, setRotated] = useState<WebhookEndpoint | null>(null);
  usePreload(LOADERS);
  const rotate = (next: WebhookEndpoint) => {
    setRotated(next);
    open('rotateSecret', next.id);
  };
  return (
    <SettingsSection
      id="webhooks"
      title={t('settings.webhooks')}
      sentence={t('settings.webhooksMeans')}
      action={
        canEdit ? (
          <Button onClick={() => open('addWebhook')}>
            <Plus aria-hidden />
            {t('settings.addWebhook')}
          </Button>
        ) : null
      }
    >
      <Late code={webhookList} props={{ canEdit, onRotate: rotate }} fallback={<WebhookListSkeleton />} />
      {canEdit && kind === 'addWebhook' ? <Late code={addWebhookDialog} props={{ onClose: close }} /> : null}
      {canEdit && kind === 'rotateSecret' ? (
        <Late code={rotateSecretDialog} props={{ endpointId: about, endpoint: rotated, onClose: close }} />
      ) : null}
    </SettingsSection>
  );
}
