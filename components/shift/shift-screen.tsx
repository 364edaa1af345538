'use client';

import { findShift } from '@/components/domain/find-shift';
import { ShiftToolbar } from '@/components/domain/shift-toolbar';
import { StaleNotice } from '@/components/domain/stale-notice';
import { useMe } from '@/hooks/casino/me-context';
import { useAlerts } from '@/hooks/shift/use-alerts';
import { useShiftDashboard } from '@/hooks/shift/use-shift-dashboard';
import { AlertsPanel } from './alerts-panel';
import { CashZone } from './cash-zone';
import { PointsZone } from './points-zone';
import { PromoZone } from './promo-zone';
import { placeOfAlert } from './shift-model';
import { useShiftUrl } from './use-shift-url';

/** The shift: what calls for a look, what the tables took, and, apart from that, what points and coupons may cost. */
export function ShiftScreen() {
  const me = useMe();
  const { day, shiftName, setDay, setShift } = useShiftUrl();
  const dayQuery = { gamingDay: day ?? undefined };
  // Always read: it knows the shifts of the day. Without a chosen shift it is the very query of the cash zone.
  const wholeDay = useShiftDashboard(dayQuery);
  const alerts = useAlerts(dayQuery);
  const isDayHere = wholeDay.data !== undefined && !wholeDay.isPlaceholderData;
  const gamingDay = day ?? (isDayHere ? wholeDay.data.gamingDay : me.gamingDay);
  const shifts = wholeDay.data?.shifts ?? [];
  const shift = isDayHere ? findShift(shifts, shiftName) : null;
  const query = { ...dayQuery, shiftId: shift?.id };

  return (
    <div className="relative flex h-full flex-col dock:grid dock:grid-cols-[minmax(0,1fr)_372px] dock:grid-rows-[auto_minmax(0,1fr)]">
      <ShiftToolbar
        gamingDay={gamingDay}
        isToday={day === null}
        shifts={shifts}
        shiftName={shiftName}
        onDay={setDay}
        onShift={setShift}
      />
      {/* One scroll on a narrow screen; with room beside the figures, the alerts scroll by themselves. */}
      <div className="scroll-area relative min-h-0 flex-1 dock:contents">
        <div className="dock:scroll-area relative dock:col-start-2 dock:row-span-2 dock:row-start-1 dock:border-l dock:bg-surface">
          <AlertsPanel
            alerts={alerts}
            gamingDay={gamingDay}
            placeOf={(alert) => placeOfAlert(alert, day, wholeDay.data?.pits ?? [])}
          />
        </div>
        <div className="dock:scroll-area relative grid content-start gap-4 px-[18px] pt-0.5 pb-[18px] max-sm:px-3 dock:min-h-0">
          <CashZone query={query} shift={shift} gamingDay={gamingDay} shifts={shifts} onShift={setShift} />
          <PointsZone query={query} />
          <PromoZone query={query} alerts={isDayHere ? (alerts.data?.items ?? []) : []} shift={shift} />
        </div>
      </div>
      <StaleNotice answeredAt={() => wholeDay.dataUpdatedAt} />
    </div>
  );
}
