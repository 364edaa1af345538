'use client';

import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { ISSUABLE_REASONS, reasonLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useMe } from '@/hooks/casino/me-context';
import type { LedgerFilter } from '@/hooks/loyalty/ledger-pages';
import type { LoyaltyReason } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { changeFilter } from './ledger-filter';

const REASONS: readonly LoyaltyReason[] = ['session_accrual', ...ISSUABLE_REASONS, 'redemption', 'reversal'];

type PointsFilterProps = { filter: LedgerFilter; onFilter: (filter: LedgerFilter) => void; children: ReactNode };

/** Narrows the ledger down by reason and by gaming day. */
export function PointsFilter({ filter, onFilter, children }: PointsFilterProps) {
  const { gamingDay } = useMe();
  const change = (name: keyof LedgerFilter, value: string) => onFilter(changeFilter(filter, name, value));
  return (
    <fieldset className="flex flex-wrap items-end gap-2 pb-2 @max-[560px]:grid @max-[560px]:grid-cols-2 @max-[560px]:[&>span]:col-span-2 [&_select]:min-h-[50px] [&_select]:w-[168px] [&_select]:text-sm @max-[560px]:[&_select]:w-full">
      <legend className="sr-only">{t('player.whichEntries')}</legend>
      <Select
        aria-label={t('ui.reason')}
        value={filter.reason ?? ''}
        onChange={(event) => change('reason', event.target.value)}
      >
        <option value="">{t('player.allReasons')}</option>
        {REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {reasonLabel(reason)}
          </option>
        ))}
      </Select>
      <DayField name="from" value={filter.from} max={filter.to ?? gamingDay} onChange={(day) => change('from', day)} />
      <DayField name="to" value={filter.to} min={filter.from} max={gamingDay} onChange={(day) => change('to', day)} />
      {Object.keys(filter).length > 0 ? (
        <Button variant="quiet" size="icon" aria-label={t('player.showAllEntries')} onClick={() => onFilter({})}>
          <X aria-hidden />
        </Button>
      ) : null}
      <div className="ml-auto @max-[560px]:col-start-2">{children}</div>
    </fieldset>
  );
}

type DayFieldProps = {
  name: 'from' | 'to';
  value: string | undefined;
  min?: string | undefined;
  max: string;
  onChange: (day: string) => void;
};

/** A gaming day; empty for any. */
function DayField({ name, value = '', min, max, onChange }: DayFieldProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-1.5 @max-[560px]:min-w-0 @max-[560px]:flex-col @max-[560px]:items-stretch @max-[560px]:gap-1">
      <label htmlFor={id} className="whitespace-nowrap text-muted text-sm">
        {t(`player.${name}`)}
      </label>
      <Input
        id={id}
        aria-label={t(`player.${name}GamingDay`)}
        type="date"
        className="w-[138px] text-sm @max-[560px]:w-full"
        value={value}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
