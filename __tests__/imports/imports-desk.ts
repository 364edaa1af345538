import { parse } from 'csv-parse/sync';
import { newId } from '@/lib/shared/ids';
import type {
  ConfirmIdentityResult,
  EnrolResult,
  ImportMapping,
  ImportRow,
  ImportRowPage,
  PlayerImportDetail,
  PlayerImportResult,
} from '@/services/imports/dtos';
import type {
  QueueCounts,
  QueueFilter,
  QueueSort,
  ReconciliationDetail,
  ReconciliationItem,
  ReconciliationPage,
  ReconciliationResult,
  RunOutcome,
  RunResult,
} from '@/services/reconciliation/dtos';
import { dataOf } from '../floor/floor-desk';
import { createLoyaltyDesk, MANAGER } from '../loyalty/loyalty-desk';
import type { Answer, Email, TestStack } from '../support/stack';

type Sql = TestStack['sql'];
type Body = Record<string, unknown>;
type Call = { key?: string; as?: Email | null };
/** A file as it is sent: text goes as UTF-8. */
export type FileBody = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
type Upload = Call & {
  fileName?: string;
  allowDuplicate?: boolean;
  /** How the file is to be read, as the query says it. */
  reading?: Record<string, string>;
  headers?: Record<string, string>;
  /** Sends no key at all. */
  isKeyless?: boolean;
};
/** Whether a row is taken back also where the tier has changed since; not sent unless said. */
type Confirmed = { confirm?: boolean };
/** `expected`: the rows as they were shown, by their ids. */
type ConfirmedIdentity = Call & { note?: string; expected?: Record<string, string> };
type Applied = { rowIds?: string[]; filter?: QueueFilter; confirm?: boolean };
/** A row of a legacy file, by the names of its columns. */
export type LegacyRow = Record<string, string | number | null>;

/** Everything that a refused step of importing or reconciling must leave as it was. */
export async function importsSnapshot(sql: Sql): Promise<{ audits: number; rest: unknown }> {
  const [row] = await sql`
    select (select md5(string_agg(i::text, ',' order by i.casino_id, i.id)) from public.player_import i) as imports,
      (select md5(string_agg(r::text, ',' order by r.casino_id, r.id)) from public.player_import_row r) as rows,
      (select md5(string_agg(m::text, ',' order by m.casino_id)) from public.player_import_memory m) as memory,
      (select md5(string_agg(r::text, ',' order by r.casino_id, r.id)) from public.loyalty_reconciliation r) as reconciliations,
      (select md5(string_agg(r::text, ',' order by r.casino_id, r.id)) from public.reconciliation_run r) as runs,
      (select md5(string_agg(l::text, ',' order by l.casino_id, l.player_id)) from public.player_loyalty l) as standings,
      (select count(*) from public.player) as players,
      (select count(*) from public.loyalty_ledger) as entries,
      (select count(*) from public.loyalty_outbox) as events,
      (select count(*)::int from public.audit_log) as audits`;
  const { audits, ...rest } = row ?? {};
  return { audits, rest };
}

/** A legacy file as plain CSV: the columns of the first row, every cell quoted. */
export function legacyCsv(rows: LegacyRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: (string | number | null | undefined)[]) =>
    cells.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',');
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column])))]
    .map((l) => `${l}\n`)
    .join('');
}

