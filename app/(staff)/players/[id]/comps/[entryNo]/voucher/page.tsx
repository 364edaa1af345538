import { notFound } from 'next/navigation';
import { z } from 'zod';
import { CompVoucher } from '@/components/player/comp-voucher';
import { CompVoucherDesk } from '@/components/player/comp-voucher-desk';
import { Refused } from '@/components/ui/refused';
import { AppError } from '@/lib/shared/errors';
import { idSchema } from '@/lib/shared/schemas';
import { getWords, titled } from '@/words/server';
import { getServices, requireMe } from '../../../../../page-context';

const paramsSchema = z.object({ id: idSchema, entryNo: z.coerce.number().int().positive().max(1_000_000_000) });

export const generateMetadata = titled('shell.title_voucher');

export default async function CompVoucherPage({ params }: { params: Promise<{ id: string; entryNo: string }> }) {
  const me = await requireMe();
  const place = paramsSchema.safeParse(await params);
  if (!place.success) notFound();
  // Who holds the paper gets the comp, so it is printed by those who may give one.
  if (!me.capabilities.includes('reward.issue')) {
    return <Refused code="FORBIDDEN" />;
  }
  // The paper speaks the language of whoever prints it.
  const [given] = await Promise.all([findComp(place.data.id, place.data.entryNo), getWords()]);
  if (given === null) notFound();
  const { entry, playerName } = given;
  return (
    <CompVoucherDesk playerId={entry.playerId} isTakenBack={entry.reversedByEntryId !== null}>
      <CompVoucher entry={entry} playerName={playerName} casinoName={me.casino.name} settings={me.settings} />
    </CompVoucherDesk>
  );
}

/** The entry of that number, if it is a comp that is given by voucher. */
async function findComp(playerId: string, entryNo: number) {
  const { floor, loyalty } = await getServices();
  try {
    // An entry has no address of its own: a player's list continues before the number after it.
    const [player, page] = await Promise.all([
      floor.getPlayer(playerId),
      loyalty.listLedgerEntries(playerId, { cursor: String(entryNo + 1), limit: 1 }),
    ]);
    const entry = page.items[0];
    return entry?.entryNo === entryNo && entry.isByVoucher ? { entry, playerName: player.name } : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'PLAYER_NOT_FOUND') return null;
    throw error;
  }
}
