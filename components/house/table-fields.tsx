'use client';

import { FormInput, FormSection, FormSelect } from '@/components/forms/form-fields';
import { Fact, Facts } from '@/components/ui/facts';
import { useMe } from '@/hooks/casino/me-context';
import { currencySymbol, formatMoneyRange } from '@/lib/shared/format';
import type { House, HouseTable } from '@/services/house/dtos';
import { t } from '@/words/say';
import { gameName } from './table-model';

type TableFieldsProps = {
  house: House;
  /** Null for a new one. */
  table: HouseTable | null;
  /** Everything of it may be changed. */
  canWrite: boolean;
  /** Its limits may. */
  canManage: boolean;
};

/** What a table is, as fields of the form around it; what the reader may not change is told. */
export function TableFields({ house, table, canWrite, canManage }: TableFieldsProps) {
  const { currency } = useMe().settings;
  return (
    <>
      {canWrite ? <SetUpFields house={house} /> : table ? <SetUpFacts house={house} table={table} /> : null}
      {canManage || canWrite ? (
        <LimitFields />
      ) : table ? (
        <Facts>
          <Fact term={t('house.limits')}>{formatMoneyRange(table.minBetCents, table.maxBetCents, currency)}</Fact>
        </Facts>
      ) : null}
    </>
  );
}

function SetUpFields({ house }: { house: House }) {
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-3">
        <FormInput name="label" label={t('house.label')} hint={t('house.labelMeaning')} maxLength={20} required />
        <FormInput name="seatCount" label={t('house.seats')} hint={t('house.seatsMeaning')} inputMode="numeric" />
      </div>
      <FormSelect name="pitId" label={t('house.pit')}>
        {house.pits.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </FormSelect>
      <FormSelect name="gameType" label={t('house.game')}>
        {house.games.map(({ gameType }) => (
          <option key={gameType} value={gameType}>
            {gameName(house.games, gameType)}
          </option>
        ))}
      </FormSelect>
    </>
  );
}

function SetUpFacts({ house, table }: { house: House; table: HouseTable }) {
  return (
    <Facts>
      <Fact term={t('house.pit')}>{house.pits.find(({ id }) => id === table.pitId)?.name}</Fact>
      <Fact term={t('house.seats')}>{table.seatCount}</Fact>
    </Facts>
  );
}

function LimitFields() {
  const { currency } = useMe().settings;
  const inUnit = (name: string) => t('house.inUnit', { name, unit: currencySymbol(currency) });
  return (
    <FormSection title={t('house.limits')} sentence={t('house.limitsMeaning')}>
      <div className="grid grid-cols-2 items-start gap-3">
        <FormInput name="minBetCents" label={inUnit(t('house.minBet'))} inputMode="decimal" isFigure />
        <FormInput name="maxBetCents" label={inUnit(t('house.maxBet'))} inputMode="decimal" isFigure />
      </div>
    </FormSection>
  );
}
