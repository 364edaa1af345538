'use client';

import { useCallback } from 'react';
import { useInAddress, useOpenedKind } from '@/components/ui/use-opened';
import type { StaffFilter } from '@/hooks/staff/use-staff';
import type { StaffMember } from '@/services/staff/dtos';

/** What the states and the licences are told apart by, as the contract has them: its code is not for the first load. */
export const STATES: readonly StaffMember['state'][] = ['active', 'invited', 'deactivated'];
export const LICENCES: readonly StaffMember['licenceState'][] = ['expired', 'expiring', 'valid', 'none'];
export const ROLES: readonly StaffMember['role'][] = [
  'dealer',
  'pit_boss',
  'cashier',
  'loyalty_manager',
  'compliance',
  'admin',
];
const OVERLAYS = ['person', 'deactivate', 'role', 'invite', 'link', 'password', 'factor'] as const;
export type FilterName = 'q' | 'role' | 'state' | 'pit' | 'licence';

/** What the list of people shows and what lies over it, kept in the address, so that it survives Back and a reload. */
export function usePeopleUrl() {
  const [q, sayWords] = useInAddress('q');
  const [role, sayRole] = useInAddress('role');
  const [state, sayState] = useInAddress('state');
  const [pit, sayPit] = useInAddress('pit');
  const [licence, sayLicence] = useInAddress('licence');
  const set = useCallback(
    (name: FilterName, text: string) =>
      ({ q: sayWords, role: sayRole, state: sayState, pit: sayPit, licence: sayLicence })[name](text || null),
    [sayWords, sayRole, sayState, sayPit, sayLicence],
  );
  const clear = useCallback(() => {
    for (const say of [sayWords, sayRole, sayState, sayPit, sayLicence]) say(null);
  }, [sayWords, sayRole, sayState, sayPit, sayLicence]);
  return {
    q: q ?? '',
    role: known(ROLES, role),
    state: known(STATES, state),
    pit,
    licence: known(LICENCES, licence),
    set,
    clear,
    overlay: useOpenedKind('open', OVERLAYS),
  };
}
export type PeopleUrl = ReturnType<typeof usePeopleUrl>;

function known<Value extends string>(values: readonly Value[], text: string | null): Value | null {
  return values.find((value) => value === text) ?? null;
}

/** What is asked for, by what the address says. */
export function filterOf({ role, state, pit, licence }: PeopleUrl, search: string): StaffFilter {
  return {
    ...(search && { search }),
    ...(role && { role }),
    ...(state && { state }),
    ...(pit && { pitId: pit }),
    ...(licence && { licenceState: licence }),
  };
}
