import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { useIntentMutation } from '@/hooks/intent-mutation';
import type { RunOutcome } from '@/services/imports/dtos';
import { continueRun, stopRun } from '@/services/imports/http';
import { refreshReconciled } from './use-reconcile-requests';

/**
 * Goes on with a run until it is finished or stopped: the server works for some seconds per request, and each request goes
 * on from where the run is. What is done stays done; when a request fails for good, `error` says so and `goOn` resumes.
 */
export function useRunWork(onEnd: (outcome: RunOutcome) => void) {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  const work = useIntentMutation({
    operation: 'continue-run',
    send: continueRun,
    onSettled: () => refreshReconciled(queryClient, casino.id),
  });
  const { mutate, data, isPending, error, variables } = work;
  const begin = useCallback(
    (runId: string) =>
      mutate(runId, { onSuccess: (outcome) => (outcome.run.status === 'running' ? undefined : onEnd(outcome)) }),
    [mutate, onEnd],
  );
  const next = !isPending && data?.run.status === 'running' ? data.run.id : null;
  useEffect(() => {
    if (next !== null) begin(next);
  }, [next, begin]);
  return {
    /** The run that is worked on from here; null while there is none. */
    runId: isPending || next !== null ? (variables ?? null) : null,
    /** Why the run of `failedRunId` does not go on from here. */
    error,
    failedRunId: error === null ? null : (variables ?? null),
    goOn: begin,
  };
}

/** Stops a run after the rows it is at. */
export function useStopRun() {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  return useIntentMutation({
    operation: 'stop-run',
    send: stopRun,
    isMadeOnce: true,
    onSettled: () => refreshReconciled(queryClient, casino.id),
  });
}
