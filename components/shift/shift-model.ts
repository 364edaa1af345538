import type { Alert, Shift } from '@/services/shift/dtos';

/** The shift of this name; null for the whole day, and for a name the day does not have. */
export function findShift(shifts: readonly Shift[], name: string | null): Shift | null {
  return shifts.find((shift) => shift.name === name) ?? null;
}

/** The alerts of a day by what they ask of a person. The server's order, the most severe first, is kept. */
export function groupAlerts(alerts: readonly Alert[]) {
  return {
    firing: alerts.filter((alert) => alert.isFiring && alert.acknowledgement === null),
    acknowledged: alerts.filter((alert) => alert.isFiring && alert.acknowledgement !== null),
    quiet: alerts.filter((alert) => !alert.isFiring),
  };
}

/** Names an alert among those of its gaming day, and on the page. */
export function alertId(alert: Alert): string {
  return `${alert.kind}:${alert.entityKey}`;
}
