import { callApi } from '@/lib/client/api';
import type { SealList } from './dtos';

/** The seals of the casino, newest gaming day first. */
export function fetchSeals(signal?: AbortSignal): Promise<SealList> {
  return callApi<SealList>('/seals', { signal });
}
