import type { AuditRow } from '@/services/audit/dtos';

/** The page of the thing that a row is about, where it has one. */
export function thingHref({ entityType, entityId }: Pick<AuditRow, 'entityType' | 'entityId'>): string | null {
  if (entityType === 'casino_settings') return '/settings';
  if (entityId === null) return null;
  const pages: Record<string, string> = {
    player: `/players/${entityId}`,
    promo_coupon: `/promos?coupon=${entityId}`,
    player_import: `/imports?import=${entityId}`,
    reconciliation_run: `/reconcile?view=history&run=${entityId}`,
  };
  return pages[entityType] ?? null;
}
