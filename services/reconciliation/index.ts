import 'server-only';
import type { Db } from '@/lib/server/db';
import { WORK_MS } from '@/lib/shared/batch-work';
import * as crud from './crud';
import type {
  ApplyInput,
  ApplyPreview,
  QueueCounts,
  QueueFilter,
  QueueQuery,
  ReconciliationDetail,
  ReconciliationPage,
  ReconciliationResult,
  ReconciliationRun,
  ReportQuery,
  RevertInput,
  RunOutcome,
  RunPage,
  RunResult,
  RunResultPage,
} from './dtos';
import * as map from './mappers';
import { streamReport } from './report';

const RESULTS_SHOWN = 1000;

type PageRequest = { cursor?: string | undefined; limit: number };

/** What becomes of the rows of legacy files, as the signed-in person may see and decide it. */
export function createReconciliationService(db: Db) {
  const continueToEnd = async (started: RunResult): Promise<RunOutcome> => {
    const until = performance.now() + WORK_MS;
    let run: ReconciliationRun = started;
    while (run.status === 'running' && performance.now() < until)
      run = map.mapRunResult(await crud.continueRun(db, run.id, `continue:${run.id}:${run.doneCount}`));
    const results = await crud.selectRunResults(db, run.id, { limit: RESULTS_SHOWN });
    return map.mapOutcome(run, map.mapRunResults(results).items, started.isExisting);
  };

  return {
    /** The queue. */
    async listQueue(query: QueueQuery): Promise<ReconciliationPage> {
      return map.mapQueue(await crud.selectQueue(db, query));
    },

    /** How many rows of the queue are where. */
    async countQueue(filter: QueueFilter): Promise<QueueCounts> {
      return map.mapQueueCounts(await crud.selectQueueCounts(db, filter));
    },

    /** One row of the queue with all there is to it. IMPORT_ROW_NOT_FOUND. */
    async getRow(rowId: string): Promise<ReconciliationDetail> {
      return map.mapReconciliationDetail(await crud.selectQueueRow(db, rowId));
    },

    /** What applying all that match a filter would do. */
    async previewApply(filter: QueueFilter): Promise<ApplyPreview> {
      return map.mapPreview(await crud.selectPreview(db, filter));
    },

    /** Applies rows, to the end or for as long as a request may take. IMPORT_ROW_NOT_FOUND. */
    async apply(input: ApplyInput, idempotencyKey: string): Promise<RunOutcome> {
      return continueToEnd(map.mapRunResult(await crud.startApply(db, input, idempotencyKey)));
    },

    /** Takes back what was applied from one row. RECONCILIATION_NOT_FOUND, ALREADY_RECONCILED, TIER_CHANGED_SINCE. */
    async revert(id: string, input: RevertInput, idempotencyKey: string): Promise<ReconciliationResult> {
      return map.mapReconciliationResult(await crud.revertReconciliation(db, id, input, idempotencyKey));
    },

    /** Takes back all that a run applied. RUN_NOT_FOUND, RUN_STILL_RUNNING. */
    async revertRun(runId: string, input: RevertInput, idempotencyKey: string): Promise<RunOutcome> {
      return continueToEnd(map.mapRunResult(await crud.startRevert(db, runId, input, idempotencyKey)));
    },

    /** Goes on with a run, to the end or for as long as a request may take. RUN_NOT_FOUND. */
    async continueRun(runId: string, idempotencyKey: string): Promise<RunOutcome> {
      return continueToEnd(map.mapRunResult(await crud.continueRun(db, runId, idempotencyKey)));
    },

    /** Stops a run after the rows it is at. RUN_NOT_FOUND. */
    async stopRun(runId: string, idempotencyKey: string): Promise<RunResult> {
      return map.mapRunResult(await crud.stopRun(db, runId, idempotencyKey));
    },

    /** Runs, newest first. */
    async listRuns(page: PageRequest): Promise<RunPage> {
      return map.mapRuns(await crud.selectRuns(db, page));
    },

    /** One run, with how far it is. RUN_NOT_FOUND. */
    async getRun(runId: string): Promise<ReconciliationRun> {
      return map.mapRun(await crud.selectRun(db, runId));
    },

    /** What a run did with each row, in the order it did them. RUN_NOT_FOUND. */
    async listRunResults(runId: string, page: PageRequest): Promise<RunResultPage> {
      return map.mapRunResults(await crud.selectRunResults(db, runId, page));
    },

    /** The report of an import or a run as CSV, piece by piece. IMPORT_NOT_FOUND, RUN_NOT_FOUND, with the first piece of rows. */
    report(query: ReportQuery): AsyncGenerator<string> {
      return streamReport(db, query);
    },
  };
}
