'use client';

import type { ReactNode } from 'react';
import { Table, TableCell, TableHead } from '@/components/ui/table';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTimeWithYear, formatGamingDay, formatPoints } from '@/lib/shared/format';
import type { LedgerIntegrity, LedgerSinceSeal } from '@/services/loyalty/dtos';
import { BREAK_LABELS, FAULT_LABELS, STANDING_LABELS, witnessText } from './proof-words';

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
  return <span className="break-all text-muted text-xs">{id ?? 'not known'}</span>;
}

const figure = (value: number | string | null) => (typeof value === 'number' ? formatPoints(value) : (value ?? ''));

/** Where the proof failed, check by check, in plain words: what was found, in which entry, of which player. */
export function LedgerFindings({ result }: { result: LedgerIntegrity | LedgerSinceSeal }) {
  return (
    <div className="grid gap-5 border-t p-5">
      <Findings
        title="Broken chains"
        columns={['What', 'Entry', 'Player']}
        rows={result.breaks.map(({ playerId, entryNo, kind }) => ({
          key: `${playerId}:${entryNo}:${kind}`,
          cells: [BREAK_LABELS[kind], figure(entryNo), <Id key="player" id={playerId} />],
        }))}
      />
      <Findings
        title="Balances that differ"
        columns={['Player', 'Balance', 'Sum of entries']}
        rows={result.drift.map(({ playerId, balance, ledgerSum }) => ({
          key: playerId,
          cells: [<Id key="player" id={playerId} />, figure(balance), figure(ledgerSum)],
        }))}
      />
      <Findings
        title="Standing that is not proved"
        columns={['What', 'Held', 'Proved', 'Player']}
        rows={('standing' in result ? result.standing : []).map(({ playerId, field, held, proved }) => ({
          key: `${playerId}:${field}`,
          cells: [STANDING_LABELS[field], figure(held), figure(proved), <Id key="player" id={playerId} />],
        }))}
      />
      <WitnessFindings result={result} />
      <Findings
        title="Seals that do not hold"
        columns={['What', 'Gaming day', 'Entry', 'Player']}
        rows={result.seals.map(({ gamingDay, fault, playerId, entryNo }) => ({
          key: `${gamingDay}:${fault}:${playerId}`,
          cells: [
            FAULT_LABELS[fault],
            gamingDay ? formatGamingDay(gamingDay) : '',
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
        title="Missing entries"
        columns={['Named by', 'Entry', 'When', 'Player']}
        rows={result.missing.map(({ entryId, playerId, entryNo, at, namedBy }) => ({
          key: entryId,
          cells: [witnessText(namedBy), figure(entryNo), when(at), <Id key="player" id={playerId} />],
        }))}
      />
      <Findings
        title="Entries that are not vouched for"
        columns={['Not named, or not so, by', 'Entry', 'When', 'Player']}
        rows={result.unwitnessed.map(({ entryId, playerId, entryNo, at, notNamedBy }) => ({
          key: entryId,
          cells: [witnessText(notNamedBy), figure(entryNo), when(at), <Id key="player" id={playerId} />],
        }))}
      />
    </>
  );
}
