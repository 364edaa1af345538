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

/** What of it is seen, which is all but what is said to a screen reader only. */
function seen(html: string): string {
  return html.replaceAll(/<span class="sr-only">[^<]*<\/span>/g, '').replaceAll(/<[^>]*>/g, '|');
}

test('the number of the seat is seen on its tile, before the name of the player', () => {
  expect(seen(draw())).toMatch(/^\|+7\|+Ray Okafor\|/);
  expect(seen(draw({ seat: 12, status: 'paused', pausedAt: '2026-11-20T19:50:00Z' }))).toMatch(/^\|+12\|+Ray Okafor\|/);
});

test('a screen reader hears the seat once, and as a seat', () => {
  const html = draw();
  expect(html).toContain('<span class="sr-only">Seat 7,</span><span aria-hidden="true">7</span>');
  expect(html.split('Seat 7,')).toHaveLength(2);
});

test('a coupon is a reward: the tile says what was given instead of that nothing was', () => {
  const coupon = { promoType: 'match_play', faceValueCents: 20_000 } as const;
  const lastReward = { points: null, reason: null, rewardName: null, coupon, createdAt: '2026-11-20T19:50:00Z' };
  expect(seen(draw({ lastReward }))).toContain('|Match play $200|');
  expect(draw({ lastReward })).not.toContain('No reward');
  expect(draw()).toContain('No reward yet');
});
