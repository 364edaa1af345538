'use client';

import { Table, TableCell, TableHead } from '@/components/ui/table';
import { useMe } from '@/hooks/casino/me-context';
import { formatKnownDay, formatPoints } from '@/lib/shared/format';
import type { ReconciliationDetail } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { FlagMark } from './flag-marks';
import { shownFlags } from './reconcile-model';
import { deltaText, flagSentence } from './reconcile-words';
import { HeldTier, StagedTier } from './tier-words';

/** What the file says beside what the player has, what differs, and what that means. */
export function RowDiff({ row }: { row: ReconciliationDetail }) {
  const { timeZone } = useMe().settings;
  const { staged, canonical } = row;
  // Where the two agree, that is what there is to say.
  const shown = shownFlags(row);
  const flags = shown.length === 0 && row.flags.includes('no_change') ? (['no_change'] as const) : shown;
  return (
    <section aria-labelledby="row-diff" className="grid gap-3">
      <h3 id="row-diff" className="sr-only">
        {t('reconcile.fileAndRecord')}
      </h3>
      <Table className="table-fixed text-sm">
        <thead>
          <tr>
            <TableHead className="w-[88px] max-sm:w-[68px]">
              <span className="sr-only">{t('reconcile.what')}</span>
            </TableHead>
            <TableHead className="px-2">{t('reconcile.inFile')}</TableHead>
            <TableHead className="px-2">{t('reconcile.onRecord')}</TableHead>
            <TableHead className="px-2">{t('reconcile.difference')}</TableHead>
          </tr>
        </thead>
        <tbody>
          <tr>
            <RowHead>{t('reconcile.diffTier')}</RowHead>
            <TableCell className="px-2 font-semibold">
              <StagedTier item={row} />
              {staged.tierName !== null && staged.tierText !== null && staged.tierText !== staged.tierName ? (
                <span className="block truncate font-normal text-muted text-xs">
                  {t('reconcile.asSpelt', { spelling: staged.tierText })}
                </span>
              ) : null}
            </TableCell>
            <TableCell className="px-2 font-semibold">
              <HeldTier item={row} />
            </TableCell>
            <TableCell className={row.tierDelta !== null && row.tierDelta > 0 ? 'px-2 text-accent' : 'px-2 text-muted'}>
              {deltaText(row.tierDelta)}
            </TableCell>
          </tr>
          <tr>
            <RowHead>{t('reconcile.diffPoints')}</RowHead>
            <TableCell className="px-2 text-muted">
              {staged.pointsBalance === null ? '–' : formatPoints(staged.pointsBalance)}
            </TableCell>
            <TableCell className="px-2">{canonical === null ? '–' : formatPoints(canonical.balance)}</TableCell>
            <TableCell className="px-2 text-muted">{t('reconcile.readOnly')}</TableCell>
          </tr>
          <tr>
            <RowHead>{t('reconcile.diffLastActive')}</RowHead>
            {/* Only a file says it: the date takes the room of what there is not. */}
            <TableCell colSpan={3} className="px-2">
              {staged.lastActivityAt === null
                ? t('reconcile.notSaid')
                : formatKnownDay(staged.lastActivityAt, staged.lastActivityDate, timeZone)}
            </TableCell>
          </tr>
        </tbody>
      </Table>
      <p className="text-muted text-xs">{t('reconcile.pointsSentence')}</p>
      {flags.length > 0 ? (
        <ul aria-label={t('reconcile.flags')} className="grid gap-2.5 text-sm">
          {flags.map((flag) => (
            <li key={flag}>
              <span className="font-semibold">
                <FlagMark flag={flag} />
              </span>
              <p className="text-muted">{flagSentence(flag, row)}</p>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function RowHead({ children }: { children: string }) {
  return (
    <th scope="row" className="border-t py-3 pr-2 pl-4 text-left max-sm:pl-3 font-medium text-muted text-xs">
      {children}
    </th>
  );
}
