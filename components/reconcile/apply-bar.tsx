'use client';

import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { formatPoints } from '@/lib/shared/format';
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
  const all = matchCount === null ? 'all that match' : `all ${formatPoints(matchCount)}`;
  return (
    <div className="flex flex-wrap items-center gap-2 border-t bg-surface px-[18px] py-2.5 max-sm:px-3">
      <p role="status" className="min-w-0 flex-1 text-sm max-sm:sr-only">
        {isChosen ? (
          <>
            <span className="font-semibold">{formatPoints(chosenCount)} selected</span>
            {chosenCount >= SELECTED_MAX ? (
              <span className="text-muted"> · the most at once; a filter applies as many as match</span>
            ) : null}
          </>
        ) : (
          <span className="text-muted">
            Select rows, or apply all that match. Nothing is applied before you confirm.
          </span>
        )}
      </p>
      {isChosen ? (
        <Button
          variant="quiet"
          size="icon"
          aria-label="Clear the selection"
          title="Clear the selection"
          onClick={onClear}
        >
          <X aria-hidden />
        </Button>
      ) : null}
      {isChosen ? (
        <Button disabled={isStale} className="max-sm:hidden" onClick={onApplyAll}>
          Apply {all} …
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
          <span>
            Apply {formatPoints(chosenCount)}
            <span className="max-sm:sr-only"> selected</span> …
          </span>
        ) : (
          `Apply ${all} …`
        )}
      </Button>
    </div>
  );
}
