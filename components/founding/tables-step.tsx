'use client';

import { useFieldArray, useFormContext } from 'react-hook-form';
import { FormInput, FormSelect } from '@/components/forms/form-fields';
import { gameLabel } from '@/components/labels';
import { currencySymbol } from '@/lib/shared/format';
import { t } from '@/words/say';
import { labelsFrom, newTables, type TypedCasino } from './founding-model';
import { AddRow, RemoveRow } from './row-button';

/** The pits in their order, each with its tables; alike ones in one row. */
export function TablesStep() {
  const { control } = useFormContext<TypedCasino>();
  const pits = useFieldArray({ control, name: 'pits' });
  return (
    <>
      <ol aria-label={t('founding.pits')} className="grid gap-4">
        {pits.fields.map(({ id }, place) => (
          <Pit key={id} place={place} onRemove={() => pits.remove(place)} />
        ))}
      </ol>
      <AddRow label={t('house.addPit')} onAdd={() => pits.append({ name: '', tables: [] })} />
    </>
  );
}

function Pit({ place, onRemove }: { place: number; onRemove: () => void }) {
  const { control, watch } = useFormContext<TypedCasino>();
  const tables = useFieldArray({ control, name: `pits.${place}.tables` });
  const [games, name] = watch(['games', `pits.${place}.name`]);
  const dealt = games.filter(({ isDealt }) => isDealt);
  const pit = name || t('founding.pitAt', { place: place + 1 });
  return (
    <li className="grid gap-4 rounded-lg border bg-surface p-4">
      <div className="grid grid-cols-[minmax(0,20rem)_auto] items-start justify-between gap-3">
        <FormInput name={`pits.${place}.name`} label={t('founding.pitName')} maxLength={100} />
        <RemoveRow label={t('founding.removePit', { pit })} onRemove={onRemove} />
      </div>
      <ul aria-label={t('founding.tablesOf', { pit })} className="grid gap-4">
        {tables.fields.map(({ id }, at) => (
          <Tables
            key={id}
            path={`pits.${place}.tables.${at}`}
            dealt={dealt.map(({ gameType }) => gameType)}
            onRemove={() => tables.remove(at)}
          />
        ))}
      </ul>
      <AddRow label={t('founding.addTables')} onAdd={() => tables.append(newTables(dealt[0]?.gameType ?? ''))} />
    </li>
  );
}

type TablesProps = { path: `pits.${number}.tables.${number}`; dealt: readonly string[]; onRemove: () => void };

function Tables({ path, dealt, onRemove }: TablesProps) {
  const { watch } = useFormContext<TypedCasino>();
  const [currency, { gameType, label, count }] = watch(['currency', path]);
  const inUnit = (name: string) => t('house.inUnit', { name, unit: currencySymbol(currency) });
  const last = Number(count) > 1 && label.trim() !== '' ? labelsFrom(label, Number(count)).at(-1) : undefined;
  return (
    <li className="grid grid-cols-[minmax(9rem,1.4fr)_5.5rem_minmax(6rem,1fr)_5rem_6.5rem_6.5rem_auto] items-start gap-3 border-t pt-4 max-lg:grid-cols-[repeat(3,minmax(0,1fr))_auto]">
      <FormSelect name={`${path}.gameType`} label={t('house.game')}>
        {dealt.includes(gameType) ? null : <option value={gameType}>{t('founding.chooseGame')}</option>}
        {dealt.map((game) => (
          <option key={game} value={game}>
            {gameLabel({ gameType: game, gameName: game })}
          </option>
        ))}
      </FormSelect>
      <FormInput name={`${path}.count`} label={t('founding.howMany')} inputMode="numeric" />
      <FormInput
        name={`${path}.label`}
        label={t('founding.firstLabel')}
        hint={last === undefined ? undefined : t('founding.upToLabel', { label: last })}
        placeholder="BJ-01"
        maxLength={20}
      />
      <span className="max-lg:order-last max-lg:col-start-4 max-lg:row-start-1 lg:order-last">
        <RemoveRow
          label={t('founding.removeTables', { label: label || t('founding.theseTables') })}
          onRemove={onRemove}
        />
      </span>
      <FormInput name={`${path}.seatCount`} label={t('house.seats')} inputMode="numeric" />
      <FormInput name={`${path}.minBet`} label={inUnit(t('house.minBet'))} inputMode="decimal" />
      <FormInput name={`${path}.maxBet`} label={inUnit(t('house.maxBet'))} inputMode="decimal" />
    </li>
  );
}
