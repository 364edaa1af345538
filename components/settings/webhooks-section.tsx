'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Late, lateCode } from '@/components/ui/late';
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

type WebhookOverlay = { kind: 'add' } | { kind: 'rotate'; endpoint: WebhookEndpoint };

/** Where the casino's events are posted, and what could not be delivered. */
export function WebhooksSection() {
  const canEdit = useCan('settings.write');
  const [overlay, setOverlay] = useState<WebhookOverlay | null>(null);
  usePreload(LOADERS);
  const close = () => setOverlay(null);
  return (
    <SettingsSection
      id="webhooks"
      title={t('settings.webhooks')}
      sentence={t('settings.webhooksMeans')}
      action={
        canEdit ? (
          <Button onClick={() => setOverlay({ kind: 'add' })}>
            <Plus aria-hidden />
            {t('settings.addWebhook')}
          </Button>
        ) : null
      }
    >
      <Late
        code={webhookList}
        props={{ canEdit, onRotate: (endpoint: WebhookEndpoint) => setOverlay({ kind: 'rotate', endpoint }) }}
        fallback={<WebhookListSkeleton />}
      />
      {overlay?.kind === 'add' ? <Late code={addWebhookDialog} props={{ onClose: close }} /> : null}
      {overlay?.kind === 'rotate' ? (
        <Late code={rotateSecretDialog} props={{ endpoint: overlay.endpoint, onClose: close }} />
      ) : null}
    </SettingsSection>
  );
}
