'use client';

import { Check, ChevronDown, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { alertLabel, severityLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { formatTime } from '@/lib/shared/format';
import type { Alert } from '@/services/shift/dtos';
import { AlertReasons } from './alert-reasons';
import { alertName } from './alert-words';

const acknowledgeForm = lateCode(async () => (await import('./acknowledge-form')).AcknowledgeForm);
const LOADERS = [acknowledgeForm.fetch];

/** An alert that fires and that nobody has acknowledged: what it is, why on demand, and the way to say "seen". */
export function AlertCard({ alert, gamingDay }: { alert: Alert; gamingDay: string }) {
  const { timeZone } = useMe().settings;
  const canAcknowledge = useCan('shift.manage');
  const [isWhyOpen, setIsWhyOpen] = useState(false);
  const [isAcknowledging, setIsAcknowledging] = useState(false);
  const panelId = useId();
  usePreload(LOADERS);
  const isCritical = alert.severity === 'critical';
  const Icon = isCritical ? OctagonAlert : TriangleAlert;
  return (
    <article
      aria-label={`${severityLabel(alert.severity)}: ${alertName(alert)}`}
      className="rounded-md border bg-surface px-3 pt-2.5 pb-1 dock:bg-raised/60"
    >
      <div className="flex items-center gap-1.5 text-sm">
        <Icon aria-hidden className={cn('size-[18px] shrink-0', isCritical ? 'text-danger' : 'text-warn')} />
        <span className={cn('font-bold', isCritical ? 'text-danger' : 'text-warn')}>
          {severityLabel(alert.severity)}
        </span>
        <span className="truncate text-muted">{alertLabel(alert.kind)}</span>
      </div>
      <p className="pt-1 text-sm">{alert.message}</p>
      {alert.outgrownAcknowledgement ? (
        <p className="pt-1 text-muted text-xs">
          {alert.outgrownAcknowledgement.staffName} acknowledged this at{' '}
          {formatTime(alert.outgrownAcknowledgement.at, timeZone)}; it has grown since.
        </p>
      ) : null}
      <div className="flex items-center gap-1 pt-0.5">
        <Button
          variant="quiet"
          size="tight"
          className="-ml-2 text-sm"
          aria-label={`Why: ${alertName(alert)}`}
          aria-expanded={isWhyOpen}
          aria-controls={panelId}
          onClick={() => setIsWhyOpen(!isWhyOpen)}
        >
          <ChevronDown
            aria-hidden
            className={cn('size-4 transition-transform duration-100', isWhyOpen && 'rotate-180')}
          />
          Why
        </Button>
        {canAcknowledge && !isAcknowledging ? (
          <Button
            variant="quiet"
            size="tight"
            className="ml-auto -mr-2 text-sm"
            aria-label={`Acknowledge: ${alertName(alert)}`}
            onClick={() => setIsAcknowledging(true)}
          >
            <Check aria-hidden className="size-4" />
            Acknowledge
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
