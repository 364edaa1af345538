import { callApi } from '@/lib/client/api';
import type { FoundCasinoInput, Founded, Founding } from './dtos';

/** What a founding link opens. */
export function readFounding(token: string, signal?: AbortSignal): Promise<Founding> {
  return callApi('/founding', { method: 'POST', body: { token }, signal });
}

/** Makes the casino. Sent again with the same casino it makes nothing but the links that are still to be used anew. */
export function foundCasino(body: FoundCasinoInput): Promise<Founded> {
  return callApi('/founding/casino', { method: 'POST', body });
}
