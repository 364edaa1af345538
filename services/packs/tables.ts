import 'server-only';
import type { Db } from '@/lib/server/db';
import { streamCsv } from '@/lib/shared/csv';
import type { PackFile } from './archive';
import { listPackRows } from './crud';
import type { PackRequest, PackSums } from './dtos';

const PAGE = 1000;

const COUPON_PLACES = [
  'outstanding_at_start',
  'issued',
  'issued_as_replacement',
  'voided',
  'replaced',
  'expired',
  'cleared',
  'outstanding_at_end',
].flatMap((name) => [name, `${name}_cents`]);

const AUDIT_COLUMNS = [
  'at',
  'gaming_day',
  'staff_id',
  'staff_name',
  'staff_role',
  'action',
  'entity_type',
  'entity_id',
  'outcome',
  'before',
  'after',
  'correlation_id',
];

/** The tables that are listed row by row: what the database calls them, and their columns. */
const TABLES = {
  rewards: [
    'month',
    'gaming_day',
    'at',
    'instrument',
    'type',
    'name',
    'entry_id',
    'coupon_id',
    'player_id',
    'patron',
    'staff_id',
    'issuer',
    'points',
    'value_cents',
  ],
  coupons: [
    'coupon_id',
    'program',
    'promo_type',
    'face_value_cents',
    'player_id',
    'issued_at',
    'gaming_day',
    'issuer',
    'replaces_coupon_id',
    'fate_at',
    'fate_by',
    'fate_reason',
    ...COUPON_PLACES,
  ],
  configuration_changes: AUDIT_COLUMNS,
  overrides: AUDIT_COLUMNS,
  ctr_cases: [
    'case_id',
    'gaming_day',
    'player_id',
    'unknown_patron_id',
    'patron',
    'status',
    'opened_at',
    'due_on',
    'cash_in_cents',
    'cash_out_cents',
    'filings',
    'filed_on',
    'bsa_id',
    'other_bsa_ids',
    'needs_amendment',
  ],
};

/** The rows that are within those of `ctr_cases`. */
const CTR_ENTRY_COLUMNS = [
  'case_id',
  'entry_id',
  'gaming_day',
  'entry_no',
  'occurred_at',
  'kind',
  'tender',
  'area',
  'cash_in_cents',
  'cash_out_cents',
  'is_after_close',
  'staff_id',
  'staff_name',
];

/** The summaries, each of a table above. */
const SUMMARIES = {
  rewards_by_month: ['month', 'type', 'count', 'points', 'value_cents'],
  coupon_reconciliation: ['program', ...COUPON_PLACES],
};

/** What a table's file is called. */
const fileOf = (table: string) => `${table.replaceAll('_', '-')}.csv`;

/** A value as a cell: what has an inside is told as JSON. */
function cellOf(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : (value as string | number | boolean);
}

type Row = Record<string, unknown>;

const lineOf = (row: Row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)]));

/** The rows of a table, or what is within each of them. */
async function* pagesOf(db: Db, table: string, request: PackRequest, rowsOf = (row: Row): Row[] => [row]) {
  let cursor: string | undefined;
  do {
    const page = await listPackRows(db, table, request, cursor, PAGE);
    yield page.items.flatMap(rowsOf).map(lineOf);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
}

/** A summary, each of its numbers zero where the database has none. */
async function* summary(columns: readonly string[], rows: readonly Row[]) {
  yield rows.map((row) => Object.fromEntries(columns.map((name) => [name, cellOf(row[name] ?? 0)])));
}

/** The tables of a pack with their summaries, as files. */
export function tableFiles(db: Db, request: PackRequest, sums: PackSums): PackFile[] {
  const listed = Object.entries(TABLES).map(([table, columns]) => ({
    path: fileOf(table),
    pieces: () => streamCsv(columns, pagesOf(db, table, request)),
  }));
  const summaries = Object.entries(SUMMARIES).map(([table, columns]) => ({
    path: fileOf(table),
    pieces: () => streamCsv(columns, summary(columns, sums[table as keyof typeof SUMMARIES])),
  }));
  const ctrEntries = {
    path: 'ctr-entries.csv',
    pieces: () =>
      streamCsv(
        CTR_ENTRY_COLUMNS,
        pagesOf(db, 'ctr_cases', request, ({ entries }) => entries as Row[]),
      ),
  };
  return [...listed, ctrEntries, ...summaries];
}
