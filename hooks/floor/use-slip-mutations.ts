import type { QueryClient } from '@tanstack/react-query';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type {
  ClosedSlipResult,
  CloseSlipInput,
  CreatePlayerInput,
  MoveSlipInput,
  OpenSlipInput,
  PlayerResult,
  ReopenSlipInput,
  ResumeSlipInput,
  SlipResult,
  UpdateAverageBetInput,
} from '@/services/floor/dtos';
import {
  closeSlip,
  createPlayer,
  moveSlip,
  openSlip,
  pauseSlip,
  reopenSlip,
  resumeSlip,
  updateAverageBet,
} from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';
import { loyaltyKeys } from '@/services/loyalty/keys';

/** How long a button stays busy, after the server said yes, for the floor to show it. */
const FLOOR_PATIENCE_MS = 1_000;
/** A slip can be back where it was (`canRecur`), and the same then be wanted anew. */
const IT_COMES_BACK = true;

/** Seats a player. */
export function useOpenSlip(): IntentMutation<OpenSlipInput, SlipResult> {
  return useSlipMutation('open-slip', openSlip);
}

/** Stops an open slip's clock. */
export function usePauseSlip(): IntentMutation<{ ratingSlipId: string }, SlipResult> {
  return useSlipMutation('pause-slip', ({ ratingSlipId }, key) => pauseSlip(ratingSlipId, key), IT_COMES_BACK);
}

/** Starts a paused slip's clock again. */
export function useResumeSlip(): IntentMutation<{ ratingSlipId: string } & ResumeSlipInput, SlipResult> {
  return useSlipMutation(
    'resume-slip',
    ({ ratingSlipId, ...input }, key) => resumeSlip(ratingSlipId, input, key),
    IT_COMES_BACK,
  );
}

/** Takes a live slip to another seat. */
export function useMoveSlip(): IntentMutation<{ ratingSlipId: string } & MoveSlipInput, SlipResult> {
  return useSlipMutation(
    'move-slip',
    ({ ratingSlipId, ...input }, key) => moveSlip(ratingSlipId, input, key),
    IT_COMES_BACK,
  );
}

/** Ends a live slip, now or at `endedAt`; answers what it earned, too. */
export function useCloseSlip(): IntentMutation<{ ratingSlipId: string } & CloseSlipInput, ClosedSlipResult> {
  return useSlipMutation('close-slip', ({ ratingSlipId, ...input }, key) => closeSlip(ratingSlipId, input, key));
}

/** Brings back a slip that was closed by mistake. */
export function useReopenSlip(): IntentMutation<{ ratingSlipId: string } & ReopenSlipInput, SlipResult> {
  return useSlipMutation(
    'reopen-slip',
    ({ ratingSlipId, ...input }, key) => reopenSlip(ratingSlipId, input, key),
    IT_COMES_BACK,
  );
}

/** Sets a live slip's average bet. */
export function useUpdateAverageBet(): IntentMutation<{ ratingSlipId: string } & UpdateAverageBetInput, SlipResult> {
  return useSlipMutation(
    'update-average-bet',
    ({ ratingSlipId, ...input }, key) => updateAverageBet(ratingSlipId, input, key),
    IT_COMES_BACK,
  );
}

/**
 * Enrols a player. Without a birth date, only the key keeps a repeated request from enrolling the same person twice.
 */
export function useCreatePlayer(): IntentMutation<CreatePlayerInput, PlayerResult> {
  return useIntentMutation({
    operation: 'create-player',
    send: createPlayer,
    refresh: (client, casinoId) => {
      // Every search, whatever its words: the key without its last part.
      void client.invalidateQueries({ queryKey: floorKeys.players(casinoId, '').slice(0, -1) });
    },
  });
}

function useSlipMutation<Input extends OpenSlipInput | { ratingSlipId: string }, Output extends SlipResult>(
  operation: string,
  send: (input: Input, idempotencyKey: string) => Promise<Output>,
  canRecur = false,
): IntentMutation<Input, Output> {
  return useIntentMutation({
    operation,
    send,
    canRecur,
    refresh: (client, casinoId, input, slip) => {
      const refreshed = refreshSlip(client, casinoId, 'ratingSlipId' in input ? input.ratingSlipId : slip?.id);
      return slip && Promise.race([refreshed, new Promise((resolve) => setTimeout(resolve, FLOOR_PATIENCE_MS))]);
    },
  });
}

/** Resolves when the floor has been read again; whatever else shows the slip follows in its own time. */
function refreshSlip(client: QueryClient, casinoId: string, ratingSlipId: string | undefined): Promise<void> {
  if (ratingSlipId !== undefined) {
    void client.invalidateQueries({ queryKey: loyaltyKeys.slipRewards(casinoId, ratingSlipId) });
    void client.invalidateQueries({ queryKey: floorKeys.slip(casinoId, ratingSlipId) });
  }
  return client.invalidateQueries({ queryKey: floorKeys.floor(casinoId) });
}
