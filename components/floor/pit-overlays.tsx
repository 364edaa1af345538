'use client';

import type { RewardRecipient } from '@/components/domain/reward-recipient';
import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import type { Floor, FloorSlip } from '@/services/floor/dtos';
import { findSeatedSlip } from './floor-model';

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

/** What lies over the pit: one drawer or dialog at a time. A slip is the one it was opened for, as it stood then. */
export type PitOverlay =
  | { kind: 'issue' | 'move' | 'close' | 'resume'; slip: FloorSlip }
  /** With a table, whoever is found will sit there. */
  | { kind: 'find'; tableId: string | null };

type PitOverlaysProps = {
  floor: Floor;
  overlay: PitOverlay | null;
  onDone: () => void;
  onSelect: (ratingSlipId: string) => void;
  onReplace: (ratingSlipId: string | null) => void;
};

/** Draws the overlay. Its code is not part of the first load, but is fetched right after it: the Wi-Fi may go. */
export function PitOverlays({ floor, overlay, onDone, onSelect, onReplace }: PitOverlaysProps) {
  usePreload(LOADERS);
  if (overlay === null) return null;
  if (overlay.kind === 'find') {
    const { tableId } = overlay;
    return <Late code={findPlayerDialog} props={{ floor, tableId, onClose: onDone, onShowSlip: onSelect }} />;
  }
  const slip = findSeatedSlip(floor, overlay.slip.id)?.slip ?? overlay.slip;
  if (overlay.kind === 'issue') {
    return <Late code={issueRewardDrawer} props={{ recipient: toRecipient(slip), onClose: onDone }} />;
  }
  if (overlay.kind === 'move') {
    return <Late code={moveSlipDialog} props={{ floor, slip, onClose: onDone, onMoved: onReplace }} />;
  }
  if (overlay.kind === 'resume') return <Late code={resumeHeldDialog} props={{ slip, onClose: onDone }} />;
  return <Late code={closeSlipDialog} props={{ slip, onClose: onDone, onClosed: () => onReplace(null) }} />;
}

function toRecipient(slip: FloorSlip): RewardRecipient {
  const { playerId, playerName, tierName, visitId } = slip;
  return { playerId, playerName, tierName, visitId, slip };
}
