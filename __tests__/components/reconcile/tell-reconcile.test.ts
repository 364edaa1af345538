import { toast } from 'sonner';
import { beforeEach, expect, test } from 'vitest';
import { tellReconcile } from '@/components/reconcile/tell-reconcile';
import { provideToast } from '@/components/ui/toast';
import type { SettledReconcile } from '@/hooks/reconciliation/use-reconcile-requests';
import type { ReconciliationRun, RunOutcome } from '@/services/reconciliation/dtos';
import { aRun } from './support/rows';

const NEW_YORK = 'America/New_York';

type Settled = Pick<Extract<SettledReconcile, { status: 'answered' }>, 'status' | 'answer'>;

/** The toasts that are there once `outcome` was told: newest last. */
async function told(outcome: Settled | Pick<Extract<SettledReconcile, { status: 'refused' }>, 'status' | 'refusal'>) {
  const request: SettledReconcile['request'] = {
    kind: 'apply',
    rows: { rowIds: ['row-1'] },
    confirmUnknownFreshness: false,
  };
  tellReconcile({ ...outcome, place: 'bulk', idempotencyKey: 'key', title: 'Ray Okafor', request }, NEW_YORK);
  await Promise.resolve();
  return toast
    .getHistory()
    .map((shown) => ('title' in shown ? { type: shown.type, title: shown.title, text: shown.description } : null));
}

function answered(run: ReconciliationRun, results: RunOutcome['results'] = []): Settled {
  const counts = { applied: 0, kept: 0, reverted: 0, skipped: 0 };
  return { status: 'answered', answer: { kind: 'run', outcome: { isExisting: false, ...counts, results, run } } };
}

beforeEach(() => {
  provideToast(toast);
  toast.getHistory().length = 0;
});

test('a refusal says what was not done, and why', async () => {
  const details = { by: 'earned', tier: 'gold', tierName: 'Gold' };
  expect(await told({ status: 'refused', refusal: { code: 'TIER_CHANGED_SINCE', details } })).toEqual([
    {
      type: 'error',
      title: 'Not done: Ray Okafor',
      text: expect.stringMatching(/^The player’s tier has changed since\. The player has earned Gold by play since\./),
    },
  ]);
});

test('a run that has ended says what it did', async () => {
  expect(await told(answered(aRun()))).toEqual([
    { type: 'success', title: 'Apply of 10 selected rows finished', text: '6 applied, 3 kept, 1 skipped.' },
  ]);
});

test('a run that is still to be done says nothing yet', async () => {
  expect(await told(answered(aRun({ status: 'running' })))).toEqual([]);
});

test('one row that was skipped is no success', async () => {
  const code = 'ALREADY_RECONCILED';
  const results = [{ rowId: 'row-1', rowNumber: 5, reconciliationId: 'done', outcome: 'skipped' as const, code }];
  expect(await told(answered(aRun({ totalCount: 1, selectedCount: 1 }), results))).toEqual([
    { type: 'error', title: 'Skipped: done already', text: 'Open the row again to see how it stands.' },
  ]);
});
