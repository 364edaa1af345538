import type { QueryClient } from '@tanstack/react-query';
import { useIntentMutation } from '@/hooks/intent-mutation';
import { complianceKeys } from '@/services/compliance/keys';
import { exportCases, fileCase, sendAcknowledgement, updateCase, updateFilingProfile } from '@/services/ctr/http';
import { ctrKeys } from '@/services/ctr/keys';

/** Says something of a case. Refused with `CTR_CASE_CHANGED` when somebody was first. */
export const useUpdateCase = () => useCtrMutation('update-ctr-case', updateCase, true);
/** Files a case as it stands. */
export const useFileCase = () => useCtrMutation('file-ctr-case', fileCase, true);
/** Makes a batch of cases, whose file comes back. */
export const useExportCases = () => useCtrMutation('export-ctr-cases', exportCases, true);
/** Reads FinCEN's answer onto the cases of a batch. */
export const useSendAcknowledgement = () => useCtrMutation('acknowledge-ctr-batch', sendAcknowledgement);
/** Changes what the form asks of the house. Refused with `FILING_PROFILE_CHANGED` when somebody was first. */
export const useUpdateFilingProfile = () => useCtrMutation('update-filing-profile', updateFilingProfile, true);

function useCtrMutation<Input, Output>(
  operation: string,
  send: (input: Input, key: string) => Promise<Output>,
  canRecur = false,
) {
  return useIntentMutation({ operation, send, refresh, canRecur });
}

const refresh = (client: QueryClient, casinoId: string) =>
  Promise.all([
    client.invalidateQueries({ queryKey: ctrKeys.all(casinoId) }),
    client.invalidateQueries({ queryKey: complianceKeys.waiting(casinoId) }),
  ]);
