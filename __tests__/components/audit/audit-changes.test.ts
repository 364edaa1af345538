import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changesOf } from '@/components/audit/audit-changes';
import { actionText, pathText } from '@/components/audit/audit-words';
import { ALERT_RULES } from '@/components/domain/alert-rules';
import { eventText } from '@/components/domain/event-words';
import { ALERT_FIGURES } from '@/lib/shared/kinds';
import { capabilitySchema } from '@/services/casino/dtos';
import { findWords, t } from '@/words/say';

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
      { field: 'Alert thresholds · Table idle · Warn after (minutes)', before: '20', after: '23' },
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

/** `[action, thing]` of everything that a call puts on record. */
function recordedInSchemas(): [action: string, thing: string][] {
  const recorded = [...readSchemas().matchAll(/finish_call\(v_call,\s*'([a-z_.]+)',\s*'([a-z_]+)'/g)];
  return recorded.map(([, action = '', thing = '']) => [action, thing]);
}

/** The events that webhooks are told. */
function eventsInDocs(): string[] {
  const rows = readFileSync('docs/webhooks.md', 'utf8').matchAll(/^\| (`[a-z_]+\.[a-z_]+`(?:, `[a-z_.]+`)*) \|/gm);
  return [...rows].flatMap(([, types = '']) => types.replaceAll('`', '').split(', '));
}

const areaOf = (name: string) => name.split('.')[0] ?? '';

it('says in words everything that the database puts on record, what it was about, and of which area it is', () => {
  const recorded = recordedInSchemas();
  expect(recorded.length).toBeGreaterThan(50);
  const unsaid = recorded.filter(
    ([action, thing]) =>
      actionText({ action }) === action ||
      findWords('audit', `thing_${thing}`) === null ||
      findWords('audit', `area_${areaOf(action)}`) === null,
  );
  expect(unsaid).toEqual([]);
});

it('says in words what the database does and tells by itself, and not in answer to a call', () => {
  const events = eventsInDocs();
  expect(events).toContain('mtl.sealed');
  expect(events.filter((event) => eventText(event) === event)).toEqual([]);
  const areas = new Set([...recordedInSchemas().map(([action]) => areaOf(action)), ...events.map(areaOf)]);
  const named = [...readSchemas().matchAll(/'([a-z]+\.[a-z]+(?:_[a-z]+)*)'/g)].map(([, name = '']) => name);
  const capabilities: readonly string[] = capabilitySchema.options;
  const unsaid = named.filter(
    (name) =>
      areas.has(areaOf(name)) &&
      !capabilities.includes(name) &&
      actionText({ action: name }) === name &&
      eventText(name) === name,
  );
  expect([...new Set(unsaid)]).toEqual([]);
});

it.each(Object.entries(ALERT_FIGURES))('says the figures of the alert rule %s as the settings do', (rule, figures) => {
  const said = Object.keys(figures).map((figure) => pathText([rule, figure]));
  const names = ALERT_RULES.find((one) => one.rule === rule)?.fields.map(({ label }) => t(label)) ?? [];
  expect(said.map((text) => text.split(' · ')[1]?.replace(/ \([^()]*\)$/, ''))).toEqual(names);
  expect(new Set(said).size).toBe(said.length);
});

it('says an alert that was acknowledged in words', () => {
  const after = { kind: 'table_idle', severity: 'warn', value: 31 };
  expect(changesOf({ before: null, after }, PLACE)).toEqual([
    { field: 'Kind', before: '–', after: 'Table idle' },
    { field: 'Severity', before: '–', after: 'Warning' },
    { field: 'Figure', before: '–', after: '31' },
  ]);
});
