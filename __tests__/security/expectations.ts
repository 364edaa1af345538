/** Who may read a table's rows of their own casino: everyone (null) or whoever has the capability. */
export type TableRule = { readers: string | null; narrower?: { where: string; readers: string } };

/** Arguments by name, as text; what is left out takes its default. */
export type Args = Record<string, string>;
export type RpcRule = { capability: string | null; writes: boolean; examples: ((own: Facts) => Args)[] };
/** An RPC of the worker: no person calls it, so it has no capability. It is for service_role, and works across casinos. */
export type WorkerRpcRule = { writes: boolean; examples: ((own: Facts) => Args)[] };

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
  | 'exclusionId'
  | 'promoProgramId'
  | 'couponId'
  | 'firstDay'
  | 'shiftId'
  | 'tomorrowsShiftId'
  | 'earlierDay'
  | 'earlierShiftId'
  | 'gamingDay'
  | 'longSlipId'
  | 'webhookEndpointId'
  | 'deadDeliveryId'
  | 'rewardedPlayerId'
  | 'rewardedVisitId'
  | 'rewardedSlipId'
  | 'pendingSlipId'
  | 'bonusEntryId'
  | 'redemptionEntryId'
  | 'compId'
  | 'limitedCompId'
  | 'entitlementId'
  | 'tiersVersion',
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
  | shift.manage     |        | x        |         |                 |            | x     |
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
  loyalty_earn_config: { readers: null },
  player_loyalty: { readers: null },
  loyalty_ledger: { readers: null },
  loyalty_outbox: { readers: 'audit.read' },
  player_exclusion: { readers: 'exclusion.read' },
  promo_program: { readers: null },
  // Nobody reads an overdue coupon that still says it was issued: past the RPCs it is hidden until it is marked.
  promo_coupon: {
    readers: 'dashboard.read',
    narrower: { where: `status = 'issued' and expires_at <= now()`, readers: 'nobody' },
  },
  promo_day_rollup: { readers: 'dashboard.read' },
  reward_catalog: { readers: null },
  reward_price_points: { readers: null },
  reward_entitlement_tier: { readers: null },
  reward_limits: { readers: null },
  reward_eligibility: { readers: null },
  shift_pattern: { readers: null },
  shift: { readers: null },
  table_count: { readers: 'dashboard.read' },
  alert_acknowledgement: { readers: 'dashboard.read' },
  webhook_endpoint: { readers: 'audit.read' },
  webhook_delivery: { readers: 'audit.read' },
};

/** Primary keys that aren't (casino_id, id): the tenant itself, and the rows that extend another row one to one. */
export const OTHER_PRIMARY_KEYS: Record<string, string[]> = {
  casino: ['id'],
  casino_settings: ['casino_id'],
  player_loyalty: ['casino_id', 'player_id'],
  loyalty_earn_config: ['casino_id'],
  reward_price_points: ['casino_id', 'reward_id'],
  reward_eligibility: ['casino_id', 'reward_id'],
  promo_day_rollup: ['casino_id', 'gaming_day'],
};

/** Tables whose rows never change, and the operations that a trigger refuses to everyone, in replica mode too. */
export const APPEND_ONLY: Record<string, string[]> = {
  loyalty_ledger: ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'],
  audit_log: ['UPDATE', 'DELETE', 'TRUNCATE'],
};

