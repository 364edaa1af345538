import type { QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { makeIntentKind, useIntentForm, useKeptIntent, useLateOutcome } from '@/hooks/use-kept-intent';
import type { KeptIntent, SettledIntent } from '@/lib/client/intents/kept-intents';
import { newIdempotencyKey } from '@/lib/shared/ids';
import { floorKeys } from '@/services/floor/keys';
import type { CorrectionInput, LedgerPosting, ReversalInput, SettleSlipInput } from '@/services/loyalty/dtos';
import { postCorrection, reverseEntry, settleSlip } from '@/services/loyalty/http';
import { isPostingRequest, type PostingRequest } from './posting-request';
import { showNewestEntries } from './use-ledger';

/** One confirmed posting to a player's ledger, its key, and what became of it. */
export type PostingIntent = KeptIntent<PostingRequest, LedgerPosting>;

/** A posting that the server answered or refused. */
export type SettledPosting = SettledIntent<PostingRequest, LedgerPosting>;

/** What a manager posts. Nothing on the server tells two equal corrections apart, so none is given up unasked. */
const POSTING_INTENTS = makeIntentKind<PostingRequest, LedgerPosting>({
  name: 'posting',
  isRequest: isPostingRequest,
  send: sendPosting,
  refresh: showPosting,
});

function sendPosting(request: PostingRequest, idempotencyKey: string): Promise<LedgerPosting> {
  if (request.kind === 'correction') return postCorrection(request.input, idempotencyKey);
  if (request.kind === 'reversal') return reverseEntry(request.input, idempotencyKey);
  const { ratingSlipId, ...input } = request.input;
  return settleSlip(ratingSlipId, input, idempotencyKey);
}

/** The one posting to a player's ledger, correction, reversal or settlement, and what can be done about it. */
export function usePostingRequest(playerId: string) {
  return useKeptIntent(POSTING_INTENTS, postingPlace(playerId));
}

/** For the form of a posting: while it shows, it says what becomes of it. */
export function usePostingForm(playerId: string): void {
  useIntentForm(POSTING_INTENTS, postingPlace(playerId), true);
}

/** Has `tell` say what became of a posting to the player whose form is not on screen any more. */
export function useLatePosting(playerId: string, tell: (intent: SettledPosting) => void): void {
  useLateOutcome(POSTING_INTENTS, postingPlace(playerId), tell);
}

/** Posts a manager's correction; the next posting waits until it is known what became of it. */
export function usePostCorrection(playerId: string) {
  const { begin, ...request } = usePostingRequest(playerId);
  const post = useCallback(
    (input: CorrectionInput, title: string) =>
      begin({ kind: 'correction', playerId, input }, title, newIdempotencyKey('post-correction')),
    [begin, playerId],
  );
  return { ...request, post };
}

/** Takes one entry of the player back; the next posting waits until it is known what became of it. */
export function useReverseEntry(playerId: string) {
  const { begin, ...request } = usePostingRequest(playerId);
  const reverse = useCallback(
    (input: ReversalInput, title: string) =>
      begin({ kind: 'reversal', playerId, input }, title, newIdempotencyKey('reverse-entry')),
    [begin, playerId],
  );
  return { ...request, reverse };
}

/** Settles a closed slip of the player; the next posting waits until it is known what became of it. */
export function useSettleSlip(playerId: string) {
  const { begin, ...request } = usePostingRequest(playerId);
  const settle = useCallback(
    (input: SettleSlipInput & { ratingSlipId: string }, title: string) =>
      begin({ kind: 'settlement', playerId, input }, title, newIdempotencyKey('settle-slip')),
    [begin, playerId],
  );
  return { ...request, settle };
}

function postingPlace(playerId: string): string {
  return `posting:${playerId}`;
}

/** The new entry shows in the moment in which the server said yes; the balance follows, and the rest with it. */
function showPosting(
  client: QueryClient,
  casinoId: string,
  { playerId }: PostingRequest,
  posting: LedgerPosting | undefined,
): void {
  if (posting) showNewestEntries(client, casinoId, playerId, [posting.entry]);
  void client.invalidateQueries({ queryKey: floorKeys.player(casinoId, playerId), exact: true });
  // What a slip is due changes with what was posted for it or taken back.
  void client.invalidateQueries({ queryKey: floorKeys.playerVisits(casinoId, playerId) });
  void client.invalidateQueries({ queryKey: floorKeys.heldSlips(casinoId) });
  void client.invalidateQueries({ queryKey: floorKeys.floor(casinoId) });
}
