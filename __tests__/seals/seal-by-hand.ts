import { createHash } from 'node:crypto';
import type { TestStack } from '../support/stack';

export type SealByHand = { gamingDay: string; entryCount: number; totalCount: number; root: string };
type Row = { playerId: string; entryNo: number; id: string; hash: string; day: string };

/** `2026-11-20` and a day more. */
function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/**
 * The seals of a casino's ledger from its first gaming day to `lastDay`, worked out by docs/seals.md from the entries alone, for
 * a ledger whose entries were all there when their day was sealed.
 */
export async function sealByHand(stack: TestStack, casinoId: string, lastDay: string): Promise<SealByHand[]> {
  const rows = await stack.sql<Row[]>`
    select player_id as "playerId", entry_no::int as "entryNo", id, encode(entry_hash, 'hex') as hash, gaming_day::text as day
    from public.loyalty_ledger where casino_id = ${casinoId} order by entry_no`;
  const sealedNo = new Map<string, number>();
  const seals: SealByHand[] = [];
  const firstDay = rows.map(({ day }) => day).sort()[0] ?? '';
  for (let day = firstDay; day <= lastDay; day = nextDay(day)) {
    const heads = new Map<string, Row>();
    for (const row of rows) {
      if (row.day <= day && row.entryNo > (sealedNo.get(row.playerId) ?? 0)) heads.set(row.playerId, row);
    }
    const ordered = [...heads.values()].sort((one, other) => (one.playerId < other.playerId ? -1 : 1));
    const entryCount = ordered.reduce((sum, row) => sum + row.entryNo - (sealedNo.get(row.playerId) ?? 0), 0);
    const before = seals.at(-1);
    const totalCount = (before?.totalCount ?? 0) + entryCount;
    const lines = [
      'pitside seal 1',
      `casino ${casinoId}`,
      'kind ledger',
      `day ${day}`,
      `previous ${before?.root ?? '-'}`,
      `entries ${entryCount}`,
      `total ${totalCount}`,
      ...ordered.map(({ playerId, entryNo, id, hash }) => `${playerId} ${entryNo} ${id} ${hash}`),
    ];
    const root = createHash('sha256')
      .update(`${lines.join('\n')}\n`)
      .digest('hex');
    seals.push({ gamingDay: day, entryCount, totalCount, root });
    for (const row of ordered) sealedNo.set(row.playerId, row.entryNo);
  }
  return seals;
}
