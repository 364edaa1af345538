'use client';

import { type FormEvent, useState } from 'react';
import { readRate, type WrongRate } from '@/components/domain/game-rates';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { FailureNotice } from '@/components/forms/failure-notice';
import { useUnsavedGuard } from '@/components/forms/use-unsaved-guard';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useCreateGame } from '@/hooks/house/use-house-mutations';
import { newId } from '@/lib/shared/ids';
import type { House } from '@/services/house/dtos';
import { t } from '@/words/say';
import { gameTypeOf, usualGamesLeft } from './game-model';
import { RateFields } from './rate-fields';
import { gameName } from './table-model';

const OWN = 'own';

/** Adds a game: one of the usual ones, or one of the casino's own. */
export function NewGameDrawer({ house, onClose }: { house: House; onClose: () => void }) {
  const create = useCreateGame();
  const usual = usualGamesLeft(house);
  const [chosen, choose] = useState(usual[0] ?? OWN);
  const [name, setName] = useState('');
  const [typed, setTyped] = useState({ edge: '', pace: '' });
  const [wrong, setWrong] = useState<WrongRate['wrong'] | 'name' | null>(null);
  const isTouched = name !== '' || typed.edge !== '' || typed.pace !== '';
  useUnsavedGuard(isTouched);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const rate = readRate(typed.edge, typed.pace);
    const called = chosen === OWN ? name.trim() : gameName(house.games, chosen);
    const fault = called === '' ? 'name' : 'wrong' in rate ? rate.wrong : null;
    setWrong(fault);
    if ('wrong' in rate || fault !== null || create.isPending) return;
    const gameType = chosen === OWN ? ownGameType(called) : chosen;
    create.mutate(
      { gameType, name: called, ...rate },
      {
        onSuccess: () => {
          toastSuccess(t('house.gameAdded', { game: called }), t('house.gameAddedMeaning'));
          onClose();
        },
      },
    );
  };
  return (
    <EditorSheet isDirty={isTouched} onClose={onClose} isWide>
      <SheetHead title={t('house.newGame')} />
      <form noValidate className="flex min-h-0 flex-1 flex-col" onSubmit={submit}>
        <SheetBody>
          <Field label={t('house.game')}>
            {(control) => (
              <span className="grid [&_select]:min-h-[50px] [&_select]:font-normal [&_svg]:top-4">
                <Select {...control} value={chosen} onChange={({ target }) => choose(target.value)}>
                  {usual.map((gameType) => (
                    <option key={gameType} value={gameType}>
                      {gameName(house.games, gameType)}
                    </option>
                  ))}
                  <option value={OWN}>{t('house.ownGame')}</option>
                </Select>
              </span>
            )}
          </Field>
          {chosen === OWN ? (
            <Field
              label={t('house.gameName')}
              hint={t('house.gameNameMeaning')}
              error={wrong === 'name' ? t('house.gameNameMissing') : undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  maxLength={60}
                  value={name}
                  onChange={({ target }) => setName(target.value)}
                />
              )}
            </Field>
          ) : null}
          <RateFields typed={typed} wrong={wrong === 'name' ? null : wrong} onType={setTyped} />
        </SheetBody>
        <SheetFoot>
          <FailureNotice error={create.error} />
          <Button type="submit" variant="primary" size="big" isBusy={create.isPending}>
            {t('house.addGame')}
          </Button>
        </SheetFoot>
      </form>
    </EditorSheet>
  );
}

/** By its name; one without Latin letters is told apart by a number of its own. */
const ownGameType = (name: string) => {
  const gameType = gameTypeOf(name);
  return gameType.length > 1 ? gameType : `game_${newId().slice(-12)}`;
};
