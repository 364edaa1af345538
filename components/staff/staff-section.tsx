'use client';

import { UserRoundPlus, UsersRound } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyList } from '@/components/ui/empty-list';
import { Late, lateCode } from '@/components/ui/late';
import { ListPanel, LoadMore } from '@/components/ui/list-panel';
import { usePreload } from '@/components/ui/use-preload';
import { useStaff } from '@/hooks/staff/use-staff';
import { useSettled } from '@/hooks/use-settled';
import type { PitChoice } from '@/services/staff/dtos';
import { t } from '@/words/say';
import { PeopleFilters } from './people-filters';
import { PersonRow } from './person-row';
import { filterOf, type PeopleUrl, usePeopleUrl } from './use-people-url';

const personDrawer = lateCode(async () => (await import('./person-drawer')).PersonDrawer);
const deactivateDrawer = lateCode(async () => (await import('./deactivate-drawer')).DeactivateDrawer);
const roleDrawer = lateCode(async () => (await import('./role-drawer')).RoleDrawer);
const inviteDrawer = lateCode(async () => (await import('./invite-drawer')).InviteDrawer);
const linkDrawer = lateCode(async () => (await import('./link-drawer')).LinkDrawer);
const passwordDrawer = lateCode(async () => (await import('./password-link-drawer')).PasswordLinkDrawer);
const factorDrawer = lateCode(async () => (await import('./reset-factor-drawer')).ResetFactorDrawer);
const LOADERS = [
  personDrawer,
  deactivateDrawer,
  roleDrawer,
  inviteDrawer,
  linkDrawer,
  passwordDrawer,
  factorDrawer,
].map(({ fetch }) => fetch);
const TYPING_MS = 250;

/** Who works at the casino, and how they come and go. */
export function StaffSection({ pits }: { pits: PitChoice[] }) {
  usePreload(LOADERS);
  const url = usePeopleUrl();
  const { kind, about, close: onClose } = url.overlay;
  return (
    <section aria-labelledby="people" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="people" className="font-bold text-xl tracking-tight">
          {t('staff.people')}
        </h2>
        <Button onClick={() => url.overlay.open('invite')}>
          <UserRoundPlus aria-hidden />
          {t('staff.invite')}
        </Button>
      </div>
      <PeopleFilters url={url} pits={pits} />
      <PeopleList url={url} />
      {kind === 'person' && about !== null ? (
        <Late code={personDrawer} props={{ id: about, pits, overlay: url.overlay }} />
      ) : null}
      {kind === 'deactivate' && about !== null ? <Late code={deactivateDrawer} props={{ id: about, onClose }} /> : null}
      {kind === 'role' && about !== null ? <Late code={roleDrawer} props={{ id: about, onClose }} /> : null}
      {kind === 'invite' ? <Late code={inviteDrawer} props={{ pits, onClose }} /> : null}
      {kind === 'password' && about !== null ? <Late code={passwordDrawer} props={{ id: about, onClose }} /> : null}
      {kind === 'factor' && about !== null ? <Late code={factorDrawer} props={{ id: about, onClose }} /> : null}
      {kind === 'link' && about !== null ? <Late code={linkDrawer} props={{ id: about, onClose }} /> : null}
    </section>
  );
}

function PeopleList({ url }: { url: PeopleUrl }) {
  const filter = filterOf(url, useSettled(url.q.trim(), TYPING_MS));
  const list = useStaff(filter);
  const nobody = (
    <EmptyList
      icon={UsersRound}
      isNarrowed={Object.keys(filter).length > 0}
      none={{ title: t('staff.nobody'), meaning: t('staff.nobodyMeaning') }}
      narrowed={{ title: t('staff.nobodyLikeThat'), onShowAll: url.clear, showAllLabel: t('staff.showAll') }}
    />
  );
  return (
    <>
      <ListPanel list={list} loading={t('staff.loading')} empty={nobody}>
        {(people) => (
          <ul aria-label={t('staff.list')} className="grid gap-2">
            {people.map((person) => (
              <PersonRow key={person.id} person={person} onOpen={() => url.overlay.open('person', person.id)} />
            ))}
          </ul>
        )}
      </ListPanel>
      <LoadMore list={list} />
    </>
  );
}
