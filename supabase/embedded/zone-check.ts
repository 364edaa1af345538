import { findDisagreement } from '../../lib/shared/wall-clock.ts';
import { withConnection } from './connection.ts';

type Zone = { timeZone: string; offsets: { starts_at: string; ends_at: string; seconds: number }[] };

/** A sentence for each casino's zone about which this Node and PostgreSQL disagree, now or within 400 days. */
export async function listZoneWarnings(superuserUrl: string): Promise<string[]> {
  const zones = await withConnection(
    superuserUrl,
    (sql) => sql<Zone[]>`
      select time_zone as "timeZone", app.utc_offsets(time_zone, date_trunc('day', now()), date_trunc('day', now()) + interval '400 days') as offsets
      from (
        select time_zone from public.casino_settings union
        select day_rule_time_zone from public.casino_settings where day_rule_from is not null
      ) zones order by 1`,
  );
  return zones.flatMap(({ timeZone, offsets }) => {
    const periods = offsets.map((one) => ({ startsAt: one.starts_at, endsAt: one.ends_at, seconds: one.seconds }));
    const from = findDisagreement(timeZone, periods, Date.now());
    if (from === null) return [];
    const tzData = `Node ${process.version} (zone data ${process.versions.tz})`;
    return [
      `Warning: ${tzData} and PostgreSQL disagree about ${timeZone} from ${from} on. Update the one with the older data.`,
    ];
  });
}
