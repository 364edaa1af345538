import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { SettledPosting } from '@/hooks/loyalty/use-ledger-mutations';
import { formatPoints, formatSignedPoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import { postingRefusal } from './player-words';

/** Says in a toast what became of a correction or a reversal. */
export function tellPosting(intent: SettledPosting, timeZone: string): void {
  if (intent.status === 'refused') {
    const { title, remedy } = postingRefusal(intent.refusal, timeZone);
    toastFailure(t('player.notPosted', { what: intent.title }), `${title} ${remedy}`);
    return;
  }
  const { entry, isExisting } = intent.answer;
  const number = formatPoints(entry.entryNo);
  toastSuccess(
    t('player.pointsPosted', { points: formatSignedPoints(entry.points) }),
    t(isExisting ? 'player.postedEntryOnce' : 'player.postedEntry', { number }),
  );
}
