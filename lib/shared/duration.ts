import type { Say } from '@/words/say';

const MINUTE = 60;
const HOUR = 3600;

/** A stretch of time as somebody says it, in whole minutes: `48 min`, `1 h 05`. Never rounds up: 59 s is `0 min`. */
export function sayDuration(seconds: number, say: Say): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  if (whole < HOUR) return say('format.minutes', { minutes });
  return say('format.hoursAndMinutes', { hours: Math.floor(whole / HOUR), minutes: String(minutes).padStart(2, '0') });
}
