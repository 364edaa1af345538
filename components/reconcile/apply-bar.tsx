'use client';

import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { ShortLabel } from '@/components/ui/short-label';
import { formatPoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import { SELECTED_MAX } from './reconcile-model';

type ApplyBarProps = {
  chosenCount: number;
  /** How many rows match, where that is known without counting. */
  matchCount: number | null;
  /** What is on screen is still that of the filter before. */
  isStale: boolean;
  onClear: () => void;
  onApplySelected: () => void;
  onApplyAll: () => void;
};

/** What can be done with the queue: the rows chosen, or all that match. Each is looked at once more before it is done. */
export function ApplyBar(props: ApplyBarProps) {
  const { chosenCount, matchCount, isStale, onClear, onApplySelected, onApplyAll } = props;
  const isChosen = chosenCount > 0;
  const count = formatPoints(chosenCount);
  const applyAll =
    matchCount === null ? t('reconcile.applyMatching') : t('reconcile.applyAll', { count: formatPoints(matchCount) });
  return (
    <div className="flex flex-wrap items-center gap-2 border-t bg-surface px-[18px] py-2.5 max-sm:px-3">
      <p role="status" className="min-w-0 flex-1 text-sm max-sm:sr-only">
        {isChosen ? (
          <>
            <span className="font-semibold">{t('reconcile.selected', { count })}</span>
            {chosenCount >= SELECTED_MAX ? <span className="text-muted"> · {t('reconcile.mostSelected')}</span> : null}
          </>
        ) : (
          <span className="text-muted">{t('reconcile.selectOrApply')}</span>
        )}
      </p>
      {isChosen ? (
        <Button
          variant="quiet"
          size="icon"
          aria-label={t('reconcile.clearSelection')}
          title={t('reconcile.clearSelection')}
          onClick={onClear}
        >
          <X aria-hidden />
        </Button>
      ) : null}
      {isChosen ? (
        <Button disabled={isStale} className="max-sm:hidden" onClick={onApplyAll}>
          {applyAll}
        </Button>
      ) : null}
      {/* One button whatever it applies: the focus comes back to it once the rows chosen are applied. */}
      <Button
        variant={isChosen ? 'primary' : 'secondary'}
        disabled={isStale && !isChosen}
        className="max-sm:flex-1"
        onClick={isChosen ? onApplySelected : onApplyAll}
      >
        {isChosen ? (
          <ShortLabel
            whole={t('reconcile.applyChosen', { count })}
            short={t('reconcile.applyChosenShort', { count })}
          />
        ) : (
          applyAll
        )}
      </Button>
    </div>
  );
}
