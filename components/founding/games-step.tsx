'use client';

import { useFieldArray, useFormContext } from 'react-hook-form';
import { FormInput, FormSwitch } from '@/components/forms/form-fields';
import { gameLabel } from '@/components/labels';
import { t } from '@/words/say';
import type { TypedCasino } from './founding-model';

/** Which of the usual games are dealt, and what play at them is rated by. */
export function GamesStep() {
  const { control, watch } = useFormContext<TypedCasino>();
  const games = useFieldArray({ control, name: 'games' });
  const typed = watch('games');
  return (
    <ul aria-label={t('house.games')} className="grid gap-2">
      {games.fields.map(({ id, gameType }, place) => (
        <li
          key={id}
          className="grid grid-cols-[minmax(0,1fr)_9rem_9rem] items-start gap-x-4 gap-y-2 rounded-md border bg-surface px-4 py-2 max-sm:grid-cols-2"
        >
          <div className="self-center max-sm:col-span-2">
            <FormSwitch name={`games.${place}.isDealt`} label={gameLabel({ gameType, gameName: gameType })} />
          </div>
          {typed[place]?.isDealt ? (
            <>
              <FormInput name={`games.${place}.edge`} label={t('house.edgeInPercent')} inputMode="decimal" isFigure />
              <FormInput name={`games.${place}.pace`} label={t('house.pace')} inputMode="numeric" isFigure />
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
