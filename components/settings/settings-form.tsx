'use client';

import { Users } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { FormProvider, type UseFormReturn, useForm } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { toastError, toastMessage, toastSuccess } from '@/components/ui/toast';
import { useCan } from '@/hooks/casino/me-context';
import { useUpdateCasinoSettings } from '@/hooks/casino/use-update-casino-settings';
import { ApiError } from '@/lib/client/api';
import type { CasinoSettings } from '@/services/casino/dtos';
import { PlayersSection } from './players-section';
import { PolicySection } from './policy-section';
import { RewardsSection } from './rewards-section';
import { SaveBar } from './save-bar';
import { changedSettings, readSettings, type SettingsValues, toSettingsValues } from './settings-model';
import { fieldOf, settingsResolver } from './settings-schema';
import { ThresholdsSection } from './thresholds-section';

const FORM_ID = 'settings-form';

/** The casino's settings, edited together and saved as one change. What somebody else saves meanwhile flows in around it. `foot` takes the bar to save with. */
export function SettingsForm({ settings, foot }: { settings: CasinoSettings; foot: HTMLElement | null }) {
  const canEdit = useCan('settings.write');
  const update = useUpdateCasinoSettings();
  const form = useForm<SettingsValues>({
    resolver: settingsResolver,
    defaultValues: toSettingsValues(settings),
    mode: 'onTouched',
  });
  const { base, hasOtherChange, dismiss, adopt } = useSavedSettings(form, settings);
  useFreshMe(base.updatedAt, form.formState.isDirty);

  const save = (values: SettingsValues) => {
    if (update.isPending) return;
    const changes = changedSettings(base, readSettings(values));
    if (changes === null) return adopt(base);
    update.mutateAsync({ ...changes, expectedUpdatedAt: base.updatedAt }).then(
      (saved) => {
        adopt(saved);
        toastSuccess('Settings saved', 'They hold from now on.');
      },
      (error) => refuse(error, form),
    );
  };

  return (
    <FormProvider {...form}>
      <form id={FORM_ID} noValidate className="grid gap-4" onSubmit={form.handleSubmit(save, sayIncomplete)}>
        {hasOtherChange ? (
          <Notice
            icon={Users}
            tone="warn"
            role="alert"
            title="Somebody else changed the settings in the meantime."
            action={<Button onClick={dismiss}>Understood</Button>}
          >
            <p>What you typed is kept. Under each field you changed stands what is saved now; look, then save again.</p>
          </Notice>
        ) : null}
        <PolicySection isReadOnly={!canEdit} />
        <RewardsSection isReadOnly={!canEdit} />
        <PlayersSection isReadOnly={!canEdit} />
        <ThresholdsSection isReadOnly={!canEdit} />
      </form>
      {foot
        ? createPortal(<SaveBar formId={FORM_ID} isSaving={update.isPending} onDiscard={() => adopt(base)} />, foot)
        : null}
    </FormProvider>
  );
}

/**
 * The settings that the form's changes are counted from. A newer reading becomes the new ground at once: fields that were
 * not touched follow it, those that were keep what was typed.
 */
function useSavedSettings(form: UseFormReturn<SettingsValues>, settings: CasinoSettings) {
  const [base, setBase] = useState(settings);
  const [hasOtherChange, setHasOtherChange] = useState(false);
  const own = useRef<string | null>(null);
  // Subscribed to, so that it is right when the effect reads it.
  const { isDirty } = form.formState;
  useEffect(() => {
    if (settings.updatedAt === base.updatedAt || Date.parse(settings.updatedAt) < Date.parse(base.updatedAt)) return;
    setBase(settings);
    form.reset(toSettingsValues(settings), { keepDirtyValues: true });
    // Nothing left to save: the change was one's own, and only the answer to it got lost.
    const isSavedAlready = changedSettings(settings, readSettings(form.getValues())) === null;
    if (isDirty && !isSavedAlready && own.current !== settings.updatedAt) setHasOtherChange(true);
  }, [settings, base, form, isDirty]);
  return {
    base,
    hasOtherChange,
    dismiss: () => setHasOtherChange(false),
    /** Goes on from these, and forgets what was typed. */
    adopt: (saved: CasinoSettings) => {
      own.current = saved.updatedAt;
      setBase(saved);
      setHasOtherChange(false);
      form.reset(toSettingsValues(saved));
    },
  };
}

/**
 * Every other screen goes by the settings that came with the page, so the page is asked for again when they are not the
 * saved ones any more. The form stays as it is meanwhile; it waits for one with changes, so that even a refresh that fails
 * takes nothing from what is typed.
 */
function useFreshMe(updatedAt: string, isDirty: boolean): void {
  const router = useRouter();
  const shown = useRef(updatedAt);
  useEffect(() => {
    if (isDirty || shown.current === updatedAt) return;
    shown.current = updatedAt;
    router.refresh();
  }, [updatedAt, isDirty, router]);
}

/** Puts the server's sentences under the fields they speak of. Of a change by somebody else the form itself tells more. */
function refuse(error: unknown, form: UseFormReturn<SettingsValues>): void {
  if (error instanceof ApiError && error.code === 'SETTINGS_CHANGED') return;
  const fields = error instanceof ApiError && error.code === 'VALIDATION_FAILED' ? error.details?.fields : undefined;
  for (const [path, message] of Object.entries(fields ?? {})) {
    form.setError(fieldOf(path) as 'rewardSoftCapPoints', { type: 'server', message: String(message) });
  }
  toastError(error);
}

function sayIncomplete(): void {
  toastMessage('Not saved: correct the fields marked below.');
}
