import { type QueryClient, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { NoAnswerError } from '@/lib/client/api';
import { type KeyKeeper, makeKeyKeeper } from '@/lib/client/intents/key-keeper';

const RETRIES = 3;
const FIRST_RETRY_MS = 500;

/** One intent: what to do and the key that makes it happen at most once. */
type Keyed<Input> = { input: Input; idempotencyKey: string };
type Send<Input, Output> = (input: Input, idempotencyKey: string) => Promise<Output>;
type Callbacks<Output> = { onSuccess?: (output: Output) => void; onError?: (error: Error) => void };

/** A mutation whose caller gives the input alone: the same input keeps its key until there is an answer to it. */
export type IntentMutation<Input, Output> = Omit<
  UseMutationResult<Output, Error, Keyed<Input>>,
  'mutate' | 'mutateAsync' | 'variables'
> & {
  variables: Input | undefined;
  mutate: (input: Input, callbacks?: Callbacks<Output>) => void;
  mutateAsync: (input: Input) => Promise<Output>;
};

type IntentOptions<Input, Output> = {
  /** Names the key's intent. */
  operation: string;
  send: Send<Input, Output>;
  /** Reads again what the change shows in; also after a refusal, which usually means that the screen is out of date. */
  refresh: (client: QueryClient, casinoId: string, input: Input, output: Output | undefined) => unknown;
  /**
   * For what may rightly be wanted again in the same words, because it can be undone meanwhile (a slip is paused, resumed,
   * paused): confirmed again, it is a new intent. What it would do twice shows on the screen, and the server refuses it.
   */
  canRecur?: boolean;
};

/**
 * How an intent is sent: repeated under its key when no answer came, never when the server refused. Without a network it
 * fails at once, to be confirmed again.
 */
export function intentMutationOptions<Input, Output>(keys: KeyKeeper, send: Send<Input, Output>) {
  return {
    mutationFn: ({ input, idempotencyKey }: Keyed<Input>) => keys.attempt(input, idempotencyKey, send),
    retry: (failureCount: number, error: Error) =>
      failureCount < RETRIES && error instanceof NoAnswerError && !error.isOffline,
    retryDelay: (failureCount: number) => FIRST_RETRY_MS * 2 ** failureCount,
  };
}

/** The mutation of one form. Confirmed again after "no answer" or a failure of the server, the same input is the same intent. */
export function useIntentMutation<Input, Output>(options: IntentOptions<Input, Output>): IntentMutation<Input, Output> {
  const { operation, send, refresh, canRecur = false } = options;
  const queryClient = useQueryClient();
  const { casino } = useMe();
  const [keys] = useState(() => makeKeyKeeper(operation, canRecur));
  const mutation = useMutation<Output, Error, Keyed<Input>>({
    ...intentMutationOptions(keys, send),
    onSettled: (output, _error, { input }) => refresh(queryClient, casino.id, input, output),
  });
  const { mutate, mutateAsync } = mutation;
  const withKey = useCallback((input: Input): Keyed<Input> => ({ input, idempotencyKey: keys.keyOf(input) }), [keys]);
  return {
    ...mutation,
    variables: mutation.variables?.input,
    mutate: useCallback(
      (input, callbacks) =>
        mutate(withKey(input), {
          onSuccess: (output) => callbacks?.onSuccess?.(output),
          onError: (error) => callbacks?.onError?.(error),
        }),
      [mutate, withKey],
    ),
    mutateAsync: useCallback((input) => mutateAsync(withKey(input)), [mutateAsync, withKey]),
  };
}
