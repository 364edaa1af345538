import type { AlertKind } from '@/lib/shared/kinds';
import { isOpenAlert } from '@/lib/shared/open-alert';
import type { Alert, PitFigures } from '@/services/shift/dtos';

/** The alerts of a day by what they ask of a person. The server's order, the most severe first, is kept. */
export function groupAlerts(alerts: readonly Alert[]) {
  return {
    firing: alerts.filter(isOpenAlert),
    acknowledged: alerts.filter((alert) => alert.isFiring && alert.acknowledgement !== null),
    quiet: alerts.filter((alert) => !alert.isFiring),
  };
}

/** Names an alert among those of its gaming day, and on the page. */
export function alertId(alert: Alert): string {
  return `${alert.kind}:${alert.entityKey}`;
}

/** Rules that fire once for each slip: on a full floor there are many of them at once, all about the same. */
const OF_EACH_SLIP: readonly AlertKind[] = ['slip_duration', 'pause_duration'];
const BUNDLED_FROM = 3;
const SEVERITIES = ['critical', 'warn', 'none'];
const LONGER_THAN_ANY_MINUTES = 1e9;

/** One alert, or several of one rule, the gravest first. */
export type AlertBundle = [Alert, ...Alert[]];

/**
 * What calls for a look, gravest first: each alert by itself, but several slips that a rule names are one, the longest
 * first, and stand after what else is as grave, so that they bury nothing.
 */
export function bundleAlerts(firing: readonly Alert[]): AlertBundle[] {
  const bundles: AlertBundle[] = [];
  const bundled = OF_EACH_SLIP.filter((kind) => firing.filter((alert) => alert.kind === kind).length >= BUNDLED_FROM);
  for (const alert of firing.toSorted((a, b) => gravity(a) - gravity(b))) {
    const bundle = bundled.includes(alert.kind) ? bundles.find(([first]) => first.kind === alert.kind) : undefined;
    if (bundle) bundle.push(alert);
    else bundles.push([alert]);
  }
  return bundles;
}

/** By severity, then what is about money before what is about time, then the longest first. */
function gravity({ kind, severity, value }: Alert): number {
  const time = OF_EACH_SLIP.includes(kind) ? LONGER_THAN_ANY_MINUTES - value : 0;
  return SEVERITIES.indexOf(severity) * LONGER_THAN_ANY_MINUTES * 2 + time;
}

/** The coupons that a rule of promotions is about, as the promo screen narrows its list. */
const COUPONS_OF: Partial<Record<AlertKind, string>> = {
  promo_issuance_spike: 'all',
  promo_void_rate: 'voided',
  promo_replacement_rate: 'replaced',
  outstanding_aging: 'issued',
  expiring_soon: 'issued',
};

export type AlertPlace = { leadsTo: 'slip' | 'player' | 'pit' | 'cash' | 'coupons'; href: string };

/** Where one sees what an alert is about: its slip, its player, the pit of its table (on the floor, or its cash), its coupons. */
export function placeOfAlert(
  { kind, entity }: Alert,
  day: string | null,
  pits: readonly PitFigures[],
): AlertPlace | null {
  const status = COUPONS_OF[kind];
  if (status) return { leadsTo: 'coupons', href: `/promos?status=${status}` };
  if (entity.type === 'slip' && entity.id) return { leadsTo: 'slip', href: `/pit?slip=${entity.id}` };
  if (entity.type === 'player' && entity.id) return { leadsTo: 'player', href: `/players/${entity.id}` };
  const pit = pits.find(({ tables }) => tables.some(({ tableId }) => tableId === entity.id));
  if (!pit) return null;
  if (kind === 'table_idle') return { leadsTo: 'pit', href: `/pit?pit=${pit.id}` };
  const address = new URLSearchParams({ ...(day ? { day } : {}), pits: pit.id });
  return { leadsTo: 'cash', href: `/shift?${address}` };
}
