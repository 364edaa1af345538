'use client';

import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import { useRelations } from '@/hooks/authority/use-relations';
import { useCan } from '@/hooks/casino/me-context';
import { usePlayerNotes } from '@/hooks/floor/use-player-notes';
import { usePlayerVisits } from '@/hooks/floor/use-player-visits';
import { useLedger } from '@/hooks/loyalty/use-ledger';
import type { DueSlip, FloorSlip, Player } from '@/services/floor/dtos';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import type { usePlayerUrl } from './use-player-url';

const issueRewardDrawer = lateCode(
  async () => (await import('@/components/loyalty/issue-reward-drawer')).IssueRewardDrawer,
);
const correctPointsDrawer = lateCode(async () => (await import('./correct-points-drawer')).CorrectPointsDrawer);
const correctPlayerDrawer = lateCode(async () => (await import('./correct-player-drawer')).CorrectPlayerDrawer);
const setTierDrawer = lateCode(async () => (await import('./set-tier-drawer')).SetTierDrawer);
const takeBackDrawer = lateCode(async () => (await import('./take-back-drawer')).TakeBackDrawer);
const checkInHeldDialog = lateCode(async () => (await import('./check-in-held-dialog')).CheckInHeldDialog);
const settleSlipDrawer = lateCode(async () => (await import('./settle-slip-drawer')).SettleSlipDrawer);
const checkOutDialog = lateCode(async () => (await import('./check-out-dialog')).CheckOutDialog);
const careDrawer = lateCode(async () => (await import('./care-drawer')).CareDrawer);
const noteDrawer = lateCode(async () => (await import('./note-drawer')).NoteDrawer);
const photoDrawer = lateCode(async () => (await import('./photo-drawer')).PhotoDrawer);
const strikeNoteDrawer = lateCode(async () => (await import('./strike-note-drawer')).StrikeNoteDrawer);
const declareRelationDrawer = lateCode(async () => (await import('./declare-relation-drawer')).DeclareRelationDrawer);
const endRelationDrawer = lateCode(async () => (await import('./end-relation-drawer')).EndRelationDrawer);
const couponDrawer = lateCode(async () => (await import('@/components/promo/coupon-drawer')).CouponDrawer);
const LOADERS = [
  issueRewardDrawer.fetch,
  correctPointsDrawer.fetch,
  setTierDrawer.fetch,
  correctPlayerDrawer.fetch,
  takeBackDrawer.fetch,
  checkInHeldDialog.fetch,
  settleSlipDrawer.fetch,
  checkOutDialog.fetch,
  careDrawer.fetch,
  noteDrawer.fetch,
  strikeNoteDrawer.fetch,
  photoDrawer.fetch,
  couponDrawer.fetch,
];

type PlayerOverlaysProps = {
  player: Player;
  slips: readonly FloorSlip[];
  url: ReturnType<typeof usePlayerUrl>;
  /** The entry that was last to be taken back, and the slip that was last to be settled, where that was here. */
  entry: LedgerEntry | null;
  dueSlip: DueSlip | null;
};

