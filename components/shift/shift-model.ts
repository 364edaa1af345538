import type { Alert, Shift } from '@/services/shift/dtos';

const DAY_MS = 86_400_000;

/** Whether a text from the address is a calendar day, `YYYY-MM-DD`. */
export function isGamingDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The gaming day so many days later, or earlier. Calendar days: no clock and no time zone has a part in it. */
export function addGamingDays(gamingDay: string, days: number): string {
  return new Date(Date.parse(`${gamingDay}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

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

/** Names the shift's days for a person: `Today`, `Yesterday`, or null for any other day. */
export function relativeDay(gamingDay: string, today: string): 'Today' | 'Yesterday' | null {
  if (gamingDay === today) return 'Today';
  return gamingDay === addGamingDays(today, -1) ? 'Yesterday' : null;
}
