import { describe, expect, test } from 'vitest';
import { importRowStatusLabel } from '@/components/labels';
import {
  cappedCount,
  countsText,
  deltaText,
  endText,
  filterText,
  flagSentence,
  outcomeText,
  previewLines,
  reconcileRefusal,
  resultText,
  runTitle,
  skipLabel,
  skipRemedy,
  skipText,
  stagedTierText,
  tierChangedText,
  wouldSentence,
} from '@/components/reconcile/reconcile-words';
import { errorWords } from '@/components/ui/error-text';
import { ApiError } from '@/lib/client/api';
import { isErrorCode } from '@/lib/shared/errors';
import { reconciliationFlagSchema } from '@/services/reconciliation/dtos';
import { readSchemas } from '@/supabase/embedded/schemas';
import { t } from '@/words/say';
import { aRow, aRun, aStranger } from './support/rows';

const NEW_YORK = 'America/New_York';
const SQL = readSchemas()
  .filter(({ path }) => path.includes('_reconciliation/'))
  .map(({ text }) => text)
  .join('\n');
const SKIPPED = [...SQL.matchAll(/row\('skipped', '([A-Z_]+)'\)/g)].map(([, code = '']) => code);
const FAILED = [...SQL.matchAll(/app\.fail\(\d+, '([A-Z_]+)'/g)].map(([, code = '']) => code);

describe('the words for why a row was left alone', () => {
  test('are asked for with codes that the source of the database has', () => {
    expect(SKIPPED).toContain('FRESHNESS_UNCONFIRMED');
    expect(FAILED).toContain('RUN_STILL_RUNNING');
  });
  test.each([...new Set([...SKIPPED, 'TIER_CHANGED_SINCE'])])(
    'say why and what to do of a row skipped with %s',
    (code) => {
      expect(skipLabel(code)).not.toBe(code);
      expect(skipRemedy(code)).not.toBe('See the report.');
    },
  );
  test.each([...new Set([...SKIPPED, ...FAILED, 'TIER_CHANGED_SINCE'])])(
    'say why and what to do of a decision refused with %s',
    (code) => {
      if (!isErrorCode(code)) throw new Error(`${code} has no words.`);
      const { title, remedy } = reconcileRefusal(new ApiError(code, 409).refusal, NEW_YORK);
      expect(title).toBe(errorWords(code).title);
      expect(remedy).toMatch(/\.$/);
    },
  );
  test('are the code itself where nobody knows the code', () => {
    expect(skipLabel('NEVER_HEARD_OF')).toBe('NEVER_HEARD_OF');
    expect(skipRemedy('NEVER_HEARD_OF')).toBe('See the report.');
    expect(skipLabel(null)).toBe('no reason given');
  });
});

test('the sentence about points is the one that was agreed, word for word', () => {
  expect(t('reconcile.pointsSentence')).toBe('Tier can be seeded; points require migration tooling.');
});

test('the states of rows are said in words', () => {
  expect(importRowStatusLabel('pending')).toBe('Waiting');
  expect((['staged', 'error', 'kept'] as const).map(importRowStatusLabel)).toEqual([
    'Not read yet',
    'In error',
    'Kept',
  ]);
  expect(resultText({ outcome: 'skipped', code: 'UNKNOWN_TIER' })).toBe('Skipped: unknown tier');
  expect(resultText({ outcome: 'reverted', code: null })).toBe('Reverted');
});

test('a row that waits again says what took its tier away', () => {
  const because = (details: Record<string, unknown>) =>
    skipText({ outcome: 'reopened', code: null, details }, NEW_YORK);
  expect(because({ by: 'reconciliation', fileName: 'wrong.csv', rowNumber: 2 })).toBe(
    'It was kept because of row 2 of wrong.csv, which was reverted.',
  );
  expect(because({ by: 'reversal', entryId: 'e' })).toMatch(/points had reached. The points were taken back\.$/);
  expect(because({ by: 'manager', tier: 'silver' })).toMatch(/a manager has lowered since\.$/);
});

test('a count at its cap may be more', () => {
  expect(cappedCount(9_999, 10_000)).toBe('9,999');
  expect(cappedCount(10_000, 10_000)).toBe('10,000+');
});

describe('a row', () => {
  test('says what applying would do, or what was done', () => {
    expect(outcomeText(aRow())).toBe('Upgrade to Gold');
    expect(outcomeText(aRow({ would: { outcome: 'kept', code: null } }))).toBe('Keep Silver');
    expect(outcomeText(aStranger())).toBe('Skipped: no record');
    expect(outcomeText(aRow({ status: 'applied' }))).toBe('Raised to Gold');
    expect(outcomeText(aRow({ status: 'kept' }))).toBe('Kept Silver');
  });
  test('says that points go into no balance, where the file has any', () => {
    expect(wouldSentence(aRow())).toBe(
      'Silver becomes Gold. The points of the file are noted on the player, in no balance.',
    );
    const staged = { ...aRow().staged, pointsBalance: null };
    expect(wouldSentence(aRow({ staged, would: { outcome: 'kept', code: null } }))).toBe('Silver is kept.');
  });
  test('says how far the tiers are apart', () => {
    expect([2, 1, 0, -1, null].map(deltaText)).toEqual(['2 tiers up', '1 tier up', 'Same tier', '1 tier down', '–']);
  });
  test('names a tier that the casino does not have by its spelling', () => {
    const { staged } = aRow();
    expect(stagedTierText(staged)).toBe('Gold');
    expect(stagedTierText({ ...staged, tierName: null, tierText: 'VIP 3' })).toBe('“VIP 3”');
    expect(stagedTierText({ ...staged, tierName: null, tierText: null })).toBe('No tier');
  });
  test.each(reconciliationFlagSchema.options)('explains the flag %s', (flag) => {
    expect(flagSentence(flag, aRow())).toMatch(/^\S.+\.$/);
    expect(flagSentence(flag, aStranger())).not.toMatch(/null|undefined/);
  });
  test('without a tier in the file keeps its tier for that', () => {
    const staged = { ...aRow().staged, tier: null, tierName: null, tierText: null };
    expect(flagSentence('no_change', aRow({ staged }))).toMatch(/names no tier/);
    expect(flagSentence('no_change', aRow())).toBe('The file and Pitside agree on Silver.');
  });
});

test('a preview leaves out what there is none of, but says that nothing rises', () => {
  const nothing = { total: 0, upgrade: 0, keep: 0, missing: 0, unconfirmed: 0, unknownTier: 0, stale: 0 };
  const preview = { ...nothing, unknownFreshness: 0, unknownFreshnessUpgrade: 0 };
  expect(previewLines(preview, false).map(({ count }) => count)).toEqual([0]);
  const unsure = { ...preview, total: 3, upgrade: 2, keep: 1, unknownFreshness: 2, unknownFreshnessUpgrade: 1 };
  expect(previewLines(unsure, false).map(({ count, isSkipped }) => [count, isSkipped])).toEqual([
    [1, false],
    [2, true],
  ]);
  expect(previewLines(unsure, true).map(({ count }) => count)).toEqual([2, 1]);
  expect(previewLines({ ...preview, total: 4, unconfirmed: 4 }, true)[1]).toEqual({
    ...{ count: 4, isSkipped: true, label: 'skipped: whom they are about waits for somebody to confirm' },
  });
});

describe('a run', () => {
  test('says whether it applied or reverted, and of how many rows', () => {
    expect(runTitle({ action: 'apply', selectedCount: 1 })).toBe('Apply of one row');
    expect(runTitle({ action: 'apply', selectedCount: 1000 })).toBe('Apply of 1,000 selected rows');
    expect(runTitle({ action: 'apply', selectedCount: null })).toBe('Bulk apply');
    expect(runTitle({ action: 'revert', selectedCount: null })).toBe('Revert of a run');
  });
  test('says which rows it was about', () => {
    expect(filterText(null, null)).toBeNull();
    expect(filterText({}, null)).toBe('Waiting, of all imports');
    expect(
      filterText({ status: 'reverted', importId: 'i', upgrade: true, stale: false, search: 'okafor' }, 'a.csv'),
    ).toBe('Reverted, upgrade, not stale, “okafor”, of a.csv');
    expect(filterText({ importId: 'i' }, null)).toBe('Waiting, of one import');
  });
  test('says what it did, and how it ended', () => {
    expect(countsText(aRun({ appliedCount: 1312 }))).toBe('1,312 applied, 3 kept, 1 skipped');
    expect(countsText(aRun({ action: 'revert', revertedCount: 9 }))).toBe('9 reverted, 1 skipped');
    expect(endText(aRun({ status: 'stopped' }))).toEqual({
      title: 'Apply of 10 selected rows stopped',
      remedy: '6 applied, 3 kept, 1 skipped.',
    });
  });
});

describe('why a row is not reverted whose tier has changed since', () => {
  const at = '2026-11-20T15:00:00.000Z';
  test('names the points that raised the player', () => {
    const facts = { by: 'points', tier: 'gold', tierName: 'Gold', at, reason: 'session_accrual' };
    expect(tierChangedText(facts, NEW_YORK)).toMatch(
      /^Points \(points for play\) on .*2026.* raised the player to Gold\. Nothing was reverted/,
    );
    expect(tierChangedText({ ...facts, reason: 'unheard_of' }, NEW_YORK)).toMatch(/^Points earned on /);
  });
  test('names the row of another reconciliation, and who did it', () => {
    const facts = { by: 'reconciliation', tierName: 'Gold', at, staffName: 'Harbor Administrator', action: 'apply' };
    const source = { fileName: 'b.csv', rowNumber: 1204 };
    expect(tierChangedText({ ...facts, ...source }, NEW_YORK)).toMatch(
      /^Harbor Administrator applied row 1,204 of b\.csv on .*and the tier is Gold since/,
    );
    expect(tierChangedText({ ...facts, action: 'revert' }, NEW_YORK)).toMatch(/ reverted another row of this player/);
  });
  test('says what play earned, or no more than that the tier is another one', () => {
    expect(tierChangedText({ by: 'earned', tier: 'gold' }, NEW_YORK)).toMatch(/has earned gold by play/);
    expect(tierChangedText(undefined, NEW_YORK)).toMatch(/^The player’s tier is another tier now\./);
  });
  test('is said by the refusal, too', () => {
    const refusal = reconcileRefusal(
      { code: 'TIER_CHANGED_SINCE', details: { by: 'earned', tier: 'gold', tierName: 'Gold' } },
      NEW_YORK,
    );
    expect(refusal.remedy).toMatch(/has earned Gold by play/);
  });
});
