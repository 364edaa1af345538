'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useRef } from 'react';
import { createPortal } from 'react-dom';
import { FormProvider } from 'react-hook-form';
import { SaveBar } from '@/components/forms/save-bar';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { toastMessage, toastSuccess } from '@/components/ui/toast';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useCasinoSettings } from '@/hooks/casino/use-casino-settings';
import { useUpdateCasinoSettings } from '@/hooks/casino/use-update-casino-settings';
import type { CasinoSettings } from '@/services/casino/dtos';
import { t } from '@/words/say';
import { CashLogSection } from './cash-log-section';
import { editedSettings } from './edited-settings';
import { LicencesSection } from './licences-section';
import { PlayersSection } from './players-section';
import { PolicySection } from './policy-section';
import { RewardsSection } from './rewards-section';
import {
  changedSettings,
  type EditedSettings,
  type SettingsValues,
  settingsOf,
  toSettingsValues,
} from './settings-model';
import { refusedSettings, settingsResolver } from './settings-schema';
import { TabletsSection } from './tablets-section';
import { ThresholdsSection } from './thresholds-section';

const FORM_ID = 'settings-form';
const resolverFor = () => settingsResolver;

type SavedSettings = Versioned<EditedSettings> & { updatedAt: string };

/** The casino's settings, edited together and saved as one change. `foot` takes the bar to save with. */
export function SettingsForm({ settings, foot }: { settings: CasinoSettings; foot: HTMLElement | null }) {
  const canEdit = useCan('settings.write');
  const { currency } = useMe().settings;
  const update = useUpdateCasinoSettings();
  const editor = useVersionedForm<SettingsValues, EditedSettings, SavedSettings>({
    edited: editedSettings(currency),
    saved: useMemo(() => savedSettings(settings), [settings]),
    reread: useCasinoSettings().refetch,
    toValues: (content) => toSettingsValues(content ?? settings),
    resolverFor,
    send: async (mine, onto) => {
      const { content, updatedAt } = onto ?? savedSettings(settings);
      return savedSettings(
        await update.mutateAsync({ ...changedSettings(content, mine), expectedUpdatedAt: updatedAt }),
      );
    },
    onSaved: () => toastSuccess(t('settings.saved'), t('settings.savedMeaning')),
    fieldsOf: refusedSettings,
    mode: 'onTouched',
    onInvalid: () => toastMessage(t('settings.notSaved')),
  });
  useFreshMe(editor.base?.updatedAt ?? settings.updatedAt, editor.isDirty);
  return (
    <FormProvider {...editor.form}>
      <form
        id={FORM_ID}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          editor.submit();
        }}
      >
        <PolicySection isReadOnly={!canEdit} />
        <RewardsSection isReadOnly={!canEdit} />
        <PlayersSection isReadOnly={!canEdit} />
        <LicencesSection isReadOnly={!canEdit} />
        <TabletsSection isReadOnly={!canEdit} />
        <CashLogSection isReadOnly={!canEdit} />
        <ThresholdsSection isReadOnly={!canEdit} />
      </form>
      {foot
        ? createPortal(
            <SaveBar
              editor={editor}
              formId={FORM_ID}
              saveLabel={t('forms.saveChanges')}
              className="grid gap-3 border-t bg-surface px-5 py-3 max-sm:px-3"
            />,
            foot,
          )
        : null}
    </FormProvider>
  );
}

/** The later of two readings is the one that counts. */
function savedSettings(settings: CasinoSettings): SavedSettings {
  const { updatedAt } = settings;
  return { content: settingsOf(settings), version: Date.parse(updatedAt), updatedAt };
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
