import 'server-only';
import pino from 'pino';

/**
 * One JSON line per event on standard output. Lines carry ids, codes and durations, never names, notes, card numbers,
 * exclusions or tokens.
 */
export const logger = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: { service: 'pitside' },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
});
