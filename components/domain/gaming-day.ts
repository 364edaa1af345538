import { t } from '@/words/say';

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

/** Names the shift's days for a person: `Today`, `Yesterday`, or null for any other day. */
export function relativeDay(gamingDay: string, today: string): string | null {
  if (gamingDay === today) return t('domain.today');
  return gamingDay === addGamingDays(today, -1) ? t('domain.yesterday') : null;
}
