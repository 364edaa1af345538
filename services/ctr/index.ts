import 'server-only';
import type { Upload } from '@/lib/server/csv/spool';
import { callsOf, type Db } from '@/lib/server/db';
import { readUploadText } from '@/lib/server/http/upload-text';
import * as crud from './crud';
import type {
  AcknowledgementQuery,
  CtrBatchResult,
  CtrCaseResult,
  ExportCtrCasesInput,
  FileCtrCaseInput,
  UpdateCtrCaseInput,
} from './dtos';
import { readAcknowledgement } from './fincen/acknowledgement';
import { buildCtrBatch } from './fincen/batch';

/** Calls that the service offers as they are: each is one RPC, and nothing has to be done around it. */
const { updateCase, fileCase, exportCases, getReports, updateAcknowledgement, ...SINGLE } = crud;

/** An acknowledgement of five hundred reports with twenty remarks on each is about as long. */
const MAX_ACKNOWLEDGEMENT_BYTES = 8 * 1024 * 1024;

/** Currency transaction reports: from a case to the file that goes to FinCEN, and back. */
export function createCtrService(db: Db) {
  /** What a change answers is in the audit trail, so that it says nothing of persons; the case is read for that. */
  const withCase = async ({ caseId, isExisting }: { caseId: string; isExisting: boolean }): Promise<CtrCaseResult> => ({
    ...(await crud.getCase(db, caseId)),
    isExisting,
  });

  return {
    ...callsOf(db, SINGLE),

    /** Changes what is said of a case and its persons. */
    async updateCase(caseId: string, input: UpdateCtrCaseInput, key: string): Promise<CtrCaseResult> {
      return withCase(await updateCase(db, caseId, input, key));
    },

    /** Files a case. */
    async fileCase(caseId: string, input: FileCtrCaseInput, key: string): Promise<CtrCaseResult> {
      return withCase(await fileCase(db, caseId, input, key));
    },

    /** Makes a batch; its file is the same whenever it is asked for. */
    exportCases: (input: ExportCtrCasesInput, key: string) => exportCases(db, input, key),

    /** The file of a batch. CTR_BATCH_NOT_FOUND. */
    async *batchFile(batchId: string): AsyncGenerator<string> {
      yield buildCtrBatch(await getReports(db, batchId));
    },

    /** Reads FinCEN's answer to a batch and puts it on its cases. */
    async acknowledge(upload: Upload, query: AcknowledgementQuery, key: string): Promise<CtrBatchResult> {
      const answer = readAcknowledgement(await readUploadText(upload, MAX_ACKNOWLEDGEMENT_BYTES));
      return updateAcknowledgement(db, answer, query, key);
    },
  };
}
