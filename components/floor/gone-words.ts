import type { ErrorWords } from '@/components/ui/error-text';
import { formatDateTime } from '@/lib/shared/format';
import type { SlipDetail } from '@/services/floor/dtos';
import { t } from '@/words/say';

type Gone = Pick<SlipDetail, 'playerName' | 'tableLabel' | 'seat' | 'status' | 'endedAt' | 'closedByStaffName'>;

/** How long a slip that somebody closed can be reopened: as the database has it, which decides. */
const REOPEN_MS = 10 * 60_000;

/** Whether a slip that the floor does not show may be one to reopen. Before the clock is known, at 0, none is. */
export function mayBeReopened(slip: Gone | null, nowMs: number): boolean {
  if (nowMs === 0 || slip?.status !== 'closed' || slip.endedAt === null || slip.closedByStaffName === null)
    return false;
  return nowMs - Date.parse(slip.endedAt) < REOPEN_MS;
}

/** What became of a slip that the floor does not show: whose it was, who closed it and when. Less while that was not read. */
export function goneText(slip: Gone | null, timeZone: string): ErrorWords {
  if (slip?.status !== 'closed' || slip.endedAt === null) {
    return { title: t('floor.slipGone'), remedy: t('floor.slipGoneWhy') };
  }
  const facts = { when: formatDateTime(slip.endedAt, timeZone), table: slip.tableLabel, seat: slip.seat };
  return {
    title: t('floor.slipOfClosed', { player: slip.playerName }),
    remedy:
      slip.closedByStaffName === null
        ? t('floor.closedByHouse', facts)
        : t('floor.closedBy', { ...facts, staff: slip.closedByStaffName }),
  };
}
