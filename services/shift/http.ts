import { callApi, toQueryString } from '@/lib/client/api';
import type {
  AcknowledgeAlertInput,
  AcknowledgeAlertsInput,
  AcknowledgementResult,
  AcknowledgementsResult,
  Alerts,
  AlertsQuery,
  RecordTableCountInput,
  SetShiftPatternInput,
  ShiftDashboard,
  ShiftDashboardQuery,
  ShiftPatternResult,
  ShiftPatterns,
  TableCountResult,
} from './dtos';

/** Drop, win and hold of a gaming day (today without one) or of one of its shifts. */
export function fetchShiftDashboard(query: ShiftDashboardQuery, signal?: AbortSignal): Promise<ShiftDashboard> {
  return callApi<ShiftDashboard>(`/shift-dashboard${toQueryString(query)}`, { signal });
}

/** The alert rules, evaluated now for a gaming day (today without one). */
export function fetchAlerts(query: AlertsQuery, signal?: AbortSignal): Promise<Alerts> {
  return callApi<Alerts>(`/alerts${toQueryString(query)}`, { signal });
}

/** Records what a table held and took in a shift, or replaces what was recorded. */
export function recordTableCount(input: RecordTableCountInput, idempotencyKey: string): Promise<TableCountResult> {
  return callApi<TableCountResult>('/table-counts', { method: 'POST', body: input, idempotencyKey });
}

/** Notes that the signed-in person has seen an alert. */
export function acknowledgeAlert(input: AcknowledgeAlertInput, idempotencyKey: string): Promise<AcknowledgementResult> {
  return callApi<AcknowledgementResult>('/alerts/acknowledgements', { method: 'POST', body: input, idempotencyKey });
}

/** Notes that the signed-in person has seen several alerts. */
export function acknowledgeAlerts(
  input: AcknowledgeAlertsInput,
  idempotencyKey: string,
): Promise<AcknowledgementsResult> {
  return callApi<AcknowledgementsResult>('/alerts/acknowledgements/batch', {
    method: 'POST',
    body: input,
    idempotencyKey,
  });
}

/** The shifts of an ordinary gaming day. */
export function fetchShiftPatterns(signal?: AbortSignal): Promise<ShiftPatterns> {
  return callApi('/shift-patterns', { signal });
}

/** The shifts of an ordinary day from a gaming day on. */
export function setShiftPattern(body: SetShiftPatternInput, idempotencyKey: string): Promise<ShiftPatternResult> {
  return callApi('/shift-patterns', { method: 'POST', body, idempotencyKey });
}
