import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type {
  AcknowledgeAlertInput,
  AcknowledgeAlertsInput,
  AcknowledgementResult,
  AcknowledgementsResult,
} from '@/services/shift/dtos';
import { acknowledgeAlert, acknowledgeAlerts } from '@/services/shift/http';
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
 * Notes that one has seen several alerts as they are shown, in one step. What a colleague was first with, what fires no more
 * and what has become graver meanwhile is passed over.
 */
export function useAcknowledgeAlerts(): IntentMutation<AcknowledgeAlertsInput, AcknowledgementsResult> {
  return useIntentMutation({
    operation: 'acknowledge-alerts',
    send: acknowledgeAlerts,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: shiftKeys.allAlerts(casinoId) }),
  });
}
