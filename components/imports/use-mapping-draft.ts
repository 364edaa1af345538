'use client';

import { useState } from 'react';
import { useUnsavedGuard } from '@/components/forms/use-unsaved-guard';
import { errorText } from '@/components/ui/error-text';
import { toastSuccess } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useImport } from '@/hooks/imports/use-import';
import { useMapImport } from '@/hooks/imports/use-import-mutations';
import { useLoyaltyTiers } from '@/hooks/loyalty/use-loyalty-tiers';
import { ApiError } from '@/lib/client/api';
import type { ImportMapping, PlayerImportDetail } from '@/services/imports/dtos';
import { t } from '@/words/say';
import { refusalText, sumText } from './import-words';
import { isSameMapping, mappingProblems, withTiersThatExist } from './mapping-model';

/** What was changed, and which version of the mapping it began from. */
type Draft = { mapping: ImportMapping; baseVersion: number };

/** What is being changed, and what can be done about it. */
export type MappingDraft = ReturnType<typeof useMappingDraft>;

/** How the columns are read, as somebody is changing it. Until then it is as the server has it. */
export function useMappingDraft(item: PlayerImportDetail) {
  const { timeZone } = useMe().settings;
  const tiers = useLoyaltyTiers().data?.items;
  const map = useMapImport(item.id);
  // Has the rows' progress shown while the answer is waited for.
  useImport(item.id, map.isPending);
  const [draft, setDraft] = useState<Draft | null>(null);
  const mapping = draft?.mapping ?? item.mapping;
  const problems = mappingProblems(mapping);
  const isDirty = draft !== null && !isSameMapping(draft.mapping, item.mapping);
  useUnsavedGuard(isDirty);
  const isSound = problems.whole === null && Object.keys(problems.fields).length === 0;
  const canSave = isDirty && isSound && tiers !== undefined;
  const save = () => {
    if (!canSave || map.isPending) return;
    map.mutate(
      withTiersThatExist(
        mapping,
        tiers.map(({ code }) => code),
      ),
      {
        onSuccess: (result) => {
          setDraft(null);
          toastSuccess(t('imports.columnsSaved'), sumText(result));
        },
      },
    );
  };
  return {
    mapping,
    problems,
    isDirty,
    isSaving: map.isPending,
    /** Somebody else saved while this was being changed. */
    isOvertaken: isDirty && draft.baseVersion !== item.mappingVersion,
    failure: map.error === null ? null : failureText(map.error, timeZone),
    canSave,
    change: (next: ImportMapping) =>
      setDraft({ mapping: next, baseVersion: draft?.baseVersion ?? item.mappingVersion }),
    discard: () => {
      setDraft(null);
      map.reset();
    },
    save,
  };
}

function failureText(error: Error, timeZone: string): { title: string; remedy: string } {
  if (!(error instanceof ApiError)) return errorText(error);
  return refusalText(error.refusal, timeZone);
}
