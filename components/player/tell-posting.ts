import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { SettledPosting } from '@/hooks/loyalty/use-ledger-mutations';
import { formatPoints, formatSignedPoints } from '@/lib/shared/format';
import { postingRefusal } from './player-words';

/** Says in a toast what became of a correction or a reversal. */
export function tellPosting(intent: SettledPosting, timeZone: string): void {
  if (intent.status === 'refused') {
    const { title, remedy } = postingRefusal(intent.refusal, timeZone);
    toastFailure(`Not posted: ${intent.title}`, `${title} ${remedy}`);
    return;
  }
  const { entry, isExisting } = intent.answer;
  const once = isExisting ? ' It had been posted already, once.' : '';
  toastSuccess(`${formatSignedPoints(entry.points)} points posted`, `Entry #${formatPoints(entry.entryNo)}.${once}`);
}
