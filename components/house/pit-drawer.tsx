'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { z } from 'zod';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { type Edited, mergeFacts } from '@/components/forms/facts';
import { FormInput } from '@/components/forms/form-fields';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useHouse } from '@/hooks/house/use-house';
import { useCreatePit, useUpdatePit } from '@/hooks/house/use-house-mutations';
import { type CreatePitInput, createPitInputSchema, type House, type Pit } from '@/services/house/dtos';
import { t } from '@/words/say';

type PitDrawerProps = {
  house: House;
  /** Null to make a new one. */
  id: string | null;
  onClose: () => void;
};
type PitValues = Record<keyof CreatePitInput, string>;
type SavedPit = Versioned<CreatePitInput> & { id: string };

const schema = z.object({
  name: createPitInputSchema.shape.name,
  sortOrder: z
    .string()
    .transform((text) => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN))
    .pipe(createPitInputSchema.shape.sortOrder),
});
const resolverFor = () => zodResolver(schema);

/** A pit: its name, and its place among the others. */
export function PitDrawer({ house, id, onClose }: PitDrawerProps) {
  const pit = house.pits.find((each) => each.id === id) ?? null;
  const editor = usePitEditor(house, pit, onClose);
  const { form, failure, isDirty, isBusy } = editor;
  return (
    <EditorSheet isDirty={isDirty} onClose={onClose}>
      <SheetHead title={pit?.name ?? t('house.newPit')} />
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
            <FormInput name="name" label={t('house.pitName')} maxLength={100} required />
            <FormInput name="sortOrder" label={t('house.place')} hint={t('house.placeMeaning')} inputMode="numeric" />
          </SheetBody>
          <SheetFoot>
            <SaveFailure editor={editor} />
            {needsDecision(failure) ? null : (
              <Button type="submit" variant="primary" size="big" isBusy={isBusy}>
                {isBusy ? t('forms.saving') : t(pit ? 'forms.saveChanges' : 'house.addPit')}
              </Button>
            )}
          </SheetFoot>
        </form>
      </FormProvider>
    </EditorSheet>
  );
}

function usePitEditor(house: House, pit: Pit | null, onClose: () => void) {
  const { refetch } = useHouse();
  const [create, update] = [useCreatePit(), useUpdatePit()];
  const next = Math.max(0, ...house.pits.map(({ sortOrder }) => sortOrder)) + 1;
  return useVersionedForm<PitValues, CreatePitInput, SavedPit>({
    edited: editedPit(),
    saved: useMemo(() => pit && savedPit(pit), [pit]),
    reread: refetch,
    toValues: (content) => ({ name: content?.name ?? '', sortOrder: String(content?.sortOrder ?? next) }),
    resolverFor,
    send: async (mine, onto) =>
      savedPit(
        await (onto === null
          ? create.mutateAsync(mine)
          : update.mutateAsync({ id: onto.id, ...mine, expectedUpdatedAt: String(onto.version) })),
      ),
    onSaved: ({ content }) => {
      toastSuccess(t('house.pitSaved', { pit: content.name }), t('house.inForceNow'));
      onClose();
    },
  });
}

function editedPit(): Edited<CreatePitInput> {
  return {
    name: t('house.thisPit'),
    changedCode: 'PIT_CHANGED',
    factsOf: (pit) => ({ ...pit }),
    factName: (fact) => t(fact === 'name' ? 'house.pitName' : 'house.place'),
    factText: (_, value) => String(value),
    merge: mergeFacts,
  };
}

function savedPit({ id, updatedAt, name, sortOrder }: Pit): SavedPit {
  return { id, version: updatedAt, content: { name, sortOrder } };
}
