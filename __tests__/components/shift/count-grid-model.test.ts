import { describe, expect, it } from 'vitest';
import { cellAfter } from '@/components/shift/count-grid-model';

const SIZE = { rows: 3, columns: 5 };
const WHOLE = { isAtStart: true, isAtEnd: true };
const WITHIN = { isAtStart: false, isAtEnd: false };

describe('a key in the grid of counts', () => {
  it.each([
    ['Enter', { row: 0, column: 1 }, { row: 0, column: 2 }],
    ['Enter', { row: 0, column: 4 }, { row: 1, column: 0 }],
    ['Enter', { row: 2, column: 4 }, null],
    ['ArrowDown', { row: 0, column: 3 }, { row: 1, column: 3 }],
    ['ArrowDown', { row: 2, column: 3 }, null],
    ['ArrowUp', { row: 1, column: 3 }, { row: 0, column: 3 }],
    ['ArrowUp', { row: 0, column: 3 }, null],
    ['ArrowRight', { row: 1, column: 4 }, { row: 2, column: 0 }],
    ['ArrowLeft', { row: 1, column: 0 }, { row: 0, column: 4 }],
    ['ArrowLeft', { row: 0, column: 0 }, null],
    ['Tab', { row: 0, column: 0 }, null],
    ['5', { row: 0, column: 0 }, null],
  ])('%s at %j leads to %j', (key, from, to) => {
    expect(cellAfter(key, from, SIZE, WHOLE)).toEqual(to);
  });

  it('sideways moves the caret as long as that is within the text; up, down and Enter leave it', () => {
    const from = { row: 1, column: 1 };
    expect(cellAfter('ArrowRight', from, SIZE, WITHIN)).toBeNull();
    expect(cellAfter('ArrowLeft', from, SIZE, WITHIN)).toBeNull();
    expect(cellAfter('ArrowRight', from, SIZE, { isAtStart: false, isAtEnd: true })).toEqual({ row: 1, column: 2 });
    expect(cellAfter('ArrowDown', from, SIZE, WITHIN)).toEqual({ row: 2, column: 1 });
    expect(cellAfter('Enter', from, SIZE, WITHIN)).toEqual({ row: 1, column: 2 });
  });
});
