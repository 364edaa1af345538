'use client';

import { NOT_KNOWN } from '@/components/domain/cash-words';
import { Table, TableCell, TableHead } from '@/components/ui/table';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatPoints, formatTime } from '@/lib/shared/format';
import { t } from '@/words/say';
import type { HourBar } from './chart-model';
import { oneDecimal } from './issuance-words';

/** The chart's figures as a table. */
export function HourTable({ bars }: { bars: readonly HourBar[] }) {
  const { timeZone, currency } = useMe().settings;
  return (
    <Table className="text-sm max-sm:[&_td]:px-2 max-sm:[&_th]:px-2">
      <caption className="sr-only">{t('shift.hourTable')}</caption>
      <thead>
        <tr>
          <TableHead>{t('shift.hour')}</TableHead>
          <TableHead className="text-right">{t('shift.issued')}</TableHead>
          <TableHead className="text-right">{t('domain.faceValue')}</TableHead>
          <TableHead className="text-right">{t('shift.median')}</TableHead>
          <TableHead className="text-right">{t('shift.usual')}</TableHead>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.startsAt}>
            <TableCell className="whitespace-nowrap">
              {formatTime(bar.startsAt, timeZone)}
              {bar.phase === 'current' ? <span className="pl-1 text-muted text-xs">{t('shift.now')}</span> : null}
            </TableCell>
            <TableCell className="text-right font-medium">
              {bar.phase === 'future' ? NOT_KNOWN : formatPoints(bar.issuedCount)}
              {bar.isAbove ? <span className="block text-warn text-xs">{t('shift.aboveUsual')}</span> : null}
            </TableCell>
            <TableCell className="text-right">
              {bar.phase === 'future' ? NOT_KNOWN : formatMoney(bar.issuedFaceValueCents, currency)}
            </TableCell>
            <TableCell className="text-right text-muted">
              {bar.baselineMedian === null ? NOT_KNOWN : oneDecimal(bar.baselineMedian)}
            </TableCell>
            <TableCell className="whitespace-nowrap text-right text-muted">{bandText(bar)}</TableCell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function bandText({ low, high }: HourBar): string {
  if (low === null || high === null) return NOT_KNOWN;
  return low === high ? oneDecimal(low) : t('shift.hours', { from: oneDecimal(low), to: oneDecimal(high) });
}
