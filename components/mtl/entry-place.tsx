'use client';

import { mtlAreaLabel } from '@/components/labels';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { useFloorTables } from '@/hooks/floor/use-floor';
import { MTL_AREAS, MTL_KIND_FACTS } from '@/lib/shared/kinds';
import { t } from '@/words/say';
import type { EntryDraft } from './entry-draft';
import { FieldSelect } from './field-select';

type EntryPlaceProps = { draft: EntryDraft; onChange: (changes: Partial<EntryDraft>) => void };

/** Where it was: cage, slots, or a table of a pit. */
export function EntryPlace({ draft, onChange }: EntryPlaceProps) {
  const read = useFloorTables();
  const tables = read.data ?? [];
  const needsTable = MTL_KIND_FACTS[draft.kind].needsTable;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-muted text-xs">{t('mtl.area')}</legend>
      <ChoiceGroup
        label={t('mtl.area')}
        value={draft.area}
        onChange={(value) => onChange({ area: MTL_AREAS.find((area) => area === value) ?? 'cage' })}
        className="grid auto-cols-fr grid-flow-col gap-1 rounded-md border p-1"
      >
        {MTL_AREAS.map((area) => (
          <Choice key={area} value={area} look="segment">
            {mtlAreaLabel(area)}
          </Choice>
        ))}
      </ChoiceGroup>
      {draft.area === 'pit' ? (
        <FieldSelect
          label={t('mtl.table')}
          value={draft.tableId}
          hint={read.isLoadingError ? t('mtl.tablesNotRead') : undefined}
          options={[
            { value: '', text: t(needsTable ? 'mtl.pickTable' : 'mtl.noTable') },
            ...tables.map(({ id, label, pitName }) => ({
              value: id,
              text: t('mtl.tableOf', { table: label, pit: pitName }),
            })),
          ]}
          onChange={(tableId) => onChange({ tableId })}
        />
      ) : null}
    </fieldset>
  );
}
