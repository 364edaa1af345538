'use client';

import type { ReactNode } from 'react';
import { mtlDirectionLabel, mtlKindLabel, mtlTenderLabel } from '@/components/labels';
import { Table, TableCell, TableHead } from '@/components/ui/table';
import { useMe } from '@/hooks/casino/me-context';
import { formatDateTime, formatGamingDayWithYear, formatMoney, formatPoints } from '@/lib/shared/format';
import type { MtlSummary } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { EntryRow } from './entry-row';
import { LevelBadge } from './level-badge';
import { patronName, placeText } from './mtl-words';

/** A gaming day by patron, by area and by kind, with the lines that two people sign on paper. */
export function DaySheet({ summary }: { summary: MtlSummary }) {
  const { casino, settings } = useMe();
  const { close, totals, thresholds } = summary;
  const money = (cents: number) => formatMoney(cents, settings.currency);
  return (
    <article className="day-sheet grid gap-5" aria-label={t('mtl.sheet')}>
      <header className="grid gap-1">
        <h2 className="font-bold text-xl tracking-tight">
          {t('mtl.sheetOf', { casino: casino.name, day: formatGamingDayWithYear(summary.gamingDay) })}
        </h2>
        <p className="text-muted text-sm">
          {t('mtl.thresholds', {
            floor: money(thresholds.watchlistFloorCents),
            steps: thresholds.nearCtrPercents.map((percent) => `${percent} %`).join(', '),
            line: money(thresholds.ctrThresholdCents),
          })}
        </p>
        <p className="font-medium">
          {close
            ? t('mtl.closedWith', {
                staff: close.closedByStaffName ?? '',
                when: formatDateTime(close.closedAt, settings.timeZone),
                count: close.lastEntryNo,
              })
            : t('mtl.notClosed')}
        </p>
        {close?.note ? <p className="wrap-anywhere text-sm">{close.note}</p> : null}
      </header>
      <PatronTable summary={summary} money={money} />
      <SheetTable title={t('mtl.byArea')} first={t('mtl.area')}>
        {summary.byArea.map((area) => (
          <CashRow key={`${area.area}/${area.tableId}`} name={placeText(area)} cash={area} money={money} />
        ))}
        <CashRow name={t('mtl.total')} cash={totals} money={money} isTotal />
      </SheetTable>
      <KindTable summary={summary} money={money} />
      <LateEntries summary={summary} />
      <Signatures />
    </article>
  );
}

/** A phone has room for four columns when they stand close and long headings wrap. */
const HEAD = 'align-bottom max-sm:whitespace-normal max-sm:px-2';
const CELL = 'max-sm:px-2';

type Money = (cents: number) => string;
type Cash = { cashInCents: number; cashOutCents: number; entryCount: number };

function SheetTable({ title, first, children }: { title: string; first: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <h3 className="font-bold">{title}</h3>
      <Table>
        <thead>
          <tr>
            <TableHead className={`${HEAD} w-full`}>{first}</TableHead>
            <TableHead className={`${HEAD} text-right`}>{t('mtl.entries')}</TableHead>
            <TableHead className={`${HEAD} text-right`}>{t('mtl.cashIn')}</TableHead>
            <TableHead className={`${HEAD} text-right`}>{t('mtl.cashOut')}</TableHead>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </Table>
    </section>
  );
}

type CashRowProps = { name: ReactNode; cash: Cash; money: Money; isTotal?: boolean };

function CashRow({ name, cash, money, isTotal = false }: CashRowProps) {
  return (
    <tr className={isTotal ? 'font-bold' : undefined}>
      <TableCell className={`${CELL} wrap-anywhere`}>{name}</TableCell>
      <TableCell className={`${CELL} text-right`}>{formatPoints(cash.entryCount)}</TableCell>
      <TableCell className={`${CELL} text-right`}>{money(cash.cashInCents)}</TableCell>
      <TableCell className={`${CELL} text-right`}>{money(cash.cashOutCents)}</TableCell>
    </tr>
  );
}

function PatronTable({ summary, money }: { summary: MtlSummary; money: Money }) {
  return (
    <SheetTable title={t('mtl.byPatron')} first={t('mtl.patron')}>
      {summary.patrons.map((patron) => (
        <CashRow
          key={patron.playerId ?? patron.unknownPatronId}
          name={
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              {patronName(patron)}
              <LevelBadge level={patron.level} percent={patron.nearCtrPercent} />
            </span>
          }
          cash={patron}
          money={money}
        />
      ))}
    </SheetTable>
  );
}

function KindTable({ summary, money }: { summary: MtlSummary; money: Money }) {
  return (
    <section aria-label={t('mtl.byKind')} className="grid gap-2">
      <h3 className="font-bold">{t('mtl.byKind')}</h3>
      <Table>
        <thead>
          <tr>
            <TableHead className={`${HEAD} w-full`}>{t('mtl.kind')}</TableHead>
            <TableHead className={`${HEAD} text-right`}>{t('mtl.entries')}</TableHead>
            <TableHead className={`${HEAD} text-right`}>{t('mtl.allOfIt')}</TableHead>
            <TableHead className={`${HEAD} text-right`}>{t('mtl.counted')}</TableHead>
          </tr>
        </thead>
        <tbody>
          {summary.byKind.map((kind) => (
            <tr key={`${kind.kind}/${kind.tender}`}>
              <TableCell className={`${CELL} wrap-anywhere`}>
                {mtlKindLabel(kind.kind)} · {mtlTenderLabel(kind.tender)} · {mtlDirectionLabel(kind.direction)}
              </TableCell>
              <TableCell className={`${CELL} text-right`}>{formatPoints(kind.entryCount)}</TableCell>
              <TableCell className={`${CELL} text-right`}>{money(kind.amountCents)}</TableCell>
              <TableCell className={`${CELL} text-right`}>{money(kind.countedCents)}</TableCell>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** What was entered after the day had been closed. */
function LateEntries({ summary }: { summary: MtlSummary }) {
  if (summary.lateEntries.length === 0) return null;
  return (
    <section aria-label={t('mtl.lateEntries')} className="grid gap-2">
      <h3 className="font-bold">{t('mtl.lateEntries')}</h3>
      <ul className="divide-y border-t">
        {summary.lateEntries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} isNamed />
        ))}
      </ul>
    </section>
  );
}

/** On paper alone: who it was, legibly, and the signature; whole, with nothing of it on another page. */
function Signatures() {
  return (
    <div className="hidden break-inside-avoid grid-cols-2 gap-x-[12mm] print:grid">
      {[t('mtl.preparedBy'), t('mtl.verifiedBy')].map((who) => (
        <div key={who} className="grid gap-[12mm] pt-[14mm] text-sm">
          <p className="border-t pt-[1mm]">{who}</p>
          <p className="border-t pt-[1mm]">{t('mtl.signatureAndDate')}</p>
        </div>
      ))}
    </div>
  );
}
