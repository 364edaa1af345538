import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { NoAnswerError } from '@/lib/client/api';
import { isUnanswered } from '@/lib/client/intents/outcome';
import { newIdempotencyKey } from '@/lib/shared/ids';

const RETRIES = 3;
const FIRST_RETRY_MS = 500;

/** One intent: what to do and the key that makes it happen at most once. */
type Keyed<Input> = { input: Input; idempotencyKey: string };
type Send<Input, Output> = (input: Input, idempotencyKey: string) => Promise<Output>;
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

type IntentOptions<Input, Output> = {
  /** Names the key's intent. */
  operation: string;
  send: Send<Input, Output>;
  /** Reads again what the change shows in; also after a refusal, which usually means that the screen is out of date. */
  onSettled: (output: Output | undefined, input: Input) => unknown;
  /**
   * For what the server cannot tell from a second one of its kind: the same input, confirmed again after "no answer"
   * or a failure of the server, counts as the same intent and keeps its key.
   */
  isMadeOnce?: boolean;
};

/** How an intent is sent: repeated under its key when no answer came, never when the server refused. */
export function intentMutationOptions<Input, Output>(send: Send<Input, Output>) {
  return {
    mutationFn: ({ input, idempotencyKey }: Keyed<Input>) => send(input, idempotencyKey),
    retry: (failureCount: number, error: Error) => failureCount < RETRIES && error instanceof NoAnswerError,
    retryDelay: (failureCount: number) => FIRST_RETRY_MS * 2 ** failureCount,
  };
}

/** A mutation whose caller gives the input alone; the key is made here, once per intent. */
export function useIntentMutation<Input, Output>(options: IntentOptions<Input, Output>): IntentMutation<Input, Output> {
  const { operation, isMadeOnce = false } = options;
  const unanswered = useRef<{ input: string; idempotencyKey: string } | null>(null);
  const mutation = useMutation<Output, Error, Keyed<Input>>({
    ...intentMutationOptions(options.send),
    onSettled: (output, error, { input, idempotencyKey }) => {
      const isOpen = error !== null && isUnanswered(error);
      unanswered.current = isOpen ? { input: JSON.stringify(input), idempotencyKey } : null;
      return options.onSettled(output, input);
    },
  });
  const { mutate, mutateAsync } = mutation;
  const withKey = useCallback(
    (input: Input): Keyed<Input> => {
      const known = unanswered.current;
      const isSame = isMadeOnce && known !== null && known.input === JSON.stringify(input);
      return { input, idempotencyKey: isSame ? known.idempotencyKey : newIdempotencyKey(operation) };
    },
    [operation, isMadeOnce],
  );
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
