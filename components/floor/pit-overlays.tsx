'use client';

import { lazy, Suspense } from 'react';
import { usePreload } from '@/components/ui/use-preload';
// The one overlay that must open without the network is part of the first load.
import { IssueRewardDrawer } from '@/components/loyalty/issue-reward-drawer';
import type { Floor, FloorSlip } from '@/services/floor/dtos';
import { findSeatedSlip } from './floor-model';

const loadFind = () => import('./find-player-dialog');
const loadMove = () => import('./move-slip-dialog');
const loadClose = () => import('./close-slip-dialog');

const FindPlayerDialog = lazy(() => loadFind().then((module) => ({ default: module.FindPlayerDialog })));
const MoveSlipDialog = lazy(() => loadMove().then((module) => ({ default: module.MoveSlipDialog })));
const CloseSlipDialog = lazy(() => loadClose().then((module) => ({ default: module.CloseSlipDialog })));

const LOADERS = [loadFind, loadMove, loadClose];

/** What lies over the pit: one drawer or dialog at a time. A slip is the one it was opened for, as it stood then. */
export type PitOverlay =
  | { kind: 'issue' | 'move' | 'close'; slip: FloorSlip }
  | { kind: 'find' /** Opens a slip at this table. */; tableId: string | null };

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
  return <Suspense>{overlay ? <Overlay {...{ floor, overlay, onDone, onSelect, onReplace }} /> : null}</Suspense>;
}

function Overlay({ floor, overlay, onDone, onSelect, onReplace }: PitOverlaysProps & { overlay: PitOverlay }) {
  if (overlay.kind === 'find') {
    return <FindPlayerDialog floor={floor} tableId={overlay.tableId} onClose={onDone} onShowSlip={onSelect} />;
  }
  const slip = findSeatedSlip(floor, overlay.slip.id)?.slip ?? overlay.slip;
  if (overlay.kind === 'issue') return <IssueRewardDrawer slip={slip} onClose={onDone} />;
  if (overlay.kind === 'move') {
    return <MoveSlipDialog floor={floor} slip={slip} onClose={onDone} onMoved={onReplace} />;
  }
  return <CloseSlipDialog slip={slip} onClose={onDone} onClosed={() => onReplace(null)} />;
}
