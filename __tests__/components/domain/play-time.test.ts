import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { PlayedTime, PlayTime } from '@/components/domain/play-time';
import { makeSlip } from '../floor/floor-slip';

const paused = makeSlip({ status: 'paused', pausedAt: '2026-11-20T19:50:00Z', playSeconds: 3_000 });

test('what was played is minutes, also while the slip is paused: for how long it has been paused is something else', () => {
  expect(renderToStaticMarkup(createElement(PlayedTime, { slip: paused }))).toBe('<span>50 min</span>');
  expect(renderToStaticMarkup(createElement(PlayTime, { slip: paused }))).toBe('<span>Paused 10 min</span>');
});
