/** Who may read a table's rows of their own casino: everyone (null) or whoever has the capability. */
export type TableRule = { readers: string | null; narrower?: { where: string; readers: string } };

/** Arguments by name, as text; what is left out takes its default. */
export type Args = Record<string, string>;
export type RpcRule = { capability: string | null; writes: boolean; examples: ((own: Facts) => Args)[] };

/** Rows of one casino on which every RPC can succeed. */
export type Facts = Record<
  | 'casinoId'
  | 'openSlipId'
  | 'pausedSlipId'
  | 'playerId'
  | 'idlePlayerId'
  | 'idleVisitId'
  | 'freeTableId'
  | 'freeSeat'
  | 'exclusionId',
  string
>;

/**
 * Who may do what, as the product's role matrix says it. A row per capability, a column per role: SQL has the same matrix in
 * `app.role_capabilities`, written the other way round, and the two are held against each other cell by cell.
 */
const ROLE_MATRIX = `
  | capability       | dealer | pit_boss | cashier | loyalty_manager | compliance | admin |
  | floor.read       | x      | x        | x       | x               | x          | x     |
  | slip.manage      |        | x        |         |                 |            | x     |
  | reward.issue     |        | x        |         |                 |            | x     |
  | coupon.manage    |        | x        |         |                 |            | x     |
  | ledger.correct   |        |          |         | x               |            | x     |
  | catalog.write    |        |          |         | x               |            | x     |
  | import.manage    |        |          |         | x               |            | x     |
  | reconcile.apply  |        |          |         | x               |            | x     |
  | reconcile.revert |        |          |         | x               |            | x     |
  | dashboard.read   |        | x        |         | x               | x          | x     |
  | mtl.write        |        | x        | x       |                 |            | x     |
  | mtl.read         |        | x        | x       |                 | x          | x     |
  | audit.read       |        |          |         | x               | x          | x     |
  | ledger.verify    |        |          |         | x               | x          | x     |
  | settings.write   |        |          |         |                 |            | x     |
  | staff.manage     |        |          |         |                 |            | x     |
  | exclusion.read   |        |          |         |                 | x          | x     |
  | exclusion.write  |        |          |         |                 |            | x     |`;

function parseMatrix(text: string): { roles: string[]; capabilities: string[]; granted: Set<string> } {
  const rows = text.trim().split('\n');
  const [[, ...roles] = [], ...lines] = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const granted = lines.flatMap(([capability, ...cells]) =>
    roles.filter((_, column) => cells[column] === 'x').map((role) => `${role} ${capability}`),
  );
  return { roles, capabilities: lines.map(([capability = '']) => capability), granted: new Set(granted) };
}

const MATRIX = parseMatrix(ROLE_MATRIX);
export const ROLES = MATRIX.roles;
export const CAPABILITIES = MATRIX.capabilities;

/** Whether the matrix gives a role a capability; null stands for what every active person may do. */
export function may(role: string, capability: string | null): boolean {
  return capability === null || MATRIX.granted.has(`${role} ${capability}`);
}

/**
 * Every table and view of `public`. Nobody but the functions' owner writes any of them. A row says who may read the rows of
 * their own casino: everyone (null), or whoever has the capability; `narrower` names rows that fewer people may read.
 */
export const TABLES: Record<string, TableRule> = {
  casino: { readers: null },
  casino_settings: { readers: null },
  staff: { readers: null },
  audit_log: { readers: 'audit.read', narrower: { where: `domain = 'exclusion'`, readers: 'exclusion.read' } },
  pit: { readers: null },
  game_settings: { readers: null },
  gaming_table: { readers: null },
  player: { readers: null },
  visit: { readers: null },
  rating_slip: { readers: null },
  loyalty_tier: { readers: null },
  player_loyalty: { readers: null },
  loyalty_ledger: { readers: null },
  loyalty_outbox: { readers: 'audit.read' },
  player_exclusion: { readers: 'exclusion.read' },
};

/** Primary keys that aren't (casino_id, id): the tenant itself, and the rows that extend another row one to one. */
export const OTHER_PRIMARY_KEYS: Record<string, string[]> = {
  casino: ['id'],
  casino_settings: ['casino_id'],
  player_loyalty: ['casino_id', 'player_id'],
};

/** Tables whose rows never change, and the operations that a trigger refuses to everyone, in replica mode too. */
export const APPEND_ONLY: Record<string, string[]> = {
  loyalty_ledger: ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'],
  audit_log: ['UPDATE', 'DELETE', 'TRUNCATE'],
};

