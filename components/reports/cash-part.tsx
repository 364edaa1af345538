'use client';

import { countedText, holdOrUnknown, NOT_KNOWN } from '@/components/domain/cash-words';
import type { GamingDayReport } from '@/services/reports/dtos';
import { t } from '@/words/say';
import { type Money, ReportPart, ReportTable } from './report-parts';

type Cash = GamingDayReport['dashboard']['casino'];
type TableCash = GamingDayReport['dashboard']['pits'][number]['tables'][number];

/** What the tables took: each that has a count, its pit, and the house. */
export function CashPart({ report, money }: { report: GamingDayReport; money: Money }) {
  const { casino, pits } = report.dashboard;
  const known = (cents: number | null) => (cents === null ? NOT_KNOWN : money(cents));
  const row = (key: string, name: string, cash: Cash | TableCash, isTotal = false) => ({
    key,
    isTotal,
    cells: [
      name,
      money(cash.dropCents),
      known(cash.winCents),
      holdOrUnknown(cash.holdPercent),
      money(cash.fillsCents),
      money(cash.creditsCents),
    ],
  });
  const rows = pits.flatMap((pit) => {
    const recorded = pit.tables.filter(({ openingCents }) => openingCents !== null);
    if (recorded.length === 0) return [];
    return [
      ...recorded.map((table) => row(table.tableId, table.label, table)),
      row(pit.id, t('reports.sumOf', { name: pit.name }), pit, true),
    ];
  });
  return (
    <ReportPart title={t('reports.cash')} note={countedText(casino)}>
      <ReportTable
        label={t('reports.cash')}
        columns={[
          { title: t('reports.table') },
          { title: t('shift.drop') },
          { title: t('shift.win') },
          { title: t('shift.hold') },
          { title: t('shift.fills') },
          { title: t('shift.credits') },
        ]}
        rows={rows.length === 0 ? [] : [...rows, row('casino', t('reports.total'), casino, true)]}
        nothing={t('reports.noCounts')}
        isWide
      />
    </ReportPart>
  );
}
