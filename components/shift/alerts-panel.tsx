'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { CheckCheck, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { severityLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { usePreload } from '@/components/ui/use-preload';
import { useCan } from '@/hooks/casino/me-context';
import { formatPoints } from '@/lib/shared/format';
import type { Alert, Alerts } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { AlertBundle } from './alert-bundle';
import { AlertCard } from './alert-card';
import { Disclosure } from './disclosure';
import { type AlertPlace, alertId, bundleAlerts, groupAlerts } from './shift-model';
import { AlertsSkeleton } from './shift-skeleton';

const alertRows = lateCode(async () => (await import('./alert-rows')).AlertRows);
const acknowledgeAll = lateCode(async () => (await import('./acknowledge-all')).AcknowledgeAll);
const LOADERS = [alertRows.fetch, acknowledgeAll.fetch];
/** One alert has its own way to say "seen". */
const MANY = 2;
/** Above the figures there is room for so many before the rest has to be asked for: on a phone, and on a tablet. */
const FIRST_ON_PHONE = 2;
const FIRST_ON_TABLET = 4;

type PlaceOf = (alert: Alert) => AlertPlace | null;
type AlertsPanelProps = { alerts: UseQueryResult<Alerts>; gamingDay: string; placeOf: PlaceOf };

/** What calls for a look, what a colleague looks after already, and what does not fire and why. */
export function AlertsPanel({ alerts, gamingDay, placeOf }: AlertsPanelProps) {
  const { data } = alerts;
  usePreload(LOADERS);
  const groups = data ? groupAlerts(data.items) : null;
  const canAcknowledge = useCan('shift.manage');
  const [isAcknowledging, setIsAcknowledging] = useState(false);
  const isMany = canAcknowledge && groups !== null && groups.firing.length >= MANY && !alerts.isPlaceholderData;
  return (
    <section aria-labelledby="alerts" className="px-[18px] pb-4 max-sm:px-3 dock:p-4">
      <div className="flex min-h-8 items-center gap-2 pb-2">
        <h2 id="alerts" className="font-bold text-lg tracking-tight">
          {t('shift.alerts')}
        </h2>
        <p className="text-muted text-sm">
          {groups && groups.firing.length > 0 ? t('shift.toLookAt', { count: formatPoints(groups.firing.length) }) : ''}
        </p>
        {isMany && !isAcknowledging ? (
          <Button
            variant="quiet"
            size="tight"
            className="-mr-2 ml-auto text-sm"
            onClick={() => setIsAcknowledging(true)}
          >
            <CheckCheck aria-hidden className="size-4" />
            {t('shift.acknowledgeEverything')}
          </Button>
        ) : null}
      </div>
      {groups ? (
        <div
          className={cn('grid gap-2', alerts.isPlaceholderData && 'opacity-45')}
          aria-busy={alerts.isPlaceholderData || undefined}
        >
          {isAcknowledging ? (
            <Late
              key={gamingDay}
              code={acknowledgeAll}
              props={{ alerts: groups.firing, gamingDay, onDone: () => setIsAcknowledging(false) }}
            />
          ) : null}
          <FiringAlerts items={groups.firing} gamingDay={gamingDay} placeOf={placeOf} />
          <Disclosure label={t('shift.acknowledged')} count={groups.acknowledged.length}>
            <QuietAlerts items={groups.acknowledged} />
          </Disclosure>
          <Disclosure label={severityLabel('none')} count={groups.quiet.length}>
            <QuietAlerts items={groups.quiet} />
          </Disclosure>
        </div>
      ) : alerts.isPending ? (
        <AlertsSkeleton />
      ) : (
        <ErrorState {...errorText(alerts.error)} onRetry={() => void alerts.refetch()} isRetrying={alerts.isFetching} />
      )}
    </section>
  );
}

type FiringAlertsProps = { items: readonly Alert[]; gamingDay: string; placeOf: PlaceOf };

function FiringAlerts({ items, gamingDay, placeOf }: FiringAlertsProps) {
  const [isAll, setIsAll] = useState(false);
  const bundles = bundleAlerts(items);
  if (items.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title={t('shift.nothingToLookAt')}>
        {t('shift.nothingToLookAtWhy')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="grid gap-2 max-dock:sm:grid-cols-2">
        {bundles.map(([alert, ...others], index) => (
          <li
            key={others.length > 0 ? alert.kind : alertId(alert)}
            className={cn(
              !isAll && index >= FIRST_ON_TABLET && 'max-dock:hidden',
              !isAll && index >= FIRST_ON_PHONE && 'max-sm:hidden',
            )}
          >
            {others.length > 0 ? (
              <AlertBundle longest={alert} others={others} gamingDay={gamingDay}>
                {[alert, ...others].map((one) => (
                  <li key={alertId(one)}>
                    <AlertCard alert={one} gamingDay={gamingDay} place={placeOf(one)} />
                  </li>
                ))}
              </AlertBundle>
            ) : (
              <AlertCard alert={alert} gamingDay={gamingDay} place={placeOf(alert)} />
            )}
          </li>
        ))}
      </ul>
      {bundles.length > FIRST_ON_PHONE ? (
        <Button
          variant="quiet"
          className={cn('dock:hidden', bundles.length <= FIRST_ON_TABLET && 'sm:hidden')}
          onClick={() => setIsAll(!isAll)}
        >
          {isAll ? t('shift.showFewer') : t('shift.showAllAlerts', { count: formatPoints(items.length) })}
        </Button>
      ) : null}
    </>
  );
}

/** What asks nothing of anybody, whose code the first look does not wait for; until then its rows have their places. */
function QuietAlerts({ items }: { items: readonly Alert[] }) {
  const places = (
    <ul className="divide-y">
      {items.map((alert) => (
        <li key={alertId(alert)} className="py-1.5 text-sm">
          <span className="block h-lh" />
          <span className="block h-lh text-xs" />
        </li>
      ))}
    </ul>
  );
  return <Late code={alertRows} props={{ items }} fallback={places} />;
}
