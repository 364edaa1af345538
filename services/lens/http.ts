import { callApi, toQueryString } from '@/lib/client/api';
import type {
  AcknowledgeFindingInput,
  AcknowledgeFindingResult,
  AcknowledgeFindingsInput,
  AcknowledgeFindingsResult,
  Lens,
  LensCount,
  LensDetail,
  LensFindings,
  LensPlace,
  LensQuery,
} from './dtos';

/** What stands out, most unusual first. */
export function fetchFindings({ withAcknowledged, ...query }: LensQuery, signal?: AbortSignal): Promise<LensFindings> {
  const search = toQueryString({ ...query, withAcknowledged: withAcknowledged?.toString() });
  return callApi<LensFindings>(`/lens-findings${search}`, { signal });
}

/** How many of a lens nobody has looked into. */
export function fetchFindingCount(lens: Lens, signal?: AbortSignal): Promise<LensCount> {
  return callApi<LensCount>(`/lens-findings/count${toQueryString({ lens })}`, { signal });
}

/** A finding with the rows behind it. */
export function fetchFinding(findingId: string, place: LensPlace, signal?: AbortSignal): Promise<LensDetail> {
  return callApi<LensDetail>(`/lens-findings/${findingId}${toQueryString(place)}`, { signal });
}

/** Says that somebody looked into a finding. */
export function acknowledgeFinding(
  { id, ...body }: AcknowledgeFindingInput & { id: string },
  idempotencyKey: string,
): Promise<AcknowledgeFindingResult> {
  return callApi(`/lens-findings/${id}/acknowledge`, { method: 'POST', body, idempotencyKey });
}

/** Says that somebody looked into several findings, as they were shown. */
export function acknowledgeFindings(
  body: AcknowledgeFindingsInput,
  idempotencyKey: string,
): Promise<AcknowledgeFindingsResult> {
  return callApi('/lens-findings/acknowledge', { method: 'POST', body, idempotencyKey });
}
