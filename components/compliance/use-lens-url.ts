'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { addGamingDays, isGamingDay } from '@/components/domain/gaming-day';
import { useOpenedKind } from '@/components/ui/use-opened';
import { useMe } from '@/hooks/casino/me-context';
import type { Lens, LensQuery } from '@/services/lens/dtos';

/** How many gaming days a lens looks at; 31 is the most. */
export const LENS_SPANS = ['7', '15', '31'] as const;

const LENS_OVERLAYS = ['acknowledge', 'acknowledgeAll'] as const;

export const LENS_PARAMETERS = {
  until: parseAsString,
  span: parseAsStringLiteral(LENS_SPANS).withDefault('15'),
  acknowledged: parseAsStringLiteral(['yes']),
};

/** Which days a lens shows, and whether what was looked into shows too, kept in the address. */
export function useLensUrl() {
  const [url, setUrl] = useQueryStates(LENS_PARAMETERS);
  const today = useMe().gamingDay;
  const isPast = url.until !== null && isGamingDay(url.until) && url.until < today;
  return {
    ...url,
    until: isPast ? url.until : null,
    setUrl,
    /** What lies over the section: one finding, or all that show, to acknowledge. */
    overlay: useOpenedKind('open', LENS_OVERLAYS),
  };
}
export type LensUrl = ReturnType<typeof useLensUrl>;

/** What the server is asked for: so many days up to the chosen one, or up to today. */
export function lensQueryOf(
  lens: Lens,
  url: Pick<LensUrl, 'until' | 'span' | 'acknowledged'>,
  today: string,
): Required<LensQuery> {
  const to = url.until ?? today;
  return { lens, from: addGamingDays(to, 1 - Number(url.span)), to, withAcknowledged: url.acknowledged === 'yes' };
}
