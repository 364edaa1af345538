'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/message-state';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useHouse } from '@/hooks/house/use-house';
import { useCreateTable, useSetTableLimits, useUpdateTable } from '@/hooks/house/use-house-mutations';
import type { House, HouseTable } from '@/services/house/dtos';
import { t } from '@/words/say';
import { TableFields } from './table-fields';
import {
  editedTable,
  gameName,
  type TableContent,
  type TableValues,
  tableContent,
  tableFormSchema,
  tableValues,
} from './table-model';
import { TableStatus } from './table-status';

type TableDrawerProps = {
  house: House;
  /** Null to make a new one. */
  id: string | null;
  onClose: () => void;
};

/** One table: open or close it, set its limits, and, for who sets up the house, everything else of it. */
export function TableDrawer({ house, id, onClose }: TableDrawerProps) {
  const table = house.tables.find((each) => each.id === id) ?? null;
  if (id !== null && table === null)
    return (
      <SheetFrame isOpen onClose={onClose} isWide>
        <SheetHead title={t('house.table')} />
        <SheetBody>
          <ErrorState title={t('errors.TABLE_NOT_FOUND')} remedy={t('house.noSuchTable')} />
        </SheetBody>
      </SheetFrame>
    );
  return <LoadedTable key={id} house={house} table={table} onClose={onClose} />;
}

type LoadedTableProps = { house: House; table: HouseTable | null; onClose: () => void };

function LoadedTable({ house, table, onClose }: LoadedTableProps) {
  const canWrite = useCan('house.write');
  const canManage = useCan('table.manage');
  const editor = useTableEditor(house, table, canWrite, onClose);
  const { form, failure, isDirty, isBusy } = editor;
  return (
    <EditorSheet isDirty={isDirty} onClose={onClose} isWide>
      <SheetHead
        title={table?.label ?? t('house.newTable')}
        subtitle={table ? gameName(house.games, table.gameType) : t('house.newTableMeaning')}
      />
      <FormProvider {...form}>
        <form
          noValidate
          className="flex min-h-0 flex-1 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            editor.submit();
          }}
        >
          <SheetBody>
            {table ? <TableStatus table={table} /> : null}
            <TableFields house={house} table={table} canWrite={canWrite} canManage={canManage} />
          </SheetBody>
          {canManage || canWrite ? (
            <SheetFoot>
              <SaveFailure editor={editor} />
              {needsDecision(failure) ? null : (
                <Button type="submit" variant="primary" size="big" disabled={!isDirty} isBusy={isBusy}>
                  {isBusy
                    ? t('forms.saving')
                    : table === null
                      ? t('house.addTable')
                      : t(isDirty ? 'forms.saveChanges' : 'house.nothingChanged')}
                </Button>
              )}
            </SheetFoot>
          ) : null}
        </form>
      </FormProvider>
    </EditorSheet>
  );
}

type SavedTable = Versioned<TableContent> & { id: string };

function useTableEditor(house: House, table: HouseTable | null, canWrite: boolean, onClose: () => void) {
  const { currency } = useMe().settings;
  const { refetch } = useHouse();
  const [create, update, setLimits] = [useCreateTable(), useUpdateTable(), useSetTableLimits()];
  return useVersionedForm<TableValues, TableContent, SavedTable>({
    edited: editedTable(house, currency),
    saved: useMemo(() => table && savedTable(table), [table]),
    reread: refetch,
    toValues: (content) => tableValues(content, house),
    resolverFor,
    send: async (mine, onto) => {
      if (onto === null) return savedTable(await create.mutateAsync(mine));
      const of = { id: onto.id, expectedUpdatedAt: String(onto.version) };
      const { minBetCents, maxBetCents } = mine;
      // Who runs the floor sets limits, and only those.
      return savedTable(
        await (canWrite
          ? update.mutateAsync({ ...of, ...mine })
          : setLimits.mutateAsync({ ...of, minBetCents, maxBetCents })),
      );
    },
    onSaved: ({ content }) => {
      toastSuccess(t('house.tableSaved', { table: content.label }), t('house.inForceNow'));
      onClose();
    },
  });
}

const resolverFor = () => zodResolver(tableFormSchema);

function savedTable(table: HouseTable): SavedTable {
  return { id: table.id, version: table.updatedAt, content: tableContent(table) };
}
