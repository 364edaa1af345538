'use client';

import { type ReactNode, useState } from 'react';
import { PlayedTime, TheoSoFar } from '@/components/domain/play-time';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { cn } from '@/components/ui/cn';
import { FIGURE_ROW } from '@/components/ui/figure';
import { toastError, toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useClosePreview } from '@/hooks/floor/use-close-preview';
import { useCloseSlip } from '@/hooks/floor/use-slip-mutations';
import { useRewardQueue } from '@/hooks/loyalty/reward-queue-context';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { useSettled } from '@/hooks/use-settled';
import { serverNow } from '@/lib/client/server-clock';
import { formatDuration, formatMoneyRounded, formatPoints, formatTime } from '@/lib/shared/format';
import type { FloorSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { closedText, nothingEarnedText } from './closed-words';
import { EarlierEnd } from './earlier-end';
import { type ChosenEnd, endBounds } from './end-model';

const CHOOSING_PAUSE_MS = 200;

type CloseSlipDialogProps = { slip: FloorSlip; onClose: () => void; onClosed: () => void };

/**
 * Ends a slip for good, now or where play ended on one that was forgotten, after showing what it comes to. Rewards still
 * waiting on it would be refused, so it says so.
 */
export function CloseSlipDialog({ slip, onClose, onClosed }: CloseSlipDialogProps) {
  const { currency, timeZone } = useMe().settings;
  const close = useCloseSlip();
  // Read while the person decides: what was earned may lift the player's tier.
  const tiers = useLoyaltyTiers();
  const [end, setEnd] = useState<ChosenEnd | null>(null);
  const [bounds] = useState(() => endBounds(slip, serverNow()));
  const endedAt = end?.instant == null ? undefined : new Date(end.instant).toISOString();
  const confirm = () => {
    if (close.isPending) return;
    close.mutateAsync({ ratingSlipId: slip.id, endedAt }).then((closed) => {
      onClosed();
      onClose();
      const { title, earned } = closedText(slip.playerName, closed.accrual, tiers.data?.items);
      toastSuccess(title, t('floor.closedTheo', { earned, theo: formatMoneyRounded(closed.theoCents, currency) }));
    }, toastError);
  };
  return (
    <AlertDialog
      isHarm
      isOpen
      isAddressed
      onClose={onClose}
      title={t('floor.closeTitle', { player: slip.playerName })}
      cancelLabel={t('floor.keepOpen')}
      confirmLabel={
        end?.instant == null ? t('floor.closeSlip') : t('floor.closeAt', { time: formatTime(end.instant, timeZone) })
      }
      isConfirmDisabled={end !== null && end.instant === null}
      isBusy={close.isPending}
      onConfirm={confirm}
    >
      <p>{t('floor.closeWhat', { table: slip.tableLabel, seat: slip.seat })}</p>
      <ClosingFigures slip={slip} endedAt={endedAt ?? null} />
      {bounds ? <EarlierEnd bounds={bounds} timeZone={timeZone} value={end} onChange={setEnd} /> : null}
      <WaitingRewards slipId={slip.id} />
    </AlertDialog>
  );
}

/** What the slip comes to, at the end that is chosen. Of one that ends now, play and theo grow while it is looked at. */
function ClosingFigures({ slip, endedAt }: { slip: FloorSlip; endedAt: string | null }) {
  const { currency } = useMe().settings;
  const asked = useSettled(endedAt ?? '', CHOOSING_PAUSE_MS) || null;
  const preview = useClosePreview(slip.id, asked);
  const known = preview.isError ? undefined : preview.data;
  const isOld = asked !== endedAt || preview.isPlaceholderData;
  return (
    <>
      <dl aria-busy={isOld || undefined} className={cn('mt-3', FIGURE_ROW, isOld ? 'text-muted' : 'text-ink')}>
        <Figure term={t('floor.played')}>
          {endedAt === null ? <PlayedTime slip={slip} /> : known ? formatDuration(known.playSeconds) : '–'}
        </Figure>
        <Figure term={t('domain.theo')}>
          {endedAt === null ? (
            <TheoSoFar slip={slip} currency={currency} />
          ) : known ? (
            formatMoneyRounded(known.theoCents, currency)
          ) : (
            '–'
          )}
        </Figure>
        <Figure term={t('floor.points')}>{known?.points == null ? '–' : formatPoints(known.points)}</Figure>
      </dl>
      {known?.why ? (
        <p className="mt-1.5 text-sm">{t('floor.sentence', { words: nothingEarnedText(known.why) })}</p>
      ) : null}
    </>
  );
}

function WaitingRewards({ slipId }: { slipId: string }) {
  const { intents } = useRewardQueue();
  const waiting = intents.filter(({ input, status }) => input.ratingSlipId === slipId && status !== 'refused').length;
  if (waiting === 0) return null;
  return (
    <p className="mt-3 rounded-md bg-warn-soft px-3.5 py-2.5 text-sm text-warn">
      {t('floor.waitingRewards', { count: waiting })}
    </p>
  );
}

function Figure({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="rounded-md bg-raised px-3.5 py-2.5">
      <dt className="text-muted text-xs">{term}</dt>
      <dd className="whitespace-nowrap font-[680] text-xl">{children}</dd>
    </div>
  );
}
