'use client';

import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { usePreload } from '@/components/ui/use-preload';
import { useCan } from '@/hooks/casino/me-context';
import { useWebhooks } from '@/hooks/events/use-webhooks';
import type { WebhookEndpoint } from '@/services/events/dtos';
import { DeadLetters } from './dead-letters';
import { SettingsSection } from './settings-section';
import { WebhookCard } from './webhook-card';

const addWebhookDialog = lateCode(async () => (await import('./add-webhook-dialog')).AddWebhookDialog);
const rotateSecretDialog = lateCode(async () => (await import('./rotate-secret-dialog')).RotateSecretDialog);
const LOADERS = [addWebhookDialog.fetch, rotateSecretDialog.fetch];

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
      title="Webhooks"
      sentence="What happens here is posted to these addresses, signed, at least once and in order per player."
      action={
        canEdit ? (
          <Button onClick={() => setOverlay({ kind: 'add' })}>
            <Plus aria-hidden />
            Add webhook
          </Button>
        ) : null
      }
    >
      <Endpoints canEdit={canEdit} onRotate={(endpoint) => setOverlay({ kind: 'rotate', endpoint })} />
      <DeadLetters canEdit={canEdit} />
      {overlay?.kind === 'add' ? <Late code={addWebhookDialog} props={{ onClose: close }} /> : null}
      {overlay?.kind === 'rotate' ? (
        <Late code={rotateSecretDialog} props={{ endpoint: overlay.endpoint, onClose: close }} />
      ) : null}
    </SettingsSection>
  );
}

type EndpointsProps = { canEdit: boolean; onRotate: (endpoint: WebhookEndpoint) => void };

function Endpoints({ canEdit, onRotate }: EndpointsProps) {
  const webhooks = useWebhooks();
  if (webhooks.data) {
    if (webhooks.data.length === 0) {
      return (
        <div className="border-t">
          <EmptyState icon={Webhook} title="No webhook yet">
            Nothing is posted anywhere. Events are kept all the same.
          </EmptyState>
        </div>
      );
    }
    return (
      <ul>
        {webhooks.data.map((endpoint) => (
          <li key={endpoint.id} className="border-t">
            <WebhookCard endpoint={endpoint} canEdit={canEdit} onRotate={onRotate} />
          </li>
        ))}
      </ul>
    );
  }
  if (webhooks.isPending) {
    return (
      <div role="status" className="border-t p-5">
        <span className="sr-only">Loading the webhooks</span>
        <Skeleton className="h-24" />
      </div>
    );
  }
  return (
    <ErrorState
      {...errorText(webhooks.error)}
      onRetry={() => void webhooks.refetch()}
      isRetrying={webhooks.isFetching}
    />
  );
}
