import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changesOf } from '@/components/audit/audit-changes';
import { actionText } from '@/components/audit/audit-words';
import { findWords } from '@/words/say';

const PLACE = { currency: 'USD', timeZone: 'America/New_York' };

describe('what a row of the trail changed', () => {
  it('is the fields that are not the same, before beside after, as a person reads them', () => {
    const before = {
      averageBetCents: 5000,
      seat: 3,
      status: 'paused',
      updatedAt: '2026-11-20T15:00:00.000Z',
      alertThresholds: { tableIdle: { warnMinutes: 20, enabled: true } },
      rewardPresetPoints: [100, 250],
    };
    const after = {
      ...before,
      averageBetCents: 7550,
      status: 'open',
      updatedAt: '2026-11-20T16:30:00.000Z',
      alertThresholds: { tableIdle: { warnMinutes: 23, enabled: false } },
      rewardPresetPoints: [100, 1250],
    };
    expect(changesOf({ before, after }, PLACE)).toEqual([
      { field: 'Average bet', before: '$50', after: '$75.50' },
      { field: 'Status', before: 'paused', after: 'open' },
      { field: 'Last changed', before: 'Fri 20 Nov 2026, 10:00', after: 'Fri 20 Nov 2026, 11:30' },
      { field: 'Alert thresholds · Table idle · Warn minutes', before: '20', after: '23' },
      { field: 'Alert thresholds · Table idle · Switched on', before: 'yes', after: 'no' },
      { field: 'Presets', before: '100 and 250', after: '100 and 1,250' },
    ]);
  });

  it('of something new is all of it, and of nothing is nothing', () => {
    expect(changesOf({ before: null, after: { name: 'Spring', endsAt: null, rows: [{ id: 1 }] } }, PLACE)).toEqual([
      { field: 'Name', before: '–', after: 'Spring' },
      { field: 'Rows', before: '–', after: '[{"id":1}]' },
    ]);
    expect(changesOf({ before: null, after: null }, PLACE)).toEqual([]);
  });
});

/** Every function of the database, as one text. */
function readSchemas(): string {
  const files = readdirSync('supabase/schemas', { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => readFileSync(`supabase/schemas/${file}`, 'utf8'))
    .join('\n');
}

it('says in words everything that the database puts on record, and what it was about', () => {
  const recorded = [...readSchemas().matchAll(/finish_call\(v_call,\s*'([a-z_.]+)',\s*'([a-z_]+)'/g)];
  expect(recorded.length).toBeGreaterThan(50);
  const unsaid = recorded.filter(
    ([, action = '', entity = '']) =>
      actionText({ action }) === action || findWords('audit', `thing_${entity}`) === null,
  );
  expect(unsaid).toEqual([]);
});
