import { callApi } from '@/lib/client/api';
import type { ComplianceWaiting } from './dtos';

/** What waits for somebody of compliance. */
export function fetchWaiting(signal?: AbortSignal): Promise<ComplianceWaiting> {
  return callApi<ComplianceWaiting>('/compliance/waiting', { signal });
}
