'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo, useState } from 'react';
import { useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastMessage, toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useCreateProgram, useUpdateProgram } from '@/hooks/promo/use-program-mutations';
import { usePromoPrograms } from '@/hooks/promo/use-promo-programs';
import { ApiError } from '@/lib/client/api';
import type { ListedPromoProgram } from '@/services/promo/dtos';
import { ProgramFailure } from './program-failure';
import { ProgramFields } from './program-fields';
import {
  type ProgramFormOutput,
  type ProgramFormValues,
  programChanges,
  programFormSchema,
  programFormValues,
} from './program-form-schema';

type ProgramDrawerProps = {
  /** Null to make a new one. */
  program: ListedPromoProgram | null;
  onClose: () => void;
};

/** Makes or changes a program. What is typed stays until the server took it, whatever happens in between. */
export function ProgramDrawer({ program, onClose }: ProgramDrawerProps) {
  const { promoRequireExactMatch: isExactMatch, timeZone } = useMe().settings;
  // The program as it was when it was opened, or as its reader has last agreed to change it.
  const [before, setBefore] = useState(program);
  const latest = usePromoPrograms().data?.find(({ id }) => id === program?.id) ?? program;
  const create = useCreateProgram();
  const update = useUpdateProgram();
  const resolver = useMemo(
    () => zodResolver(programFormSchema({ timeZone, isExactMatch, before })),
    [timeZone, isExactMatch, before],
  );
  const form = useForm<ProgramFormValues, unknown, ProgramFormOutput>({
    resolver,
    defaultValues: programFormValues(program, timeZone),
  });
  const isBusy = create.isPending || update.isPending;
  const error = before === null ? create.error : update.error;
  const isOutdated = error instanceof ApiError && error.code === 'PROGRAM_CHANGED';

  const save = (output: ProgramFormOutput, onto: ListedPromoProgram | null) => {
    if (isBusy) return;
    const done = () => {
      toastSuccess(`${output.name} saved`, 'It holds for coupons issued from now on.');
      onClose();
    };
    if (onto === null || before === null) {
      create.mutate({ ...output, status: 'active' }, { onSuccess: done });
      return;
    }
    const changes = programChanges(output, before, timeZone);
    if (Object.keys(changes).length === 0) {
      toastMessage('Nothing was changed.');
      onClose();
      return;
    }
    update.mutate({ promoProgramId: onto.id, ...changes, version: onto.version }, { onSuccess: done });
  };
  const takeTheirs = () => {
    if (!latest) return;
    setBefore(latest);
    form.reset(programFormValues(latest, timeZone));
    update.reset();
  };

  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={program ? 'Edit program' : 'New program'} subtitle={program?.name} />
      <form
        noValidate
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={form.handleSubmit((output) => save(output, before))}
      >
        <SheetBody>
          <ProgramFields form={form} before={before} isExactMatch={isExactMatch} />
        </SheetBody>
        <SheetFoot>
          <ProgramFailure
            error={error}
            latest={isOutdated ? latest : null}
            onKeepMine={() => void form.handleSubmit((output) => save(output, latest))()}
            onTakeTheirs={takeTheirs}
          />
          {isOutdated ? null : (
            <Button type="submit" variant="primary" size="big" isBusy={isBusy}>
              {isBusy ? 'Saving …' : program ? 'Save changes' : 'Create program'}
            </Button>
          )}
        </SheetFoot>
      </form>
    </SheetFrame>
  );
}
