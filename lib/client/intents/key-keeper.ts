import { newIdempotencyKey } from '@/lib/shared/ids';
import { makeMemoryStore } from './memory-store';
import { outcomeOfFailure } from './outcome';

/** Keeps the keys of what was confirmed and has no answer, so that the same, confirmed again, takes place once. */
export type KeyKeeper = ReturnType<typeof makeKeyKeeper>;

/** The keeper of one form's keys. `operation` is the first part of every key. `canRecur`: each confirmation is a new intent. */
export function makeKeyKeeper(operation: string, canRecur = false) {
  type Kept = { idempotencyKey: string; said: string };
  const unanswered = makeMemoryStore<Kept>(({ idempotencyKey }) => idempotencyKey);
  const forget = (idempotencyKey: string) => void unanswered.change(idempotencyKey, () => null);
  return {
    /** The key of the same input while nobody knows what became of it, otherwise a new one. */
    keyOf(input: unknown): string {
      const said = JSON.stringify(input);
      const same = canRecur ? undefined : unanswered.list().find((kept) => kept.said === said);
      return same?.idempotencyKey ?? newIdempotencyKey(operation);
    },
    /** Sends an input under its key, and keeps the key while it has no answer. */
    async attempt<Input, Output>(
      input: Input,
      idempotencyKey: string,
      send: (input: Input, idempotencyKey: string) => Promise<Output>,
    ): Promise<Output> {
      const wasUnanswered = unanswered.list().some((kept) => kept.idempotencyKey === idempotencyKey);
      try {
        const output = await send(input, idempotencyKey);
        forget(idempotencyKey);
        return output;
      } catch (error) {
        const { status } = outcomeOfFailure(error, wasUnanswered);
        if (status === 'refused') forget(idempotencyKey);
        else if (!wasUnanswered) unanswered.add({ idempotencyKey, said: JSON.stringify(input) });
        throw error;
      }
    },
  };
}
