import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { SettledReconcile } from '@/hooks/reconciliation/use-reconcile-requests';
import { t } from '@/words/say';
import { endText, reconcileRefusal, skipLabel, skipRemedy } from './reconcile-words';

/** Says in a toast what became of a decision. A run that is not at its end says so itself. */
export function tellReconcile(intent: SettledReconcile, timeZone: string): void {
  if (intent.status === 'refused') {
    const { title, remedy } = reconcileRefusal(intent.refusal, timeZone);
    toastFailure(t('reconcile.notDone', { what: intent.title }), `${title} ${remedy}`);
    return;
  }
  if (intent.answer.kind === 'one') {
    toastSuccess(t('reconcile.reverted'), intent.title);
    return;
  }
  const { run, results } = intent.answer.outcome;
  if (run.status === 'running') return;
  const [only] = results;
  if (run.totalCount === 1 && only?.code !== undefined) {
    toastFailure(t('reconcile.skipped', { why: skipLabel(only.code) }), skipRemedy(only.code));
    return;
  }
  const { title, remedy } = endText(run);
  toastSuccess(title, remedy);
}
