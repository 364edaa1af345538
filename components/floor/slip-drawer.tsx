'use client';

import { type KeyboardEvent, memo, type ReactNode, useEffect, useState } from 'react';
import { SlipRewardsSkeleton } from '@/components/domain/slip-rewards-skeleton';
import { Deferred } from '@/components/ui/deferred';
import { Late, lateCode } from '@/components/ui/late';
import { useMediaQuery } from '@/components/ui/use-media-query';
import { usePreload } from '@/components/ui/use-preload';
import { useCan } from '@/hooks/casino/me-context';
import type { FloorSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { SlipActions } from './slip-actions';
import { SLIP_FACTS_LOADERS, SlipFacts } from './slip-facts';
import { SlipHeader } from './slip-header';
import type { SlipOverlay } from './use-pit-url';

const slipRewards = lateCode(async () => (await import('@/components/loyalty/slip-rewards')).SlipRewards);
const slipCoupons = lateCode(async () => (await import('@/components/promo/slip-coupons')).SlipCoupons);
const slipBuyIn = lateCode(async () => (await import('@/components/mtl/slip-buy-in')).SlipBuyIn);
const slipGone = lateCode(async () => (await import('./slip-gone')).SlipGone);
const sheetFrame = lateCode(async () => (await import('@/components/ui/sheet')).SheetFrame);
const slipStretches = lateCode(async () => (await import('./slip-stretches')).SlipStretches);
const LOADERS = [slipRewards.fetch, slipStretches.fetch, slipCoupons.fetch, slipBuyIn.fetch, ...SLIP_FACTS_LOADERS];

type SlipDrawerProps = {
  slipId: string | null;
  /** Null when the slip in the address is not on the floor. */
  slip: FloorSlip | null;
  /** Whether something that was opened for it lies over it. */
  isCovered: boolean;
  /** What stands beside the floor while no slip is chosen. */
  idle: ReactNode;
  onClose: () => void;
  onOpen: (kind: SlipOverlay) => void;
};

/** The chosen slip: beside the floor where there is room, else over it, and on a phone instead of it. */
export function SlipDrawer({ idle, isCovered, ...props }: SlipDrawerProps) {
  const isDocked = useMediaQuery('(min-width: 68.75rem)', true);
  const { slipId, slip, onClose } = props;
  const isSheetOut = useSheetOut(!isDocked && slipId !== null, isCovered);
  usePreload(LOADERS);
  useEffect(() => {
    // Wanted by the very first tap on a seat.
    if (!isDocked) void sheetFrame.fetch();
  }, [isDocked]);
  if (!isDocked) {
    if (!isSheetOut) return null;
    const hiddenTitle = slip?.playerName ?? t('floor.ratingSlip');
    const children = <SlipContent {...props} />;
    return <Late code={sheetFrame} props={{ isOpen: true, onClose, hiddenTitle, children }} />;
  }
  const closeOnEscape = (event: KeyboardEvent<HTMLElement>) => {
    // Keys from drawers opened from here come along React's tree, though they happened elsewhere on the page.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key === 'Escape' && isInside && slipId !== null) onClose();
  };
  return (
    <aside
      aria-label={t('floor.ratingSlip')}
      onKeyDown={closeOnEscape}
      className="hidden min-h-0 min-w-0 flex-col border-l bg-surface dock:flex"
    >
      {slipId === null ? idle : <SlipContent {...props} />}
    </aside>
  );
}

/**
 * Whether the sheet is out, where there is one. What opens last lies on top and takes focus and keys: on a screen that became narrow under
 * an open drawer, or came with one, the sheet waits until that is closed. One that is out already stays below what is opened from it.
 */
function useSheetOut(isWanted: boolean, isCovered: boolean): boolean {
  const [wasOut, setOut] = useState(false);
  const isOut = isWanted && (wasOut || !isCovered);
  if (isOut !== wasOut) setOut(isOut);
  return isOut;
}

type SlipContentProps = Omit<SlipDrawerProps, 'idle' | 'isCovered'>;

/** Drawn anew only when something of the slip is, and not with what is filtered or opened beside it. */
const SlipContent = memo(function SlipContent({ slipId, slip, onClose, onOpen }: SlipContentProps) {
  const canSeeCoupons = useCan('dashboard.read');
  const canLogCash = useCan('mtl.write');
  if (slipId === null) return null;
  return (
    <>
      {slip ? <SlipHeader slip={slip} onClose={onClose} /> : null}
      <div className="scroll-area flex min-h-0 flex-1 flex-col gap-4 px-[18px] pt-1 pb-4">
        {slip ? (
          <SlipFacts key={`facts-${slip.id}`} slip={slip} />
        ) : (
          <Late key={`gone-${slipId}`} code={slipGone} props={{ slipId, onClose }} isQuiet />
        )}
        <Deferred key={slipId} fallback={<SlipRewardsSkeleton />}>
          {slip ? <Late code={slipStretches} props={{ slip }} isQuiet /> : null}
          <Late
            code={slipRewards}
            props={{ ratingSlipId: slipId, playerId: slip?.playerId ?? null }}
            fallback={<SlipRewardsSkeleton />}
          />
          {slip && canLogCash ? <Late code={slipBuyIn} props={{ slip }} isQuiet /> : null}
          {slip && canSeeCoupons ? (
            <Late code={slipCoupons} props={{ visitId: slip.visitId, playerId: slip.playerId }} isQuiet />
          ) : null}
        </Deferred>
      </div>
      {slip ? (
        <Deferred>
          <SlipActions slip={slip} onOpen={onOpen} />
        </Deferred>
      ) : null}
    </>
  );
});
