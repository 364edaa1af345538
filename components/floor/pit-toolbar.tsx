'use client';

import { Hourglass, Search } from 'lucide-react';
import { memo } from 'react';
import { Button } from '@/components/ui/button';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { cn } from '@/components/ui/cn';
import { t } from '@/words/say';
import { countPlayers, type Pit } from './floor-model';

/** The value of the filter that shows every pit. */
export const ALL_PITS = 'all';

type PitToolbarProps = {
  pits: readonly Pit[];
  pitId: string;
  dueCount: number;
  isDueOnly: boolean;
  onPit: (pitId: string) => void;
  onDueOnly: (isDueOnly: boolean) => void;
  onFindPlayer: () => void;
};

/** What narrows the floor down: pits with their live counts, who is due, and the search for one player. */
export const PitToolbar = memo(function PitToolbar(props: PitToolbarProps) {
  const { pits, pitId, dueCount, isDueOnly, onPit, onDueOnly, onFindPlayer } = props;
  const filters = [
    { id: ALL_PITS, name: t('floor.all'), count: countPlayers(pits) },
    ...pits.map((pit) => ({ id: pit.id, name: pit.name, count: countPlayers([pit]) })),
  ];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-[18px] pt-4 pb-3.5 max-sm:px-3 max-sm:pt-3">
      <ChoiceGroup
        label={t('floor.pit')}
        value={pitId}
        onChange={onPit}
        className="flex max-w-full gap-1 overflow-x-auto rounded-md border bg-surface p-1 [scrollbar-width:none]"
      >
        {filters.map(({ id, name, count }) => (
          <Choice key={id} value={id} look="segment">
            {name} <span className="font-medium text-muted">{count}</span>
            <span className="sr-only"> {t('floor.playersCounted')}</span>
          </Choice>
        ))}
      </ChoiceGroup>
      <div className="ml-auto flex items-center gap-2 max-sm:ml-0 max-sm:w-full">
        <button
          type="button"
          aria-pressed={isDueOnly}
          onClick={() => onDueOnly(!isDueOnly)}
          className="flex min-h-11 items-center rounded-full max-sm:flex-1"
        >
          <span
            className={cn(
              'flex h-[34px] items-center gap-1.5 whitespace-nowrap rounded-full px-3.5 font-semibold text-sm',
              dueCount > 0 ? 'bg-warn-soft text-warn' : 'bg-raised text-muted',
              isDueOnly && 'ring-2 ring-current ring-inset',
            )}
          >
            <Hourglass aria-hidden className="size-4" />
            {t('floor.due', { count: dueCount })}
            <span className="@max-[800px]:sr-only">{t('floor.forRecognition')}</span>
          </span>
        </button>
        <Button onClick={onFindPlayer}>
          <Search aria-hidden />
          {t('floor.findPlayer')}
        </Button>
      </div>
    </div>
  );
});
