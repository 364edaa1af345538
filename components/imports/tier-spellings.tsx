'use client';

import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import type { ImportMapping, PlayerImportDetail } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { findTier, listSpellings, withTier } from './mapping-model';

type TierSpellingsProps = {
  item: PlayerImportDetail;
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
};

/** Which tiers the file means where it calls them by other names than the casino does. */
export function TierSpellings({ item, mapping, onChange }: TierSpellingsProps) {
  const tiers = useLoyaltyTiers().data?.items ?? [];
  if (mapping.columns.tier === undefined) return null;
  const isSameColumn = mapping.columns.tier === item.mapping.columns.tier;
  const spellings = isSameColumn ? listSpellings(item.unknownTiers, item.mapping) : [];
  if (spellings.length === 0) {
    return (
      <p className="text-muted text-sm">
        {isSameColumn && item.status === 'ready' ? t('imports.everyTierKnown') : t('imports.tiersOnceRead')}
      </p>
    );
  }
  return (
    <section aria-labelledby="tier-spellings" className="grid gap-3">
      <div>
        <h3 id="tier-spellings" className="font-bold">
          {t('imports.tierSpellings')}
        </h3>
        <p className="text-muted text-sm">{t('imports.tierSpellingsWhy')}</p>
      </div>
      <div className="grid gap-x-5 gap-y-4 @min-[620px]:grid-cols-2">
        {spellings.map(({ text, rows }) => (
          <Field
            key={text}
            label={`“${text}”`}
            hint={rows === null ? t('imports.saidBefore') : t('imports.rowCount', { count: rows })}
          >
            {(control) => (
              <span className="grid">
                <Select
                  {...control}
                  value={findTier(mapping, text) ?? ''}
                  onChange={(event) => onChange(withTier(mapping, text, event.target.value || null))}
                >
                  <option value="">{t('imports.noTier')}</option>
                  {tiers.map(({ code, name }) => (
                    <option key={code} value={code}>
                      {name}
                    </option>
                  ))}
                </Select>
              </span>
            )}
          </Field>
        ))}
      </div>
    </section>
  );
}
