'use client';

import { useCallback, useMemo, useState } from 'react';
import { StaleNotice } from '@/components/domain/stale-notice';
import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useFloor, useFloorAnsweredAt } from '@/hooks/floor/use-floor';
import { useNow } from '@/hooks/floor/use-now';
import { type RewardIntent, useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import type { Floor, FloorSlip } from '@/services/floor/dtos';
import { DueList } from './due-list';
import { FloorGrid } from './floor-grid';
import { countPlayers, findSeatedSlip, listDue, seatElementId } from './floor-model';
import { type PitOverlay, PitOverlays } from './pit-overlays';
import { PIT_FRAME, PitSkeleton } from './pit-skeleton';
import { ALL_PITS, PitToolbar } from './pit-toolbar';
import { SlipDrawer } from './slip-drawer';
import { SLIP_HEADING_ID } from './slip-header';
import { usePitUrl } from './use-pit-url';

/** How often "due" is looked at again; it is counted in hours. */
const DUE_TICK_MS = 10_000;

/** The pit: who plays where, who is due, and the chosen slip. */
export function PitScreen() {
  const floor = useFloor();
  // Read beside the floor: a component that the queue draws anew reads the floor anew, so that no frame has a reward in neither.
  const { intents } = useRewardQueue();
  if (floor.data) return <LiveFloor floor={floor.data} intents={intents} />;
  if (floor.isPending) return <PitSkeleton />;
  return (
    <div className="grid h-full place-content-center">
      <ErrorState {...errorText(floor.error)} onRetry={() => void floor.refetch()} isRetrying={floor.isFetching} />
    </div>
  );
}

type LiveFloorProps = { floor: Floor; intents: readonly RewardIntent[] };

function LiveFloor({ floor, intents }: LiveFloorProps) {
  const { currency } = useMe().settings;
  const canOpenSlip = useCan('slip.manage');
  const nowMs = useNow(DUE_TICK_MS);
  const answeredAt = useFloorAnsweredAt();
  const { pitId, isDueOnly, slipId, setPit, setDueOnly, openSlip, replaceSlip } = usePitUrl();
  const [overlay, setOverlay] = useState<PitOverlay | null>(null);

  const queuedPointsBySlip = useMemo(() => sumQueued(intents), [intents]);
  const pit = floor.pits.find((candidate) => candidate.id === pitId);
  const pits = useMemo(() => (pit ? [pit] : floor.pits), [pit, floor]);
  const due = listDue(pits, nowMs);
  const slip = findSeatedSlip(floor, slipId)?.slip ?? findUnderOverlay(overlay, slipId);

  const select = useCallback(
    (ratingSlipId: string) => {
      openSlip(ratingSlipId);
      // Beside the floor nothing traps the focus, so it is led there; a sheet over the floor leads it by itself.
      requestAnimationFrame(() => document.getElementById(SLIP_HEADING_ID)?.focus({ preventScroll: true }));
    },
    [openSlip],
  );
  const seatAt = useCallback((tableId: string) => setOverlay({ kind: 'find', tableId }), []);
  const findPlayer = useCallback(() => setOverlay({ kind: 'find', tableId: null }), []);
  const showAll = useCallback(() => setDueOnly(false), [setDueOnly]);
  const showAllPits = useCallback(() => setPit(ALL_PITS), [setPit]);
  const leaveSlip = () => {
    replaceSlip(null);
    if (slipId !== null) document.getElementById(seatElementId(slipId))?.focus();
  };

  return (
    <div className={PIT_FRAME}>
      <div className="@container relative flex min-w-0 flex-col">
        <PitToolbar
          pits={floor.pits}
          pitId={pit?.id ?? ALL_PITS}
          dueCount={due.length}
          isDueOnly={isDueOnly}
          onPit={setPit}
          onDueOnly={setDueOnly}
          onFindPlayer={findPlayer}
        />
        <div className="scroll-area min-h-0 flex-1 px-[18px] pt-0.5 pb-[18px] max-sm:px-3">
          <FloorGrid
            pits={pits}
            currency={currency}
            nowMs={nowMs}
            selectedSlipId={slipId}
            queuedPointsBySlip={queuedPointsBySlip}
            isDueOnly={isDueOnly}
            canOpenSlip={canOpenSlip}
            onSelectSlip={select}
            onOpenSlip={seatAt}
            onShowAll={showAll}
            isOnePit={pit !== undefined}
            onShowAllPits={showAllPits}
            onFindPlayer={findPlayer}
          />
        </div>
        <StaleNotice what="floor" answeredAt={answeredAt} />
      </div>
      <SlipDrawer
        slipId={slipId}
        slip={slip}
        idle={<DueList due={due} hasPlayers={countPlayers(pits) > 0} onSelect={select} />}
        onClose={leaveSlip}
        onIssue={() => slip && setOverlay({ kind: 'issue', slip })}
        onMove={() => slip && setOverlay({ kind: 'move', slip })}
        onCloseSlip={() => slip && setOverlay({ kind: 'close', slip })}
        onHeld={() => slip && setOverlay({ kind: 'resume', slip })}
      />
      <PitOverlays
        floor={floor}
        overlay={overlay}
        onDone={() => setOverlay(null)}
        onSelect={select}
        onReplace={replaceSlip}
      />
    </div>
  );
}

/** A slip that has just left the floor stays in its drawer until what was opened for it (its closing, say) is done. */
function findUnderOverlay(overlay: PitOverlay | null, slipId: string | null): FloorSlip | null {
  return overlay && 'slip' in overlay && overlay.slip.id === slipId ? overlay.slip : null;
}

function sumQueued(intents: readonly RewardIntent[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { input, status } of intents) {
    if (status === 'refused') continue;
    sums.set(input.ratingSlipId, (sums.get(input.ratingSlipId) ?? 0) + input.points);
  }
  return sums;
}
