'use client';

import { Table, TableCell, TableHead } from '@/components/ui/table';
import { formatPoints } from '@/lib/shared/format';
import type { LedgerIntegrity } from '@/services/loyalty/dtos';

const BREAK_LABELS: Record<LedgerIntegrity['breaks'][number]['kind'], string> = {
  entry_missing: 'An entry is missing',
  hash_mismatch: 'An entry was changed',
  balance_mismatch: 'A running balance does not add up',
  head_mismatch: 'The last entry is not the one on record',
  player_not_enrolled: 'Entries without an enrolled player',
};

/** Where the proof failed: the first broken entry of each player, and balances that differ from their entries' sum. */
export function LedgerFindings({ result }: { result: LedgerIntegrity }) {
  return (
    <div className="grid gap-5 border-t p-5">
      {result.breaks.length > 0 ? (
        <div>
          <h3 className="pb-2 font-semibold">Broken chains</h3>
          <Table>
            <thead>
              <tr>
                <TableHead>What</TableHead>
                <TableHead className="text-right">Entry</TableHead>
                <TableHead>Player</TableHead>
              </tr>
            </thead>
            <tbody>
              {result.breaks.map((found) => (
                <tr key={`${found.playerId}:${found.entryNo}:${found.kind}`}>
                  <TableCell className="font-medium">{BREAK_LABELS[found.kind]}</TableCell>
                  <TableCell className="text-right">{formatPoints(found.entryNo)}</TableCell>
                  <TableCell className="break-all text-muted text-xs">{found.playerId}</TableCell>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      ) : null}
      {result.drift.length > 0 ? (
        <div>
          <h3 className="pb-2 font-semibold">Balances that differ</h3>
          <Table>
            <thead>
              <tr>
                <TableHead>Player</TableHead>
                <TableHead className="text-right">Balance</TableHead>
                <TableHead className="text-right">Sum of entries</TableHead>
              </tr>
            </thead>
            <tbody>
              {result.drift.map((found) => (
                <tr key={found.playerId}>
                  <TableCell className="break-all text-muted text-xs">{found.playerId}</TableCell>
                  <TableCell className="text-right font-semibold">{formatPoints(found.balance)}</TableCell>
                  <TableCell className="text-right font-semibold">{formatPoints(found.ledgerSum)}</TableCell>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      ) : null}
    </div>
  );
}
