import { describe, expect, it } from 'vitest';
import { packArchive } from '@/services/packs/archive';

async function* text(pieces: number) {
  for (let count = 0; count < pieces; count += 1) yield `${'a line of some length '.repeat(5000)}\n`;
}

async function* broken() {
  yield* text(20);
  throw new Error('The database is gone.');
}

describe('an archive', () => {
  it.each(['first', 'last'])(
    'of which a file can not be read to its end breaks off, when it is the %s',
    async (place) => {
      const whole = { path: 'whole.txt', pieces: () => text(20) };
      const torn = { path: 'torn.txt', pieces: broken };
      const files = place === 'first' ? [torn, whole] : [whole, torn];
      const read = async () => {
        for await (const piece of packArchive(
          files,
          () => '{}',
          () => '',
        ))
          expect(piece.length).toBeGreaterThan(0);
      };
      await expect(read()).rejects.toThrow('The database is gone.');
    },
  );
});
