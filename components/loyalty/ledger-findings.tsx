'use client';

import type { ReactNode } from 'react';
import { Table, TableCell, TableHead } from '@/components/ui/table';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTimeWithYear, formatGamingDayWithYear, formatPoints } from '@/lib/shared/format';
import type { LedgerIntegrity, LedgerSinceSeal } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { witnessText } from './proof-words';

type Row = { key: string; cells: ReactNode[] };
type FindingsProps = { title: string; columns: string[]; rows: Row[] };

/** One kind of finding as a table; nothing where there is none. */
function Findings({ title, columns, rows }: FindingsProps) {
  if (rows.length === 0) return null;
  return (
    <div>
      <h3 className="pb-2 font-semibold">{title}</h3>
      <Table>
        <thead>
          <tr>
            {columns.map((column) => (
              <TableHead key={column}>{column}</TableHead>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, place) => (
                // Cells are told apart by their column and never change places.
                <TableCell key={columns[place]}>{cell}</TableCell>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Id({ id }: { id: string | null }) {
  return <span className="break-all text-muted text-xs">{id ?? t('loyalty.notKnown')}</span>;
}

const figure = (value: number | string | null) => (typeof value === 'number' ? formatPoints(value) : (value ?? ''));

/** Where the proof failed, check by check, in plain words: what was found, in which entry, of which player. */
export function LedgerFindings({ result }: { result: LedgerIntegrity | LedgerSinceSeal }) {
  return (
    <div className="grid gap-5 border-t p-5">
      <Findings
        title={t('loyalty.brokenChains')}
        columns={[t('loyalty.what'), t('loyalty.entry'), t('domain.player')]}
        rows={result.breaks.map(({ playerId, entryNo, kind }) => ({
          key: `${playerId}:${entryNo}:${kind}`,
          cells: [t(`loyalty.break_${kind}`), figure(entryNo), <Id key="player" id={playerId} />],
        }))}
      />
      <Findings
        title={t('loyalty.differingBalances')}
        columns={[t('domain.player'), t('domain.balance'), t('loyalty.sumOfEntries')]}
        rows={result.drift.map(({ playerId, balance, ledgerSum }) => ({
          key: playerId,
          cells: [<Id key="player" id={playerId} />, figure(balance), figure(ledgerSum)],
        }))}
      />
      <Findings
        title={t('loyalty.unprovedStanding')}
        columns={[t('loyalty.what'), t('loyalty.held'), t('loyalty.proved'), t('domain.player')]}
        rows={('standing' in result ? result.standing : []).map(({ playerId, field, held, proved }) => ({
          key: `${playerId}:${field}`,
          cells: [t(`loyalty.standing_${field}`), figure(held), figure(proved), <Id key="player" id={playerId} />],
        }))}
      />
      <WitnessFindings result={result} />
      <Findings
        title={t('loyalty.brokenSeals')}
        columns={[t('loyalty.what'), t('shell.gamingDay'), t('loyalty.entry'), t('domain.player')]}
        rows={result.seals.map(({ gamingDay, fault, playerId, entryNo }) => ({
          key: `${gamingDay}:${fault}:${playerId}`,
          cells: [
            t(`loyalty.fault_${fault}`),
            gamingDay ? formatGamingDayWithYear(gamingDay) : '',
            figure(entryNo),
            playerId ? <Id key="player" id={playerId} /> : '',
          ],
        }))}
      />
    </div>
  );
}

/** Entries on which the ledger and its witnesses do not agree. */
function WitnessFindings({ result }: { result: LedgerSinceSeal }) {
  const { settings } = useMe();
  const when = (at: string | null) => (at ? formatDateTimeWithYear(at, settings.timeZone) : '');
  return (
    <>
      <Findings
        title={t('loyalty.missingEntries')}
        columns={[t('loyalty.namedBy'), t('loyalty.entry'), t('loyalty.when'), t('domain.player')]}
        rows={result.missing.map(({ entryId, playerId, entryNo, at, namedBy }) => ({
          key: entryId,
          cells: [witnessText(namedBy), figure(entryNo), when(at), <Id key="player" id={playerId} />],
        }))}
      />
      <Findings
        title={t('loyalty.unwitnessedEntries')}
        columns={[t('loyalty.notNamedBy'), t('loyalty.entry'), t('loyalty.when'), t('domain.player')]}
        rows={result.unwitnessed.map(({ entryId, playerId, entryNo, at, notNamedBy }) => ({
          key: entryId,
          cells: [witnessText(notNamedBy), figure(entryNo), when(at), <Id key="player" id={playerId} />],
        }))}
      />
    </>
  );
}
