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
};

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

const lineOf = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)]));

async function* pagesOf(db: Db, table: string, request: PackRequest) {
  let cursor: string | undefined;
  do {
    const page = await listPackRows(db, table, request, cursor, PAGE);
    yield page.items.map(lineOf);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
}

/** A summary, each of its numbers zero where the database has none. */
async function* summary(columns: readonly string[], rows: readonly Record<string, unknown>[]) {
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
  return [...listed, ...summaries];
}
