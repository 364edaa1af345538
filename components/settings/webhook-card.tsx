'use client';

import { KeyRound, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Switch } from '@/components/ui/switch';
import { toastError } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useUpdateWebhook } from '@/hooks/events/use-webhook-mutations';
import { formatDateTime, formatPoints } from '@/lib/shared/format';
import type { WebhookEndpoint } from '@/services/events/dtos';
import { t } from '@/words/say';

type WebhookCardProps = {
  endpoint: WebhookEndpoint;
  canEdit: boolean;
  onRotate: (endpoint: WebhookEndpoint) => void;
};

/** One webhook: where it goes, what it gets, how it is doing. */
export function WebhookCard({ endpoint, canEdit, onRotate }: WebhookCardProps) {
  const { timeZone } = useMe().settings;
  return (
    <article aria-label={t('settings.webhook', { url: endpoint.url })} className="grid gap-2.5 px-5 py-4 max-sm:px-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-52 flex-1">
          <h3 className="break-all font-semibold">{endpoint.url}</h3>
          {endpoint.description ? <p className="break-words text-muted text-sm">{endpoint.description}</p> : null}
        </div>
        {canEdit ? (
          <ActiveSwitch endpoint={endpoint} />
        ) : (
          <p className="text-muted text-sm">{t(endpoint.isActive ? 'settings.isOn' : 'settings.isOff')}</p>
        )}
      </div>
      <p className="break-words text-muted text-sm">
        {endpoint.eventTypes === null ? t('settings.everyEvent') : endpoint.eventTypes.join(', ')}
      </p>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <dl className="flex flex-1 flex-wrap gap-x-6 gap-y-1 text-sm max-sm:basis-full">
          <Count term={t('settings.pending')}>{formatPoints(endpoint.pendingCount)}</Count>
          <Count term={t('settings.dead')}>
            {endpoint.deadCount > 0 ? (
              <span className="inline-flex items-center gap-1 text-danger">
                <TriangleAlert aria-hidden className="size-3.5" />
                {formatPoints(endpoint.deadCount)}
              </span>
            ) : (
              '0'
            )}
          </Count>
          <Count term={t('settings.lastDelivered')}>
            {endpoint.lastDeliveredAt ? formatDateTime(endpoint.lastDeliveredAt, timeZone) : t('settings.never')}
          </Count>
        </dl>
        {canEdit ? (
          <Button
            variant="quiet"
            size="tight"
            className="-mr-2 text-sm max-sm:-ml-2"
            aria-label={t('settings.rotateSecretOf', { url: endpoint.url })}
            onClick={() => onRotate(endpoint)}
          >
            <KeyRound aria-hidden className="size-4" />
            {t('settings.rotateSecret')}
          </Button>
        ) : null}
      </div>
    </article>
  );
}

function Count({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-muted">{term}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

function ActiveSwitch({ endpoint }: { endpoint: WebhookEndpoint }) {
  const update = useUpdateWebhook();
  const set = (isActive: boolean) => {
    if (!update.isPending) update.mutate({ endpointId: endpoint.id, isActive }, { onError: toastError });
  };
  // While the server is being asked, the switch stands where it was put.
  const isOn = update.isPending ? (update.variables?.isActive ?? endpoint.isActive) : endpoint.isActive;
  return (
    <label htmlFor={`deliver-${endpoint.id}`} className="flex min-h-11 cursor-pointer items-center gap-3">
      <span className="text-muted text-sm">{t(isOn ? 'settings.isOn' : 'settings.isOff')}</span>
      <Switch
        id={`deliver-${endpoint.id}`}
        tone="plain"
        checked={isOn}
        onCheckedChange={set}
        aria-busy={update.isPending || undefined}
        aria-label={t('settings.deliverTo', { url: endpoint.url })}
      />
    </label>
  );
}
