'use client';

import { useInAddress, useOpenedKind } from '@/components/ui/use-opened';

export const HOUSE_VIEWS = ['tables', 'games', 'shifts', 'day'] as const;
export type HouseView = (typeof HOUSE_VIEWS)[number];
const OVERLAYS = ['table', 'pit', 'game', 'shifts', 'day'] as const;

/** Which part of the house shows and what lies over it, kept in the address, so that it survives Back and a reload. */
export function useHouseUrl() {
  const [named, say] = useInAddress('view');
  return {
    view: HOUSE_VIEWS.find((view) => view === named) ?? 'tables',
    setView: (view: HouseView) => say(view === 'tables' ? null : view),
    overlay: useOpenedKind('open', OVERLAYS),
  };
}
export type HouseUrl = ReturnType<typeof useHouseUrl>;
