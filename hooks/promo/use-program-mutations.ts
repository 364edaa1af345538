import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useMe } from '@/hooks/casino/me-context';
import { NoAnswerError } from '@/lib/client/api';
import { newIdempotencyKey } from '@/lib/shared/ids';
import type { CreatePromoProgramInput, UpdatePromoProgramInput } from '@/services/promo/dtos';
import { createPromoProgram, updatePromoProgram } from '@/services/promo/http';
import { refreshPromo } from './refresh-promo';

const RETRIES = 2;
const FIRST_RETRY_MS = 500;

/** Makes a program. */
export function useCreateProgram() {
  return useProgramMutation('create-promo-program', (input: CreatePromoProgramInput, key) =>
    createPromoProgram(input, key),
  );
}

/** Changes a program, for coupons issued from now on. */
export function useUpdateProgram() {
  return useProgramMutation(
    'update-promo-program',
    ({ promoProgramId, ...input }: UpdatePromoProgramInput & { promoProgramId: string }, key) =>
      updatePromoProgram(promoProgramId, input, key),
  );
}

/**
 * One key per intent: the same input confirmed again after "no answer" is the same intent and keeps its key, so that
 * it takes place once.
 */
function useProgramMutation<Input, Output>(operation: string, send: (input: Input, key: string) => Promise<Output>) {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  const unanswered = useRef<{ input: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (input: Input) => {
      const text = JSON.stringify(input);
      if (unanswered.current?.input !== text) unanswered.current = { input: text, key: newIdempotencyKey(operation) };
      return send(input, unanswered.current.key);
    },
    retry: (failureCount, error) => failureCount < RETRIES && error instanceof NoAnswerError,
    retryDelay: (failureCount) => FIRST_RETRY_MS * 2 ** failureCount,
    onSettled: (_program, error) => {
      if (!(error instanceof NoAnswerError)) unanswered.current = null;
      refreshPromo(queryClient, casino.id);
    },
  });
}
