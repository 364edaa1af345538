import { toCsv } from '@/lib/shared/csv';
import { wallIso } from '@/lib/shared/wall-clock';
import type { GamingDayReport } from './dtos';

type Line = {
  section: string;
  name?: string | null;
  detail?: string | null;
  count?: number | null;
  points?: number | null;
  cents?: number | null;
  percent?: number | null;
  at?: string | null;
};

/** A report as one table, a line for each figure, with cents as they are and times as on the casino's wall. */
export function reportToCsv(report: GamingDayReport, timeZone: string): string {
  const at = (instant: string) => wallIso(instant, timeZone);
  const lines: Line[] = [
    { section: 'report', name: report.isOver ? 'closed' : 'not closed yet', at: at(report.asOf) },
    { section: 'report', name: 'from', at: at(report.startsAt) },
    { section: 'report', name: 'until', at: at(report.endsAt) },
    ...cashLines(report),
    ...pointLines(report),
    ...promoLines(report),
    ...givenLines(report),
    ...report.alerts.map(({ kind, severity, entity, acknowledgement }) => ({
      section: 'alert',
      name: kind,
      detail: [severity, entity.label].filter(Boolean).join(' '),
      at: acknowledgement ? at(acknowledgement.at) : null,
    })),
    ...report.takenAlerts.map((alert) => ({
      section: 'alert_acknowledged',
      name: alert.kind,
      detail: [alert.severity, alert.thing, alert.staffName, alert.note].filter(Boolean).join(' · '),
      at: at(alert.at),
    })),
    ...exclusionLines(report),
    ...cashLogLines(report),
  ];
  return toCsv(
    lines.map(
      ({
        section,
        name = null,
        detail = null,
        count = null,
        points = null,
        cents = null,
        percent = null,
        ...line
      }) => ({
        gaming_day: report.gamingDay,
        shift: report.shiftName,
        section,
        name,
        detail,
        count,
        points,
        cents,
        percent,
        at: line.at ?? null,
      }),
    ),
  );
}

type Cash = Pick<
  GamingDayReport['dashboard']['casino'],
  'dropCents' | 'winCents' | 'holdPercent' | 'fillsCents' | 'creditsCents'
>;

function cashLines({ dashboard }: GamingDayReport): Line[] {
  const linesOf = (section: string, name: string | null, cash: Cash): Line[] => [
    { section, name, detail: 'drop', cents: cash.dropCents },
    { section, name, detail: 'win', cents: cash.winCents },
    { section, name, detail: 'hold', percent: cash.holdPercent },
    { section, name, detail: 'fills', cents: cash.fillsCents },
    { section, name, detail: 'credits', cents: cash.creditsCents },
  ];
  return [
    ...dashboard.pits.flatMap((pit) => [
      ...pit.tables.flatMap((table) => linesOf('cash_table', table.label, table)),
      ...linesOf('cash_pit', pit.name, pit),
    ]),
    ...linesOf('cash', 'total', dashboard.casino),
  ];
}

function pointLines({ dashboard: { points } }: GamingDayReport): Line[] {
  const section = 'points';
  return [
    { section, name: 'bonus', count: points.bonusCount, points: points.bonusPoints, cents: points.bonusCents },
    { section, name: 'accrued', points: points.accruedPoints, cents: points.accruedCents },
    { section, name: 'taken_back', points: points.takenBackPoints, cents: points.takenBackCents },
    {
      section,
      name: 'redeemed',
      count: points.redeemedCount,
      points: points.redeemedPoints,
      cents: points.redeemedCents,
    },
    { section, name: 'returned', points: points.returnedPoints, cents: points.returnedCents },
    { section, name: 'corrected', points: points.correctedPoints, cents: points.correctedCents },
    {
      section,
      name: 'outstanding_now',
      count: points.outstandingPlayers,
      points: points.outstandingPoints,
      cents: points.outstandingCents,
    },
  ];
}

function promoLines({ promo }: GamingDayReport): Line[] {
  const section = 'promo';
  return [
    { section, name: 'issued', count: promo.issuedCount, cents: promo.issuedFaceValueCents },
    { section, name: 'issued', detail: 'patron_risk', cents: promo.issuedPatronRiskCents },
    { section, name: 'voided', count: promo.voidedCount },
    { section, name: 'replaced', count: promo.replacedCount },
    { section, name: 'expired', count: promo.expiredCount },
    { section, name: 'outstanding_now', count: promo.outstandingCount, cents: promo.outstandingFaceValueCents },
    { section, name: 'outstanding_now', detail: 'patron_risk', cents: promo.outstandingPatronRiskCents },
    { section, name: 'held_now', count: promo.heldCount, cents: promo.heldFaceValueCents },
  ];
}

function givenLines({ rewards, comps, coupons }: GamingDayReport): Line[] {
  return [
    ...rewards.map(({ staffName, reason, count, points, cents }) => ({
      section: 'reward',
      name: staffName,
      detail: reason,
      count,
      points,
      cents,
    })),
    ...comps.map(({ name, code, count, points, cents }) => ({
      section: 'comp',
      name,
      detail: code,
      count,
      points,
      cents,
    })),
    ...coupons.map(({ staffName, programName, count, faceValueCents }) => ({
      section: 'coupon',
      name: staffName,
      detail: programName,
      count,
      cents: faceValueCents,
    })),
  ];
}

function exclusionLines({ exclusionHits }: GamingDayReport): Line[] {
  if (!exclusionHits) return [];
  const section = 'exclusion_hits';
  return [
    { section, name: 'total', count: exclusionHits.count },
    { section, name: 'not_reviewed', count: exclusionHits.notReviewedCount },
    ...exclusionHits.byAttempt.map(({ attempt, count }) => ({ section, name: attempt, count })),
  ];
}

function cashLogLines({ cashLog }: GamingDayReport): Line[] {
  if (!cashLog) return [];
  const section = 'cash_log';
  return [
    { section, name: 'cash_in', cents: cashLog.cashInCents },
    { section, name: 'cash_out', cents: cashLog.cashOutCents },
    { section, name: 'entries', count: cashLog.entryCount },
    { section, name: 'watchlist_patrons', count: cashLog.watchlistPatrons },
    { section, name: 'near_ctr_patrons', count: cashLog.nearCtrPatrons },
    { section, name: 'ctr_patrons', count: cashLog.ctrPatrons },
    { section, name: 'waiting_cases_now', count: cashLog.waitingCases },
    { section, name: 'overdue_cases_now', count: cashLog.overdueCases },
    ...cashLog.due.map(({ gamingDay, dueOn }) => ({ section, name: 'due', detail: gamingDay, at: dueOn })),
  ];
}
