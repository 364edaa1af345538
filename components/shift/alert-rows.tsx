'use client';

import { BellOff, Check, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { alertName, alertText } from '@/components/domain/alert-text';
import { severityLabel } from '@/components/labels';
import { cn } from '@/components/ui/cn';
import { useMe } from '@/hooks/casino/me-context';
import { formatTime } from '@/lib/shared/format';
import type { Alert } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { AlertReasons } from './alert-reasons';
import { readinessNote } from './alert-words';
import { alertId } from './shift-model';

/** Alerts that ask nothing of anybody: those that a colleague has acknowledged, or rules that do not fire. */
export function AlertRows({ items }: { items: readonly Alert[] }) {
  return (
    <ul className="divide-y">
      {items.map((alert) => (
        <li key={alertId(alert)}>
          <AlertRow alert={alert} />
        </li>
      ))}
    </ul>
  );
}

function AlertRow({ alert }: { alert: Alert }) {
  const { timeZone, currency } = useMe().settings;
  const [isOpen, setIsOpen] = useState(false);
  const panelId = useId();
  const { acknowledgement } = alert;
  const Icon = acknowledgement ? Check : BellOff;
  const facts = acknowledgement
    ? [acknowledgement.staffName, formatTime(acknowledgement.at, timeZone), severityLabel(alert.severity)]
    : [readinessNote(alert)];
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setIsOpen(!isOpen)}
        className="flex min-h-12 w-full items-center gap-2.5 py-1.5 text-left text-sm"
      >
        <Icon aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="min-w-0 flex-1">
          <span className="block">{alertName(alert)}</span>
          <span className="block text-muted text-xs">
            {facts.filter(Boolean).join(' · ') || t('shift.withinLimit')}
          </span>
        </span>
        <ChevronRight
          aria-hidden
          className={cn('size-4 shrink-0 text-muted transition-transform duration-100', isOpen && 'rotate-90')}
        />
      </button>
      <div id={panelId} hidden={!isOpen} className="grid gap-2 pb-3 text-sm">
        {isOpen ? (
          <>
            <p>{alertText(alert, currency)}</p>
            {acknowledgement?.note ? <p className="break-words text-muted">“{acknowledgement.note}”</p> : null}
            <AlertReasons alert={alert} />
          </>
        ) : null}
      </div>
    </div>
  );
}
