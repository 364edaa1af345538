import { expect, it } from 'vitest';
import { keyFor, seal, unseal } from '@/supabase/embedded/sealed';

const KEY = keyFor('a purpose', 'the stack’s secret');
const TEXT = Buffer.from('a secret');

it('what is sealed is opened by its key, in its place, and differs each time', () => {
  const sealed = seal(TEXT, KEY, 'one');
  expect(unseal(sealed, KEY, 'one')).toEqual(TEXT);
  expect(seal(TEXT, KEY, 'one')).not.toBe(sealed);
});

it('what is sealed is not opened by another key, in another place, or when it was changed', () => {
  const sealed = seal(TEXT, KEY, 'one');
  const changed = Buffer.from(sealed, 'base64');
  changed.writeUInt8(changed.readUInt8(13) ^ 1, 13);
  for (const key of [keyFor('another purpose', 'the stack’s secret'), keyFor('a purpose', 'another')])
    expect(() => unseal(sealed, key, 'one')).toThrow();
  expect(() => unseal(sealed, KEY, 'two')).toThrow();
  expect(() => unseal(changed.toString('base64'), KEY, 'one')).toThrow();
});
