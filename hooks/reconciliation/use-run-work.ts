import { useCallback, useEffect, useState } from 'react';
import { useIntentMutation } from '@/hooks/intent-mutation';
import type { RunOutcome } from '@/services/reconciliation/dtos';
import { continueRun, stopRun } from '@/services/reconciliation/http';
import { refreshReconciled } from './use-reconcile-requests';

/**
 * Goes on with runs until each is finished or stopped: the server works for some seconds per request, and each request
 * goes on from where its run is. Several take turns. What is done stays done; when a request fails for good, `error` says
 * so and `goOn` resumes.
 */
export function useRunWork(onEnd: (outcome: RunOutcome) => void) {
  const work = useIntentMutation({
    operation: 'continue-run',
    send: continueRun,
    refresh: refreshReconciled,
  });
  const { mutate, data, isPending, error, variables } = work;
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const goOn = useCallback(
    (runId: string) => setWaiting((before) => (before.includes(runId) ? before : [...before, runId])),
    [],
  );
  const unfinished = !isPending && data?.run.status === 'running' ? data.run.id : null;
  const next = isPending ? null : (waiting[0] ?? unfinished);
  useEffect(() => {
    if (next === null) return;
    setWaiting((before) => {
      const others = before.filter((runId) => runId !== next);
      return unfinished === null || unfinished === next ? others : [...others, unfinished];
    });
    mutate(next, { onSuccess: (outcome) => (outcome.run.status === 'running' ? undefined : onEnd(outcome)) });
  }, [next, unfinished, mutate, onEnd]);
  const current = isPending ? variables : unfinished;
  return {
    /** The runs that are worked on from here. */
    runIds: current ? [current, ...waiting] : waiting,
    /** Why the run of `failedRunId` does not go on from here. */
    error,
    failedRunId: error === null ? null : (variables ?? null),
    goOn,
  };
}

/** Stops a run after the rows it is at. */
export function useStopRun() {
  return useIntentMutation({
    operation: 'stop-run',
    send: stopRun,
    refresh: refreshReconciled,
  });
}
