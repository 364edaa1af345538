import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { PlayerCells } from '@/components/player/player-row';
import type { ListedPlayer } from '@/services/floor/dtos';

const PLAYER: ListedPlayer = {
  id: 'player-1',
  firstName: 'Ray',
  lastName: 'Okafor',
  name: 'Ray Okafor',
  loyaltyId: 'H-1042',
  version: 1,
  createdAt: '2026-01-02T12:00:00Z',
  openVisitId: 'visit-1',
  lastVisitAt: '2026-11-20T02:00:00Z',
  loyalty: {
    playerId: 'player-1',
    balance: 12_480,
    lifetimePoints: 20_000,
    tier: 'gold',
    tierName: 'Gold',
    tierProgress: 50,
    tierSource: null,
    startingBalance: null,
    updatedAt: '2026-11-20T02:00:00Z',
  },
};

/** The texts of the row that are shown where there is room for columns, one for each. */
function columnsOf(changes: Partial<ListedPlayer> = {}): string[] {
  const player = { ...PLAYER, ...changes };
  const html = renderToStaticMarkup(createElement(PlayerCells, { player, timeZone: 'America/New_York' }));
  const shown = html.replace(/<span class="[^"]*@min-\[760px\]:hidden">[^<]*<\/span>/, '');
  const texts = shown.replaceAll(/<span class="sr-only">[^<]*<\/span>/g, '').split(/<[^>]*>/);
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

test('with room, tier, loyalty id, points and last visit stand in columns of their own', () => {
  expect(columnsOf()).toEqual([
    'G',
    'Ray Okafor',
    'Gold',
    'H-1042',
    '12,480 points',
    'Last visit',
    'Thu 19 Nov 2026',
    'In the house',
  ]);
});

test('who has no visit and no points has none to show', () => {
  expect(columnsOf({ loyalty: null, loyaltyId: null, openVisitId: null, lastVisitAt: null })).toEqual([
    'Ray Okafor',
    'Not enrolled',
    'No visit yet',
  ]);
});
