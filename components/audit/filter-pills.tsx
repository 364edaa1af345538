'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { useMe } from '@/hooks/casino/me-context';
import type { AuditChoices } from '@/services/audit/dtos';
import { t } from '@/words/say';
import { actionText, areaText, boundText, shortId, thingText } from './audit-words';
import type { AuditUrl } from './use-audit-url';

type FilterPillsProps = { url: AuditUrl; choices: AuditChoices | undefined };

/** Every condition in force, in words, each with the way to drop it. */
export function FilterPills({ url, choices }: FilterPillsProps) {
  const { timeZone } = useMe().settings;
  const { filter, narrow } = url;
  if (Object.keys(filter).length === 0) return null;
  const { actor, action, domain, entity, entityId, isWhole, from, to, gamingDay, correlationId, outcome } = filter;
  const person = choices?.staff.find(({ id }) => id === actor)?.name ?? t('audit.somebody');
  const thing = entity ? thingText(entity) : t('audit.thing');
  return (
    <ul aria-label={t('audit.inForce')} className="flex flex-wrap items-center gap-2">
      <Condition on={actor} drop={() => narrow({ actor: null })}>
        {actor === 'system' ? t('labels.byPitside') : person}
      </Condition>
      <Condition on={action ?? domain} drop={() => narrow({ action: null, domain: null })}>
        {action ? actionText({ action }) : areaText(domain ?? '')}
      </Condition>
      <Condition on={outcome} drop={() => narrow({ outcome: null })}>
        {outcome === 'refused' ? t('audit.outcome_refused') : t('audit.outcome_done')}
      </Condition>
      <Condition on={entity ?? entityId} drop={() => narrow({ entity: null, entityId: null, isWhole: null })}>
        {entityId
          ? t(isWhole === 'true' ? 'audit.wholeThing' : 'audit.oneThing', { thing, id: shortId(entityId) })
          : thing}
      </Condition>
      <Condition on={gamingDay} drop={() => narrow({ gamingDay: null })}>
        {t('audit.ofGamingDay', { day: boundText(gamingDay ?? '', timeZone) })}
      </Condition>
      <Condition on={from} drop={() => narrow({ from: null })}>
        {t('audit.fromTime', { time: boundText(from ?? '', timeZone) })}
      </Condition>
      <Condition on={to} drop={() => narrow({ to: null })}>
        {t('audit.toTime', { time: boundText(to ?? '', timeZone) })}
      </Condition>
      <Condition on={correlationId} drop={() => narrow({ correlationId: null })}>
        {t('audit.underCorrelation', { id: shortId(correlationId ?? '') })}
      </Condition>
      <li>
        <Button variant="quiet" onClick={() => url.ask({})}>
          {t('audit.showAll')}
        </Button>
      </li>
    </ul>
  );
}

function Condition({ on, drop, children }: { on: string | undefined; drop: () => void; children: ReactNode }) {
  if (on === undefined) return null;
  return (
    <li className="min-w-0">
      <Button size="tight" className="max-w-full text-sm" onClick={drop}>
        <span className="truncate">{children}</span>
        <X aria-hidden className="size-4" />
        <span className="sr-only">{t('audit.drop')}</span>
      </Button>
    </li>
  );
}
