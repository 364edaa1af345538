'use client';

import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { ErrorState } from '@/components/ui/message-state';
import { toastError, toastMessage } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useWebhookDeliveries } from '@/hooks/events/use-webhook-deliveries';
import { useRedeliverWebhook } from '@/hooks/events/use-webhook-mutations';
import { formatDateTime } from '@/lib/shared/format';
import { failureSentence } from '@/lib/shared/webhook-failure';
import type { WebhookDelivery } from '@/services/events/dtos';
import { t } from '@/words/say';

const redeliverAllDialog = lateCode(async () => (await import('./redeliver-all-dialog')).RedeliverAllDialog);
/** One dead letter has its own way to be sent again. */
const MANY = 2;

/** The deliveries that were given up, with the reason and the way to send them again. */
export function DeadLetters({ canEdit }: { canEdit: boolean }) {
  const deliveries = useWebhookDeliveries('dead');
  /** When the newest that was listed was handed out, while the question stands whether to send all again. */
  const [until, setUntil] = useState<string | null>(null);
  if (deliveries.isError && !deliveries.data) {
    return (
      <ErrorState
        {...errorText(deliveries.error)}
        onRetry={() => void deliveries.refetch()}
        isRetrying={deliveries.isFetching}
      />
    );
  }
  const items = deliveries.data ?? [];
  const newest = canEdit && items.length >= MANY ? items[0] : undefined;
  return (
    <section aria-labelledby="dead-letters" className="border-t px-5 py-4 max-sm:px-4">
      <div className="flex items-start gap-4">
        <div className="flex-1">
          <h3 id="dead-letters" className="font-semibold">
            {t('settings.deadLetters')}
          </h3>
          <p className="text-muted text-sm">
            {deliveries.data && items.length === 0 ? t('settings.noDeadLetters') : t('settings.deadLettersMeans')}
          </p>
        </div>
        {newest ? (
          <Button size="tight" className="text-sm" onClick={() => setUntil(newest.createdAt)}>
            <RotateCw aria-hidden className="size-4" />
            {t('settings.redeliverAll')}
          </Button>
        ) : null}
      </div>
      {items.length > 0 ? (
        <ul className="mt-2 divide-y border-t">
          {items.map((delivery) => (
            <DeadLetter key={delivery.id} delivery={delivery} canEdit={canEdit} />
          ))}
        </ul>
      ) : null}
      {deliveries.hasNextPage ? (
        <Button variant="quiet" isBusy={deliveries.isFetchingNextPage} onClick={() => void deliveries.fetchNextPage()}>
          {t('settings.showMore')}
        </Button>
      ) : null}
      {until === null ? null : <Late code={redeliverAllDialog} props={{ until, onClose: () => setUntil(null) }} />}
    </section>
  );
}

function DeadLetter({ delivery, canEdit }: { delivery: WebhookDelivery; canEdit: boolean }) {
  const { timeZone } = useMe().settings;
  const redeliver = useRedeliverWebhook();
  const at = formatDateTime(delivery.createdAt, timeZone);
  const send = () => {
    if (redeliver.isPending) return;
    redeliver
      .mutateAsync({ deliveryId: delivery.id })
      .then(() => toastMessage(t('settings.onItsWayAgain', { event: delivery.eventType })), toastError);
  };
  const reason = failureSentence(delivery.lastErrorCode, delivery.lastStatus, t);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
      <div className="min-w-52 flex-1 text-sm">
        <p className="break-words font-medium">
          {delivery.eventType} <span className="font-normal text-muted">· {at}</span>
        </p>
        <p className="break-words">{reason ?? t('settings.noReason')}</p>
        <p className="break-all text-muted text-xs">
          {delivery.endpointUrl} · {t('settings.attempts', { count: delivery.attempts })}
        </p>
      </div>
      {canEdit ? (
        <Button
          size="tight"
          className="text-sm"
          isBusy={redeliver.isPending}
          aria-label={t('settings.redeliverOf', { event: delivery.eventType, when: at })}
          onClick={send}
        >
          <RotateCw aria-hidden className="size-4" />
          {t('settings.redeliver')}
        </Button>
      ) : null}
    </li>
  );
}
