import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SeatTile } from '@/components/floor/seat-tile';
import type { FloorSlip } from '@/services/floor/dtos';
import { makeSlip } from './floor-slip';

/** The tile of a slip, as it is drawn. */
function draw(changes: Partial<FloorSlip> = {}): string {
  const slip = makeSlip({ seat: 7, ...changes });
  const tile = { slip, currency: 'USD', isSelected: false, isDue: false, queuedPoints: 0, onSelect: () => {} };
  return renderToStaticMarkup(createElement(SeatTile, tile));
}

/** What of it is seen. */
function seen(html: string): string {
  return html.replaceAll(/<[^>]*>/g, '|');
}

test('the number of the seat is seen on its tile, before the name of the player', () => {
  expect(seen(draw())).toMatch(/^\|+7\|+Ray Okafor\|/);
  expect(seen(draw({ seat: 12, status: 'paused', pausedAt: '2026-11-20T19:50:00Z' }))).toMatch(/^\|+12\|+Ray Okafor\|/);
});

/** What a screen reader says of it, in order: a name stands for all that is within. */
function heard(html: string): string {
  return html
    .replaceAll(/<span role="img" aria-label="([^"]*)"[^>]*>[^<]*<\/span>/g, '|$1|')
    .replaceAll(/<[^>]*>/g, '|')
    .replaceAll(/\|+/g, '|');
}

test('a screen reader hears each figure once, and what it is', () => {
  const tile = draw({ tier: 'gold', tierName: 'Gold', averageBetCents: 2_500, balance: 1_200 });
  expect(heard(tile)).toMatch(/^\|Seat 7,\|Ray Okafor\|Gold\|.*\|average bet \$25\|No reward yet\|balance 1,200\|$/);
});

test('nothing of a tile is a layer of its own but what cuts off a long text: a floor has hundreds, and every tap looks through them', () => {
  const layers = /class="[^"]*\b(sr-only|absolute|relative|overflow-hidden)\b/g;
  expect(draw({ tier: 'gold', tierName: 'Gold' }).match(layers)).toBeNull();
});

test('a coupon is a reward: the tile says what was given instead of that nothing was', () => {
  const coupon = { promoType: 'match_play', faceValueCents: 20_000 } as const;
  const lastReward = { points: null, reason: null, rewardName: null, coupon, createdAt: '2026-11-20T19:50:00Z' };
  expect(seen(draw({ lastReward }))).toContain('|Match play $200|');
  expect(draw({ lastReward })).not.toContain('No reward');
  expect(draw()).toContain('No reward yet');
});
