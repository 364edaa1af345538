'use client';

import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { usePointValues } from '@/hooks/loyalty/use-point-values';
import { formatDate, formatMoney } from '@/lib/shared/format';
import type { PointValues } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { PointValueForm } from './point-value-form';
import { type PointValueRow, pointValueRows } from './point-value-model';
import { PointValueSkeleton } from './point-value-skeleton';

/** The point values of the casino, and, for who sets prices, a form for the next one. */
export function PointValuePanel() {
  const values = usePointValues();
  const { currency } = useMe().settings;
  const canSet = useCan('catalog.write');
  if (values.data) {
    return (
      <>
        <Values values={values.data} currency={currency} />
        {canSet ? <PointValueForm values={values.data} /> : null}
      </>
    );
  }
  if (values.isPending) return <PointValueSkeleton />;
  return (
    <ErrorState {...errorText(values.error)} onRetry={() => void values.refetch()} isRetrying={values.isFetching} />
  );
}

function Values({ values, currency }: { values: PointValues; currency: string }) {
  return (
    <div className="border-t px-5 py-3 max-sm:px-4">
      <table className="w-full border-collapse text-left text-sm tabular-nums">
        <thead>
          <tr className="text-muted text-xs [&_th]:py-1.5 [&_th]:pr-3 [&_th]:font-medium">
            <th scope="col">{t('settings.per1000Points')}</th>
            <th scope="col">{t('settings.fromGamingDay')}</th>
            <th scope="col">{t('settings.setBy')}</th>
          </tr>
        </thead>
        <tbody>
          {pointValueRows(values).map((row) => (
            <ValueRow key={row.fromGamingDay ?? ''} row={row} currency={currency} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const PHASES = {
  toCome: 'settings.pointValueToCome',
  now: 'settings.pointValueNow',
  before: 'settings.pointValueBefore',
} as const;

function ValueRow({ row, currency }: { row: PointValueRow; currency: string }) {
  return (
    <tr className="border-t align-top [&>*]:py-2 [&>*]:pr-3">
      <th scope="row" className={row.phase === 'now' ? 'font-bold' : 'font-medium text-muted'}>
        {formatMoney(row.centsPer1000Points, currency)}
        <span className="block font-normal text-muted text-xs">{t(PHASES[row.phase])}</span>
      </th>
      <td>{row.fromGamingDay === null ? t('settings.pointValueFromStart') : formatDate(row.fromGamingDay)}</td>
      <td className="text-muted">{row.setByStaffName ?? t('settings.pointValueByNobody')}</td>
    </tr>
  );
}
