import { toCsv } from '@/lib/shared/csv';
import type { MtlSummary } from './dtos';

/** A gaming day's summary as one table: each patron, each area, each kind, and the sum, with cents as they are. */
export function summaryToCsv(summary: MtlSummary): string {
  const line = (section: string, name: string | null, cash: Partial<MtlSummary['patrons'][number]>) => ({
    gaming_day: summary.gamingDay,
    section,
    name,
    cash_in_cents: cash.cashInCents ?? null,
    cash_out_cents: cash.cashOutCents ?? null,
    entry_count: cash.entryCount ?? null,
    level: cash.level ?? null,
    player_id: cash.playerId ?? null,
    unknown_patron_id: cash.unknownPatronId ?? null,
    ctr_case_id: cash.ctrCaseId ?? null,
  });
  return toCsv([
    ...summary.patrons.map((patron) => line('patron', patron.playerName ?? patron.description, patron)),
    ...summary.byArea.map((area) => line('area', area.tableLabel ?? area.area, area)),
    ...summary.byKind.map((kind) =>
      line('kind', `${kind.kind} ${kind.tender}`, {
        cashInCents: kind.direction === 'in' ? kind.countedCents : 0,
        cashOutCents: kind.direction === 'out' ? kind.countedCents : 0,
        entryCount: kind.entryCount,
      }),
    ),
    line('total', null, summary.totals),
  ]);
}
