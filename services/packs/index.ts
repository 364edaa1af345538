import 'server-only';
import type { Db } from '@/lib/server/db';
import type { PackKey } from '@/lib/server/pack-key';
import { createSealsService } from '@/services/seals';
import { type ListedFile, type PackFile, packArchive } from './archive';
import { getPackSums, listPackCashLog, listPackLedger, recordPack } from './crud';
import type { PackFacts, PackRequest, PackSums } from './dtos';
import { guide } from './guide';
import { tableFiles } from './tables';

/** How many entries are asked for at once: some three megabytes. */
const ENTRIES_AT_ONCE = 5000;

async function* ledgerText(db: Db, request: PackRequest): AsyncGenerator<string> {
  let after: { playerId: string; entryNo: number } | undefined;
  do {
    const page = await listPackLedger(db, request, after, ENTRIES_AT_ONCE);
    yield page.text;
    const { nextPlayerId: playerId, nextEntryNo: entryNo } = page;
    after = playerId !== null && entryNo !== null ? { playerId, entryNo } : undefined;
  } while (after);
}

async function* cashLogText(db: Db, request: PackRequest): AsyncGenerator<string> {
  let after: string | undefined;
  do {
    const page = await listPackCashLog(db, request, after, ENTRIES_AT_ONCE);
    yield page.text;
    after = page.nextId ?? undefined;
  } while (after);
}

const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** The seals of the days and the ones before, which the first name, kind by kind in the order of their days. */
async function sealFiles(db: Db, { from, to }: PackRequest): Promise<PackFile[]> {
  const seals = createSealsService(db);
  const { items } = await seals.listSeals({ from: dayBefore(from), to });
  return items
    .map(({ kind, gamingDay }) => ({
      path: `seals/${kind}/${gamingDay}.txt`,
      pieces: () => seals.sealText({ kind, gamingDay }),
    }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

function manifestOf(facts: PackFacts, sums: PackSums, sealCount: number, key: PackKey, files: ListedFile[]): string {
  const { id, isExisting: _, ...said } = facts;
  const { entries, points_given: pointsGiven, points_taken: pointsTaken } = sums.ledger;
  const totals = { entries, pointsGiven, pointsTaken, seals: sealCount };
  return `${JSON.stringify({ format: 'pitside pack 1', packId: id, ...said, key: key.name, totals, files }, null, 1)}\n`;
}

/** The record of gaming days for who has to check it without us. */
export function createPacksService(db: Db) {
  return {
    /**
     * A pack as the bytes of a ZIP file, piece by piece; what it is stands in docs/packs.md. That it is made goes on record
     * before the first byte. PACK_DAYS_NOT_SEALED.
     */
    async makePack(request: PackRequest, key: PackKey, idempotencyKey: string): Promise<Pack> {
      const facts = await recordPack(db, request, idempotencyKey);
      const fileName = `pack-${facts.casino.slug}-${facts.from}-${facts.to}.zip`;
      return { fileName, bytes: packBytes(db, request, key, facts) };
    },
  };
}

/** A pack on its way: what it is called, and its bytes as they are made. */
export type Pack = { fileName: string; bytes: AsyncGenerator<Uint8Array> };

async function* packBytes(db: Db, request: PackRequest, key: PackKey, facts: PackFacts): AsyncGenerator<Uint8Array> {
  const sums = await getPackSums(db, request);
  const seals = await sealFiles(db, request);
  // What ledger and cash log are held against comes before them, so that who checks a pack reads them once.
  const files: PackFile[] = [
    { path: 'README.txt', pieces: () => only(guide(facts)) },
    ...tableFiles(db, request, sums),
    ...seals,
    { path: 'ledger/entries.txt', pieces: () => ledgerText(db, request) },
    { path: 'cash-log/rows.txt', pieces: () => cashLogText(db, request) },
  ];
  yield* packArchive(files, (listed) => manifestOf(facts, sums, seals.length, key, listed), key.sign);
}

async function* only(text: string): AsyncGenerator<string> {
  yield text;
}
