import 'server-only';
import { logger } from '@/lib/server/logger';
import { findDisagreement, type UtcOffset } from '@/lib/shared/wall-clock';

const compared = new Set<string>();

/**
 * Says in the log, once a zone, when the zone data of this server's Node are not those of PostgreSQL. Screens show PostgreSQL's
 * times all the same; what else runs on this Node may not.
 */
export function compareZoneData(timeZone: string, offsets: readonly UtcOffset[]): void {
  if (compared.has(timeZone)) return;
  compared.add(timeZone);
  const from = findDisagreement(timeZone, offsets, Date.now());
  if (from === null) return;
  const facts = { timeZone, from, node: process.version, tzData: process.versions.tz };
  logger.warn(facts, 'Node and PostgreSQL disagree about a time zone: update the one with the older zone data');
}
