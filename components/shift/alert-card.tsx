'use client';

import { Check, ChevronDown, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { alertName, alertText } from '@/components/domain/alert-text';
import { alertLabel, severityLabel } from '@/components/labels';
import { Button, buttonStyles } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Late, lateCode } from '@/components/ui/late';
import { NavLink } from '@/components/ui/nav-link';
import { usePreload } from '@/components/ui/use-preload';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { formatTime } from '@/lib/shared/format';
import type { Alert } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { AlertReasons } from './alert-reasons';
import type { AlertPlace } from './shift-model';

const acknowledgeForm = lateCode(async () => (await import('./acknowledge-form')).AcknowledgeForm);
const LOADERS = [acknowledgeForm.fetch];

type AlertCardProps = {
  alert: Alert;
  gamingDay: string;
  /** Where one sees what it is about; null where there is no such place. */
  place: AlertPlace | null;
};

/** An alert that fires and that nobody has acknowledged: what it is, why on demand, the way to it, and the way to say "seen". */
export function AlertCard({ alert, gamingDay, place }: AlertCardProps) {
  const { timeZone, currency } = useMe().settings;
  const canAcknowledge = useCan('shift.manage');
  const [isWhyOpen, setIsWhyOpen] = useState(false);
  const [isAcknowledging, setIsAcknowledging] = useState(false);
  const panelId = useId();
  usePreload(LOADERS);
  const isCritical = alert.severity === 'critical';
  const Icon = isCritical ? OctagonAlert : TriangleAlert;
  return (
    <article
      aria-label={t('shift.severityAndAlert', { severity: severityLabel(alert.severity), alert: alertName(alert) })}
      className="rounded-md border bg-surface px-3 pt-2.5 pb-1 dock:bg-raised/60"
    >
      <div className="flex items-center gap-1.5 text-sm">
        <Icon aria-hidden className={cn('size-[18px] shrink-0', isCritical ? 'text-danger' : 'text-warn')} />
        <span className={cn('font-bold', isCritical ? 'text-danger' : 'text-warn')}>
          {severityLabel(alert.severity)}
        </span>
        <span className="truncate text-muted">{alertLabel(alert.kind)}</span>
      </div>
      <p className="pt-1 text-sm">{alertText(alert, currency)}</p>
      {alert.outgrownAcknowledgement ? (
        <p className="pt-1 text-muted text-xs">
          {t('shift.grownSince', {
            staff: alert.outgrownAcknowledgement.staffName,
            time: formatTime(alert.outgrownAcknowledgement.at, timeZone),
          })}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-1 pt-0.5">
        <Button
          variant="quiet"
          size="tight"
          className="-ml-2 text-sm"
          aria-label={t('shift.whyOf', { alert: alertName(alert) })}
          aria-expanded={isWhyOpen}
          aria-controls={panelId}
          onClick={() => setIsWhyOpen(!isWhyOpen)}
        >
          <ChevronDown
            aria-hidden
            className={cn('size-4 transition-transform duration-100', isWhyOpen && 'rotate-180')}
          />
          {t('shift.why')}
        </Button>
        {place ? (
          <NavLink
            href={place.href}
            className={cn(buttonStyles({ variant: 'quiet', size: 'tight' }), 'text-sm')}
            aria-label={t('shift.leadsToOf', { place: t(`shift.leadsTo_${place.leadsTo}`), alert: alertName(alert) })}
          >
            {t(`shift.leadsTo_${place.leadsTo}`)}
          </NavLink>
        ) : null}
        {canAcknowledge && !isAcknowledging ? (
          <Button
            variant="quiet"
            size="tight"
            className="ml-auto -mr-2 text-sm"
            aria-label={t('shift.acknowledgeOf', { alert: alertName(alert) })}
            onClick={() => setIsAcknowledging(true)}
          >
            <Check aria-hidden className="size-4" />
            {t('shift.acknowledge')}
          </Button>
        ) : null}
      </div>
      <div id={panelId} hidden={!isWhyOpen} className="pb-2">
        {isWhyOpen ? <AlertReasons alert={alert} /> : null}
      </div>
      {isAcknowledging ? (
        <Late code={acknowledgeForm} props={{ alert, gamingDay, onDone: () => setIsAcknowledging(false) }} />
      ) : null}
    </article>
  );
}
