import type { Me } from '@/services/casino/dtos';
import type { LedgerEntry } from '@/services/loyalty/dtos';

/** How long whoever gave something may take it back: as the database has it, which decides. */
const TAKE_BACK_MS = 5 * 60_000;

/** Whether an entry of a live slip may still be taken back by who looks at it. Before the clock is known, at 0, nothing may. */
export function canTakeBack(entry: LedgerEntry, { staff, capabilities }: Me, nowMs: number): boolean {
  if (nowMs === 0 || !capabilities.includes('reward.issue')) return false;
  if (entry.reason === 'session_accrual' || entry.reason === 'reversal' || entry.reversedByEntryId !== null)
    return false;
  if (entry.staffId !== staff.id && !capabilities.includes('ledger.correct')) return false;
  return nowMs - Date.parse(entry.createdAt) < TAKE_BACK_MS;
}
