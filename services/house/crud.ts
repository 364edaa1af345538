import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** Pits, tables and games of the casino. */
export async function getHouse(db: Db): Promise<dto.House> {
  return fromRow(dto.houseSchema, await callRpc(db, 'rpc_get_house', {}));
}

/** A new pit. PIT_NAME_TAKEN. */
export async function createPit(db: Db, input: dto.CreatePitInput, key: string): Promise<dto.PitResult> {
  return fromRow(
    dto.pitResultSchema,
    await callRpc(db, 'rpc_create_pit', { p_name: input.name, p_sort_order: input.sortOrder, p_idempotency_key: key }),
  );
}

/** Another name or place. PIT_CHANGED when `expectedUpdatedAt` no longer holds. */
export async function updatePit(db: Db, pitId: string, input: dto.UpdatePitInput, key: string): Promise<dto.PitResult> {
  return fromRow(
    dto.pitResultSchema,
    await callRpc(db, 'rpc_update_pit', {
      p_pit_id: pitId,
      p_name: input.name,
      p_sort_order: input.sortOrder,
      p_expected_updated_at: input.expectedUpdatedAt,
      p_idempotency_key: key,
    }),
  );
}

/** A new table, closed until somebody opens it. TABLE_LABEL_TAKEN. */
export async function createTable(db: Db, input: dto.CreateTableInput, key: string): Promise<dto.TableResult> {
  return fromRow(
    dto.tableResultSchema,
    await callRpc(db, 'rpc_create_table', { ...tableArgs(input), p_idempotency_key: key }),
  );
}

/** Another pit, label, game, number of seats or limits. TABLE_CHANGED, TABLE_IN_USE, TABLE_LABEL_TAKEN. */
export async function updateTable(
  db: Db,
  tableId: string,
  input: dto.UpdateTableInput,
  key: string,
): Promise<dto.TableResult> {
  return fromRow(
    dto.tableResultSchema,
    await callRpc(db, 'rpc_update_table', {
      p_table_id: tableId,
      ...tableArgs(input),
      p_expected_updated_at: input.expectedUpdatedAt,
      p_idempotency_key: key,
    }),
  );
}

function tableArgs(input: dto.CreateTableInput) {
  return {
    p_pit_id: input.pitId,
    p_label: input.label,
    p_game_type: input.gameType,
    p_seat_count: input.seatCount,
    p_min_bet_cents: input.minBetCents,
    p_max_bet_cents: input.maxBetCents,
  };
}

/** The least and the most that may be bet, from now on. TABLE_CHANGED. */
export async function setTableLimits(
  db: Db,
  tableId: string,
  input: dto.SetTableLimitsInput,
  key: string,
): Promise<dto.TableResult> {
  return fromRow(
    dto.tableResultSchema,
    await callRpc(db, 'rpc_set_table_limits', {
      p_table_id: tableId,
      p_min_bet_cents: input.minBetCents,
      p_max_bet_cents: input.maxBetCents,
      p_expected_updated_at: input.expectedUpdatedAt,
      p_idempotency_key: key,
    }),
  );
}

/** Opens or closes a table. TABLE_OPEN and TABLE_NOT_OPEN when somebody was first, TABLE_IN_USE while somebody plays. */
export async function setTableStatus(
  db: Db,
  tableId: string,
  { status }: dto.SetTableStatusInput,
  key: string,
): Promise<dto.TableResult> {
  return fromRow(
    dto.tableResultSchema,
    await callRpc(db, 'rpc_set_table_status', { p_table_id: tableId, p_status: status, p_idempotency_key: key }),
  );
}

/** A game that the casino deals from today on. GAME_EXISTS. */
export async function createGame(db: Db, input: dto.CreateGameInput, key: string): Promise<dto.GameResult> {
  return fromRow(
    dto.gameResultSchema,
    await callRpc(db, 'rpc_create_game', {
      p_game_type: input.gameType,
      p_name: input.name,
      p_house_edge: input.houseEdge,
      p_decisions_per_hour: input.decisionsPerHour,
      p_idempotency_key: key,
    }),
  );
}

/** What slips of the game are rated by from a gaming day on, tomorrow or later. GAME_NOT_FOUND. */
export async function setGameRate(
  db: Db,
  gameId: string,
  input: dto.SetGameRateInput,
  key: string,
): Promise<dto.GameResult> {
  return fromRow(
    dto.gameResultSchema,
    await callRpc(db, 'rpc_set_game_rate', {
      p_game_id: gameId,
      p_from_gaming_day: input.fromGamingDay,
      p_house_edge: input.houseEdge,
      p_decisions_per_hour: input.decisionsPerHour,
      p_idempotency_key: key,
    }),
  );
}

/** When gaming days begin and by which clock: now, before, and from when on otherwise. */
export async function listDayRules(db: Db): Promise<dto.DayRules> {
  return fromRow(dto.dayRulesSchema, await callRpc(db, 'rpc_list_day_rules', {}));
}

/** What another rule would make of the gaming day before. DAY_RULE_TO_COME. */
export async function previewDayRule(db: Db, input: dto.SetDayRuleInput): Promise<dto.DayChange> {
  return fromRow(dto.dayChangeSchema, await callRpc(db, 'rpc_preview_day_rule', dayRuleArgs(input)));
}

/** When gaming days begin and by which clock, from a gaming day on. DAY_RULE_TO_COME. */
export async function setDayRule(db: Db, input: dto.SetDayRuleInput, key: string): Promise<dto.DayRulesResult> {
  return fromRow(
    dto.dayRulesResultSchema,
    await callRpc(db, 'rpc_set_day_rule', { ...dayRuleArgs(input), p_idempotency_key: key }),
  );
}

function dayRuleArgs(input: dto.SetDayRuleInput) {
  return {
    p_from_gaming_day: input.fromGamingDay,
    p_time_zone: input.timeZone,
    p_gaming_day_start: input.gamingDayStart,
  };
}
