import { expect, test } from 'vitest';
import { tierCodeOf } from '@/components/domain/typed-figures';
import {
  climbedOver,
  editedLadder,
  inSavedOrder,
  type TierLadder,
  type TierValues,
  tierFormSchema,
  tierFormValues,
} from '@/components/earning/tier-form-schema';
import { compareVersions } from '@/components/forms/facts';
import { fieldWords } from '@/components/ui/error-text';

const ladder: TierLadder = [
  { code: 'bronze', name: 'Bronze', multiplier: 1, thresholdPoints: 0 },
  { code: 'silver', name: 'Silver', multiplier: 1.1, thresholdPoints: 2_500 },
  { code: 'gold', name: 'Gold', multiplier: 1.25, thresholdPoints: 10_000 },
];
const fresh = { code: '', name: 'Black Card', multiplier: '2', thresholdPoints: '100,000', isNew: true };

function messagesOf(tiers: ReturnType<typeof tierFormValues>['tiers']): string[] {
  const read = tierFormSchema.safeParse({ tiers });
  return (read.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${fieldWords(message)}`);
}

test('saved tiers come through the form unchanged', () => {
  expect(tierFormSchema.parse(tierFormValues(ladder))).toEqual(ladder);
});

test('a new tier gets its code from its name, unless it was given one', () => {
  const { tiers } = tierFormValues(ladder);
  const added = tierFormSchema.parse({ tiers: [...tiers, fresh] });
  expect(added.at(-1)).toEqual({ code: 'black_card', name: 'Black Card', multiplier: 2, thresholdPoints: 100_000 });
  expect(tierFormSchema.parse({ tiers: [...tiers, { ...fresh, code: 'noir' }] }).at(-1)?.code).toBe('noir');
  expect(tierCodeOf(' 7 Stars! ')).toBe('stars');
});

test('the lowest tier begins at 0, whatever stood in its field while it was higher up', () => {
  const { tiers } = tierFormValues(ladder);
  expect(tierFormSchema.parse({ tiers: tiers.slice(1) })[0]?.thresholdPoints).toBe(0);
});

test('what is wrong stands at its tier and field', () => {
  const { tiers } = tierFormValues(ladder);
  const at = (place: number, change: object) =>
    tiers.map((tier, index) => (index === place ? { ...tier, ...change } : tier));
  expect(messagesOf(at(2, { thresholdPoints: '2,500' }))).toEqual([
    'tiers.2.thresholdPoints: Each tier begins above the one below it.',
  ]);
  expect(messagesOf(at(1, { thresholdPoints: '' }))).toEqual(['tiers.1.thresholdPoints: Give whole points.']);
  expect(messagesOf(at(1, { multiplier: '1.255' }))).toEqual(['tiers.1.multiplier: Give at most two decimals.']);
  expect(messagesOf(at(1, { name: ' ' }))).toEqual(['tiers.1.name: Enter a name.']);
  expect(messagesOf(at(1, { multiplier: '10.01' }))).toEqual(['tiers.1.multiplier: Give at most 10.']);
  expect(messagesOf(at(1, { multiplier: '0' }))).toEqual(['tiers.1.multiplier: Give at least 0.01.']);
  expect(messagesOf([...tiers, { ...fresh, code: 'gold' }])).toEqual([
    'tiers.3.code: Give each tier a code of its own.',
  ]);
});

test('two tiers of one name are refused before the server is asked, however it is written', () => {
  const { tiers } = tierFormValues(ladder);
  const message = 'Give each tier a name of its own.';
  expect(messagesOf([...tiers, { ...fresh, code: 'noir', name: ' GOLD ' }])).toEqual([`tiers.3.name: ${message}`]);
  expect(messagesOf(tiers.map((tier) => ({ ...tier, name: 'Gold' })))).toEqual([
    `tiers.1.name: ${message}`,
    `tiers.2.name: ${message}`,
  ]);
});

const saved = ladder.map((tier, place) => ({ ...tier, rank: place + 1 }));
const [bronze, silver, gold] = tierFormValues(ladder).tiers as [TierValues, TierValues, TierValues];

test('a moved tier is told by those that it stood above and now stands below', () => {
  expect(climbedOver(saved, [bronze, silver, gold], 'gold')).toEqual([]);
  expect(climbedOver(saved, [bronze, gold, silver], 'gold')).toEqual(['Silver']);
  expect(climbedOver(saved, [bronze, gold, silver], 'silver')).toEqual([]);
  expect(climbedOver(saved, [gold, bronze, fresh, silver], 'gold')).toEqual(['Bronze', 'Silver']);
  expect(climbedOver(saved, [gold, bronze], 'gold')).toEqual(['Bronze']);
});

test('putting the order back moves the saved tiers only, and leaves the steps where they are', () => {
  const on = (row: TierValues, thresholdPoints: string) => ({ ...row, thresholdPoints });
  expect(inSavedOrder(saved, [on(gold, '0'), on(silver, '2,500'), on(bronze, '10,000')])).toEqual([
    bronze,
    silver,
    gold,
  ]);
  const renamed = { ...gold, name: 'Golden' };
  expect(inSavedOrder(saved, [on(renamed, '0'), fresh, on(bronze, '5,000')])).toEqual([
    bronze,
    fresh,
    on(renamed, '5,000'),
  ]);
  expect(inSavedOrder(saved, [bronze, silver, gold])).toEqual([bronze, silver, gold]);
  const addedAgain = { ...fresh, name: 'Gold', thresholdPoints: '2,500' };
  expect(climbedOver(saved, [bronze, addedAgain, silver], 'gold')).toEqual(['Silver']);
  expect(inSavedOrder(saved, [bronze, addedAgain, on(silver, '10,000')])).toEqual([
    bronze,
    silver,
    on(addedAgain, '10,000'),
  ]);
});

test('two ladders are compared tier by tier, with who changed what', () => {
  const theirs = ladder.map((tier) => (tier.code === 'silver' ? { ...tier, multiplier: 1.15 } : tier));
  const mine = [...ladder.slice(0, 2), { code: 'noir', name: 'Noir', multiplier: 3, thresholdPoints: 50_000 }];
  const edited = editedLadder();
  expect(compareVersions(edited, ladder, theirs, mine)).toEqual([
    {
      name: 'Silver',
      theirs: 'Silver, place 2, × 1.15, from 2,500 points',
      mine: 'Silver, place 2, × 1.1, from 2,500 points',
      changedBy: 'them',
    },
    { name: 'Gold', theirs: 'Gold, place 3, × 1.25, from 10,000 points', mine: 'not there', changedBy: 'me' },
    { name: 'Noir', theirs: 'not there', mine: 'Noir, place 3, × 3, from 50,000 points', changedBy: 'me' },
  ]);
  expect(compareVersions(edited, ladder, ladder, ladder)).toEqual([]);
});
