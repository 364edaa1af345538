import { errorWords, firstFieldWords } from '@/components/ui/error-text';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { SettledEntry } from '@/hooks/mtl/mtl-requests';
import type { Refusal } from '@/lib/client/api';
import { formatPoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import { notCountedText, standingText } from './mtl-words';

/** What a person reads of a refused entry. */
export function entryRefusal(refusal: Refusal): { title: string; remedy: string } {
  const field = refusal.code === 'VALIDATION_FAILED' ? firstFieldWords(refusal.details) : null;
  const { title, remedy } = errorWords(refusal.code);
  return field === null ? { title, remedy } : { title: field, remedy: '' };
}

/** Says in a toast what became of an entry, and what it makes of the patron's day. */
export function tellEntry(intent: SettledEntry, currency: string): void {
  if (intent.status === 'refused') {
    const { title, remedy } = entryRefusal(intent.refusal);
    toastFailure(t('mtl.notLogged', { what: intent.title }), `${title} ${remedy}`);
    return;
  }
  const { entry, totals } = intent.answer;
  const meaning = entry.countsTowardCtr
    ? standingText(entry.direction, totals, currency)
    : notCountedText(entry.tender);
  toastSuccess(t('mtl.logged', { number: formatPoints(entry.entryNo) }), meaning);
}
