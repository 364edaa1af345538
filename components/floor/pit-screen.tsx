'use client';

import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
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
import { PitOverlays } from './pit-overlays';
import { PIT_FRAME, PitSkeleton } from './pit-skeleton';
import { ALL_PITS, PitToolbar } from './pit-toolbar';
import { SlipDrawer } from './slip-drawer';
import { SLIP_HEADING_ID } from './slip-header';
import { type SlipOverlay, usePitUrl } from './use-pit-url';

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
  const canOpenTable = useCan('table.manage');
  const nowMs = useNow(DUE_TICK_MS);
  const answeredAt = useFloorAnsweredAt();
  const { pitId, isDueOnly, setPit, setDueOnly, slip: opened, overlay } = usePitUrl();
  const { value: slipId, open: openSlip } = opened;

  const queuedPointsBySlip = useMemo(() => sumQueued(intents), [intents]);
  const pit = floor.pits.find((candidate) => candidate.id === pitId);
  const pits = useMemo(() => (pit ? [pit] : floor.pits), [pit, floor]);
  const due = useMemo(() => listDue(pits, nowMs), [pits, nowMs]);
  // The switch answers before the grid does.
  const isGridDueOnly = useDeferredValue(isDueOnly);
  const seated = findSeatedSlip(floor, slipId)?.slip ?? null;
  const [under, setUnder] = useState<FloorSlip | null>(null);
  // A slip that has just left the floor stays in its drawer until what was opened for it (its closing, say) is done.
  const slip = seated ?? (overlay.kind !== null && under?.id === slipId ? under : null);
  useFocusOnSeatLeft(slipId);

  const select = useCallback(
    (ratingSlipId: string) => {
      openSlip(ratingSlipId);
      // Beside the floor nothing traps the focus, so it is led there; a sheet over the floor leads it by itself.
      // After the frame that shows it: the focus has the page styled once more.
      requestAnimationFrame(() => setTimeout(focusSlipHeading));
    },
    [openSlip],
  );
  const { open } = overlay;
  const seatAt = useCallback((tableId: string) => open('find', tableId), [open]);
  const findPlayer = useCallback(() => open('find'), [open]);
  const showAll = useCallback(() => setDueOnly(false), [setDueOnly]);
  const showAllPits = useCallback(() => setPit(ALL_PITS), [setPit]);
  const openOver = useCallback(
    (kind: SlipOverlay) => {
      setUnder(slip);
      open(kind);
    },
    [slip, open],
  );

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
            isDueOnly={isGridDueOnly}
            canOpenSlip={canOpenSlip}
            canOpenTable={canOpenTable}
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
        isCovered={overlay.kind === 'find' || (overlay.kind !== null && slip !== null)}
        idle={<DueList due={due} hasPlayers={countPlayers(pits) > 0} onSelect={select} />}
        onClose={opened.close}
        onOpen={openOver}
      />
      <PitOverlays
        floor={floor}
        slip={slip}
        overlay={overlay}
        onSelect={select}
        onMoved={opened.open}
        onClosed={opened.close}
      />
    </div>
  );
}

function focusSlipHeading(): void {
  document.getElementById(SLIP_HEADING_ID)?.focus({ preventScroll: true });
}

/** The focus was on what is closed, beside the floor at least, where nothing gives it back by itself. */
function useFocusOnSeatLeft(slipId: string | null): void {
  const before = useRef(slipId);
  useEffect(() => {
    const left = before.current;
    before.current = slipId;
    if (left === null || slipId !== null || document.activeElement !== document.body) return;
    document.getElementById(seatElementId(left))?.focus();
  }, [slipId]);
}

function sumQueued(intents: readonly RewardIntent[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { input, status } of intents) {
    if (status === 'refused') continue;
    sums.set(input.ratingSlipId, (sums.get(input.ratingSlipId) ?? 0) + input.points);
  }
  return sums;
}