/** The functions of schema `app` that a policy calls as the signed-in person. Nobody may execute any other. */
export const POLICY_FUNCTIONS = ['app.current_casino_id()', 'app.current_staff_can(text)'];

/** The idempotency key of every example. */
export const EXAMPLE_KEY = 'security-matrix';

/**
 * Every RPC: the capability it takes (null: any active person), whether it writes, and arguments with which it succeeds.
 * The arguments are made from a casino's facts, so that each id can be exchanged for the other casino's.
 */
export const RPCS: Record<string, RpcRule> = {
  rpc_get_me: { capability: null, writes: false, examples: [() => ({})] },
  rpc_start_visit: {
    capability: 'slip.manage',
    writes: true,
    examples: [(own) => ({ p_player_id: own.idlePlayerId, p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_end_visit: {
    capability: 'slip.manage',
    writes: true,
    examples: [(own) => ({ p_visit_id: own.idleVisitId, p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_open_rating_slip: {
    capability: 'slip.manage',
    writes: true,
    examples: [
      (own) => ({ ...openSlip(own), p_visit_id: own.idleVisitId }),
      (own) => ({ ...openSlip(own), p_player_id: own.idlePlayerId }),
    ],
  },
  rpc_pause_rating_slip: { capability: 'slip.manage', writes: true, examples: [(own) => slip(own.openSlipId)] },
  rpc_resume_rating_slip: { capability: 'slip.manage', writes: true, examples: [(own) => slip(own.pausedSlipId)] },
  rpc_update_average_bet: {
    capability: 'slip.manage',
    writes: true,
    examples: [(own) => ({ ...slip(own.openSlipId), p_average_bet_cents: '7500' })],
  },
  rpc_move_rating_slip: {
    capability: 'slip.manage',
    writes: true,
    examples: [(own) => ({ ...slip(own.openSlipId), p_table_id: own.freeTableId, p_seat: own.freeSeat })],
  },
  rpc_close_rating_slip: { capability: 'slip.manage', writes: true, examples: [(own) => slip(own.openSlipId)] },
  rpc_get_rating_slip: {
    capability: 'floor.read',
    writes: false,
    examples: [(own) => ({ p_rating_slip_id: own.openSlipId })],
  },
  rpc_issue_mid_session_reward: {
    capability: 'reward.issue',
    writes: true,
    examples: [(own) => ({ ...slip(own.openSlipId), p_points: '100', p_reason: 'promotion' })],
  },
  rpc_list_slip_rewards: {
    capability: 'floor.read',
    writes: false,
    examples: [(own) => ({ p_rating_slip_id: own.openSlipId })],
  },
  rpc_list_ledger_entries: {
    capability: 'floor.read',
    writes: false,
    examples: [(own) => ({ p_player_id: own.playerId })],
  },
  rpc_loyalty_drift: { capability: 'ledger.verify', writes: false, examples: [() => ({})] },
  rpc_verify_loyalty_ledger: {
    capability: 'ledger.verify',
    writes: false,
    examples: [(own) => ({ p_player_id: own.playerId }), () => ({})],
  },
  rpc_exclude_player: {
    capability: 'exclusion.write',
    writes: true,
    examples: [
      (own) => ({
        p_player_id: own.playerId,
        p_kind: 'self',
        p_reason: 'Asked for it',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_lift_player_exclusion: {
    capability: 'exclusion.write',
    writes: true,
    examples: [(own) => ({ p_exclusion_id: own.exclusionId, p_reason: 'Over', p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_create_player: {
    capability: 'slip.manage',
    writes: true,
    examples: [() => ({ p_first_name: 'Ada', p_last_name: 'Byron', p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_get_player: { capability: 'floor.read', writes: false, examples: [(own) => ({ p_player_id: own.playerId })] },
  rpc_search_players: {
    capability: 'floor.read',
    writes: false,
    examples: [(own) => ({ p_after_player_id: own.playerId, p_limit: '5' }), () => ({ p_limit: '200' })],
  },
  rpc_get_floor: { capability: 'floor.read', writes: false, examples: [() => ({})] },
};

function slip(id: string) {
  return { p_rating_slip_id: id, p_idempotency_key: EXAMPLE_KEY };
}

function openSlip(own: Facts) {
  return {
    p_table_id: own.freeTableId,
    p_seat: own.freeSeat,
    p_average_bet_cents: '5000',
    p_idempotency_key: EXAMPLE_KEY,
  };
}
