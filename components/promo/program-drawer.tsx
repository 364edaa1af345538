'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useCallback, useMemo } from 'react';
import { refusalText } from '@/components/domain/coupon-words';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { changesOf } from '@/components/forms/facts';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useCreateProgram, useUpdateProgram } from '@/hooks/promo/use-program-mutations';
import { usePromoPrograms } from '@/hooks/promo/use-promo-programs';
import type { PromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { ProgramFields } from './program-fields';
import {
  editedProgram,
  type ProgramFormOutput,
  type ProgramFormValues,
  programContent,
  programFormSchema,
  programFormValues,
} from './program-form-schema';

type ProgramDrawerProps = {
  /** Null to make a new one. */
  program: PromoProgram | null;
  onClose: () => void;
};

/** Makes or changes a program. What is typed stays until the server took it, whatever happens in between. */
export function ProgramDrawer({ program, onClose }: ProgramDrawerProps) {
  const { promoRequireExactMatch: isExactMatch, timeZone } = useMe().settings;
  const editor = useProgramEditor(program, onClose);
  const { form, base, failure, isDirty, isBusy } = editor;
  return (
    <EditorSheet isDirty={isDirty} onClose={onClose} isWide>
      <SheetHead title={t(program ? 'promo.editProgram' : 'promo.newProgram')} subtitle={program?.name} />
      <form
        noValidate
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          editor.submit();
        }}
      >
        <SheetBody>
          <ProgramFields form={form} before={base?.content ?? null} isExactMatch={isExactMatch} />
        </SheetBody>
        <SheetFoot>
          <SaveFailure editor={editor} words={(refusal) => refusalText(refusal, timeZone)} />
          {needsDecision(failure) ? null : (
            <Button type="submit" variant="primary" size="big" isBusy={isBusy}>
              {isBusy ? t('forms.saving') : program ? t('forms.saveChanges') : t('promo.createProgram')}
            </Button>
          )}
        </SheetFoot>
      </form>
    </EditorSheet>
  );
}

type SavedProgram = Versioned<ProgramFormOutput> & { id: string };

function useProgramEditor(program: PromoProgram | null, onClose: () => void) {
  const { promoRequireExactMatch: isExactMatch, timeZone, currency } = useMe().settings;
  const programs = usePromoPrograms();
  const latest = programs.data?.find(({ id }) => id === program?.id) ?? program;
  const create = useCreateProgram();
  const update = useUpdateProgram();
  return useVersionedForm<ProgramFormValues, ProgramFormOutput, SavedProgram>({
    edited: editedProgram(currency, timeZone),
    saved: useMemo(() => latest && savedProgram(latest), [latest]),
    reread: programs.refetch,
    toValues: (content) => programFormValues(content, timeZone),
    resolverFor: useCallback(
      (before) => zodResolver(programFormSchema({ timeZone, isExactMatch, before })),
      [timeZone, isExactMatch],
    ),
    send: async (mine, onto) => {
      if (onto === null) return savedProgram(await create.mutateAsync({ ...mine, status: 'active' }));
      const { promoType: _, ...changes } = changesOf(onto.content, mine);
      return savedProgram(
        await update.mutateAsync({ promoProgramId: onto.id, ...changes, version: Number(onto.version) }),
      );
    },
    onSaved: ({ content }) => {
      toastSuccess(t('promo.programSaved', { program: content.name }), t('promo.programSavedMeaning'));
      onClose();
    },
  });
}

function savedProgram(program: PromoProgram): SavedProgram {
  return { id: program.id, version: program.version, content: programContent(program) };
}
