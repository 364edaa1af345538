'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { isGamingDay } from '@/components/domain/gaming-day';
import { useOpened } from '@/components/ui/use-opened';
import type { CtrCaseFilter } from '@/hooks/ctr/use-ctr-cases';
import { ctrCaseStatusSchema } from '@/services/ctr/dtos';

export const CASE_VIEWS = ['list', 'files', 'profile'] as const;
/** What the list shows: what somebody has something to do about, everything, or one status. */
export const CASE_SHOWS = ['waiting', 'all', ...ctrCaseStatusSchema.options] as const;

/** What lies over a case: one of its persons, or what is said of it beside the form. */
export const CASE_OVERLAYS = ['person', 'notRequired', 'ownForm'] as const;

export const CASE_PARAMETERS = {
  desk: parseAsStringLiteral(CASE_VIEWS).withDefault('list'),
  show: parseAsStringLiteral(CASE_SHOWS).withDefault('waiting'),
  day: parseAsString,
};

/** What the section of cases shows, kept in the address so that it survives a reload and can be passed on. */
export function useCasesUrl() {
  const [{ day, ...url }, setUrl] = useQueryStates(CASE_PARAMETERS);
  return { ...url, day: day !== null && isGamingDay(day) ? day : null, setUrl, case: useOpened('case') };
}
export type CasesUrl = ReturnType<typeof useCasesUrl>;

/** What the server is asked for. */
export function caseFilterOf({ show, day }: Pick<CasesUrl, 'show' | 'day'>): CtrCaseFilter {
  return {
    ...(show === 'waiting' && { isWaiting: true }),
    ...(show !== 'waiting' && show !== 'all' && { status: show }),
    ...(day && { gamingDay: day }),
  };
}
