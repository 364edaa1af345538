'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Table, TableCell, TableHead } from '@/components/ui/table';
import { formatGamingDayWithYear, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import type { BalanceStep } from './balance-model';

/** What is shown at once: the rest would push away what stands below the table. */
const FIRST_ROWS = 15;

/** The chart's figures as a table, the newest first. */
export function BalanceTable({ steps }: { steps: readonly BalanceStep[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const newestFirst = steps.toReversed();
  return (
    <>
      <Table className="text-sm [&_td]:px-3 [&_td]:py-2 [&_th]:px-3">
        <caption className="sr-only">{t('player.balanceTable')}</caption>
        <thead>
          <tr>
            <TableHead>{t('shell.gamingDay')}</TableHead>
            <TableHead className="text-right">{t('player.change')}</TableHead>
            <TableHead className="text-right">{t('domain.balance')}</TableHead>
          </tr>
        </thead>
        <tbody>
          {newestFirst.slice(0, isWhole ? undefined : FIRST_ROWS).map((step) => (
            <tr key={step.gamingDay}>
              <TableCell className="whitespace-nowrap">{formatGamingDayWithYear(step.gamingDay)}</TableCell>
              <TableCell className="text-right">
                {step.change === null ? (
                  <span className="text-muted">{t('player.beganWith')}</span>
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
          {t('player.showAllDays', { count: steps.length })}
        </Button>
      ) : null}
    </>
  );
}
