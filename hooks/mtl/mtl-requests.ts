import type { QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useIntentMutation } from '@/hooks/intent-mutation';
import { makeIntentKind, useIntentForm, useKeptIntent, useKeptIntents, useLateOutcome } from '@/hooks/use-kept-intent';
import type { KeptIntent, SettledIntent } from '@/lib/client/intents/kept-intents';
import { newIdempotencyKey } from '@/lib/shared/ids';
import type { CloseMtlDayInput, IdentifyPatronInput, MtlEntryResult, RecordMtlEntryInput } from '@/services/mtl/dtos';
import { closeMtlGamingDay, identifyUnknownPatron, recordMtlEntry, voidMtlEntry } from '@/services/mtl/http';
import { mtlKeys } from '@/services/mtl/keys';

/** One confirmed entry, its key, and what became of it. */
export type EntryIntent = KeptIntent<RecordMtlEntryInput, MtlEntryResult>;
/** An entry that the server took or refused. */
export type SettledEntry = SettledIntent<RecordMtlEntryInput, MtlEntryResult>;

/** Where entries are made on the screen of the cash log. */
export const CASH_DESK = 'cash-desk';
/** Where the player of a slip buys in. */
export function seatPlace(ratingSlipId: string): string {
  return `seat:${ratingSlipId}`;
}

/** Entries: nothing on the server tells two equal ones apart, so none without an answer is given up unasked. */
const ENTRY_INTENTS = makeIntentKind<RecordMtlEntryInput, MtlEntryResult>({
  name: 'mtl-entry',
  isRequest: (value): value is RecordMtlEntryInput =>
    typeof value === 'object' && value !== null && 'kind' in value && 'amountCents' in value,
  send: recordMtlEntry,
  refresh: refreshMtl,
});

/** Reads again whatever is on screen of the cash log: one change shows in all of it. */
function refreshMtl(client: QueryClient, casinoId: string): void {
  void client.invalidateQueries({ queryKey: mtlKeys.all(casinoId) });
}

/** The entry that was confirmed at a place, and what can be done about it. */
export function useEntryRequest(place: string) {
  const { begin, ...request } = useKeptIntent(ENTRY_INTENTS, place);
  const record = useCallback(
    (input: RecordMtlEntryInput, title: string) => begin(input, title, newIdempotencyKey('mtl-entry')),
    [begin],
  );
  return { ...request, record };
}

/** For the form of a place: while it shows, it says what becomes of its entry. */
export function useEntryForm(place: string): void {
  useIntentForm(ENTRY_INTENTS, place, true);
}

/** Has `tell` say what became of an entry whose form is not on screen any more. */
export function useLateEntry(place: string, tell: (intent: SettledEntry) => void): void {
  useLateOutcome(ENTRY_INTENTS, place, tell);
}

/** Every entry of this person in this tab that is on its way, whatever its place. */
export function useEntryIntents(): readonly EntryIntent[] {
  return useKeptIntents(ENTRY_INTENTS);
}

/** Takes an entry out of the totals. Refused with `MTL_ENTRY_VOIDED` when somebody was first. */
export function useVoidEntry() {
  return useIntentMutation({
    operation: 'void-mtl-entry',
    send: ({ entryId, reason }: { entryId: string; reason: string }, key) => voidMtlEntry(entryId, reason, key),
    refresh: refreshMtl,
  });
}

/** Says who an unknown patron turned out to be; without a player, that it was a mistake to say so. */
export function useIdentifyPatron() {
  return useIntentMutation({
    operation: 'identify-patron',
    send: ({ unknownPatronId, ...input }: IdentifyPatronInput & { unknownPatronId: string }, key) =>
      identifyUnknownPatron(unknownPatronId, input, key),
    refresh: refreshMtl,
    // Who somebody is may be said, taken back, and said again.
    canRecur: true,
  });
}

/** Signs a gaming day as the second person. Refused with `SECOND_PERSON_REQUIRED` to who recorded something in it. */
export function useCloseMtlDay() {
  return useIntentMutation({
    operation: 'close-mtl-day',
    send: ({ gamingDay, ...input }: CloseMtlDayInput & { gamingDay: string }, key) =>
      closeMtlGamingDay(gamingDay, input, key),
    refresh: refreshMtl,
  });
}
