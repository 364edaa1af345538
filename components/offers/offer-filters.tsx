'use client';

import { Search } from 'lucide-react';
import { useId } from 'react';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import type { RewardFamily } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import { kindText, type OfferFilter } from './offer-model';

type OfferFiltersProps = {
  family: RewardFamily;
  kinds: readonly string[];
  value: OfferFilter;
  onChange: (filter: OfferFilter) => void;
};

/** Narrows the offers down. It stays in view while they scroll under it. */
export function OfferFilters({ family, kinds, value, onChange }: OfferFiltersProps) {
  const switchId = useId();
  const search = t('offers.search', { family });
  return (
    <div className="sticky -top-1 z-10 -mx-5 -mt-1 -mb-2.5 grid gap-2 bg-surface px-5 pt-1 pb-2">
      <div className="flex items-center gap-3">
        <div className="relative min-w-0 flex-1">
          <Search aria-hidden className="absolute top-4 left-3.5 size-[18px] text-muted" />
          <Input
            type="search"
            aria-label={search}
            placeholder={search}
            autoComplete="off"
            enterKeyHint="search"
            className="pl-11"
            value={value.text}
            onChange={(event) => onChange({ ...value, text: event.target.value })}
          />
        </div>
        <label
          htmlFor={switchId}
          className="flex min-h-11 items-center gap-2.5 whitespace-nowrap font-semibold text-sm"
        >
          {t('offers.eligibleNow')}
          <Switch
            id={switchId}
            tone="plain"
            checked={value.isEligibleOnly}
            onCheckedChange={(isEligibleOnly) => onChange({ ...value, isEligibleOnly })}
          />
        </label>
      </div>
      {kinds.length > 1 ? (
        <ChoiceGroup
          label={t('domain.kind')}
          value={value.kind}
          onChange={(kind) => onChange({ ...value, kind })}
          className="-mx-5 flex gap-1 overflow-x-auto px-5 py-0.5 [scrollbar-width:none]"
        >
          {['', ...kinds].map((kind) => (
            <Choice key={kind} value={kind} look="segment" className="min-w-11 shrink-0">
              {kind === '' ? t('ui.all') : kindText(kind)}
            </Choice>
          ))}
        </ChoiceGroup>
      ) : null}
    </div>
  );
}
