import type postgres from 'postgres';
import { toWire } from '../../lib/shared/wire.ts';

type MtlKindRow = { kind: string; direction: string; needs_table: boolean };
type FigureRow = { rule: string; field: string; standard: string; lowest: string; highest: string; is_whole: boolean };

/**
 * The kinds that the database knows, and what an alert rule goes by, as TypeScript: so that neither is written down twice,
 * and a new one does not compile until it has its words.
 */
export async function readKinds(sql: postgres.Sql): Promise<string> {
  const enumOf = async (name: string) => {
    const rows = await sql`select unnest(enum_range(null::${sql.unsafe(name)}))::text as value`;
    return JSON.stringify(rows.map(({ value }) => value));
  };
  const mtlKinds = await sql<MtlKindRow[]>`select kind, direction, needs_table from app.mtl_kinds()`;
  const tableOfKinds = mtlKinds.map(({ kind, direction, needs_table: needsTable }) => [
    kind,
    { direction, needsTable },
  ]);
  const figures = await sql<FigureRow[]>`select * from app.alert_threshold_fields()`;
  const rules: Record<string, Record<string, object>> = {};
  for (const { rule, field, standard, lowest, highest, is_whole: isWhole } of figures) {
    const bounds = { standard: Number(standard), lowest: Number(lowest), highest: Number(highest), isWhole };
    rules[rule] = { ...rules[rule], [field]: bounds };
  }
  return `// Written by \`npm run types\` from supabase/schemas.

/** What a promo program can be, in the order in which it is offered. */
export const PROMO_TYPES = ${await enumOf('public.promo_type_enum')} as const;
export type PromoType = (typeof PROMO_TYPES)[number];

/** What an alert can be about. */
export const ALERT_KINDS = ${await enumOf('public.alert_kind')} as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Where a row of a legacy file can be, in the order in which it goes through them. */
export const IMPORT_ROW_STATUSES = ${await enumOf('public.import_row_status')} as const;

/** What an entry of the cash log can be, with what it was paid in, where, and how near its sum is to a report. */
export const MTL_KINDS = ${await enumOf('public.mtl_kind')} as const;
/** Of each kind: whether the house takes or gives, and whether it is at a table. */
export const MTL_KIND_FACTS = ${JSON.stringify(Object.fromEntries(tableOfKinds))} as const;
export const MTL_DIRECTIONS = ${await enumOf('public.mtl_direction')} as const;
export const MTL_TENDERS = ${await enumOf('public.mtl_tender')} as const;
export const MTL_AREAS = ${await enumOf('public.mtl_area')} as const;
export const MTL_LEVELS = ${await enumOf('public.mtl_level')} as const;

/** Why an attempt to deliver an event to a webhook failed. */
export const WEBHOOK_FAILURES = ${await enumOf('public.webhook_failure')} as const;
export type WebhookFailure = (typeof WEBHOOK_FAILURES)[number];

/** What compliance looks at, what can stand out there, and what kinds of rows stand behind it. */
export const LENSES = ${await enumOf('public.lens')} as const;
export const LENS_KINDS = ${await enumOf('public.lens_kind')} as const;
export const LENS_ROW_TYPES = ${await enumOf('public.lens_row_type')} as const;

/** Every figure that an alert rule goes by: what it is to begin with, and between which bounds it may be set. */
export const ALERT_FIGURES = ${JSON.stringify(toWire(rules))} as const;
/** A rule that is set: one for each kind of alert, and what several of them compare with. */
export type RuleName = keyof typeof ALERT_FIGURES;
`;
}
