import { callApi, toQueryString } from '@/lib/client/api';
import type * as dto from './dtos';

/** Pits, tables and games of the casino. */
export function fetchHouse(signal?: AbortSignal): Promise<dto.House> {
  return callApi<dto.House>('/house', { signal });
}

/** A new pit. */
export function createPit(body: dto.CreatePitInput, idempotencyKey: string): Promise<dto.PitResult> {
  return callApi('/pits', { method: 'POST', body, idempotencyKey });
}

/** Another name or place of a pit. */
export function updatePit(
  { id, ...body }: dto.UpdatePitInput & { id: string },
  idempotencyKey: string,
): Promise<dto.PitResult> {
  return callApi(`/pits/${id}`, { method: 'PUT', body, idempotencyKey });
}

/** A new table, closed until somebody opens it. */
export function createTable(body: dto.CreateTableInput, idempotencyKey: string): Promise<dto.TableResult> {
  return callApi('/tables', { method: 'POST', body, idempotencyKey });
}

/** Another pit, label, game, number of seats or limits of a table. */
export function updateTable(
  { id, ...body }: dto.UpdateTableInput & { id: string },
  idempotencyKey: string,
): Promise<dto.TableResult> {
  return callApi(`/tables/${id}`, { method: 'PUT', body, idempotencyKey });
}

/** The least and the most that may be bet at a table. */
export function setTableLimits(
  { id, ...body }: dto.SetTableLimitsInput & { id: string },
  idempotencyKey: string,
): Promise<dto.TableResult> {
  return callApi(`/tables/${id}/limits`, { method: 'PUT', body, idempotencyKey });
}

/** Opens or closes a table. */
export function setTableStatus(
  { id, ...body }: dto.SetTableStatusInput & { id: string },
  idempotencyKey: string,
): Promise<dto.TableResult> {
  return callApi(`/tables/${id}/status`, { method: 'PUT', body, idempotencyKey });
}

/** A game that the casino deals from today on. */
export function createGame(body: dto.CreateGameInput, idempotencyKey: string): Promise<dto.GameResult> {
  return callApi('/games', { method: 'POST', body, idempotencyKey });
}

/** What slips of a game are rated by from a gaming day on. */
export function setGameRate(
  { id, ...body }: dto.SetGameRateInput & { id: string },
  idempotencyKey: string,
): Promise<dto.GameResult> {
  return callApi(`/games/${id}/rates`, { method: 'POST', body, idempotencyKey });
}

/** When gaming days begin and by which clock. */
export function fetchDayRules(signal?: AbortSignal): Promise<dto.DayRules> {
  return callApi('/day-rules', { signal });
}

/** What another rule would make of the gaming day before. */
export function previewDayRule(input: dto.SetDayRuleInput, signal?: AbortSignal): Promise<dto.DayChange> {
  return callApi(`/day-rules/preview${toQueryString(input)}`, { signal });
}

/** When gaming days begin and by which clock, from a gaming day on. */
export function setDayRule(body: dto.SetDayRuleInput, idempotencyKey: string): Promise<dto.DayRulesResult> {
  return callApi('/day-rules', { method: 'POST', body, idempotencyKey });
}
