'use client';

import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { formatCount } from '@/lib/shared/format';
import type { ImportMapping, PlayerImportDetail } from '@/services/imports/dtos';
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
        {isSameColumn && item.status === 'ready'
          ? 'Every tier of the file is one of the casino’s.'
          : 'Tiers that go by another name are listed here once the rows are read.'}
      </p>
    );
  }
  return (
    <section aria-labelledby="tier-spellings" className="grid gap-3">
      <div>
        <h3 id="tier-spellings" className="font-bold">
          Tiers by another name
        </h3>
        <p className="text-muted text-sm">
          Say which tier each stands for. Rows whose tier stands for none raise nobody.
        </p>
      </div>
      <div className="grid gap-x-5 gap-y-4 @min-[620px]:grid-cols-2">
        {spellings.map(({ text, rows }) => (
          <Field
            key={text}
            label={`“${text}”`}
            hint={rows === null ? 'As it was said before' : formatCount(rows, 'row', 'rows')}
          >
            {(control) => (
              <span className="grid">
                <Select
                  {...control}
                  value={findTier(mapping, text) ?? ''}
                  onChange={(event) => onChange(withTier(mapping, text, event.target.value || null))}
                >
                  <option value="">Stands for no tier</option>
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