/** Draws the overlay. Its code is not part of the first load, but is fetched right after it: the Wi-Fi may go. */
export function PlayerOverlays({ player, slips, url, entry, dueSlip }: PlayerOverlaysProps) {
  usePreload(LOADERS);
  const mayCare = useCan('player.care');
  const mayDeclare = useCan('relation.manage');
  const { kind, about, open, close: onClose } = url.overlay;
  const { id: playerId, name: playerName, loyalty, openVisitId } = player;
  const balance = loyalty?.balance ?? 0;
  if (kind === 'issue') {
    const recipient = {
      playerId,
      playerName,
      tierName: loyalty?.tierName ?? null,
      visitId: openVisitId,
      slip: slips[0] ?? null,
    };
    const onTab = (tab: string) => open('issue', tab);
    return <Late code={issueRewardDrawer} props={{ recipient, tab: about, onTab, onClose }} />;
  }
  if (kind === 'correct') return <Late code={correctPointsDrawer} props={{ playerId, playerName, balance, onClose }} />;
  if (kind === 'setTier') {
    return <Late code={setTierDrawer} props={{ playerId, playerName, tier: loyalty?.tier ?? '', onClose }} />;
  }
  if (kind === 'details') return <Late code={correctPlayerDrawer} props={{ player, onClose }} />;
  if (kind === 'care' && mayCare) return <Late code={careDrawer} props={{ player, onClose }} />;
  if (kind === 'note' && mayCare) return <Late code={noteDrawer} props={{ player, onClose }} />;
  if (kind === 'strike' && mayCare) return <Strike playerId={playerId} noteId={about} onClose={onClose} />;
  if (kind === 'photo' && mayCare) return <Late code={photoDrawer} props={{ player, onClose }} />;
  if (kind === 'relation' && mayDeclare) return <Late code={declareRelationDrawer} props={{ player, onClose }} />;
  if (kind === 'endRelation' && mayDeclare)
    return <EndRelation playerId={playerId} relationId={about} onClose={onClose} />;
  if (kind === 'checkIn') return <Late code={checkInHeldDialog} props={{ player, onClose }} />;
  if (kind === 'checkOut' && openVisitId !== null) {
    return <Late code={checkOutDialog} props={{ player, visitId: openVisitId, slips, onClose }} />;
  }
  if (kind === 'takeBack') return <TakeBack player={player} entryId={about} taken={entry} onClose={onClose} />;
  if (kind === 'settle') return <Settle player={player} slipId={about} taken={dueSlip} onClose={onClose} />;
  const { value: couponId, open: onOpen, close } = url.coupon;
  return couponId === null ? null : <Late code={couponDrawer} props={{ couponId, onClose: close, onOpen }} />;
}

type TakeBackProps = { player: Player; entryId: string | null; taken: LedgerEntry | null; onClose: () => void };

/** Of an address that names an entry, it is looked for among those that the ledger begins with. */
function TakeBack({ player, entryId, taken, onClose }: TakeBackProps) {
  const ledger = useLedger(player.id, {});
  const entry = [taken, ...(ledger.data ?? [])].find((each) => each?.id === entryId);
  if (!entry) return null;
  const { name: playerName, loyalty } = player;
  return <Late code={takeBackDrawer} props={{ entry, playerName, balance: loyalty?.balance ?? 0, onClose }} />;
}

type StrikeProps = { playerId: string; noteId: string | null; onClose: () => void };

/** It is looked for among the notes that show. */
function Strike({ playerId, noteId, onClose }: StrikeProps) {
  const notes = usePlayerNotes(playerId);
  const note = notes.data?.find(({ id }) => id === noteId);
  return note ? <Late code={strikeNoteDrawer} props={{ note, onClose }} /> : null;
}

type EndRelationProps = { playerId: string; relationId: string | null; onClose: () => void };

/** It is looked for among those that hold. */
function EndRelation({ playerId, relationId, onClose }: EndRelationProps) {
  const relations = useRelations(playerId).data?.items;
  const relation = relations?.find(({ id, endedAt }) => id === relationId && endedAt === null);
  return relation ? <Late code={endRelationDrawer} props={{ relation, onClose }} /> : null;
}

type SettleProps = { player: Player; slipId: string | null; taken: DueSlip | null; onClose: () => void };

/** Of an address that names a slip, it is looked for in the visits that show. */
function Settle({ player, slipId, taken, onClose }: SettleProps) {
  const visits = usePlayerVisits(player.id);
  const due = visits.data?.flatMap(({ dueSlips }) => dueSlips) ?? [];
  const slip = [taken, ...due].find((each) => each?.id === slipId);
  if (!slip) return null;
  return <Late code={settleSlipDrawer} props={{ slip, balance: player.loyalty?.balance ?? 0, onClose }} />;
}
