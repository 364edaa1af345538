'use client';

import type { RewardRecipient } from '@/components/domain/reward-recipient';
import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import type { Floor, FloorSlip } from '@/services/floor/dtos';
import type { PitOverlay } from './use-pit-url';

const issueRewardDrawer = lateCode(
  async () => (await import('@/components/loyalty/issue-reward-drawer')).IssueRewardDrawer,
);
const findPlayerDialog = lateCode(async () => (await import('./find-player-dialog')).FindPlayerDialog);
const moveSlipDialog = lateCode(async () => (await import('./move-slip-dialog')).MoveSlipDialog);
const resumeHeldDialog = lateCode(async () => (await import('./resume-held-dialog')).ResumeHeldDialog);
const closeSlipDialog = lateCode(async () => (await import('./close-slip-dialog')).CloseSlipDialog);

const LOADERS = [findPlayerDialog.fetch, moveSlipDialog.fetch, closeSlipDialog.fetch, resumeHeldDialog.fetch];

// The one overlay that must open without the network does not wait for the screen to settle: its code is on its way
// before the first seat can be tapped.
if (typeof window !== 'undefined') void issueRewardDrawer.fetch();

type PitOverlaysProps = {
  floor: Floor;
  /** The chosen slip, which all but the search are about. */
  slip: FloorSlip | null;
  overlay: PitOverlay;
  onSelect: (ratingSlipId: string) => void;
  onMoved: (ratingSlipId: string) => void;
  onClosed: () => void;
};

/** Draws what lies over the pit. Its code is not part of the first load, but is fetched right after it: the Wi-Fi may go. */
export function PitOverlays({ floor, slip, overlay, onSelect, onMoved, onClosed }: PitOverlaysProps) {
  usePreload(LOADERS);
  const { kind, about, close: onClose } = overlay;
  if (kind === 'find') {
    return <Late code={findPlayerDialog} props={{ floor, tableId: about, onClose, onShowSlip: onSelect }} />;
  }
  if (slip === null) return null;
  if (kind === 'issue') {
    const onTab = (tab: string) => overlay.open('issue', tab);
    return <Late code={issueRewardDrawer} props={{ recipient: toRecipient(slip), tab: about, onTab, onClose }} />;
  }
  if (kind === 'move') return <Late code={moveSlipDialog} props={{ floor, slip, onClose, onMoved }} />;
  if (kind === 'resume') return <Late code={resumeHeldDialog} props={{ slip, onClose }} />;
  if (kind === 'close') return <Late code={closeSlipDialog} props={{ slip, onClose, onClosed }} />;
  return null;
}

function toRecipient(slip: FloorSlip): RewardRecipient {
  const { playerId, playerName, tierName, visitId } = slip;
  return { playerId, playerName, tierName, visitId, slip };
}
