import { newIdempotencyKey } from '@/lib/shared/ids';
import { makeMemoryStore } from './memory-store';
import { outcomeOfFailure } from './outcome';

/** Keeps the keys of what was confirmed and has no answer, so that the same, confirmed again, takes place once. */
export type KeyKeeper = ReturnType<typeof makeKeyKeeper>;

/** The keeper of one form's keys. `operation` is the first part of every key. `canRecur`: each confirmation is a new intent. */
export function makeKeyKeeper(operation: string, canRecur = false) {
  type Kept = { idempotencyKey: string; said: string };
  const unanswered = makeMemoryStore<Kept>(({ idempotencyKey }) => idempotencyKey);
  /** What is on its way, with its key: the second of two taps in one moment is the same intent as the first. */
  const underWay = new Map<string, string>();
  const forget = (idempotencyKey: string) => void unanswered.change(idempotencyKey, () => null);
  return {
    /** The key of the same input while it is on its way or nobody knows what became of it, otherwise a new one. */
    keyOf(input: unknown): string {
      const said = JSON.stringify(input);
      if (canRecur) return newIdempotencyKey(operation);
      const kept = unanswered.list().find((one) => one.said === said)?.idempotencyKey;
      return kept ?? underWay.get(said) ?? newIdempotencyKey(operation);
    },
    /** Sends an input under its key, and keeps the key while it has no answer. */
    async attempt<Input, Output>(
      input: Input,
      idempotencyKey: string,
      send: (input: Input, idempotencyKey: string) => Promise<Output>,
    ): Promise<Output> {
      const said = JSON.stringify(input);
      underWay.set(said, idempotencyKey);
      const wasUnanswered = unanswered.list().some((kept) => kept.idempotencyKey === idempotencyKey);
      try {
        const output = await send(input, idempotencyKey);
        forget(idempotencyKey);
        return output;
      } catch (error) {
        const { status } = outcomeOfFailure(error, wasUnanswered);
        if (status === 'refused') forget(idempotencyKey);
        else if (!wasUnanswered) unanswered.add({ idempotencyKey, said });
        throw error;
      } finally {
        underWay.delete(said);
      }
    },
  };
}
