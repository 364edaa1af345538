import { type QueryClient, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { NoAnswerError } from '@/lib/client/api';
import { newIdempotencyKey } from '@/lib/shared/ids';
import type {
  CreatePlayerInput,
  MoveSlipInput,
  OpenSlipInput,
  PlayerResult,
  SlipResult,
  UpdateAverageBetInput,
} from '@/services/floor/dtos';
import {
  closeSlip,
  createPlayer,
  moveSlip,
  openSlip,
  pauseSlip,
  resumeSlip,
  updateAverageBet,
} from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';
import { loyaltyKeys } from '@/services/loyalty/keys';

const RETRIES = 3;
const FIRST_RETRY_MS = 500;
/** How long a button stays busy, after the server said yes, for the floor to show it. */
const FLOOR_PATIENCE_MS = 1_000;

/** One intent: what to do and the key that makes it happen at most once. */
export type Keyed<Input> = { input: Input; idempotencyKey: string };

type Callbacks<Output> = { onSuccess?: (output: Output) => void; onError?: (error: Error) => void };

/** A mutation that makes one idempotency key per `mutate` and keeps it while it repeats an unanswered request. */
export type IntentMutation<Input, Output> = Omit<
  UseMutationResult<Output, Error, Keyed<Input>>,
  'mutate' | 'mutateAsync' | 'variables'
> & {
  variables: Input | undefined;
  mutate: (input: Input, callbacks?: Callbacks<Output>) => void;
  mutateAsync: (input: Input) => Promise<Output>;
};

/** How an intent is sent: repeated under its key when no answer came, never when the server refused. */
export function intentMutationOptions<Input, Output>(send: (input: Input, idempotencyKey: string) => Promise<Output>) {
  return {
    mutationFn: ({ input, idempotencyKey }: Keyed<Input>) => send(input, idempotencyKey),
    retry: (failureCount: number, error: Error) => failureCount < RETRIES && error instanceof NoAnswerError,
    retryDelay: (failureCount: number) => FIRST_RETRY_MS * 2 ** failureCount,
  };
}

/** Seats a player. */
export function useOpenSlip(): IntentMutation<OpenSlipInput, SlipResult> {
  return useSlipMutation('open-slip', openSlip);
}

/** Stops an open slip's clock. */
export function usePauseSlip(): IntentMutation<{ ratingSlipId: string }, SlipResult> {
  return useSlipMutation('pause-slip', ({ ratingSlipId }, key) => pauseSlip(ratingSlipId, key));
}

/** Starts a paused slip's clock again. */
export function useResumeSlip(): IntentMutation<{ ratingSlipId: string }, SlipResult> {
  return useSlipMutation('resume-slip', ({ ratingSlipId }, key) => resumeSlip(ratingSlipId, key));
}

/** Takes a live slip to another seat. */
export function useMoveSlip(): IntentMutation<{ ratingSlipId: string } & MoveSlipInput, SlipResult> {
  return useSlipMutation('move-slip', ({ ratingSlipId, ...input }, key) => moveSlip(ratingSlipId, input, key));
}

/** Ends a live slip. */
export function useCloseSlip(): IntentMutation<{ ratingSlipId: string }, SlipResult> {
  return useSlipMutation('close-slip', ({ ratingSlipId }, key) => closeSlip(ratingSlipId, key));
}

/** Sets a live slip's average bet. */
export function useUpdateAverageBet(): IntentMutation<{ ratingSlipId: string } & UpdateAverageBetInput, SlipResult> {
  return useSlipMutation('update-average-bet', ({ ratingSlipId, ...input }, key) =>
    updateAverageBet(ratingSlipId, input, key),
  );
}

/**
 * Enrols a player. Nothing on the server tells two players of one name apart, so the same input confirmed again after
 * "no answer" counts as the same intent and keeps its key.
 */
export function useCreatePlayer(): IntentMutation<CreatePlayerInput, PlayerResult> {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  const unanswered = useRef<{ input: string; idempotencyKey: string } | null>(null);
  const makeKey = useCallback((input: CreatePlayerInput) => {
    const known = unanswered.current;
    return known?.input === JSON.stringify(input) ? known.idempotencyKey : newIdempotencyKey('create-player');
  }, []);
  const mutation = useMutation({
    ...intentMutationOptions(createPlayer),
    onSettled: (_player, error, { input, idempotencyKey }) => {
      unanswered.current = error instanceof NoAnswerError ? { input: JSON.stringify(input), idempotencyKey } : null;
      // Every search, whatever its words: the key without its last part.
      void queryClient.invalidateQueries({ queryKey: floorKeys.players(casino.id, '').slice(0, -1) });
    },
  });
  return useIntents(mutation, makeKey);
}

function useSlipMutation<Input extends OpenSlipInput | { ratingSlipId: string }>(
  operation: string,
  send: (input: Input, idempotencyKey: string) => Promise<SlipResult>,
): IntentMutation<Input, SlipResult> {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  const makeKey = useCallback(() => newIdempotencyKey(operation), [operation]);
  const mutation = useMutation({
    ...intentMutationOptions(send),
    onSettled: (slip, _error, { input }) => {
      // Also after a refusal: it usually means that the floor on screen is out of date.
      const ratingSlipId = 'ratingSlipId' in input ? input.ratingSlipId : slip?.id;
      const refreshed = refreshSlip(queryClient, casino.id, ratingSlipId, slip?.playerId);
      if (slip) return Promise.race([refreshed, new Promise((resolve) => setTimeout(resolve, FLOOR_PATIENCE_MS))]);
    },
  });
  return useIntents(mutation, makeKey);
}

/** Resolves when the floor has been read again; whatever else shows the slip follows in its own time. */
function refreshSlip(client: QueryClient, casinoId: string, ratingSlipId?: string, playerId?: string): Promise<void> {
  if (ratingSlipId !== undefined) {
    void client.invalidateQueries({ queryKey: loyaltyKeys.slipRewards(casinoId, ratingSlipId) });
  }
  if (playerId !== undefined) {
  }
  return client.invalidateQueries({ queryKey: floorKeys.floor(casinoId) });
}

/** A mutation of `intentMutationOptions` whose caller gives the input alone; the key is made here, once per `mutate`. */
export function useIntents<Input, Output>(
  mutation: UseMutationResult<Output, Error, Keyed<Input>>,
  makeKey: (input: Input) => string,
): IntentMutation<Input, Output> {
  const { mutate, mutateAsync } = mutation;
  return {
    ...mutation,
    variables: mutation.variables?.input,
    mutate: useCallback(
      (input, callbacks) => {
        mutate(
          { input, idempotencyKey: makeKey(input) },
          { onSuccess: (output) => callbacks?.onSuccess?.(output), onError: (error) => callbacks?.onError?.(error) },
        );
      },
      [mutate, makeKey],
    ),
    mutateAsync: useCallback((input) => mutateAsync({ input, idempotencyKey: makeKey(input) }), [mutateAsync, makeKey]),
  };
}