/** What is done with legacy files and their rows, as short steps through the API. */
export function createImportsDesk(stack: TestStack) {
  const loyalty = createLoyaltyDesk(stack);
  const send = (method: 'POST' | 'PUT' | 'PATCH', path: string, body: unknown, call: Call = {}) =>
    loyalty.send(method, path, body, { as: MANAGER, ...call });
  const read = async <T>(path: string, as: Email = MANAGER) => dataOf<T>(await stack.http(as, 'GET', path));

  const desk = {
    loyalty,
    floor: loyalty.floor,
    send,
    read,

    upload(file: FileBody, call: Upload = {}): Promise<Answer> {
      const { fileName = 'players.csv', allowDuplicate = false, reading = {}, as = MANAGER, key = newId() } = call;
      const query = new URLSearchParams({
        fileName,
        ...reading,
        ...(allowDuplicate ? { allowDuplicate: 'true' } : {}),
      });
      return stack.http(as, 'POST', `/player-imports?${query}`, {
        rawBody: file,
        headers: { 'content-type': 'text/csv', ...call.headers },
        ...(call.isKeyless ? {} : { key }),
      });
    },
    /** A file that was taken in. */
    async uploaded(file: FileBody, call: Upload = {}): Promise<PlayerImportResult> {
      return dataOf(await desk.upload(file, call));
    },
    /** Rows that were taken in, as a file of their own. */
    stage: (rows: LegacyRow[], call: Upload = {}) => desk.uploaded(legacyCsv(rows), call),

    getImport: (importId: string) => read<PlayerImportDetail>(`/player-imports/${importId}`),
    /** Every row of an import, page by page. */
    async listRows(importId: string, status?: ImportRow['status']): Promise<ImportRow[]> {
      const rows: ImportRow[] = [];
      let cursor: string | null = null;
      do {
        const query = new URLSearchParams({
          limit: '200',
          ...(status ? { status } : {}),
          ...(cursor ? { cursor } : {}),
        });
        const page: ImportRowPage = await read(`/player-imports/${importId}/rows?${query}`);
        rows.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return rows;
    },

    map: (importId: string, mapping: unknown, call: Call = {}) =>
      send('POST', `/player-imports/${importId}/mapping`, mapping, call),
    async mapped(importId: string, mapping: ImportMapping): Promise<PlayerImportResult> {
      return dataOf(await desk.map(importId, mapping));
    },
    enrol: (importId: string, call: Call = {}) => send('POST', `/player-imports/${importId}/players`, {}, call),
    async enrolled(importId: string): Promise<EnrolResult> {
      return dataOf(await desk.enrol(importId));
    },
    discard: (importId: string, call: Call = {}) => send('POST', `/player-imports/${importId}/discard`, {}, call),
    async discarded(importId: string): Promise<PlayerImportResult> {
      return dataOf(await desk.discard(importId));
    },

    /** The queue, all of its pages. */
    async queue(filter: QueueFilter = {}, sort?: QueueSort): Promise<ReconciliationItem[]> {
      const items: ReconciliationItem[] = [];
      let cursor: string | null = null;
      do {
        const query = new URLSearchParams({
          limit: '200',
          ...queryOf(filter),
          ...(sort ? { sort } : {}),
          ...(cursor ? { cursor } : {}),
        });
        const page: ReconciliationPage = await read(`/reconciliations?${query}`);
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return items;
    },
    counts: (filter: QueueFilter = {}) =>
      read<QueueCounts>(`/reconciliations/counts?${new URLSearchParams(queryOf(filter))}`),
    getRow: (rowId: string) => read<ReconciliationDetail>(`/reconciliation-rows/${rowId}`),

    confirmIdentity: (rowIds: string[], call: ConfirmedIdentity = {}) => {
      const { note, expected, ...how } = call;
      const body = { rowIds, ...(note ? { note } : {}), ...(expected ? { expected } : {}) };
      return send('POST', '/reconciliations/confirm-identity', body, how);
    },
    async confirmedIdentity(rowIds: string[], call: ConfirmedIdentity = {}): Promise<ConfirmIdentityResult> {
      return dataOf(await desk.confirmIdentity(rowIds, call));
    },
    apply: ({ confirm, ...chosen }: Applied, call: Call = {}) =>
      send('POST', '/reconciliations/apply', applyBody(chosen, confirm), call),
    async applied(chosen: Applied, call: Call = {}): Promise<RunOutcome> {
      return dataOf(await desk.apply(chosen, call));
    },
    revert: (reconciliationId: string, reason: unknown = 'Wrong file', call: Call & Confirmed = {}) =>
      send('POST', `/reconciliations/${reconciliationId}/revert`, revertBody(reason, call), call),
    async reverted(reconciliationId: string, call: Confirmed = {}): Promise<ReconciliationResult> {
      return dataOf(await desk.revert(reconciliationId, undefined, call));
    },
    revertRun: (runId: string, reason: unknown = 'Wrong file', call: Call & Confirmed = {}) =>
      send('POST', `/reconciliation-runs/${runId}/revert`, revertBody(reason, call), call),
    async revertedRun(runId: string, call: Confirmed = {}): Promise<RunOutcome> {
      return dataOf(await desk.revertRun(runId, undefined, call));
    },
    continueRun: (runId: string, call: Call = {}) => send('POST', `/reconciliation-runs/${runId}/continue`, {}, call),
    async continuedRun(runId: string): Promise<RunOutcome> {
      return dataOf(await desk.continueRun(runId));
    },
    stopRun: (runId: string, call: Call = {}) => send('POST', `/reconciliation-runs/${runId}/stop`, {}, call),
    async stoppedRun(runId: string): Promise<RunResult> {
      return dataOf(await desk.stopRun(runId));
    },

    /** The report of an import or a run, as the file that is downloaded. */
    report: (of: { importId: string } | { runId: string }, as: Email = MANAGER) =>
      stack.http(as, 'GET', `/reconciliations/report.csv?${new URLSearchParams(of)}`),
    /** The rows of a report, by the names of its columns. */
    async reportRows(of: { importId: string } | { runId: string }): Promise<Record<string, string>[]> {
      const { text = '' } = await desk.report(of);
      return parse(text, { bom: true, columns: true });
    },

    /** The worker's part: goes on until no import waits for it. */
    async tend(): Promise<void> {
      for (let rounds = 0; rounds < 1000; rounds += 1) {
        const { body } = await stack.rpc('service', 'rpc_worker_tend_imports', {});
        if (!(body as { has_more: boolean }).has_more) return;
      }
      throw new Error('The worker finds no end.');
    },
  };
  return desk;
}

export type ImportsDesk = ReturnType<typeof createImportsDesk>;

function queryOf(filter: QueueFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]));
}

function revertBody(reason: unknown, { confirm }: Confirmed): Body {
  return { reason, ...(confirm === undefined ? {} : { confirmTierChanged: confirm }) };
}

function applyBody(chosen: Omit<Applied, 'confirm'>, confirm: boolean | undefined): Body {
  return { policy: 'upgrade_only', ...chosen, ...(confirm === undefined ? {} : { confirmUnknownFreshness: confirm }) };
}
