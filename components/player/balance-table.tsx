'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Table, TableCell, TableHead } from '@/components/ui/table';
import { formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { BalanceStep } from './balance-model';
import { dayWithYear } from './player-words';

/** What is shown at once: the rest would push away what stands below the table. */
const FIRST_ROWS = 15;

/** The chart's figures as a table, the newest first. */
export function BalanceTable({ steps }: { steps: readonly BalanceStep[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const newestFirst = steps.toReversed();
  return (
    <>
      <Table className="text-sm [&_td]:px-3 [&_td]:py-2 [&_th]:px-3">
        <caption className="sr-only">The balance at the end of each gaming day that moved it</caption>
        <thead>
          <tr>
            <TableHead>Gaming day</TableHead>
            <TableHead className="text-right">Change</TableHead>
            <TableHead className="text-right">Balance</TableHead>
          </tr>
        </thead>
        <tbody>
          {newestFirst.slice(0, isWhole ? undefined : FIRST_ROWS).map((step) => (
            <tr key={step.gamingDay}>
              <TableCell className="whitespace-nowrap">{dayWithYear(step.gamingDay)}</TableCell>
              <TableCell className="text-right">
                {step.change === null ? (
                  <span className="text-muted">to begin with</span>
                ) : (
                  formatSignedPoints(step.change)
                )}
              </TableCell>
              <TableCell className="text-right font-medium">{formatPoints(step.balance)}</TableCell>
            </tr>
          ))}
        </tbody>
      </Table>
      {steps.length > FIRST_ROWS && !isWhole ? (
        <Button variant="quiet" className="mt-1 w-full" onClick={() => setIsWhole(true)}>
          Show all {formatPoints(steps.length)} days
        </Button>
      ) : null}
    </>
  );
}
