'use client';

import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { EditorSheet } from '@/components/forms/editor-sheet';
import { FormInput, FormSelect } from '@/components/forms/form-fields';
import { needsDecision } from '@/components/forms/save-bar';
import { SaveFailure } from '@/components/forms/save-failure';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { roleLabel } from '@/components/labels';
import { Button } from '@/components/ui/button';
import { SheetBody, SheetFoot, SheetHead } from '@/components/ui/sheet';
import { toastSuccess } from '@/components/ui/toast';
import { useHosts, usePlayerProfile, useSavePlayerProfile } from '@/hooks/floor/use-player-profile';
import type { Player, PlayerProfile } from '@/services/floor/dtos';
import { t } from '@/words/say';
import {
  type Care,
  type CareValues,
  careOf,
  careValues,
  editedCare,
  PREFERENCES,
  preferenceWord,
  readCare,
} from './care-model';

const resolverFor = () => (values: CareValues) => ({ values: readCare(values), errors: {} });

/** Says who looks after the player, and what the player prefers. */
export function CareDrawer({ player, onClose }: { player: Player; onClose: () => void }) {
  const profile = usePlayerProfile(player.id);
  return profile.data ? <LoadedCare player={player} profile={profile.data} onClose={onClose} /> : null;
}

type LoadedCareProps = { player: Player; profile: PlayerProfile; onClose: () => void };

function LoadedCare({ player, profile, onClose }: LoadedCareProps) {
  const hosts = useHosts();
  const known = hosts.data?.items ?? [];
  const nameOf = (id: string) =>
    known.find((host) => host.id === id)?.name ?? (id === profile.hostId ? (profile.hostName ?? '') : '');
  const editor = useCareEditor({ player, profile, onClose }, nameOf);
  const { form, failure, isDirty, isBusy } = editor;
  const hostId = form.watch('hostId');
  return (
    <EditorSheet isDirty={isDirty} onClose={onClose} isWide>
      <SheetHead title={t('player.care')} subtitle={player.name} />
      <FormProvider {...form}>
        <SheetBody>
          {/* Made anew with its choices: a list that changes under a select takes the choice along. */}
          <FormSelect
            key={known.map(({ id }) => id).join()}
            name="hostId"
            label={t('player.host')}
            hint={t('player.hostMeaning')}
          >
            <option value="">{t('player.noHost')}</option>
            {/* Whoever is the host stays a choice, also when the list is on its way or the host has left. */}
            {hostId !== '' && !known.some(({ id }) => id === hostId) ? (
              <option value={hostId}>{nameOf(hostId)}</option>
            ) : null}
            {known.map(({ id, name, role }) => (
              <option key={id} value={id}>
                {`${name} · ${roleLabel(role)}`}
              </option>
            ))}
          </FormSelect>
          {PREFERENCES.map((preference) => (
            <FormInput
              key={preference}
              name={preference}
              label={preferenceWord(preference)}
              hint={preference === 'contact' ? t('player.contactMeaning') : undefined}
              maxLength={100}
            />
          ))}
          <SaveFailure editor={editor} />
        </SheetBody>
      </FormProvider>
      {needsDecision(failure) ? null : (
        <SheetFoot>
          <Button variant="primary" size="big" disabled={!isDirty} isBusy={isBusy} onClick={() => editor.submit()}>
            {isBusy ? t('forms.saving') : t(isDirty ? 'player.save' : 'player.nothingChanged')}
          </Button>
        </SheetFoot>
      )}
    </EditorSheet>
  );
}

function useCareEditor({ player, profile, onClose }: LoadedCareProps, nameOf: (id: string) => string) {
  const save = useSavePlayerProfile(player.id);
  const { refetch } = usePlayerProfile(player.id);
  return useVersionedForm<CareValues, Care, Versioned<Care>>({
    edited: editedCare(nameOf),
    saved: useMemo(() => savedCare(profile), [profile]),
    reread: refetch,
    toValues: careValues,
    resolverFor,
    send: async (mine, onto) =>
      savedCare(await save.mutateAsync({ ...mine, version: Number((onto ?? savedCare(profile)).version) })),
    onSaved: () => {
      toastSuccess(t('player.careSaved'), player.name);
      onClose();
    },
  });
}

function savedCare(profile: Omit<PlayerProfile, 'photo'>): Versioned<Care> {
  return { content: careOf(profile), version: profile.version };
}
