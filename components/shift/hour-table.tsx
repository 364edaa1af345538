'use client';

import { Table, TableCell, TableHead } from '@/components/ui/table';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatPoints, formatTime } from '@/lib/shared/format';
import type { HourBar } from './chart-model';
import { oneDecimal } from './issuance-words';

/** The chart's figures as a table. */
export function HourTable({ bars }: { bars: readonly HourBar[] }) {
  const { timeZone, currency } = useMe().settings;
  return (
    <Table className="text-sm max-sm:[&_td]:px-2 max-sm:[&_th]:px-2">
      <caption className="sr-only">Coupons issued by hour, with what is usual for the hour</caption>
      <thead>
        <tr>
          <TableHead>Hour</TableHead>
          <TableHead className="text-right">Issued</TableHead>
          <TableHead className="text-right">Face value</TableHead>
          <TableHead className="text-right">Median</TableHead>
          <TableHead className="text-right">Usual</TableHead>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.startsAt}>
            <TableCell className="whitespace-nowrap">
              {formatTime(bar.startsAt, timeZone)}
              {bar.phase === 'current' ? <span className="text-muted text-xs"> now</span> : null}
            </TableCell>
            <TableCell className="text-right font-medium">
              {bar.phase === 'future' ? '–' : formatPoints(bar.issuedCount)}
              {bar.isAbove ? <span className="block text-warn text-xs">above usual</span> : null}
            </TableCell>
            <TableCell className="text-right">
              {bar.phase === 'future' ? '–' : formatMoney(bar.issuedFaceValueCents, currency)}
            </TableCell>
            <TableCell className="text-right text-muted">
              {bar.baselineMedian === null ? '–' : oneDecimal(bar.baselineMedian)}
            </TableCell>
            <TableCell className="whitespace-nowrap text-right text-muted">{bandText(bar)}</TableCell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function bandText({ low, high }: HourBar): string {
  if (low === null || high === null) return '–';
  return low === high ? oneDecimal(low) : `${oneDecimal(low)}–${oneDecimal(high)}`;
}
