import { alertSentence, type Speaker } from '@/lib/shared/alert-sentence';
import { fromRow, onOnePage } from '@/lib/shared/wire';
import { tEnglish } from '@/words/english';
import { type Alerts, alertsSchema } from './dtos';

/** The answer of `rpc_shift_alerts`, every alert with its sentence. */
export function mapAlerts(row: unknown): Alerts {
  const speaker = inEnglish((row as { currency: string }).currency);
  const alerts = fromRow(alertsSchema, onOnePage(row));
  return { ...alerts, items: alerts.items.map((alert) => ({ ...alert, message: alertSentence(alert, speaker) })) };
}

/** The API speaks English to everybody: what a person reads is said in the page, in that person's language. */
function inEnglish(currency: string): Speaker {
  return {
    t: tEnglish,
    money: (cents) => {
      const digits = cents % 100 === 0 ? 0 : 2;
      const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      return (cents / 100).toLocaleString('en-US', { style: 'currency', currency, ...fraction });
    },
    number: (value) => value.toLocaleString('en-US'),
    day: (gamingDay) => gamingDay,
  };
}
