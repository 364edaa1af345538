import { expect, test } from 'vitest';
import { sizeText } from '@/components/shell/size-text';

test.each([
  [0, '0 kB'],
  [999, '0 kB'],
  [640_000, '640 kB'],
  [999_999, '999 kB'],
  [1_000_000, '1 MB'],
  [12_700_000_000, '12 GB'],
  [3_000_000_000_000, '3 TB'],
  [4_000_000_000_000_000, '4,000 TB'],
])('%i bytes read %s', (bytes, expected) => expect(sizeText(bytes)).toBe(expected.replace(' ', '\u00a0')));
