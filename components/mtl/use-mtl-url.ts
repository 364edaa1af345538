'use client';

import { createParser, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { isGamingDay } from '@/components/domain/gaming-day';
import { MTL_AREAS, MTL_DIRECTIONS, MTL_KINDS } from '@/lib/shared/kinds';

const MTL_VIEWS = ['log', 'day'] as const;

const PARAMETERS = {
  view: parseAsStringLiteral(MTL_VIEWS).withDefault('log'),
  /** Null: today, whatever day that is by then. */
  day: createParser({ parse: (text: string) => (isGamingDay(text) ? text : null), serialize: (day: string) => day }),
  direction: parseAsStringLiteral(MTL_DIRECTIONS),
  kind: parseAsStringLiteral(MTL_KINDS),
  area: parseAsStringLiteral(MTL_AREAS),
  /** Whose sheet is open: a player, or somebody known by a description. */
  player: parseAsString,
  unknown: parseAsString,
};

/** What the cash log shows, kept in the address so that it survives a reload and can be passed on. */
export function useMtlUrl() {
  const [url, setUrl] = useQueryStates(PARAMETERS);
  return { ...url, setUrl };
}
export type MtlUrl = ReturnType<typeof useMtlUrl>;
