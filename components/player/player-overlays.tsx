'use client';

import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
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
  couponDrawer.fetch,
];

/** What lies over the player: one drawer or dialog at a time. */
export type PlayerOverlay =
  | { kind: 'issue' | 'correct' | 'setTier' | 'details' | 'checkIn' }
  | { kind: 'checkOut'; visitId: string }
  | { kind: 'takeBack'; entry: LedgerEntry }
  | { kind: 'settle'; slip: DueSlip };

type PlayerOverlaysProps = {
  player: Player;
  slips: readonly FloorSlip[];
  overlay: PlayerOverlay | null;
  url: ReturnType<typeof usePlayerUrl>;
  onDone: () => void;
};

/** Draws the overlay. Its code is not part of the first load, but is fetched right after it: the Wi-Fi may go. */
export function PlayerOverlays({ player, slips, overlay, url, onDone }: PlayerOverlaysProps) {
  usePreload(LOADERS);
  const { id: playerId, name: playerName, loyalty } = player;
  const balance = loyalty?.balance ?? 0;
  if (overlay?.kind === 'issue') {
    const recipient = {
      playerId,
      playerName,
      tierName: loyalty?.tierName ?? null,
      visitId: player.openVisitId,
      slip: slips[0] ?? null,
    };
    return <Late code={issueRewardDrawer} props={{ recipient, onClose: onDone }} />;
  }
  if (overlay?.kind === 'correct') {
    return <Late code={correctPointsDrawer} props={{ playerId, playerName, balance, onClose: onDone }} />;
  }
  if (overlay?.kind === 'setTier') {
    return <Late code={setTierDrawer} props={{ playerId, playerName, tier: loyalty?.tier ?? '', onClose: onDone }} />;
  }
  if (overlay?.kind === 'takeBack') {
    return <Late code={takeBackDrawer} props={{ entry: overlay.entry, playerName, balance, onClose: onDone }} />;
  }
  if (overlay?.kind === 'details') return <Late code={correctPlayerDrawer} props={{ player, onClose: onDone }} />;
  if (overlay?.kind === 'checkIn') return <Late code={checkInHeldDialog} props={{ player, onClose: onDone }} />;
  if (overlay?.kind === 'settle') {
    return <Late code={settleSlipDrawer} props={{ slip: overlay.slip, balance, onClose: onDone }} />;
  }
  if (overlay?.kind === 'checkOut') {
    return <Late code={checkOutDialog} props={{ player, visitId: overlay.visitId, slips, onClose: onDone }} />;
  }
  if (url.couponId === null) return null;
  const { couponId, replaceCoupon } = url;
  return <Late code={couponDrawer} props={{ couponId, onClose: () => replaceCoupon(null), onOpen: replaceCoupon }} />;
}
