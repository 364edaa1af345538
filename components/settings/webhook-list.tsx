'use client';

import { Webhook } from 'lucide-react';
import { errorText } from '@/components/ui/error-text';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { useWebhooks } from '@/hooks/events/use-webhooks';
import type { WebhookEndpoint } from '@/services/events/dtos';
import { t } from '@/words/say';
import { DeadLetters } from './dead-letters';
import { WebhookCard } from './webhook-card';
import { WebhookListSkeleton } from './webhook-list-skeleton';

type WebhookListProps = { canEdit: boolean; onRotate: (endpoint: WebhookEndpoint) => void };

/** The webhooks with how each is doing, and under them what could not be delivered. */
export function WebhookList({ canEdit, onRotate }: WebhookListProps) {
  return (
    <>
      <Endpoints canEdit={canEdit} onRotate={onRotate} />
      <DeadLetters canEdit={canEdit} />
    </>
  );
}

function Endpoints({ canEdit, onRotate }: WebhookListProps) {
  const webhooks = useWebhooks();
  if (webhooks.data) {
    if (webhooks.data.length === 0) {
      return (
        <div className="border-t">
          <EmptyState icon={Webhook} title={t('settings.noWebhook')}>
            {t('settings.noWebhookMeans')}
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
  if (webhooks.isPending) return <WebhookListSkeleton />;
  return (
    <ErrorState
      {...errorText(webhooks.error)}
      onRetry={() => void webhooks.refetch()}
      isRetrying={webhooks.isFetching}
    />
  );
}
