import { expect, test } from 'vitest';
import { changedByText } from '@/components/forms/changed-by-text';
import type { Refusal } from '@/lib/client/api';

const AT = '2026-11-20T21:42:00-05:00';
const said = (refusal: Refusal) => changedByText(refusal, 'America/New_York', 'this count');

test.each<Refusal>([
  { code: 'COUNT_CHANGED', details: { version: 2, at: AT, staffName: 'Harbor Admin' } },
  { code: 'CTR_CASE_CHANGED', details: { version: 2, at: AT, staffName: 'Harbor Admin' } },
  { code: 'FILING_PROFILE_CHANGED', details: { version: 2, at: AT, staffName: 'Harbor Admin' } },
  { code: 'PROGRAM_CHANGED', details: { version: 2, at: AT, staffName: 'Harbor Admin' } },
  { code: 'SETTINGS_CHANGED', details: { updatedAt: AT, at: AT, staffName: 'Harbor Admin' } },
])('$code says who changed it and when', (refusal) => {
  expect(said(refusal)).toBe('Harbor Admin changed this count in the meantime, Fri 20 Nov, 21:42.');
});

test('where nobody is known, it was somebody else', () => {
  const unknown: Refusal[] = [
    { code: 'COUNT_CHANGED' },
    { code: 'COUNT_CHANGED', details: { version: 2 } },
    { code: 'COUNT_CHANGED', details: { version: 2, at: AT, staffName: null } },
  ];
  for (const refusal of unknown) expect(said(refusal)).toBe('Somebody else changed this count in the meantime.');
});
