import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import { WORK_MS } from '@/lib/shared/batch-work';
import * as crud from './crud';
import type { ApplyInput, ReportQuery, RevertInput, RunOutcome, RunResult } from './dtos';
import { mapOutcome } from './mappers';
import { streamReport } from './report';

const RESULTS_SHOWN = 1000;
/** Calls that the service offers as they are: each is one RPC, and nothing has to be done around it. */
const { startApply, startRevert, continueRun, listImportReport: _, ...SINGLE } = crud;

/** What becomes of the rows of legacy files, as the signed-in person may see and decide it. */
export function createReconciliationService(db: Db) {
  const continueToEnd = async (started: RunResult): Promise<RunOutcome> => {
    const until = performance.now() + WORK_MS;
    let run = started;
    while (run.status === 'running' && performance.now() < until)
      run = await continueRun(db, run.id, `continue:${run.id}:${run.doneCount}`);
    const results = await crud.listRunResults(db, run.id, { limit: RESULTS_SHOWN });
    return mapOutcome(run, results.items, started.isExisting);
  };

  return {
    ...callsOf(db, SINGLE),

    /** Applies rows, to the end or for as long as a request may take. IMPORT_ROW_NOT_FOUND. */
    async apply(input: ApplyInput, idempotencyKey: string): Promise<RunOutcome> {
      return continueToEnd(await startApply(db, input, idempotencyKey));
    },

    /** Takes back all that a run applied. RUN_NOT_FOUND, RUN_STILL_RUNNING. */
    async revertRun(runId: string, input: RevertInput, idempotencyKey: string): Promise<RunOutcome> {
      return continueToEnd(await startRevert(db, runId, input, idempotencyKey));
    },

    /** Goes on with a run, to the end or for as long as a request may take. RUN_NOT_FOUND. */
    async continueRun(runId: string, idempotencyKey: string): Promise<RunOutcome> {
      return continueToEnd(await continueRun(db, runId, idempotencyKey));
    },

    /** The report of an import or a run as CSV, piece by piece. IMPORT_NOT_FOUND, RUN_NOT_FOUND, with the first piece of rows. */
    report(query: ReportQuery): AsyncGenerator<string> {
      return streamReport(db, query);
    },
  };
}
