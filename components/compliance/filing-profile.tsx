'use client';

import { Lock } from 'lucide-react';
import { useMemo } from 'react';
import { FormProvider } from 'react-hook-form';
import { changesOf } from '@/components/forms/facts';
import { FormInput, FormSection, FormSelect } from '@/components/forms/form-fields';
import { SaveBar } from '@/components/forms/save-bar';
import type { Versioned } from '@/components/forms/save-outcome';
import { useVersionedForm } from '@/components/forms/use-versioned-form';
import { errorText } from '@/components/ui/error-text';
import { Fact, Facts } from '@/components/ui/facts';
import { RowsSkeleton } from '@/components/ui/list-states';
import { ErrorState } from '@/components/ui/message-state';
import { toastSuccess } from '@/components/ui/toast';
import { useCan } from '@/hooks/casino/me-context';
import { useFilingProfile } from '@/hooks/ctr/use-ctr-cases';
import { useUpdateFilingProfile } from '@/hooks/ctr/use-ctr-mutations';
import type { FilingProfile as Profile } from '@/services/ctr/dtos';
import { t } from '@/words/say';
import { missingLabel } from './case-words';
import {
  editedProfile,
  findMissing,
  GAMING_TYPES,
  PROFILE_GROUP_NAMES,
  PROFILE_GROUPS,
  type ProfileContent,
  type ProfileName,
  type ProfileValues,
  profileContent,
  profileValues,
  readProfile,
} from './profile-fields';

const resolverFor = () => (values: ProfileValues) => ({ values: readProfile(values), errors: {} });

/** What the form asks of the house: set once by an admin, read by compliance. */
export function FilingProfile() {
  const query = useFilingProfile();
  const canEdit = useCan('settings.write');
  if (query.data) return canEdit ? <ProfileForm profile={query.data} /> : <ProfileFacts profile={query.data} />;
  if (query.isPending) return <RowsSkeleton label={t('ctr.loadingProfile')} row="h-[84px]" />;
  return <ErrorState {...errorText(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />;
}

function ProfileFacts({ profile }: { profile: Profile }) {
  return (
    <div className="grid gap-4">
      <p className="flex items-center gap-2 text-muted text-sm">
        <Lock aria-hidden className="size-4 shrink-0" />
        {t('ctr.profileForReading')}
      </p>
      {PROFILE_GROUP_NAMES.map((group) => (
        <section key={group} className="grid gap-3">
          <h3 className="font-bold text-lg">{t(`ctr.profileGroup_${group}`)}</h3>
          <Facts>
            {PROFILE_GROUPS[group].map((name) => {
              const missing = findMissing(name, profile);
              const value = profile.facts[name];
              if (!value && !missing) return null;
              return (
                <Fact key={name} term={t(`ctr.profile_${name}`)}>
                  {value ? profileText(name, value) : <span className="text-warn">{t('ctr.notSet')}</span>}
                </Fact>
              );
            })}
          </Facts>
        </section>
      ))}
    </div>
  );
}

const profileText = (name: ProfileName, value: string) =>
  name === 'gamingType' ? t(`ctr.gaming_${value as (typeof GAMING_TYPES)[number]}`) : value;

type SavedProfile = Versioned<ProfileContent>;
const savedProfile = (profile: Profile): SavedProfile => ({
  content: profileContent(profile),
  version: profile.version,
});

function ProfileForm({ profile }: { profile: Profile }) {
  const update = useUpdateFilingProfile();
  const editor = useVersionedForm<ProfileValues, ProfileContent, SavedProfile>({
    edited: editedProfile(),
    saved: useMemo(() => savedProfile(profile), [profile]),
    reread: useFilingProfile().refetch,
    toValues: (content) => profileValues(content ?? profileContent(profile)),
    resolverFor,
    send: async (mine, onto) => {
      const before = onto ?? savedProfile(profile);
      const changes = changesOf(before.content, mine);
      return savedProfile(await update.mutateAsync({ ...changes, expectedVersion: Number(before.version) }));
    },
    onSaved: () => toastSuccess(t('ctr.profileSaved'), t('ctr.profileSavedMeaning')),
  });
  return (
    <FormProvider {...editor.form}>
      <form
        noValidate
        className="grid gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          editor.submit();
        }}
      >
        {PROFILE_GROUP_NAMES.map((group) => (
          <FormSection key={group} title={t(`ctr.profileGroup_${group}`)} sentence={t(`ctr.profileMeaning_${group}`)}>
            <div className="grid gap-4 sm:grid-cols-2">
              {PROFILE_GROUPS[group].map((name) => (
                <ProfileField key={name} name={name} profile={profile} />
              ))}
            </div>
          </FormSection>
        ))}
        <SaveBar
          editor={editor}
          saveLabel={t('forms.saveChanges')}
          className="sticky bottom-0 grid gap-3 rounded-lg border bg-surface px-5 py-3 max-sm:px-3"
        />
      </form>
    </FormProvider>
  );
}

function ProfileField({ name, profile }: { name: ProfileName; profile: Profile }) {
  const missing = findMissing(name, profile);
  const hint = missing === null ? undefined : t('ctr.missingItem', { item: missingLabel(missing) });
  const label = t(`ctr.profile_${name}`);
  if (name !== 'gamingType') return <FormInput name={name} label={label} hint={hint} maxLength={150} />;
  return (
    <FormSelect name={name} label={label} hint={hint}>
      <option value="">{t('ctr.notSaid')}</option>
      {GAMING_TYPES.map((type) => (
        <option key={type} value={type}>
          {t(`ctr.gaming_${type}`)}
        </option>
      ))}
    </FormSelect>
  );
}
