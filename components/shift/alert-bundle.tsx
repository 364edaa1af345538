'use client';

import { Check, ChevronDown, OctagonAlert, TriangleAlert } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { alertText } from '@/components/domain/alert-text';
import { alertLabel, severityLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useAcknowledgeAlerts } from '@/hooks/shift/use-acknowledge-alert';
import { formatPoints } from '@/lib/shared/format';
import type { Alert } from '@/services/shift/dtos';
import { t } from '@/words/say';

type AlertBundleProps = {
  /** The gravest of them, which is told at once. */
  longest: Alert;
  others: readonly Alert[];
  gamingDay: string;
  /** Each of them by itself, in a list on demand. */
  children: ReactNode;
};

/** Several slips that one rule names, in one place, so that they bury no other alert; acknowledged all at once or one by one. */
export function AlertBundle({ longest, others, gamingDay, children }: AlertBundleProps) {
  const { currency } = useMe().settings;
  const canAcknowledge = useCan('shift.manage');
  const acknowledge = useAcknowledgeAlerts();
  const [isOpen, setIsOpen] = useState(false);
  const panelId = useId();
  const all = [longest, ...others];
  const count = formatPoints(all.length);
  const name = t('shift.bundle', { alert: alertLabel(longest.kind), count: all.length });
  const isCritical = longest.severity === 'critical';
  const Icon = isCritical ? OctagonAlert : TriangleAlert;
  const submit = () => {
    if (acknowledge.isPending) return;
    acknowledge
      .mutateAsync({ gamingDay, alerts: all.map(({ kind, entityKey, severity }) => ({ kind, entityKey, severity })) })
      .then(
        ({ acknowledgedCount }) =>
          toastSuccess(t('shift.allAcknowledged', { count: acknowledgedCount }), alertLabel(longest.kind)),
        toastError,
      );
  };
  return (
    <section
      aria-label={t('shift.severityAndAlert', { severity: severityLabel(longest.severity), alert: name })}
      className="rounded-md border bg-surface px-3 pt-2.5 pb-1 dock:bg-raised/60"
    >
      <div className="flex items-center gap-1.5 text-sm">
        <Icon aria-hidden className={cn('size-[18px] shrink-0', isCritical ? 'text-danger' : 'text-warn')} />
        <span className={cn('font-bold', isCritical ? 'text-danger' : 'text-warn')}>
          {severityLabel(longest.severity)}
        </span>
        <span className="truncate text-muted">{name}</span>
      </div>
      <p className="pt-1 text-sm">{t('shift.longestOf', { alert: alertText(longest, currency) })}</p>
      <div className="flex flex-wrap items-center gap-1 pt-0.5">
        <Button
          variant="quiet"
          size="tight"
          className="-ml-2 text-sm"
          aria-expanded={isOpen}
          aria-controls={panelId}
          onClick={() => setIsOpen(!isOpen)}
        >
          <ChevronDown aria-hidden className={cn('size-4 transition-transform duration-100', isOpen && 'rotate-180')} />
          {isOpen ? t('shift.showFewer') : t('shift.showAllOf', { count })}
        </Button>
        {canAcknowledge ? (
          <Button
            variant="quiet"
            size="tight"
            className="ml-auto -mr-2 text-sm"
            isBusy={acknowledge.isPending}
            onClick={submit}
          >
            <Check aria-hidden className="size-4" />
            {t('shift.acknowledgeAll', { count })}
          </Button>
        ) : null}
      </div>
      <ul id={panelId} hidden={!isOpen} className="grid gap-2 pb-2">
        {isOpen ? children : null}
      </ul>
    </section>
  );
}
