'use client';

import { CircleAlert, Lock, Users } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { IMPORT_FIELDS, type ImportMapping, type PlayerImportDetail } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { CellErrors } from './cell-errors';
import { ColumnFormat } from './column-format';
import { DateOrder, DateSystem } from './date-defaults';
import { FieldColumn } from './field-column';
import { reconciledCount } from './import-words';
import { columnLabel, listUnmapped, originText, problemText, withColumn } from './mapping-model';
import { asFormatField } from './reading-words';
import { TierSpellings } from './tier-spellings';
import type { MappingDraft } from './use-mapping-draft';

/** A file may have 200 columns; each is in the lists above. */
const NAMES_SHOWN = 12;

type MappingEditorProps = { item: PlayerImportDetail; draft: MappingDraft; onSave: () => void };

/** Says how the file's columns are read. What is set at first is suggested by their names, or how they were read before. */
export function MappingEditor({ item, draft, onSave }: MappingEditorProps) {
  const { mapping, change, problems } = draft;
  const lockedBy = lockText(item);
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        // It stays on screen whatever the import's status becomes: there may be tiers to be told.
        onSave();
        draft.save();
      }}
    >
      <p className="text-muted text-sm">
        {originText(item)} {t('imports.remembered')}
      </p>
      {lockedBy === null || draft.isSaving ? null : (
        <Notice icon={Lock} tone="neutral" role="status" title={lockedBy.title}>
          <p className="text-muted">{lockedBy.sentence}</p>
        </Notice>
      )}
      <fieldset disabled={lockedBy !== null || draft.isSaving} className="grid gap-4">
        <legend className="sr-only">{t('imports.columns')}</legend>
        <CellErrors cellErrors={item.cellErrors} />
        <div className="grid gap-x-5 gap-y-4 @min-[620px]:grid-cols-2">
          {IMPORT_FIELDS.map((field) => {
            const formatField = asFormatField(field);
            return (
              <div key={field}>
                <FieldColumn
                  field={field}
                  item={item}
                  place={mapping.columns[field] ?? null}
                  error={problems.fields[field]}
                  onPlace={(place) => change(withColumn(mapping, field, place))}
                />
                {formatField === null ? null : (
                  <ColumnFormat field={formatField} item={item} mapping={mapping} onChange={change} />
                )}
              </div>
            );
          })}
          <DateOrder mapping={mapping} onChange={change} />
          <DateSystem mapping={mapping} onChange={change} />
        </div>
        <Unmapped item={item} mapping={mapping} />
        <TierSpellings item={item} mapping={mapping} onChange={change} />
      </fieldset>
      <SaveFoot draft={draft} />
    </form>
  );
}

function lockText(item: PlayerImportDetail): { title: string; sentence: string } | null {
  const reconciled = reconciledCount(item);
  if (reconciled > 0) {
    return {
      title: t('imports.locked'),
      sentence: t('imports.lockedWhy', { count: reconciled }),
    };
  }
  if (item.status === 'staging') {
    return { title: t('imports.stillArriving'), sentence: t('imports.stillArrivingWhy') };
  }
  if (item.status === 'checking') {
    return { title: t('imports.beingRead'), sentence: t('imports.beingReadWhy') };
  }
  return null;
}

function Unmapped({ item, mapping }: { item: PlayerImportDetail; mapping: ImportMapping }) {
  const places = listUnmapped(item.headers, mapping.columns);
  if (places.length === 0) return null;
  const names = places.slice(0, NAMES_SHOWN).map((place) => columnLabel(item.headers, place));
  const count = places.length - names.length;
  const columns = names.reduce((first, next) => t('format.andThen', { first, next }));
  return (
    <p className="break-words text-sm">
      <span className="font-semibold">{t('imports.keptNotRead')}</span>{' '}
      <span className="text-muted">{count > 0 ? t('imports.andMore', { columns, count }) : columns}</span>
    </p>
  );
}

function SaveFoot({ draft }: { draft: MappingDraft }) {
  const { isDirty, isSaving, isOvertaken, failure, problems, discard } = draft;
  if (!isDirty && !isSaving && failure === null) return null;
  return (
    <div className="sticky bottom-0 z-10 -mx-1 grid gap-2 border-t bg-bg px-1 py-3">
      {isOvertaken ? (
        <Notice icon={Users} tone="warn" role="alert" title={t('imports.overtaken')}>
          <p>{t('imports.overtakenWhy')}</p>
        </Notice>
      ) : null}
      {failure === null ? null : (
        <Notice icon={CircleAlert} tone="bad" role="alert" title={failure.title}>
          {failure.remedy ? <p>{failure.remedy}</p> : null}
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="status" className="min-w-[180px] flex-1 font-medium text-sm text-warn max-sm:basis-full">
          {isDirty ? (problemText(problems) ?? t('imports.notSaved')) : null}
        </p>
        <Button variant="quiet" disabled={isSaving} onClick={discard}>
          {t('ui.discard')}
        </Button>
        <Button type="submit" variant="primary" className="max-sm:flex-1" disabled={!draft.canSave} isBusy={isSaving}>
          {t(isSaving ? 'imports.readingTheRows' : 'imports.saveAndRead')}
        </Button>
      </div>
    </div>
  );
}
