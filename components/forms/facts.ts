import type { ErrorCode } from '@/lib/shared/errors';
import { isSame } from '@/lib/shared/is-same';
import type { ComparisonRow } from './comparison-table';

/** Something as single facts, by name. Two people who changed different facts did not get in each other's way. */
export type Facts = Record<string, unknown>;

/** All that a form has to know of what it edits. */
export type Edited<Content> = {
  /** As in `Somebody else changed the tiers`. */
  name: string;
  /** The refusal that says somebody else was first. */
  changedCode: ErrorCode;
  factsOf: (content: Content) => Facts;
  /** `value` is mine, or theirs where I have none. */
  factName: (fact: string, value: unknown) => string;
  factText: (fact: string, value: unknown) => string;
  /** What is sent when mine is to hold. */
  merge: (before: Content, theirs: Content, mine: Content) => Content;
  /** Whether saving mine replaces all of theirs, and not only what I changed. */
  isWhole?: boolean;
};

/** One fact of which two people hold different versions. */
type Difference = { fact: string; theirs: unknown; mine: unknown; changedBy: 'them' | 'me' | 'both' };

/** What each of two people made of something, fact by fact. What both changed alike is no difference. */
export function compareFacts(before: Facts, theirs: Facts, mine: Facts): Difference[] {
  const byThem = changedFacts(before, theirs);
  const byMe = changedFacts(before, mine);
  return changedFacts(theirs, mine).map((fact) => {
    const changedBy = !byMe.includes(fact) ? 'them' : byThem.includes(fact) ? 'both' : 'me';
    return { fact, theirs: theirs[fact], mine: mine[fact], changedBy };
  });
}

/** What was made of something, and nothing else: what is sent, so that an edit never takes back what another changed. */
export function changesOf<Content extends Facts>(before: Facts, after: Content): Partial<Content> {
  const changes = changedFacts(before, after).map((fact) => [fact, after[fact]]);
  return Object.fromEntries(changes) as Partial<Content>;
}

/** Theirs with what I changed laid over it. */
export function mergeFacts<Content extends Facts>(before: Facts, theirs: Content, mine: Content): Content {
  return { ...theirs, ...changesOf(before, mine) };
}

function changedFacts(before: Facts, after: Facts): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((fact) => !isSame(before[fact], after[fact]));
}

/** What each of two people made of something, in words. `before` is null where both made it. */
export function compareVersions<Content>(
  { factsOf, factName, factText }: Pick<Edited<Content>, 'factsOf' | 'factName' | 'factText'>,
  before: Content | null,
  theirs: Content,
  mine: Content,
): ComparisonRow[] {
  const differences = compareFacts(before === null ? {} : factsOf(before), factsOf(theirs), factsOf(mine));
  return differences.map(({ fact, theirs: their, mine: my, changedBy }) => ({
    name: factName(fact, my ?? their),
    theirs: factText(fact, their),
    mine: factText(fact, my),
    changedBy,
  }));
}
