'use client';

import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { parseAsGamingDay } from '@/components/domain/day-parameter';
import { useOpened, useOpenedKind } from '@/components/ui/use-opened';
import { MTL_AREAS, MTL_DIRECTIONS, MTL_KINDS } from '@/lib/shared/kinds';

const MTL_VIEWS = ['log', 'day'] as const;

const PARAMETERS = {
  view: parseAsStringLiteral(MTL_VIEWS).withDefault('log'),
  /** Null: today, whatever day that is by then. */
  day: parseAsGamingDay,
  direction: parseAsStringLiteral(MTL_DIRECTIONS),
  kind: parseAsStringLiteral(MTL_KINDS),
  area: parseAsStringLiteral(MTL_AREAS),
};
/** What lies over the cash log beside a sheet: a new entry, an entry that is to be voided, the closing of the day. */
const MTL_OVERLAYS = ['enter', 'void', 'closeDay'] as const;

/** What the cash log shows, kept in the address so that it survives a reload and can be passed on. */
export function useMtlUrl() {
  const [url, setUrl] = useQueryStates(PARAMETERS);
  return {
    ...url,
    setUrl,
    /** Whose sheet is open: a player, or somebody known by a description. */
    player: useOpened('player'),
    unknown: useOpened('unknown'),
    overlay: useOpenedKind('open', MTL_OVERLAYS),
  };
}
export type MtlUrl = ReturnType<typeof useMtlUrl>;