/** Tables whose rows change in part and never go: what a trigger refuses to everyone, in replica mode too, and as what. */
export const GUARDED: Record<string, [statement: string, code: string][]> = {
  promo_coupon: [
    [`update public.promo_coupon set face_value_cents = face_value_cents + 1 where status = 'issued'`, 'APPEND_ONLY'],
    [`update public.promo_coupon set player_id = null where status = 'issued'`, 'APPEND_ONLY'],
    [`update public.promo_coupon set void_reason = 'Other' where status = 'voided'`, 'COUPON_NOT_OUTSTANDING'],
    ['delete from public.promo_coupon', 'APPEND_ONLY'],
    ['truncate public.promo_coupon cascade', 'APPEND_ONLY'],
  ],
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
  rpc_get_casino_settings: { capability: null, writes: false, examples: [() => ({})] },
  rpc_update_casino_settings: {
    capability: 'settings.write',
    writes: true,
    examples: [
      () => ({
        p_changes: '{"watchlist_floor_cents": 250000, "alert_thresholds": {"table_idle": {"critical_minutes": 50}}}',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
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
  rpc_close_rating_slip: {
    capability: 'slip.manage',
    writes: true,
    examples: [
      (own) => slip(own.openSlipId),
      // Nothing played: it earns nothing.
      (own) => slip(own.rewardedSlipId),
    ],
  },
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
    examples: [(own) => ({ p_rating_slip_id: own.openSlipId }), (own) => ({ p_rating_slip_id: own.rewardedSlipId })],
  },
  rpc_list_ledger_entries: {
    capability: 'floor.read',
    writes: false,
    examples: [
      (own) => ({ p_player_id: own.playerId }),
      (own) => ({ p_player_id: own.rewardedPlayerId, p_reason: 'redemption', p_from_gaming_day: own.earlierDay }),
    ],
  },
  rpc_post_correction: {
    capability: 'ledger.correct',
    writes: true,
    examples: [
      (own) => ({
        p_player_id: own.playerId,
        p_points: '25',
        p_note: 'Miscounted',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_reverse_entry: {
    capability: 'ledger.correct',
    writes: true,
    examples: [(own) => reversal(own.bonusEntryId), (own) => reversal(own.redemptionEntryId)],
  },
  rpc_accrue_on_close: { capability: 'slip.manage', writes: true, examples: [(own) => slip(own.pendingSlipId)] },
  rpc_accrue_missing: {
    capability: 'ledger.correct',
    writes: true,
    examples: [() => ({ p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_get_earn_config: { capability: 'floor.read', writes: false, examples: [() => ({})] },
  rpc_update_earn_config: {
    capability: 'catalog.write',
    writes: true,
    examples: [
      () => ({
        p_points_per_theo: '12',
        p_default_point_multiplier: '1.25',
        p_rounding_policy: 'nearest',
        p_is_active: 'true',
        p_expected_version: '1',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_list_loyalty_tiers: { capability: 'floor.read', writes: false, examples: [() => ({})] },
  rpc_replace_loyalty_tiers: {
    capability: 'catalog.write',
    writes: true,
    examples: [
      // Every threshold is another, and the tier that nobody holds is left out.
      (own) => ({
        p_tiers: `[{"code": "bronze", "name": "Bronze", "multiplier": 1, "threshold_points": 0},
          {"code": "silver", "name": "Silver", "multiplier": 1.1, "threshold_points": 2000},
          {"code": "gold", "name": "Gold", "multiplier": 1.25, "threshold_points": 14000},
          {"code": "platinum", "name": "Platinum", "multiplier": 1.5, "threshold_points": 70000}]`,
        p_expected_version: own.tiersVersion,
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
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
  rpc_list_player_visits: {
    capability: 'floor.read',
    writes: false,
    examples: [
      (own) => ({ p_player_id: own.playerId }),
      (own) => ({ p_player_id: own.rewardedPlayerId, p_before_visit_id: own.rewardedVisitId }),
    ],
  },
  rpc_player_balance_history: {
    capability: 'floor.read',
    writes: false,
    examples: [(own) => ({ p_player_id: own.playerId }), (own) => ({ p_player_id: own.playerId, p_days: '2' })],
  },
  rpc_get_floor: { capability: 'floor.read', writes: false, examples: [() => ({})] },
  rpc_record_table_count: {
    capability: 'shift.manage',
    writes: true,
    examples: [
      (own) => tableCount(own, own.shiftId),
      // A shift that nobody stored yet.
      (own) => tableCount(own, own.tomorrowsShiftId),
      (own) => ({ ...tableCount(own, own.earlierShiftId), p_expected_version: '1' }),
    ],
  },
  rpc_shift_dashboard: {
    capability: 'dashboard.read',
    writes: false,
    examples: [
      () => ({}),
      (own) => ({ p_gaming_day: own.earlierDay, p_shift_id: own.earlierShiftId }),
      // A day whose shifts nobody stored.
      () => ({ p_gaming_day: '2020-02-29' }),
    ],
  },
  rpc_shift_alerts: {
    capability: 'dashboard.read',
    writes: false,
    examples: [() => ({}), (own) => ({ p_gaming_day: own.earlierDay })],
  },
  rpc_acknowledge_alert: {
    capability: 'shift.manage',
    writes: true,
    examples: [
      (own) => ({
        p_gaming_day: own.gamingDay,
        p_kind: 'slip_duration',
        p_entity_key: own.longSlipId,
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_create_promo_program: {
    capability: 'catalog.write',
    writes: true,
    examples: [
      () => ({
        p_name: 'Matrix match',
        p_promo_type: 'match_play',
        p_face_value_cents: '2500',
        p_required_match_wager_cents: '2500',
        p_idempotency_key: EXAMPLE_KEY,
      }),
      // No exact match: only the own casino's setting says whether it may be.
      () => ({
        p_name: 'Matrix double',
        p_promo_type: 'match_play',
        p_face_value_cents: '2500',
        p_required_match_wager_cents: '5000',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_update_promo_program: {
    capability: 'catalog.write',
    writes: true,
    examples: [
      (own) => ({ p_promo_program_id: own.promoProgramId, p_valid_hours: '48', p_idempotency_key: EXAMPLE_KEY }),
    ],
  },
  rpc_list_promo_programs: { capability: 'floor.read', writes: false, examples: [() => ({})] },
  rpc_get_promo_program: {
    capability: 'floor.read',
    writes: false,
    examples: [(own) => ({ p_promo_program_id: own.promoProgramId })],
  },
  rpc_issue_promo_coupon: {
    capability: 'coupon.manage',
    writes: true,
    examples: [
      (own) => ({
        p_promo_program_id: own.promoProgramId,
        p_player_id: own.playerId,
        p_idempotency_key: EXAMPLE_KEY,
      }),
      (own) => ({
        p_promo_program_id: own.promoProgramId,
        p_visit_id: own.idleVisitId,
        p_idempotency_key: EXAMPLE_KEY,
      }),
      // For nobody, as the casino's setting allows.
      (own) => ({ p_promo_program_id: own.promoProgramId, p_idempotency_key: EXAMPLE_KEY }),
    ],
  },
  rpc_void_promo_coupon: {
    capability: 'coupon.manage',
    writes: true,
    examples: [(own) => ({ p_coupon_id: own.couponId, p_reason: 'Misprint', p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_replace_promo_coupon: {
    capability: 'coupon.manage',
    writes: true,
    examples: [(own) => ({ p_coupon_id: own.couponId, p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_expire_promo_coupons: {
    capability: 'coupon.manage',
    writes: true,
    examples: [() => ({ p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_get_promo_coupon: {
    capability: 'dashboard.read',
    writes: false,
    examples: [(own) => ({ p_coupon_id: own.couponId })],
  },
  rpc_list_promo_coupons: {
    capability: 'dashboard.read',
    writes: false,
    examples: [
      (own) => ({ p_promo_program_id: own.promoProgramId }),
      (own) => ({ p_player_id: own.playerId }),
      (own) => ({ p_before_coupon_id: own.couponId }),
      () => ({ p_limit: '200' }),
    ],
  },
  rpc_promo_exposure_rollup: {
    capability: 'dashboard.read',
    writes: false,
    examples: [
      () => ({}),
      (own) => ({ p_gaming_day: own.earlierDay, p_shift_id: own.earlierShiftId }),
      // The day before which the casino was never open.
      (own) => ({ p_gaming_day: own.firstDay }),
    ],
  },
  rpc_promo_coupon_inventory: { capability: 'dashboard.read', writes: false, examples: [() => ({})] },
  rpc_upsert_reward: {
    capability: 'catalog.write',
    writes: true,
    examples: [
      () => ({
        p_reward: `{"code": "MATRIX_MATCH", "name": "Matrix", "family": "entitlement", "kind": "match_play",
          "tiers": [{"tier": "gold", "benefit": {"instrument_type": "match_play", "face_value_cents": 2500, "required_match_wager_cents": 5000}}]}`,
        p_idempotency_key: EXAMPLE_KEY,
      }),
      (own) => ({
        ...upsert(own.limitedCompId),
        p_reward: '{"eligibility": {"min_tier": "silver", "max_tier": "platinum"}}',
      }),
      (own) => ({ ...upsert(own.entitlementId), p_reward: '{"name": "Match of the day"}' }),
    ],
  },
  rpc_list_rewards: {
    capability: 'floor.read',
    writes: false,
    examples: [() => ({}), () => ({ p_is_active: 'true' })],
  },
  rpc_get_reward: {
    capability: 'floor.read',
    writes: false,
    examples: [(own) => ({ p_reward_id: own.limitedCompId })],
  },
  rpc_list_reward_offers: {
    capability: 'floor.read',
    writes: false,
    examples: [
      (own) => ({ p_player_id: own.playerId }),
      (own) => ({ p_player_id: own.rewardedPlayerId }),
      (own) => ({ p_player_id: own.rewardedPlayerId, p_visit_id: own.rewardedVisitId }),
    ],
  },
  rpc_preview_reward: {
    capability: 'catalog.write',
    writes: false,
    examples: [(own) => ({ p_reward_id: own.limitedCompId })],
  },
  rpc_issue_reward: {
    capability: 'reward.issue',
    writes: true,
    examples: [
      (own) => ({ ...redemption(own), p_visit_id: own.rewardedVisitId, p_rating_slip_id: own.rewardedSlipId }),
      (own) => ({ ...redemption(own), p_reward_id: own.entitlementId }),
    ],
  },
  rpc_redeem_points: {
    capability: 'reward.issue',
    writes: true,
    examples: [
      (own) => ({ ...redemption(own), p_visit_id: own.rewardedVisitId, p_rating_slip_id: own.rewardedSlipId }),
    ],
  },
  rpc_create_webhook_endpoint: {
    capability: 'settings.write',
    writes: true,
    examples: [() => ({ p_url: 'https://crm.example/events', p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_update_webhook_endpoint: {
    capability: 'settings.write',
    writes: true,
    examples: [
      (own) => ({ p_endpoint_id: own.webhookEndpointId, p_description: 'CRM', p_idempotency_key: EXAMPLE_KEY }),
    ],
  },
  rpc_rotate_webhook_secret: {
    capability: 'settings.write',
    writes: true,
    examples: [(own) => ({ p_endpoint_id: own.webhookEndpointId, p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_list_webhook_endpoints: { capability: 'audit.read', writes: false, examples: [() => ({})] },
  rpc_list_webhook_deliveries: {
    capability: 'audit.read',
    writes: false,
    examples: [
      (own) => ({ p_before_id: own.deadDeliveryId }),
      () => ({ p_status: 'dead' }),
      () => ({ p_limit: '200' }),
    ],
  },
  rpc_redeliver_webhook_delivery: {
    capability: 'settings.write',
    writes: true,
    examples: [(own) => ({ p_delivery_id: own.deadDeliveryId, p_idempotency_key: EXAMPLE_KEY })],
  },
};

/** Every RPC of the worker, with arguments with which it succeeds. Only service_role may execute these. */
export const WORKER_RPCS: Record<string, WorkerRpcRule> = {
  rpc_worker_plan_shifts: { writes: true, examples: [() => ({})] },
  rpc_worker_fan_out_events: { writes: true, examples: [() => ({}), () => ({ p_limit: '1' })] },
  rpc_worker_claim_deliveries: { writes: true, examples: [() => ({}), () => ({ p_limit: '1', p_lease_seconds: '5' })] },
  rpc_worker_report_delivery: {
    writes: true,
    examples: [
      (own) => ({
        p_casino_id: own.casinoId,
        p_delivery_id: own.deadDeliveryId,
        p_claim_token: own.deadDeliveryId,
        p_http_status: '200',
      }),
    ],
  },
  rpc_worker_purge_deliveries: { writes: true, examples: [() => ({})] },
  rpc_worker_expire_promo_coupons: { writes: true, examples: [() => ({})] },
  rpc_worker_accrue_missing: { writes: true, examples: [() => ({})] },
  rpc_worker_close_promo_days: { writes: true, examples: [() => ({})] },
};

function slip(id: string) {
  return { p_rating_slip_id: id, p_idempotency_key: EXAMPLE_KEY };
}

function reversal(entryId: string) {
  return { p_entry_id: entryId, p_note: 'Mistake', p_idempotency_key: EXAMPLE_KEY };
}

function upsert(rewardId: string) {
  return { p_reward_id: rewardId, p_expected_version: '1', p_idempotency_key: EXAMPLE_KEY };
}

function redemption(own: Facts) {
  return { p_reward_id: own.compId, p_player_id: own.rewardedPlayerId, p_idempotency_key: EXAMPLE_KEY };
}

function tableCount(own: Facts, shiftId: string) {
  return {
    p_table_id: own.freeTableId,
    p_shift_id: shiftId,
    p_opening_cents: '5000000',
    p_closing_cents: '4600000',
    p_fills_cents: '0',
    p_credits_cents: '0',
    p_drop_cents: '800000',
    p_idempotency_key: EXAMPLE_KEY,
  };
}

function openSlip(own: Facts) {
  return {
    p_table_id: own.freeTableId,
    p_seat: own.freeSeat,
    p_average_bet_cents: '5000',
    p_idempotency_key: EXAMPLE_KEY,
  };
}
