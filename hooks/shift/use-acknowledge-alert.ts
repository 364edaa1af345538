import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import { ApiError } from '@/lib/client/api';
import type { AcknowledgeAlertInput, AcknowledgementResult } from '@/services/shift/dtos';
import { acknowledgeAlert } from '@/services/shift/http';
import { shiftKeys } from '@/services/shift/keys';

/** Notes that one has seen an alert. Refused with `ALERT_NOT_FIRING`, or `ALERT_ACKNOWLEDGED` and who was first. */
export function useAcknowledgeAlert(): IntentMutation<AcknowledgeAlertInput, AcknowledgementResult> {
  return useIntentMutation({
    operation: 'acknowledge-alert',
    send: acknowledgeAlert,
    // Also after a refusal: it means that the list on screen is out of date.
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: shiftKeys.allAlerts(casinoId) }),
  });
}

/**
 * Notes that one has seen several alerts, one after the other, and answers how many. One that a colleague was first with, or
 * that fires no more, asks nothing any longer and is passed over; any other failure ends it, and what was noted stays noted.
 */
export function useAcknowledgeAlerts(): IntentMutation<AcknowledgeAlertInput[], number> {
  return useIntentMutation({
    operation: 'acknowledge-alerts',
    send: acknowledgeEach,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: shiftKeys.allAlerts(casinoId) }),
  });
}

async function acknowledgeEach(inputs: AcknowledgeAlertInput[], idempotencyKey: string): Promise<number> {
  let noted = 0;
  for (const [place, input] of inputs.entries()) {
    try {
      await acknowledgeAlert(input, `${idempotencyKey}.${place}`);
      noted += 1;
    } catch (error) {
      if (!asksNothing(error)) throw error;
    }
  }
  return noted;
}

function asksNothing(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'ALERT_ACKNOWLEDGED' || error.code === 'ALERT_NOT_FIRING');
}
