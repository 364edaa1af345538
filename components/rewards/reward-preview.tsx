'use client';

import { RotateCw, Users } from 'lucide-react';
import { TierMark } from '@/components/domain/tier-mark';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useMe } from '@/hooks/casino/me-context';
import { useRewardPreview } from '@/hooks/catalog/use-reward-preview';
import { formatMoney, formatPoints, formatTime } from '@/lib/shared/format';
import type { RewardPreview as Preview, Reward } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import { othersText, previewHeadline } from './reward-preview-words';

type RewardPreviewProps = {
  reward: Reward;
  /** Whether the form holds changes that the preview does not know of. */
  isDirty: boolean;
};

/** Who in the house could get the reward now, as it is saved. */
export function RewardPreview({ reward, isDirty }: RewardPreviewProps) {
  const preview = useRewardPreview(reward.id, reward.version);
  return (
    <section aria-labelledby="reward-preview" className="grid gap-3">
      <div className="flex items-center gap-2">
        <h3 id="reward-preview" className="flex-1 font-bold text-lg tracking-tight">
          {t('rewards.whoCould')}
        </h3>
        <Button
          variant="quiet"
          size="icon"
          aria-label={t('rewards.lookAgain')}
          isBusy={preview.isFetching}
          onClick={() => void preview.refetch()}
        >
          <RotateCw aria-hidden />
        </Button>
      </div>
      {reward.isActive ? null : <p className="text-sm text-warn">{t('rewards.previewOff')}</p>}
      {isDirty ? <p className="text-sm text-warn">{t('rewards.previewAsSaved')}</p> : null}
      {preview.data ? (
        <PreviewFigures preview={preview.data} isStale={preview.isPlaceholderData} />
      ) : preview.isPending ? (
        <PreviewSkeleton />
      ) : (
        <ErrorState
          {...errorText(preview.error)}
          onRetry={() => void preview.refetch()}
          isRetrying={preview.isFetching}
        />
      )}
    </section>
  );
}

/** Stands in its place until there is something saved to look at. */
export function NoPreviewYet() {
  return (
    <div className="flex gap-3 text-muted text-sm @min-[840px]:flex-col">
      <Users aria-hidden className="size-6 shrink-0 text-faint" strokeWidth={1.6} />
      <p>{t('rewards.noPreviewYet')}</p>
    </div>
  );
}

function PreviewFigures({ preview, isStale }: { preview: Preview; isStale: boolean }) {
  const { timeZone } = useMe().settings;
  const { reasons, items, asOf } = preview;
  return (
    <div className={isStale ? 'grid gap-3 opacity-60' : 'grid gap-3'}>
      <p>
        <span className="font-[680] text-2xl">{formatPoints(preview.eligibleCount)}</span> {previewHeadline(preview)}
        <span className="block text-muted text-xs">{t('rewards.asOf', { time: formatTime(asOf, timeZone) })}</span>
      </p>
      {reasons.length > 0 ? (
        <ul aria-label={t('rewards.whyOthersNot')} className="grid gap-1 text-sm">
          {reasons.map(({ code, count }) => (
            <li key={code} className="flex gap-2.5">
              <span className="min-w-7 text-right font-semibold">{formatPoints(count)}</span>
              <span className="text-muted">{othersText(code, count)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {items.length > 0 ? (
        <ul aria-label={t('rewards.couldGetIt')} className="divide-y border-y text-sm">
          {items.map((item) => (
            <PreviewPlayer key={item.playerId} item={item} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function PreviewPlayer({ item }: { item: Preview['items'][number] }) {
  const { currency } = useMe().settings;
  const value =
    item.faceValueCents === null
      ? t('domain.points', { points: formatPoints(item.pointsCost ?? 0) })
      : formatMoney(item.faceValueCents, currency);
  return (
    <li>
      {/* A tab of its own: what is typed in the editor stays. */}
      <a
        href={`/players/${item.playerId}`}
        target="_blank"
        rel="noreferrer"
        className="flex min-h-12 items-center gap-2.5 rounded-sm px-1 py-1 hover:bg-raised"
      >
        <TierMark tier={item.tier} tierName={item.tierName} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{item.playerName}</span>
          <span className="block text-muted text-xs">
            {t('rewards.balance', { points: formatPoints(item.balance) })}
          </span>
        </span>
        <span className="whitespace-nowrap font-semibold">{value}</span>
        <span className="sr-only">{t('rewards.opensNewTab')}</span>
      </a>
    </li>
  );
}

function PreviewSkeleton() {
  return (
    <div role="status" className="grid gap-2">
      <span className="sr-only">{t('rewards.lookingWho')}</span>
      <Skeleton className="h-12" />
      <Skeleton className="h-20" />
      <Skeleton className="h-48" />
    </div>
  );
}
