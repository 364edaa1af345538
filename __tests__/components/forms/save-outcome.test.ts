import { expect, test } from 'vitest';
import { type Edited, mergeFacts } from '@/components/forms/facts';
import { type Attempt, isNews, toFailure, type Versioned } from '@/components/forms/save-outcome';
import type { Refusal } from '@/lib/client/api';

type Rates = { points: number; isActive: boolean };

const EDITED: Edited<Rates> = {
  name: 'the rates',
  changedCode: 'EARN_CONFIG_CHANGED',
  factsOf: (rates) => rates,
  factName: (fact) => fact,
  factText: (_fact, value) => String(value),
  merge: mergeFacts,
};
const BEFORE: Rates = { points: 10, isActive: true };
const MINE: Rates = { points: 15, isActive: true };
const THEIRS: Versioned<Rates> = { content: { points: 10, isActive: false }, version: 2 };

const refusedAs = (refusal: Refusal): Attempt<Rates> => ({
  outcome: { status: 'refused', refusal },
  mine: MINE,
  isAtField: false,
});
const UNANSWERED: Attempt<Rates> = { outcome: { status: 'unanswered' }, mine: MINE, isAtField: false };

type Known = { attempt?: Attempt<Rates>; theirs?: Versioned<Rates>; unanswered?: Rates };
const failureOf = ({ attempt, theirs, unanswered }: Known) =>
  toFailure({
    edited: EDITED,
    attempt: attempt ?? null,
    before: BEFORE,
    theirs: theirs ?? null,
    unanswered: unanswered ?? null,
  });

test('somebody else was first: theirs stands beside mine, field by field, with who changed what', () => {
  const failure = failureOf({ attempt: refusedAs({ code: 'EARN_CONFIG_CHANGED' }), theirs: THEIRS });
  expect(failure).toMatchObject({
    kind: 'changed',
    rows: [
      { name: 'points', theirs: '10', mine: '15', changedBy: 'me' },
      { name: 'isActive', theirs: 'false', mine: 'true', changedBy: 'them' },
    ],
  });
});

test('theirs that could not be read, or is older than what the refusal speaks of, is not shown as theirs', () => {
  const refusal: Refusal = { code: 'EARN_CONFIG_CHANGED', details: { version: 3 } };
  expect(failureOf({ attempt: refusedAs(refusal) })).toMatchObject({ kind: 'changed', rows: null });
  expect(failureOf({ attempt: refusedAs(refusal), theirs: THEIRS })).toMatchObject({ kind: 'changed', rows: null });
  expect(failureOf({ attempt: refusedAs(refusal), theirs: { ...THEIRS, version: 3 } })).not.toMatchObject({
    rows: null,
  });
});

test('what got no answer and shows as saved was saved after all, also when a second attempt was refused for it', () => {
  const arrived = { content: MINE, version: 2 };
  expect(failureOf({ attempt: UNANSWERED, unanswered: MINE })).toEqual({ kind: 'unanswered' });
  expect(failureOf({ attempt: UNANSWERED, unanswered: MINE, theirs: arrived })).toEqual({ kind: 'arrived' });
  const refused = refusedAs({ code: 'EARN_CONFIG_CHANGED', details: { version: 2 } });
  expect(failureOf({ attempt: refused, unanswered: MINE, theirs: arrived })).toEqual({ kind: 'arrived' });
});

test('a refusal of another kind is said as what it is', () => {
  const refusal: Refusal = { code: 'FORBIDDEN' };
  expect(failureOf({ attempt: refusedAs(refusal), theirs: THEIRS })).toEqual({
    kind: 'refused',
    refusal,
    isAtField: false,
  });
});

test('a reading that was under way while one saved is no news, and takes nothing back', () => {
  expect(isNews({ version: 3 }, { version: 2 })).toBe(true);
  expect(isNews({ version: 2 }, { version: 2 })).toBe(false);
  expect(isNews({ version: 1 }, { version: 2 })).toBe(false);
  expect(isNews({ version: 'b' }, { version: 'a' })).toBe(true);
  expect(isNews({ version: 1 }, null)).toBe(true);
});
