import type { Refusal } from '@/lib/client/api';
import type { FailedOutcome } from '@/lib/client/intents/outcome';
import { isSame } from '@/lib/shared/is-same';
import type { ComparisonRow } from './comparison-table';
import { compareVersions, type Edited } from './facts';

/** Something that is saved as a whole, and the version it was read at. */
export type Versioned<Content> = { content: Content; version: string | number };

/** A sentence and the field of the form that it belongs under. */
export type FieldMessage = { path: string; message: string };

/** Why it was not saved. `rows` is null until what they made of it could be read. */
export type SaveFailure =
  | { kind: 'unanswered' }
  /** An attempt that got no answer was carried out after all. */
  | { kind: 'arrived' }
  | { kind: 'refused'; refusal: Refusal; isAtField: boolean }
  | { kind: 'changed'; refusal: Refusal; rows: ComparisonRow[] | null };

/** The last attempt to save, and what came of it. */
export type Attempt<Content> = { outcome: FailedOutcome; mine: Content; isAtField: boolean };

/** Whether somebody saved since. A count that is lower comes of a reading that was under way; other versions are not in any order. */
export function isNews(
  latest: Pick<Versioned<unknown>, 'version'>,
  base: Pick<Versioned<unknown>, 'version'> | null,
): boolean {
  if (base === null) return true;
  const [now, then] = [latest.version, base.version];
  return typeof now === 'number' && typeof then === 'number' ? now > then : now !== then;
}

type FailureFacts<Content> = {
  edited: Edited<Content>;
  attempt: Attempt<Content> | null;
  before: Content | null;
  theirs: Versioned<Content> | null;
  unanswered: Content | null;
};

/** What the form says of its last attempt, by what is known since. */
export function toFailure<Content>(facts: FailureFacts<Content>): SaveFailure | null {
  const { edited, attempt, before, theirs, unanswered } = facts;
  const { factsOf } = edited;
  if (theirs !== null && unanswered !== null && isSame(factsOf(theirs.content), factsOf(unanswered)))
    return { kind: 'arrived' };
  if (attempt === null) return null;
  const { outcome, mine, isAtField } = attempt;
  if (outcome.status === 'unanswered') return { kind: 'unanswered' };
  const { refusal } = outcome;
  if (refusal.code !== edited.changedCode) return { kind: 'refused', refusal, isAtField };
  // It is read again with every refusal; should that have failed, it is still the old one.
  const isRead = theirs !== null && !(Number(versionOf(refusal)) > Number(theirs.version));
  return { kind: 'changed', refusal, rows: isRead ? compareVersions(edited, before, theirs.content, mine) : null };
}

/** The version that stands in the way, where the refusal names it. */
function versionOf({ details }: Refusal): string | number | null {
  return details && 'version' in details ? details.version : null;
}

/** The server names fields as the form does: both go by the contract. */
export function namedFields({ code, details }: Refusal): FieldMessage[] {
  if (code !== 'VALIDATION_FAILED') return [];
  return Object.entries(details?.fields ?? {}).map(([path, message]) => ({ path, message }));
}
