import { eventText } from '@/components/domain/event-words';
import { Pill, type PillTone } from '@/components/ui/pill';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTimeWithYear } from '@/lib/shared/format';
import { failureSentence } from '@/lib/shared/webhook-failure';
import type { AuditTrace } from '@/services/audit/dtos';
import type { WebhookDelivery } from '@/services/events/dtos';
import { t } from '@/words/say';

const TONES: Record<WebhookDelivery['status'], PillTone> = {
  pending: 'warn',
  delivered: 'neutral',
  dead: 'bad',
};

/** The events that were told, each with what every webhook that was to hear of it got. */
export function TracedEvents({ events }: Pick<AuditTrace, 'events'>) {
  const { timeZone } = useMe().settings;
  return events.map((event) => (
    <li key={event.id} className="grid gap-2 px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">{eventText(event.eventType)}</span>
        {eventText(event.eventType) === event.eventType ? null : (
          <span className="break-all text-muted text-xs">{event.eventType}</span>
        )}
        <span className="ml-auto text-muted text-sm">{formatDateTimeWithYear(event.createdAt, timeZone)}</span>
      </p>
      {event.deliveries.length === 0 ? <p className="text-muted text-sm">{t('audit.toNobody')}</p> : null}
      {event.deliveries.map((delivery) => (
        <Delivery key={delivery.id} delivery={delivery} />
      ))}
    </li>
  ));
}

function Delivery({ delivery }: { delivery: WebhookDelivery }) {
  const { timeZone } = useMe().settings;
  const { status, deliveredAt, attempts, lastStatus, lastErrorCode } = delivery;
  const why = status === 'delivered' ? null : failureSentence(lastErrorCode, lastStatus, t);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <Pill tone={TONES[status]}>{t(`audit.delivery_${status}`)}</Pill>
      <span className="min-w-0 flex-1 break-all">{delivery.endpointUrl}</span>
      <span className="text-muted">
        {deliveredAt ? `${formatDateTimeWithYear(deliveredAt, timeZone)} · ` : ''}
        {t('settings.attempts', { count: attempts })}
        {why ? ` · ${why}` : ''}
      </span>
    </div>
  );
}
