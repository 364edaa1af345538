'use client';

import { PlayerPicker } from '@/components/domain/player-picker';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { MtlSummaryPatron } from '@/services/mtl/dtos';
import { t } from '@/words/say';
import { type EntryDraft, type Looks, PATRON_WAYS } from './entry-draft';
import { FieldSelect } from './field-select';

type EntryPatronProps = {
  draft: EntryDraft;
  patrons: readonly MtlSummaryPatron[];
  onChange: (changes: Partial<EntryDraft>) => void;
};

/** Whose cash it is: a player, somebody described earlier, or somebody as they look. */
export function EntryPatron({ draft, patrons, onChange }: EntryPatronProps) {
  const unknown = listUnknown(patrons);
  // Nobody was described today: there is nobody to pick.
  const ways = PATRON_WAYS.filter((way) => way !== 'unknown' || unknown.length > 0);
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-muted text-xs">{t('mtl.patron')}</legend>
      <ChoiceGroup
        label={t('mtl.patron')}
        value={draft.way}
        onChange={(value) => onChange({ way: PATRON_WAYS.find((way) => way === value) ?? 'player' })}
        className="grid auto-cols-fr grid-flow-col gap-1 rounded-md border p-1"
      >
        {ways.map((way) => (
          <Choice key={way} value={way} look="segment">
            {t(`mtl.way_${way}`)}
          </Choice>
        ))}
      </ChoiceGroup>
      {draft.way === 'player' ? (
        <PlayerPicker value={draft.player} onChange={(player) => onChange({ player })} />
      ) : null}
      {draft.way === 'unknown' ? (
        <FieldSelect
          label={t('mtl.describedToday')}
          value={draft.unknownPatronId}
          options={[{ value: '', text: t('mtl.pickSomebody') }, ...unknown]}
          onChange={(unknownPatronId) => onChange({ unknownPatronId })}
        />
      ) : null}
      {draft.way === 'new' ? (
        <LooksFields
          looks={draft.looks}
          isAtTable={draft.area === 'pit' && draft.tableId !== ''}
          onChange={(looks) => onChange({ looks })}
        />
      ) : null}
    </fieldset>
  );
}

/** Whoever is known by a description alone. */
export function listUnknown(patrons: readonly MtlSummaryPatron[]): { value: string; text: string }[] {
  return patrons.flatMap(({ unknownPatronId, description }) =>
    unknownPatronId === null ? [] : [{ value: unknownPatronId, text: description ?? t('mtl.somebody') }],
  );
}

const TEXTS = [
  { name: 'ageRange', longest: 50 },
  { name: 'hair', longest: 100 },
  { name: 'height', longest: 50 },
  { name: 'clothing', longest: 200 },
] as const satisfies { name: keyof Looks; longest: number }[];

/** As many seats as any table has. */
const SEATS = Array.from({ length: 20 }, (_, index) => String(index + 1));

type LooksFieldsProps = { looks: Looks; isAtTable: boolean; onChange: (looks: Looks) => void };

function LooksFields({ looks, isAtTable, onChange }: LooksFieldsProps) {
  return (
    <>
      <Field label={t('mtl.description')} hint={t('mtl.descriptionHint')}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={500}
            value={looks.description}
            onChange={({ target }) => onChange({ ...looks, description: target.value })}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <FieldSelect
          label={t('mtl.sex')}
          value={looks.sex}
          options={[
            { value: '', text: t('mtl.notSaid') },
            { value: 'female', text: t('mtl.sex_female') },
            { value: 'male', text: t('mtl.sex_male') },
          ]}
          onChange={(sex) => onChange({ ...looks, sex: sex as Looks['sex'] })}
        />
        {TEXTS.map(({ name, longest }) => (
          <Field key={name} label={t(`mtl.${name}`)}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={longest}
                value={looks[name]}
                onChange={({ target }) => onChange({ ...looks, [name]: target.value })}
              />
            )}
          </Field>
        ))}
        {isAtTable ? (
          <FieldSelect
            label={t('mtl.seat')}
            value={looks.seat}
            options={[{ value: '', text: t('mtl.notSaid') }, ...SEATS.map((seat) => ({ value: seat, text: seat }))]}
            onChange={(seat) => onChange({ ...looks, seat })}
          />
        ) : null}
      </div>
    </>
  );
}
