import { createHash } from 'node:crypto';
import { dayAfter } from '../support/days';

/**
 * Who may read a table's rows of their own casino: everyone (null) or whoever has the capability; where rows are `personal`,
 * each of them those that bear their own id in `staff_id`.
 */
export type TableRule = {
  readers: string | null;
  narrower?: { where: string; readers: string };
  personal?: boolean;
};

/** Arguments by name, as text; what is left out takes its default. */
export type Args = Record<string, string>;
export type RpcRule = {
  capability: string | null;
  writes: boolean;
  examples: ((own: Facts) => Args)[];
  /**
   * How many audit rows each example leaves, where that is not one: what was done with a row of an import is on record under its
   * player, and an accrual under its entry, beside the call.
   */
  audits?: number[];
  /**
   * A reading that goes on record: how many audit rows each example leaves, however often it is asked, where the caller has the
   * capability that it takes to see what is recorded.
   */
  recorded?: { capability: string; rows: number[] };
  /** With what it is refused, and arguments for that, where the refusal tells of the casino's own rows. */
  refused?: [code: string, example: (own: Facts) => Args][];
  /** What the examples name or show is of one role's person: who else may call is refused with the code or, without one, sees less. */
  isOf?: { role: string; code?: string };
  /** A query, as the same caller, that shows what the answer of a writing RPC leaves out. */
  shownBy?: (own: Facts) => string;
};
/** An RPC of the worker: no person calls it, so it has no capability. It is for service_role, and works across casinos. */
export type WorkerRpcRule = { writes: boolean; examples: ((own: Facts) => Args)[] };

/**
 * An RPC for whoever has a one-time link, or a tablet on which somebody is parked, signed in or not: the token says of which casino and for whom it is. `refusals` is what
 * who is nobody and who is somebody get; null where they get an answer.
 */
export type GuestRpcRule = {
  writes: boolean;
  examples: ((own: Facts) => Args)[];
  refusals: { nobody: string | null; somebody: string | null };
  /** What a token that is nobody's gets, where that is not LINK_UNKNOWN. */
  unknown?: { status: number; code: string };
};

/**
 * An RPC of whoever is signed in, before it is known at which of their casinos they are. It shows and chooses among the rows of the
 * account only; one of them takes a casino, which no other RPC does.
 */
export type AccountRpcRule = { writes: boolean; examples: ((own: Facts) => Args)[] };

/** Rows of one casino on which every RPC can succeed. */
export type Facts = Record<
  | 'casinoId'
  | 'dealerEmail'
  | 'openSlipId'
  | 'pausedSlipId'
  | 'playerId'
  | 'idlePlayerId'
  | 'knownPlayerId'
  | 'hostId'
  | 'pitId'
  | 'noteId'
  | 'relationId'
  | 'struckNoteId'
  | 'idleVisitId'
  | 'heldVisitId'
  | 'freeTableId'
  | 'freeSeat'
  | 'exclusionId'
  | 'excludedPlayerId'
  | 'hitId'
  | 'approvalId'
  | 'roleApprovalId'
  | 'ownApprovalId'
  | 'rewardApprovalId'
  | 'ownRewardApprovalId'
  | 'compApprovalId'
  | 'couponApprovalId'
  | 'approverId'
  | 'approverTryId'
  | 'goneStaffId'
  | 'invitedStaffId'
  | 'reviewedHitId'
  | 'openListId'
  | 'readListId'
  | 'proposalId'
  | 'dismissedProposalId'
  | 'promoProgramId'
  | 'couponId'
  | 'replacedCouponId'
  | 'replacementCouponId'
  | 'firstDay'
  | 'shiftId'
  | 'tomorrowsShiftId'
  | 'earlierDay'
  | 'sealedDay'
  | 'sealedAuditDay'
  | 'postedDay'
  | 'correlationId'
  | 'auditRowId'
  | 'earlierShiftId'
  | 'gamingDay'
  | 'longSlipId'
  | 'webhookEndpointId'
  | 'deadDeliveryId'
  | 'rewardedPlayerId'
  | 'importedPlayerId'
  | 'rewardedVisitId'
  | 'rewardedSlipId'
  | 'pendingSlipId'
  | 'bonusEntryId'
  | 'freshEntryId'
  | 'misclosedSlipId'
  | 'redemptionEntryId'
  | 'reversalEntryId'
  | 'compId'
  | 'limitedCompId'
  | 'entitlementId'
  | 'tiersVersion'
  | 'stagingImportId'
  | 'checkingImportId'
  | 'readyImportId'
  | 'reconciledImportId'
  | 'pendingRowId'
  | 'doubtfulRowId'
  | 'doubtfulRowVersion'
  | 'appliedRowId'
  | 'appliedReconciliationId'
  | 'keptReconciliationId'
  | 'finishedRunId'
  | 'newestRunId'
  | 'runningFilterId'
  | 'runningSelectionId'
  | 'runningRevertId'
  | 'mtlEntryId'
  | 'sharedEntryId'
  | 'identifiedEntryId'
  | 'unknownPatronId'
  | 'identifiedPatronId'
  | 'mtlPlayerId'
  | 'principalPlayerId'
  | 'sealedLogId'
  | 'patronLinkId'
  | 'dayCloseId'
  | 'closedDay'
  | 'openMtlDay'
  | 'readyCaseId'
  | 'readyPersonId'
  | 'amendedCaseId'
  | 'unsentCaseId'
  | 'sentBatchId'
  | 'ctrDay'
  | 'lensFrom'
  | 'lensTo'
  | 'lensRecentFrom'
  | 'lensUnderId'
  | 'lensDescribedId'
  | 'lensShareId'
  | 'lensChainId'
  | 'lensOutsideId'
  | 'idleTableId'
  | 'gameId'
  | 'closedTableId',
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
  | player.care      |        | x        |         | x               |            | x     |
  | player.identify  |        | x        | x       | x               | x          | x     |
  | reward.issue     |        | x        |         |                 |            | x     |
  | reward.approve   |        | x        |         |                 |            | x     |
  | coupon.manage    |        | x        |         |                 |            | x     |
  | ledger.correct   |        |          |         | x               |            | x     |
  | catalog.write    |        |          |         | x               |            | x     |
  | import.manage    |        |          |         | x               |            | x     |
  | reconcile.apply  |        |          |         | x               |            | x     |
  | reconcile.revert |        |          |         | x               |            | x     |
  | dashboard.read   |        | x        |         | x               | x          | x     |
  | shift.manage     |        | x        |         |                 |            | x     |
  | table.manage     |        | x        |         |                 |            | x     |
  | mtl.write        |        | x        | x       |                 |            | x     |
  | mtl.read         |        | x        | x       |                 | x          | x     |
  | audit.read       |        |          |         | x               | x          | x     |
  | ledger.verify    |        |          |         | x               | x          | x     |
  | settings.write   |        |          |         |                 |            | x     |
  | staff.manage     |        |          |         |                 |            | x     |
  | exclusion.read   |        |          |         |                 | x          | x     |
  | exclusion.write  |        |          |         |                 | x          | x     |
  | pack.make        |        |          |         |                 | x          | x     |
  | ctr.manage       |        |          |         |                 | x          | x     |
  | permission.approve |      |          |         |                 | x          | x     |
  | relation.manage  |        |          |         |                 | x          | x     |
  | house.write      |        |          |         |                 |            | x     |`;

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
  casino_day_rule: { readers: null },
  staff: { readers: null },
  role_permission: { readers: 'permission.approve' },
  staff_permission: { readers: 'permission.approve' },
  approval: { readers: 'permission.approve' },
  authority_limit: { readers: 'catalog.write' },
  staff_relation: { readers: 'relation.manage' },
  staff_record: { readers: 'staff.manage' },
  staff_pit: { readers: 'staff.manage' },
  audit_log: {
    readers: 'audit.read',
    narrower: { where: `domain in ('exclusion', 'mtl', 'ctr', 'lens')`, readers: 'exclusion.read' },
  },
  pit: { readers: null },
  game: { readers: null },
  game_rate: { readers: null },
  gaming_table: { readers: null },
  player: { readers: 'player.identify' },
  player_profile: { readers: 'player.care' },
  player_note: { readers: 'player.care' },
  player_photo: { readers: 'player.care' },
  visit: { readers: null },
  rating_slip: { readers: null },
  loyalty_tier: { readers: null },
  loyalty_earn_config: { readers: null },
  point_value: { readers: null },
  player_loyalty: { readers: null },
  loyalty_ledger: { readers: null },
  loyalty_tier_change: { readers: null },
  loyalty_outbox: {
    readers: 'audit.read',
    narrower: { where: `event_type = 'exclusion.hit'`, readers: 'exclusion.read' },
  },
  player_exclusion: { readers: 'exclusion.read' },
  exclusion_hit_review: { readers: 'exclusion.read' },
  exclusion_list: { readers: 'exclusion.read' },
  exclusion_proposal: { readers: 'exclusion.read' },
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
  player_import: { readers: 'audit.read' },
  player_import_row: { readers: 'audit.read' },
  player_import_memory: { readers: 'import.manage' },
  reconciliation_run: { readers: 'audit.read' },
  loyalty_reconciliation: { readers: 'audit.read' },
  audit_filter: { readers: 'audit.read', personal: true },
  seal: { readers: 'audit.read' },
  ledger_seal_head: { readers: 'audit.read' },
  seal_block: { readers: 'audit.read' },
  mtl_day: { readers: 'mtl.read' },
  mtl_unknown_patron: { readers: 'mtl.read' },
  mtl_patron_link: { readers: 'mtl.read' },
  mtl_entry: { readers: 'mtl.read' },
  mtl_entry_party: { readers: 'mtl.read' },
  mtl_patron_day: { readers: 'mtl.read' },
  ctr_case: { readers: 'mtl.read' },
  mtl_gaming_day_close: { readers: 'mtl.read' },
  casino_filing_profile: { readers: 'ctr.manage' },
  ctr_case_sheet: { readers: 'ctr.manage' },
  ctr_case_person: { readers: 'ctr.manage' },
  ctr_filing: { readers: 'ctr.manage' },
  ctr_batch: { readers: 'ctr.manage' },
  ctr_batch_report: { readers: 'ctr.manage' },
  ctr_acknowledgement: { readers: 'ctr.manage' },
  ctr_withdrawal: { readers: 'ctr.manage' },
  lens_acknowledgement: { readers: 'ctr.manage' },
};

/** Primary keys that aren't (casino_id, id): the tenant itself, and the rows that extend another row one to one. */
export const OTHER_PRIMARY_KEYS: Record<string, string[]> = {
  casino: ['id'],
  casino_settings: ['casino_id'],
  role_permission: ['casino_id', 'role', 'capability'],
  staff_permission: ['casino_id', 'staff_id', 'capability'],
  staff_record: ['casino_id', 'staff_id'],
  staff_pit: ['casino_id', 'staff_id', 'pit_id'],
  staff_pin: ['casino_id', 'staff_id'],
  player_profile: ['casino_id', 'player_id'],
  player_photo: ['casino_id', 'player_id'],
  player_loyalty: ['casino_id', 'player_id'],
  loyalty_earn_config: ['casino_id'],
  reward_price_points: ['casino_id', 'reward_id'],
  reward_eligibility: ['casino_id', 'reward_id'],
  promo_day_rollup: ['casino_id', 'gaming_day'],
  player_import_memory: ['casino_id'],
  ledger_seal_head: ['casino_id', 'seal_id', 'player_id'],
  seal_block: ['casino_id', 'kind', 'gaming_day', 'block_no'],
  audit_filter: ['casino_id', 'staff_id', 'name'],
  mtl_day: ['casino_id', 'gaming_day'],
  mtl_patron_day: ['casino_id', 'gaming_day', 'patron_id'],
  casino_filing_profile: ['casino_id'],
  ctr_case_sheet: ['casino_id', 'case_id'],
  ctr_case_person: ['casino_id', 'case_id', 'person_id'],
  ctr_batch_report: ['casino_id', 'batch_id', 'position'],
  ctr_acknowledgement: ['casino_id', 'filing_id'],
  ctr_withdrawal: ['casino_id', 'filing_id'],
};

/** Tables whose rows never change, and the operations that a trigger refuses to everyone, in replica mode too. */
export const APPEND_ONLY: Record<string, string[]> = {
  loyalty_ledger: ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'],
  audit_log: ['UPDATE', 'DELETE', 'TRUNCATE'],
  loyalty_tier_change: ['UPDATE', 'DELETE', 'TRUNCATE'],
  loyalty_reconciliation: ['UPDATE', 'DELETE', 'TRUNCATE'],
  exclusion_hit_review: ['UPDATE', 'DELETE', 'TRUNCATE'],
  seal: ['UPDATE', 'DELETE', 'TRUNCATE'],
  ledger_seal_head: ['UPDATE', 'DELETE', 'TRUNCATE'],
  seal_block: ['UPDATE', 'DELETE', 'TRUNCATE'],
  mtl_unknown_patron: ['UPDATE', 'DELETE', 'TRUNCATE'],
  mtl_patron_link: ['UPDATE', 'DELETE', 'TRUNCATE'],
  mtl_entry: ['UPDATE', 'DELETE', 'TRUNCATE'],
  mtl_entry_party: ['UPDATE', 'DELETE', 'TRUNCATE'],
  mtl_gaming_day_close: ['UPDATE', 'DELETE', 'TRUNCATE'],
  ctr_filing: ['UPDATE', 'DELETE', 'TRUNCATE'],
  ctr_batch: ['UPDATE', 'DELETE', 'TRUNCATE'],
  ctr_batch_report: ['UPDATE', 'DELETE', 'TRUNCATE'],
  ctr_acknowledgement: ['UPDATE', 'DELETE', 'TRUNCATE'],
  ctr_withdrawal: ['UPDATE', 'DELETE', 'TRUNCATE'],
  lens_acknowledgement: ['UPDATE', 'DELETE', 'TRUNCATE'],
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
  player_note: [
    [`update public.player_note set body = 'Other'`, 'APPEND_ONLY'],
    [`update public.player_note set strike_reason = 'Other' where struck_at is not null`, 'APPEND_ONLY'],
    ['delete from public.player_note', 'APPEND_ONLY'],
    ['truncate public.player_note cascade', 'APPEND_ONLY'],
  ],
  player_exclusion: [
    [`update public.player_exclusion set reason = 'Other'`, 'APPEND_ONLY'],
    [`update public.player_exclusion set ends_at = now() + interval '1 minute'`, 'APPEND_ONLY'],
    ['delete from public.player_exclusion', 'APPEND_ONLY'],
    ['truncate public.player_exclusion cascade', 'APPEND_ONLY'],
  ],
  loyalty_outbox: [
    [`update public.loyalty_outbox set payload = payload || '{"points": 1}'`, 'APPEND_ONLY'],
    ['update public.loyalty_outbox set player_id = null', 'APPEND_ONLY'],
    ['delete from public.loyalty_outbox', 'APPEND_ONLY'],
    ['truncate public.loyalty_outbox cascade', 'APPEND_ONLY'],
  ],
};

/** The functions of schema `app` that a policy calls as the signed-in person. Nobody may execute any other. */
export const POLICY_FUNCTIONS = ['app.current_casino_id()', 'app.current_staff_can(text)', 'app.current_staff_id()'];

/** The PIN of everybody in these trials. */
export const EXAMPLE_PIN = '270914';

/** The idempotency key of every example. */
export const EXAMPLE_KEY = 'security-matrix';
/** Of a picture that lies in Storage for who is at a table, and is on record for one other. */
export const EXAMPLE_PHOTO = '0190a000-0000-5000-8000-0000000000f0';
/** The columns of every file that is imported here. */
export const IMPORT_HEADERS = ['Card', 'First', 'Last', 'Birth date', 'Tier', 'Points', 'Last visit', 'Pitside id'];
/** A file that is being staged, and one that was. */
export const STAGING_FILE = 'trial-staging.csv';
export const READY_FILE = 'trial-ready.csv';
/** A file that the casino has not, and its twin has. */
export const EXAMPLE_SHA256 = 'ab'.repeat(32);
/** Later than any coupon of the demo lasts. */
const IN_TWO_MONTHS = new Date(Date.now() + 60 * 86_400_000).toISOString();
/** The columns of a list of excluded people, and when whom it names was born. */
export const LIST_HEADERS = ['Name', 'Date of birth', 'From', 'Until', 'Reference'];
export const LISTED_BIRTH_DATE = '1970-01-31';
/** Of somebody whom no casino enrols yet. */
export const CHILD_BIRTH_DATE = `${new Date().getUTCFullYear() - 10}-01-01`;

const change = (cell: object): Args => ({
  p_changes: JSON.stringify([cell]),
  p_reason: 'Trial',
  p_idempotency_key: EXAMPLE_KEY,
});

/** How the rows of the casino's imports compare with what the players hold. */
const STANDINGS =
  'select jsonb_agg(jsonb_build_array(row_number, status, tier_comparison, player_id) order by id) from public.player_import_row';
const DOUBTS =
  'select jsonb_agg(jsonb_build_array(row_number, doubts, confirmed_doubts, has_namesake, player_id, errors) order by import_id, row_number) from public.player_import_row';

/** Who was identified how often, which days were locked for it, and which entry a case is said to have opened with. */
const IDENTIFIED = `select jsonb_build_object(
  'links', (select jsonb_agg(link_no order by id) from public.mtl_patron_link),
  'days', (select jsonb_agg(gaming_day order by gaming_day) from public.mtl_day),
  'cases', (select jsonb_agg(e.note order by c.id) from public.ctr_case c
    join public.mtl_entry e on e.casino_id = c.casino_id and e.id = c.opened_by_entry_id))`;

/** A table with a label, a game, seats and limits of its own. */
const tableOf = (own: Facts): Args => ({
  p_pit_id: own.pitId,
  p_label: 'TRIAL',
  p_game_type: 'roulette',
  p_seat_count: '5',
  p_min_bet_cents: '700',
  p_max_bet_cents: '70000',
});

/**
 * Every RPC: the capability it takes (null: any active person), whether it writes, and arguments with which it succeeds.
 * The arguments are made from a casino's facts, so that each id can be exchanged for the other casino's.
 */
export const RPCS: Record<string, RpcRule> = {
  rpc_get_me: { capability: null, writes: false, examples: [() => ({})] },
  rpc_set_language: {
    capability: null,
    writes: true,
    examples: [() => ({ p_language: 'es', p_idempotency_key: EXAMPLE_KEY })],
  },
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
  rpc_get_permissions: { capability: 'permission.approve', writes: false, examples: [() => ({})] },
  rpc_request_permission_change: {
    capability: 'staff.manage',
    writes: true,
    examples: [
      () => change({ role: 'cashier', capability: 'shift.manage', is_granted: true }),
      (own) =>
        change({
          staff_id: own.hostId,
          capability: 'shift.manage',
          is_granted: true,
          through_gaming_day: own.gamingDay,
        }),
      (own) => change({ staff_id: own.hostId, capability: 'slip.manage', is_granted: null }),
      (own) => change({ staff_id: own.hostId, role: 'cashier' }),
    ],
    refused: [
      [
        'VALIDATION_FAILED',
        (own) => change({ staff_id: own.goneStaffId, capability: 'slip.manage', is_granted: null }),
      ],
    ],
  },
  rpc_list_approvals: {
    capability: 'permission.approve',
    writes: false,
    examples: [
      () => ({}),
      () => ({ p_is_pending: 'true' }),
      (own) => ({ p_before_approval_id: own.ownApprovalId, p_limit: '1' }),
    ],
  },
  rpc_decide_approval: {
    capability: 'permission.approve',
    writes: true,
    examples: [
      (own) => ({ p_approval_id: own.approvalId, p_is_approved: 'true', p_idempotency_key: EXAMPLE_KEY }),
      (own) => ({ p_approval_id: own.roleApprovalId, p_is_approved: 'true', p_idempotency_key: EXAMPLE_KEY }),
      (own) => ({
        p_approval_id: own.approvalId,
        p_is_approved: 'false',
        p_note: 'Not now',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_withdraw_approval: {
    capability: 'staff.manage',
    writes: true,
    examples: [(own) => ({ p_approval_id: own.ownApprovalId, p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_request_reward: {
    capability: 'reward.issue',
    writes: true,
    examples: [(own) => ({ ...slip(own.openSlipId), p_points: '900', p_reason: 'promotion', p_note: 'A long wait' })],
  },
  rpc_request_comp: {
    capability: 'reward.issue',
    writes: true,
    examples: [
      (own) => ({
        ...redemption(own),
        p_visit_id: own.rewardedVisitId,
        p_rating_slip_id: own.rewardedSlipId,
        p_note: 'A long wait',
      }),
      (own) => ({ ...redemption(own), p_reward_id: own.entitlementId, p_note: 'A long wait' }),
    ],
  },
  rpc_request_coupon: {
    capability: 'coupon.manage',
    writes: true,
    examples: [
      (own) => askedCoupon(own, { p_player_id: own.playerId }),
      (own) => askedCoupon(own, { p_visit_id: own.idleVisitId }),
      // For nobody, as the casino's setting allows.
      (own) => askedCoupon(own, {}),
    ],
  },
  rpc_list_reward_requests: {
    capability: 'floor.read',
    writes: false,
    isOf: { role: 'admin' },
    examples: [() => ({}), () => ({ p_is_pending: 'true' })],
  },
  rpc_decide_reward_request: {
    capability: 'reward.approve',
    writes: true,
    examples: [
      (own) => ({ p_approval_id: own.rewardApprovalId, p_is_approved: 'true', p_idempotency_key: EXAMPLE_KEY }),
      (own) => ({
        p_approval_id: own.rewardApprovalId,
        p_is_approved: 'false',
        p_note: 'Not tonight',
        p_idempotency_key: EXAMPLE_KEY,
      }),
      (own) => ({ p_approval_id: own.compApprovalId, p_is_approved: 'true', p_idempotency_key: EXAMPLE_KEY }),
      (own) => ({ p_approval_id: own.couponApprovalId, p_is_approved: 'true', p_idempotency_key: EXAMPLE_KEY }),
    ],
    // The entry or the coupon is on record as well.
    audits: [2, 1, 2, 2],
  },
  rpc_withdraw_reward_request: {
    capability: 'floor.read',
    writes: true,
    isOf: { role: 'admin', code: 'NOT_YOUR_REQUEST' },
    examples: [(own) => ({ p_approval_id: own.ownRewardApprovalId, p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_list_approvers: {
    capability: 'floor.read',
    writes: false,
    isOf: { role: 'admin', code: 'NOT_YOUR_REQUEST' },
    examples: [(own) => ({ p_approval_id: own.ownRewardApprovalId })],
  },
  rpc_try_approver_pin: {
    capability: 'floor.read',
    writes: true,
    isOf: { role: 'admin', code: 'NOT_YOUR_REQUEST' },
    // A wrong one under the same key is the same try: __tests__/authority/approve-here has both.
    examples: [
      (own) => ({
        p_approval_id: own.ownRewardApprovalId,
        p_person_id: own.approverId,
        p_pin: EXAMPLE_PIN,
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_approve_by_pin: {
    capability: 'floor.read',
    writes: true,
    isOf: { role: 'admin', code: 'NOT_YOUR_REQUEST' },
    examples: [
      (own) => ({
        p_approval_id: own.ownRewardApprovalId,
        p_try_id: own.approverTryId,
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
    // The entry is on record as well.
    audits: [2],
  },
  rpc_get_authority: { capability: 'catalog.write', writes: false, examples: [() => ({})] },
  rpc_get_authority_left: {
    capability: 'floor.read',
    writes: false,
    examples: [() => ({}), (own) => ({ p_player_id: own.playerId })],
  },
  rpc_get_recognition: {
    capability: 'floor.read',
    writes: false,
    examples: [(own) => ({ p_player_id: own.knownPlayerId }), (own) => ({ p_player_id: own.playerId })],
  },
  rpc_list_relations: {
    capability: 'relation.manage',
    writes: false,
    examples: [(own) => ({ p_player_id: own.playerId }), (own) => ({ p_player_id: own.rewardedPlayerId })],
  },
  rpc_declare_relation: {
    capability: 'relation.manage',
    writes: true,
    examples: [
      (own) => ({
        p_person_id: own.hostId,
        p_player_id: own.idlePlayerId,
        p_reason: 'Siblings',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
    refused: [
      [
        'RELATION_EXISTS',
        (own) => ({
          p_person_id: own.hostId,
          p_player_id: own.playerId,
          p_reason: 'Again',
          p_idempotency_key: EXAMPLE_KEY,
        }),
      ],
    ],
    shownBy: (own) => `select public.rpc_list_relations('${own.idlePlayerId}')`,
  },
  rpc_end_relation: {
    capability: 'relation.manage',
    writes: true,
    examples: [(own) => ({ p_relation_id: own.relationId, p_reason: 'Moved away', p_idempotency_key: EXAMPLE_KEY })],
    shownBy: (own) => `select public.rpc_list_relations('${own.playerId}')`,
  },
  rpc_set_authority_limit: {
    capability: 'catalog.write',
    writes: true,
    examples: [
      () => ({
        p_limits: '{"points_at_once": 500, "value_per_day_cents": null}',
        p_expected_version: '1',
        p_of_role: 'pit_boss',
        p_idempotency_key: EXAMPLE_KEY,
      }),
      (own) => ({
        p_limits: '{"points_per_day": 500}',
        p_expected_version: '0',
        p_of_staff_id: own.hostId,
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
    refused: [
      [
        'VALIDATION_FAILED',
        (own) => ({
          p_limits: '{"points_per_day": 500}',
          p_expected_version: '0',
          p_of_staff_id: own.goneStaffId,
          p_idempotency_key: EXAMPLE_KEY,
        }),
      ],
    ],
  },
  rpc_list_day_rules: { capability: 'floor.read', writes: false, examples: [() => ({})] },
  rpc_preview_day_rule: {
    capability: 'house.write',
    writes: false,
    examples: [
      (own) => ({
        p_from_gaming_day: dayAfter(own.gamingDay, 5),
        p_time_zone: 'America/Chicago',
        p_gaming_day_start: '04:00',
      }),
    ],
  },
  rpc_set_day_rule: {
    capability: 'house.write',
    writes: true,
    examples: [
      (own) => ({
        p_from_gaming_day: dayAfter(own.gamingDay, 5),
        p_time_zone: 'America/Chicago',
        p_gaming_day_start: '04:00',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_list_shift_patterns: { capability: 'floor.read', writes: false, examples: [() => ({})] },
  rpc_set_shift_pattern: {
    capability: 'house.write',
    writes: true,
    examples: [
      (own) => ({
        p_from_gaming_day: dayAfter(own.gamingDay),
        p_shifts: '[{"name": "Trial", "starts_at_local": "07:00"}]',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_get_house: { capability: 'floor.read', writes: false, examples: [() => ({})] },
  rpc_create_pit: {
    capability: 'house.write',
    writes: true,
    examples: [() => ({ p_name: 'Trial', p_sort_order: '5', p_idempotency_key: EXAMPLE_KEY })],
    refused: [['PIT_NAME_TAKEN', () => ({ p_name: 'Main', p_sort_order: '5', p_idempotency_key: EXAMPLE_KEY })]],
  },
  rpc_update_pit: {
    capability: 'house.write',
    writes: true,
    examples: [(own) => ({ p_pit_id: own.pitId, p_name: 'Trial', p_sort_order: '5', p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_create_table: {
    capability: 'house.write',
    writes: true,
    examples: [(own) => ({ ...tableOf(own), p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_update_table: {
    capability: 'house.write',
    writes: true,
    examples: [
      (own) => ({ p_table_id: own.idleTableId, ...tableOf(own), p_idempotency_key: EXAMPLE_KEY }),
      (own) => ({ p_table_id: own.closedTableId, ...tableOf(own), p_idempotency_key: EXAMPLE_KEY }),
    ],
  },
  rpc_set_table_limits: {
    capability: 'table.manage',
    writes: true,
    examples: [
      (own) => ({
        p_table_id: own.freeTableId,
        p_min_bet_cents: '700',
        p_max_bet_cents: '70000',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_set_table_status: {
    capability: 'table.manage',
    writes: true,
    examples: [
      (own) => ({ p_table_id: own.idleTableId, p_status: 'closed', p_idempotency_key: EXAMPLE_KEY }),
      (own) => ({ p_table_id: own.closedTableId, p_status: 'open', p_idempotency_key: EXAMPLE_KEY }),
    ],
  },
  rpc_create_game: {
    capability: 'house.write',
    writes: true,
    examples: [
      () => ({
        p_game_type: 'trial_game',
        p_name: 'Trial',
        p_house_edge: '0.025',
        p_decisions_per_hour: '45',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_set_game_rate: {
    capability: 'house.write',
    writes: true,
    examples: [
      (own) => ({
        p_game_id: own.gameId,
        p_from_gaming_day: dayAfter(own.gamingDay),
        p_house_edge: '0.025',
        p_decisions_per_hour: '45',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_list_pits: { capability: 'floor.read', writes: false, examples: [() => ({})] },
  rpc_stamp_last_seen: {
    capability: null,
    writes: false,
    // It notes something, and is no change that anybody asks for: nothing of it goes on record.
    recorded: { capability: 'floor.read', rows: [0] },
    examples: [() => ({})],
  },
  rpc_record_sign_out: {
    capability: null,
    writes: false,
    recorded: { capability: 'floor.read', rows: [1] },
    examples: [() => ({ p_address: EXAMPLE_SHA256 })],
  },
  rpc_list_staff: {
    capability: 'staff.manage',
    writes: false,
    examples: [
      () => ({}),
      () => ({ p_search: 'TRIAL', p_in_role: 'dealer', p_licence_state: 'expired' }),
      (own) => ({ p_pit_id: own.pitId }),
      (own) => ({ p_after_id: own.goneStaffId, p_state: 'active' }),
    ],
  },
  rpc_get_staff: { capability: 'staff.manage', writes: false, examples: [(own) => ({ p_person_id: own.hostId })] },
  rpc_update_staff: {
    capability: 'staff.manage',
    writes: true,
    examples: [
      (own) => ({
        p_person_id: own.hostId,
        p_changes: JSON.stringify({ name: 'Trial', employee_number: 'T-3', licence_number: 'L-3' }),
        p_idempotency_key: EXAMPLE_KEY,
      }),
      (own) => ({
        p_person_id: own.hostId,
        p_changes: JSON.stringify({ licence_expires_on: '2030-01-31', pit_ids: [own.pitId] }),
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
    refused: [
      [
        'EMPLOYEE_NUMBER_TAKEN',
        (own) => ({
          p_person_id: own.goneStaffId,
          p_changes: '{"employee_number": "trial-1"}',
          p_idempotency_key: EXAMPLE_KEY,
        }),
      ],
      [
        'STAFF_CHANGED',
        (own) => ({
          p_person_id: own.hostId,
          p_changes: '{"name": "Trial"}',
          p_expected_updated_at: '2020-01-01T00:00:00Z',
          p_idempotency_key: EXAMPLE_KEY,
        }),
      ],
    ],
  },
  rpc_invite_staff: {
    capability: 'staff.manage',
    writes: true,
    examples: [
      (own) => ({
        p_person: JSON.stringify({ email: 'a@trial.example', name: 'A Trial', role: 'dealer', pit_ids: [own.pitId] }),
        p_reason: '',
        p_idempotency_key: EXAMPLE_KEY,
      }),
      () => ({
        p_person: JSON.stringify({ email: 'b@trial.example', name: 'B Trial', role: 'cashier' }),
        p_reason: 'Nights',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
    // The role is asked for beside it.
    audits: [1, 2],
  },
  rpc_make_staff_link: {
    capability: 'staff.manage',
    writes: true,
    examples: [(own) => ({ p_person_id: own.invitedStaffId, p_idempotency_key: EXAMPLE_KEY })],
    refused: [['STAFF_NOT_INVITED', (own) => ({ p_person_id: own.hostId, p_idempotency_key: EXAMPLE_KEY })]],
  },
  rpc_make_password_link: {
    capability: 'staff.manage',
    writes: true,
    examples: [(own) => ({ p_person_id: own.hostId, p_reason: 'Forgot it', p_idempotency_key: EXAMPLE_KEY })],
    refused: [
      [
        'STAFF_NOT_ACTIVE',
        (own) => ({ p_person_id: own.goneStaffId, p_reason: 'Forgot it', p_idempotency_key: EXAMPLE_KEY }),
      ],
    ],
  },
  rpc_reset_second_factor: {
    capability: 'staff.manage',
    writes: true,
    examples: [(own) => ({ p_person_id: own.hostId, p_reason: 'Lost it', p_idempotency_key: EXAMPLE_KEY })],
    refused: [
      [
        'STAFF_NOT_ACTIVE',
        (own) => ({ p_person_id: own.goneStaffId, p_reason: 'Lost it', p_idempotency_key: EXAMPLE_KEY }),
      ],
    ],
  },
  rpc_note_second_factor: {
    capability: null,
    writes: true,
    examples: [() => ({ p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_withdraw_staff_link: {
    capability: 'staff.manage',
    writes: true,
    examples: [(own) => ({ p_person_id: own.invitedStaffId, p_idempotency_key: EXAMPLE_KEY })],
    refused: [['LINK_WITHDRAWN', (own) => ({ p_person_id: own.hostId, p_idempotency_key: EXAMPLE_KEY })]],
  },
  rpc_deactivate_staff: {
    capability: 'staff.manage',
    writes: true,
    examples: [(own) => ({ p_person_id: own.hostId, p_reason: 'Left', p_idempotency_key: EXAMPLE_KEY })],
    refused: [
      [
        'STAFF_DEACTIVATED',
        (own) => ({ p_person_id: own.goneStaffId, p_reason: 'Left', p_idempotency_key: EXAMPLE_KEY }),
      ],
    ],
  },
  rpc_sign_out_everywhere: {
    capability: null,
    writes: true,
    examples: [() => ({ p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_set_pin: {
    capability: null,
    writes: true,
    examples: [() => ({ p_pin: '860413', p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_park_session: {
    capability: null,
    writes: true,
    examples: [() => ({ p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_sign_out_staff: {
    capability: 'staff.manage',
    writes: true,
    examples: [(own) => ({ p_person_id: own.hostId, p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_reactivate_staff: {
    capability: 'staff.manage',
    writes: true,
    examples: [(own) => ({ p_person_id: own.goneStaffId, p_idempotency_key: EXAMPLE_KEY })],
    refused: [['STAFF_ACTIVE', (own) => ({ p_person_id: own.hostId, p_idempotency_key: EXAMPLE_KEY })]],
  },
  rpc_record_mtl_entry: {
    capability: 'mtl.write',
    writes: true,
    examples: [
      (own) => ({ ...cash(), p_player_id: own.mtlPlayerId, p_table_id: own.freeTableId, p_note: 'Trial' }),
      (own) => ({ ...cash(), p_unknown_patron_id: own.unknownPatronId, p_occurred_at: `${own.closedDay}T19:00Z` }),
      (own) => ({ ...cash(), p_unknown_patron_id: own.identifiedPatronId, p_occurred_at: `${own.closedDay}T19:00Z` }),
      (own) => ({
        ...cash(),
        p_unknown_patron: JSON.stringify({ description: 'Tall, grey suit', table_id: own.freeTableId }),
      }),
      (own) => ({ ...cash(), p_rating_slip_id: own.openSlipId }),
      (own) => ({
        ...cash(),
        p_player_id: own.idlePlayerId,
        p_agent_of_player_id: own.playerId,
        p_shared_with: JSON.stringify([{ player_id: own.mtlPlayerId }, { unknown_patron_id: own.unknownPatronId }]),
      }),
    ],
  },
  rpc_void_mtl_entry: {
    capability: 'mtl.write',
    writes: true,
    examples: [
      (own) => voidEntry(own.mtlEntryId),
      (own) => voidEntry(own.sharedEntryId),
      (own) => voidEntry(own.identifiedEntryId),
    ],
  },
  rpc_identify_unknown_patron: {
    capability: 'mtl.write',
    writes: true,
    examples: [
      (own) => identification(own.unknownPatronId, { p_player_id: own.mtlPlayerId }),
      (own) => identification(own.identifiedPatronId, { p_player_id: own.idlePlayerId }),
      (own) => identification(own.identifiedPatronId, {}),
      (own) => identification(own.unknownPatronId, { p_player_id: own.principalPlayerId }),
    ],
    shownBy: () => IDENTIFIED,
  },
  rpc_list_mtl_entries: {
    capability: 'mtl.read',
    writes: false,
    recorded: { capability: 'mtl.read', rows: [0, 0, 0, 1] },
    examples: [
      () => ({}),
      (own) => ({ p_gaming_day: own.closedDay, p_is_after_close: 'true', p_area: 'cage' }),
      (own) => ({ p_player_id: own.mtlPlayerId }),
      (own) => ({ p_unknown_patron_id: own.unknownPatronId, p_before_entry_id: own.identifiedEntryId }),
      (own) => ({ p_table_id: own.freeTableId }),
    ],
  },
  rpc_preview_mtl_entry: {
    capability: 'mtl.read',
    writes: false,
    examples: [
      (own) => ({ ...preview(own), p_player_id: own.mtlPlayerId }),
      (own) => ({ ...preview(own), p_unknown_patron_id: own.identifiedPatronId }),
      (own) => ({ ...preview(own), p_unknown_patron_id: own.unknownPatronId }),
    ],
  },
  rpc_mtl_gaming_day_summary: {
    capability: 'mtl.read',
    writes: false,
    examples: [(own) => ({ p_gaming_day: own.closedDay })],
  },
  rpc_mtl_day_version: {
    capability: 'mtl.read',
    writes: false,
    examples: [(own) => ({ p_gaming_day: own.closedDay })],
  },
  rpc_close_mtl_gaming_day: {
    capability: 'mtl.write',
    writes: true,
    examples: [(own) => ({ p_gaming_day: own.openMtlDay, p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_list_lens_findings: {
    capability: 'ctr.manage',
    writes: false,
    recorded: { capability: 'ctr.manage', rows: [0, 1, 0, 0] },
    examples: [
      (own) => ({ ...lensDays(own), p_lens: 'cash' }),
      (own) => ({ ...lensDays(own), p_lens: 'cash', p_with_acknowledged: 'true' }),
      (own) => ({ ...lensDays(own), p_lens: 'insider' }),
      () => ({ p_lens: 'insider' }),
    ],
  },
  rpc_count_lens_findings: {
    capability: 'ctr.manage',
    writes: false,
    examples: [() => ({ p_lens: 'cash' }), () => ({ p_lens: 'insider' })],
  },
  rpc_get_lens_finding: {
    capability: 'ctr.manage',
    writes: false,
    recorded: { capability: 'ctr.manage', rows: [1, 0, 0, 2] },
    examples: [
      (own) => ({ ...lensDays(own), p_lens: 'cash', p_finding: own.lensUnderId }),
      (own) => ({ ...lensDays(own), p_lens: 'insider', p_finding: own.lensShareId }),
      (own) => ({ p_from: own.lensRecentFrom, p_to: own.earlierDay, p_lens: 'insider', p_finding: own.lensChainId }),
      (own) => ({ ...lensDays(own), p_lens: 'cash', p_finding: own.lensDescribedId }),
    ],
  },
  rpc_acknowledge_lens_finding: {
    capability: 'ctr.manage',
    writes: true,
    examples: [(own) => acknowledgement(own, 'insider', own.lensOutsideId)],
    refused: [['LENS_FINDING_ACKNOWLEDGED', (own) => acknowledgement(own, 'cash', own.lensDescribedId)]],
  },
  rpc_acknowledge_lens_findings: {
    capability: 'ctr.manage',
    writes: true,
    examples: [
      (own) => ({
        ...lensDays(own),
        p_lens: 'insider',
        p_findings: `{${own.lensOutsideId},${own.lensShareId}}`,
        p_reason: 'Looked into',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_get_filing_profile: { capability: 'ctr.manage', writes: false, examples: [() => ({})] },
  rpc_update_filing_profile: {
    capability: 'settings.write',
    writes: true,
    examples: [() => ({ p_changes: '{"city": "Sparks"}', p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_list_ctr_cases: {
    capability: 'mtl.read',
    writes: false,
    examples: [
      () => ({}),
      () => ({ p_status: 'ready' }),
      (own) => ({ p_gaming_day: own.ctrDay }),
      (own) => ({ p_before_case_id: own.unsentCaseId }),
      (own) => ({ p_is_waiting: 'true', p_before_case_id: own.unsentCaseId }),
      () => ({ p_is_waiting: 'true' }),
    ],
  },
  rpc_get_ctr_case: {
    capability: 'mtl.read',
    writes: false,
    recorded: { capability: 'ctr.manage', rows: [1, 1] },
    examples: [(own) => ({ p_case_id: own.readyCaseId }), (own) => ({ p_case_id: own.amendedCaseId })],
  },
  rpc_update_ctr_case: {
    capability: 'ctr.manage',
    writes: true,
    examples: [
      (own) => ctrChange(own.readyCaseId, { person: { person_id: own.readyPersonId, city: 'Elko', unknown: ['tin'] } }),
      (own) => ({ ...ctrChange(own.readyCaseId, { is_aggregated: true }), p_expected_version: '2' }),
      (own) => ctrChange(own.readyCaseId, { decision: { status: 'not_required', reason: 'Trial' } }),
    ],
  },
  rpc_file_ctr_case: {
    capability: 'ctr.manage',
    writes: true,
    examples: [(own) => ctrCase(own.readyCaseId), (own) => ctrCase(own.amendedCaseId)],
    shownBy: () => 'select jsonb_agg(report order by id) from public.ctr_filing',
  },
  rpc_export_ctr_cases: {
    capability: 'ctr.manage',
    writes: true,
    // A case that was only ready is filed by the call, which is one.
    examples: [
      () => ({ p_idempotency_key: EXAMPLE_KEY }),
      (own) => ({ p_case_ids: `{${own.readyCaseId}}`, p_idempotency_key: EXAMPLE_KEY }),
    ],
  },
  rpc_list_ctr_batches: {
    capability: 'ctr.manage',
    writes: false,
    examples: [() => ({}), (own) => ({ p_before_batch_id: own.sentBatchId })],
  },
  rpc_get_ctr_batch: {
    capability: 'ctr.manage',
    writes: false,
    recorded: { capability: 'ctr.manage', rows: [1] },
    examples: [(own) => ({ p_batch_id: own.sentBatchId })],
  },
  rpc_acknowledge_ctr_batch: {
    capability: 'ctr.manage',
    writes: true,
    examples: [
      (own) => ({ ...acknowledged('true', '31000000000020'), p_batch_id: own.sentBatchId }),
      () => acknowledged('false', null),
    ],
    shownBy: () => 'select jsonb_agg(jsonb_build_array(status, needs_amendment) order by id) from public.ctr_case',
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
    audits: [2, 1],
    examples: [
      (own) => slip(own.openSlipId),
      // Nothing played: it earns nothing.
      (own) => slip(own.rewardedSlipId),
    ],
  },
  rpc_reopen_rating_slip: {
    capability: 'slip.manage',
    writes: true,
    audits: [2],
    examples: [(own) => ({ ...slip(own.misclosedSlipId), p_note: 'Closed by mistake' })],
  },
  rpc_get_rating_slip: {
    capability: 'floor.read',
    writes: false,
    examples: [(own) => ({ p_rating_slip_id: own.openSlipId })],
  },
  rpc_preview_slip_close: {
    capability: 'slip.manage',
    writes: false,
    examples: [(own) => ({ p_rating_slip_id: own.openSlipId })],
  },
  rpc_list_held_slips: {
    capability: 'floor.read',
    writes: false,
    examples: [() => ({}), (own) => ({ p_before_slip_id: own.openSlipId })],
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
    examples: [
      (own) => reversal(own.bonusEntryId),
      (own) => reversal(own.redemptionEntryId),
      (own) => reversal(own.reversalEntryId),
    ],
  },
  rpc_take_back_reward: {
    capability: 'reward.issue',
    writes: true,
    examples: [(own) => reversal(own.freshEntryId)],
  },
  rpc_accrue_on_close: {
    capability: 'slip.manage',
    writes: true,
    audits: [2],
    examples: [(own) => slip(own.pendingSlipId)],
  },
  rpc_settle_rating_slip: {
    capability: 'ledger.correct',
    writes: true,
    audits: [2],
    examples: [(own) => ({ ...slip(own.pendingSlipId), p_note: 'Closed while excluded' })],
  },
  rpc_set_player_tier: {
    capability: 'ledger.correct',
    writes: true,
    examples: [
      (own) => ({ p_player_id: own.playerId, p_tier: 'gold', p_reason: 'Agreed', p_idempotency_key: EXAMPLE_KEY }),
    ],
    // The twin alone has it.
    refused: [
      [
        'UNKNOWN_TIER',
        (own) => ({ p_player_id: own.playerId, p_tier: 'ghost', p_reason: 'Agreed', p_idempotency_key: EXAMPLE_KEY }),
      ],
    ],
    shownBy: () => STANDINGS,
  },
  rpc_accrue_missing: {
    capability: 'ledger.correct',
    writes: true,
    audits: [2],
    examples: [() => ({ p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_get_earn_config: { capability: 'floor.read', writes: false, examples: [() => ({})] },
  rpc_list_point_values: { capability: 'floor.read', writes: false, examples: [() => ({})] },
  rpc_set_point_value: {
    capability: 'catalog.write',
    writes: true,
    examples: [
      (own) => ({
        p_from_gaming_day: dayAfter(own.gamingDay),
        p_cents_per_1000_points: '1250',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
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
      (own) => tiers(own, { bronze: 0, silver: 2000, gold: 14_000, platinum: 70_000 }),
      // It comes to stand lower.
      (own) => tiers(own, { bronze: 0, silver: 2000, gold: 14_000, onyx: 20_000, platinum: 70_000 }),
    ],
    refused: [
      ['TIERS_CHANGED', (own) => ({ ...tiers(own, { bronze: 0 }), p_expected_version: 'An earlier one' })],
      // Tiers that players hold: one is gone, one comes to stand lower.
      ['TIER_IN_USE', (own) => tiers(own, { bronze: 0, silver: 2000, platinum: 70_000 })],
      ['TIER_IN_USE', (own) => tiers(own, { bronze: 0, gold: 2000, silver: 14_000, platinum: 70_000 })],
    ],
  },
  rpc_loyalty_drift: { capability: 'ledger.verify', writes: false, examples: [() => ({})] },
  rpc_verify_loyalty_ledger: {
    capability: 'ledger.verify',
    writes: false,
    examples: [(own) => ({ p_player_id: own.playerId }), () => ({})],
  },
  rpc_verify_ledger_since_seal: { capability: 'ledger.verify', writes: false, examples: [() => ({})] },
  rpc_list_seals: {
    capability: 'audit.read',
    writes: false,
    examples: [() => ({}), (own) => ({ p_kind: 'ledger', p_from: own.sealedDay, p_to: own.sealedDay })],
  },
  rpc_make_pack: {
    capability: 'pack.make',
    writes: true,
    examples: [(own) => ({ p_from: own.sealedDay, p_to: own.sealedDay, p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_list_pack_ledger: {
    capability: 'pack.make',
    writes: false,
    examples: [
      (own) => ({ p_from: own.sealedDay, p_to: own.sealedDay }),
      (own) => ({ p_from: own.sealedDay, p_to: own.sealedDay, p_after_player_id: own.playerId, p_after_entry_no: '0' }),
    ],
  },
  rpc_list_pack_cash_log: {
    capability: 'pack.make',
    writes: false,
    examples: [
      (own) => ({ p_from: own.sealedDay, p_to: own.sealedDay }),
      (own) => ({ p_from: own.sealedDay, p_to: own.sealedDay, p_after_id: own.sealedLogId }),
      (own) => ({ p_from: own.sealedDay, p_to: own.sealedDay, p_after_id: own.unknownPatronId }),
      (own) => ({ p_from: own.sealedDay, p_to: own.sealedDay, p_after_id: own.patronLinkId }),
      (own) => ({ p_from: own.sealedDay, p_to: own.sealedDay, p_after_id: own.dayCloseId }),
    ],
  },
  rpc_list_pack_rows: {
    capability: 'pack.make',
    writes: false,
    examples: [
      ...['rewards', 'coupons', 'configuration_changes', 'overrides', 'ctr_cases'].map((table) => (own: Facts) => ({
        p_table: table,
        p_from: own.sealedDay,
        p_to: own.sealedDay,
      })),
      ...(['couponId', 'bonusEntryId', 'auditRowId', 'readyCaseId'] as const).map((fact) => (own: Facts) => ({
        p_table: 'rewards',
        p_from: own.sealedDay,
        p_to: own.sealedDay,
        p_after_id: own[fact],
      })),
    ],
    refused: [['PACK_DAYS_NOT_SEALED', (own) => ({ p_table: 'rewards', p_from: own.sealedDay, p_to: own.gamingDay })]],
  },
  rpc_get_pack_sums: {
    capability: 'pack.make',
    writes: false,
    examples: [(own) => ({ p_from: own.sealedDay, p_to: own.sealedDay })],
  },
  rpc_get_seal_text: {
    capability: 'audit.read',
    writes: false,
    examples: [
      (own) => ({ p_kind: 'ledger', p_gaming_day: own.sealedDay }),
      (own) => ({ p_kind: 'audit', p_gaming_day: own.sealedAuditDay }),
      (own) => ({ p_kind: 'mtl', p_gaming_day: own.sealedDay }),
    ],
  },
  rpc_list_audit: {
    capability: 'audit.read',
    writes: false,
    examples: [
      () => ({}),
      (own) => whole('player', own.rewardedPlayerId),
      (own) => whole('player', own.idlePlayerId),
      (own) => whole('rating_slip', own.rewardedSlipId),
      (own) => whole('rating_slip', own.pausedSlipId),
      (own) => whole('promo_coupon', own.replacedCouponId),
      (own) => whole('promo_coupon', own.replacementCouponId),
      (own) => whole('player_import', own.reconciledImportId),
      (own) => whole('player_import', own.readyImportId),
      () => ({ p_filter: '{"domain": "floor"}' }),
      (own) => ({ p_before_id: own.auditRowId }),
      (own) => ({ p_filter: `{"gaming_day": "${own.gamingDay}"}` }),
    ],
  },
  rpc_get_audit_choices: { capability: 'audit.read', writes: false, examples: [() => ({})] },
  rpc_list_audit_filters: { capability: 'audit.read', writes: false, examples: [() => ({})] },
  rpc_save_audit_filter: {
    capability: 'audit.read',
    writes: true,
    examples: [
      () => ({ p_name: 'Kept', p_filter: '{"domain": "promo"}', p_idempotency_key: EXAMPLE_KEY }),
      () => ({ p_name: 'Renamed', p_filter: '{}', p_replaces: 'Kept', p_idempotency_key: EXAMPLE_KEY }),
      // A name that somebody has at the twin alone.
      () => ({ p_name: 'Ghost', p_filter: '{}', p_replaces: 'Kept', p_idempotency_key: EXAMPLE_KEY }),
    ],
    // The twin alone has it.
    refused: [
      [
        'AUDIT_FILTER_NOT_FOUND',
        () => ({ p_name: 'Mine', p_filter: '{}', p_replaces: 'Ghost', p_idempotency_key: EXAMPLE_KEY }),
      ],
    ],
    shownBy: () => 'select public.rpc_list_audit_filters()',
  },
  rpc_delete_audit_filter: {
    capability: 'audit.read',
    writes: true,
    examples: [() => ({ p_name: 'Kept', p_idempotency_key: EXAMPLE_KEY })],
    shownBy: () => 'select public.rpc_list_audit_filters()',
  },
  rpc_begin_audit_export: {
    capability: 'audit.read',
    writes: true,
    examples: [
      () => ({
        p_filter: '{"domain": "floor"}',
        p_format: 'csv',
        p_filter_sha256: EXAMPLE_SHA256,
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_get_audit_trace: {
    capability: 'audit.read',
    writes: false,
    examples: [(own) => ({ p_correlation_id: own.correlationId })],
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
  rpc_list_exclusions: {
    capability: 'exclusion.read',
    writes: false,
    recorded: { capability: 'exclusion.read', rows: [2, 1, 1] },
    examples: [
      () => ({}),
      (own) => ({ p_player_id: own.excludedPlayerId, p_kind: 'barred', p_is_in_force: 'true', p_has_hits: 'true' }),
      (own) => ({ p_before_exclusion_id: own.exclusionId }),
    ],
  },
  rpc_list_exclusion_hits: {
    capability: 'exclusion.read',
    writes: false,
    examples: [
      () => ({}),
      (own) => ({ p_player_id: own.excludedPlayerId, p_is_reviewed: 'true' }),
      (own) => ({ p_before_hit_id: own.hitId }),
    ],
  },
  rpc_compliance_waiting: { capability: 'exclusion.read', writes: false, examples: [() => ({})] },
  rpc_begin_exclusion_list: {
    capability: 'exclusion.write',
    writes: true,
    examples: [
      () => ({
        p_file_name: 'state.csv',
        p_sha256: EXAMPLE_SHA256,
        p_headers: JSON.stringify(LIST_HEADERS),
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
  },
  rpc_read_exclusion_list: {
    capability: 'exclusion.write',
    writes: true,
    // The second names somebody of the twin.
    examples: ['Listed Trial', 'Twin Trial'].map((name) => (own) => ({
      p_list_id: own.openListId,
      p_rows: JSON.stringify([{ n: 2, cells: [name, LISTED_BIRTH_DATE, '2020-01-01', '', 'C'] }]),
      p_through: '2',
      p_is_last: 'false',
      p_idempotency_key: EXAMPLE_KEY,
    })),
  },
  rpc_list_exclusion_lists: {
    capability: 'exclusion.read',
    writes: false,
    examples: [() => ({}), (own) => ({ p_before_list_id: own.readListId })],
  },
  rpc_list_exclusion_proposals: {
    capability: 'exclusion.read',
    writes: false,
    recorded: { capability: 'exclusion.read', rows: [1, 1, 1] },
    examples: [
      () => ({}),
      () => ({ p_status: 'proposed' }),
      (own) => ({ p_before_proposal_id: own.dismissedProposalId }),
    ],
  },
  rpc_confirm_exclusion_proposal: {
    capability: 'exclusion.write',
    writes: true,
    examples: [(own) => ({ p_proposal_id: own.proposalId, p_idempotency_key: EXAMPLE_KEY })],
    refused: [
      ['PROPOSAL_DECIDED', (own) => ({ p_proposal_id: own.dismissedProposalId, p_idempotency_key: EXAMPLE_KEY })],
    ],
  },
  rpc_dismiss_exclusion_proposal: {
    capability: 'exclusion.write',
    writes: true,
    examples: [(own) => ({ p_proposal_id: own.proposalId, p_reason: 'Another', p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_review_exclusion_hit: {
    capability: 'exclusion.write',
    writes: true,
    examples: [(own) => ({ p_hit_id: own.hitId, p_note: 'Spoken to', p_idempotency_key: EXAMPLE_KEY })],
    refused: [['EXCLUSION_HIT_REVIEWED', (own) => ({ p_hit_id: own.reviewedHitId, p_idempotency_key: EXAMPLE_KEY })]],
  },
  rpc_create_player: {
    capability: 'slip.manage',
    writes: true,
    examples: [
      () => newPlayer('Any'),
      // Of the name and birth date of a player of the twin.
      () => ({ ...newPlayer('Twin'), p_birth_date: '1980-02-03' }),
    ],
    refused: [['VALIDATION_FAILED', () => ({ ...newPlayer('Any'), p_birth_date: CHILD_BIRTH_DATE })]],
  },
  rpc_correct_player: {
    capability: 'slip.manage',
    writes: true,
    examples: [
      (own) => correction(own, { p_first_name: 'Any' }),
      // Of the name and birth date of a player of the twin.
      (own) => correction(own, { p_first_name: 'Twin', p_last_name: 'Twin', p_birth_date: '1980-02-03' }),
    ],
    refused: [
      ['VALIDATION_FAILED', (own) => correction(own, { p_birth_date: CHILD_BIRTH_DATE })],
      ['PLAYER_CHANGED', (own) => ({ ...correction(own, { p_first_name: 'Any' }), p_expected_version: '99' })],
    ],
  },
  rpc_get_player_profile: {
    capability: 'player.care',
    writes: false,
    examples: [(own) => ({ p_player_id: own.idlePlayerId }), (own) => ({ p_player_id: own.playerId })],
  },
  rpc_save_player_profile: {
    capability: 'player.care',
    writes: true,
    examples: [
      (own) => profile(own, { p_host_id: own.hostId, p_seat: 'First base' }),
      // Of whom nothing is known yet.
      (own) => profile(own, { p_player_id: own.playerId, p_expected_version: '0', p_drink: 'Tea' }),
    ],
    refused: [
      ['PLAYER_PROFILE_CHANGED', (own) => profile(own, { p_player_id: own.playerId, p_expected_version: '99' })],
    ],
  },
  rpc_set_player_photo: {
    capability: 'player.care',
    writes: true,
    examples: [
      (own) => photo(own.idlePlayerId),
      // Of whom there is none yet; its picture was put into Storage.
      (own) => photo(own.playerId),
    ],
    refused: [['PHOTO_NOT_FOUND', (own) => photo(own.excludedPlayerId)]],
  },
  rpc_remove_player_photo: {
    capability: 'player.care',
    writes: true,
    examples: [(own) => ({ p_player_id: own.idlePlayerId, p_idempotency_key: EXAMPLE_KEY })],
    refused: [['PHOTO_NOT_FOUND', (own) => ({ p_player_id: own.playerId, p_idempotency_key: EXAMPLE_KEY })]],
  },
  rpc_list_hosts: { capability: 'player.care', writes: false, examples: [() => ({})] },
  rpc_list_player_notes: {
    capability: 'player.care',
    writes: false,
    examples: [
      (own) => ({ p_player_id: own.idlePlayerId }),
      (own) => ({ p_player_id: own.idlePlayerId, p_before_note_id: own.struckNoteId }),
    ],
  },
  rpc_add_player_note: {
    capability: 'player.care',
    writes: true,
    examples: [(own) => ({ p_player_id: own.playerId, p_body: 'Left-handed', p_idempotency_key: EXAMPLE_KEY })],
    shownBy: (own) => `select public.rpc_list_player_notes('${own.playerId}')`,
  },
  rpc_strike_player_note: {
    capability: 'player.care',
    writes: true,
    examples: [(own) => ({ p_note_id: own.noteId, p_reason: 'Wrong player', p_idempotency_key: EXAMPLE_KEY })],
    refused: [
      [
        'PLAYER_NOTE_STRUCK',
        (own) => ({ p_note_id: own.struckNoteId, p_reason: 'Again', p_idempotency_key: EXAMPLE_KEY }),
      ],
    ],
    shownBy: (own) => `select public.rpc_list_player_notes('${own.idlePlayerId}')`,
  },
  rpc_get_seating: {
    capability: 'slip.manage',
    writes: false,
    recorded: { capability: 'exclusion.read', rows: [0, 1] },
    examples: [(own) => ({ p_player_id: own.playerId }), (own) => ({ p_player_id: own.excludedPlayerId })],
  },
  rpc_get_player: { capability: 'floor.read', writes: false, examples: [(own) => ({ p_player_id: own.playerId })] },
  rpc_search_players: {
    capability: 'floor.read',
    writes: false,
    examples: [
      (own) => ({ p_after_player_id: own.playerId, p_limit: '5' }),
      () => ({ p_limit: '200' }),
      () => ({ p_query: 'a', p_limit: '200' }),
      () => ({ p_query: 'a e', p_limit: '200', p_tier: 'bronze' }),
      () => ({ p_in_house: 'true', p_limit: '200' }),
      () => ({ p_query: 'a', p_visited_within_days: '3', p_not_visited_for_days: '1', p_limit: '200' }),
    ],
    refused: [['UNKNOWN_TIER', () => ({ p_query: 'a', p_tier: 'ghost' })]],
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
      // The shift that runs, of whose tables some have no count yet.
      (own) => ({ p_gaming_day: own.gamingDay, p_shift_id: own.shiftId }),
      // A day whose shifts nobody stored.
      () => ({ p_gaming_day: '2020-02-29' }),
    ],
  },
  rpc_gaming_day_report: {
    capability: 'dashboard.read',
    writes: false,
    examples: [
      () => ({}),
      (own) => ({ p_gaming_day: own.earlierDay, p_shift_id: own.earlierShiftId }),
      (own) => ({ p_gaming_day: own.earlierDay }),
      (own) => ({ p_gaming_day: own.postedDay }),
    ],
  },
  rpc_get_posted_report: {
    capability: 'dashboard.read',
    writes: false,
    examples: [(own) => ({ p_gaming_day: own.postedDay })],
  },
  rpc_list_player_values: {
    capability: 'dashboard.read',
    writes: false,
    examples: [
      () => ({}),
      () => ({ p_days: '366', p_sort: 'given', p_limit: '3' }),
      (own) => ({ p_player_id: own.rewardedPlayerId, p_sort: 'last_visit' }),
      (own) => ({ p_days: '366', p_after_player_id: own.rewardedPlayerId }),
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
  rpc_acknowledge_alerts: {
    capability: 'shift.manage',
    writes: true,
    examples: [
      (own) => ({
        p_gaming_day: own.gamingDay,
        p_kinds: '{slip_duration}',
        p_entity_keys: `{${own.longSlipId}}`,
        p_severities: '{critical}',
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
    // On a visit that was given something, on one whose play is worth nothing, and at the desk.
    refused: [
      ['GIVEN_ABOVE_THEO', (own) => aboveTheo(own, { p_visit_id: own.rewardedVisitId })],
      ['GIVEN_ABOVE_THEO', (own) => aboveTheo(own, { p_visit_id: own.heldVisitId })],
      ['GIVEN_ABOVE_THEO', (own) => aboveTheo(own, { p_player_id: own.rewardedPlayerId })],
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
    refused: [
      [
        'VALIDATION_FAILED',
        (own) => ({
          p_coupon_id: own.couponId,
          p_expires_at: IN_TWO_MONTHS,
          p_reason: 'Lost',
          p_idempotency_key: EXAMPLE_KEY,
        }),
      ],
    ],
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
      () => ({ p_status: 'held' }),
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
  rpc_redeliver_dead_letters: {
    capability: 'settings.write',
    writes: true,
    examples: [() => ({ p_until: 'infinity', p_idempotency_key: EXAMPLE_KEY })],
  },
  rpc_begin_player_import: {
    capability: 'import.manage',
    writes: true,
    examples: [
      () => importFile(EXAMPLE_SHA256),
      // The file that is being staged goes on.
      () => importFile(sha256Of(STAGING_FILE)),
      () => ({ ...importFile(sha256Of(READY_FILE)), p_allow_duplicate: 'true' }),
    ],
  },
  rpc_stage_player_import: {
    capability: 'import.manage',
    writes: true,
    examples: [
      (own) => ({
        p_import_id: own.stagingImportId,
        p_rows: JSON.stringify([
          { n: 3, cells: ['TRIAL-A', 'Imported', 'Trial', '', 'Silver', '7', '2024-05-06', ''] },
          { n: 4, cells: ['', '', '', '', 'twin', '8', '2024-05-06', own.idlePlayerId] },
          { n: 5, cells: ['TRIAL-B', '', '', '', 'gold', 'x', '', own.idlePlayerId] },
          { n: 6, cells: ['TRIAL-X', 'Twin', 'Body', '1980-02-03', '', '8', '', ''] },
        ]),
        p_through: '6',
        p_staged_bytes: '900',
        p_is_last: 'true',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
    shownBy: (own) =>
      `select jsonb_build_array(public.rpc_list_player_import_rows('${own.stagingImportId}'), (${DOUBTS}))`,
  },
  rpc_map_player_import: {
    capability: 'import.manage',
    writes: true,
    examples: [
      (own) => ({
        p_import_id: own.readyImportId,
        p_mapping:
          '{"columns": {"loyalty_id": 0, "tier": 4, "points_balance": 5}, "date_order": "dmy", "tiers": [{"text": "Best", "tier": "gold"}]}',
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
    shownBy: () => 'select jsonb_agg(to_jsonb(m)) from public.player_import_memory m',
  },
  rpc_check_player_import: {
    capability: 'import.manage',
    writes: true,
    examples: [(own) => importCall(own.checkingImportId)],
    shownBy: (own) => `select public.rpc_list_player_import_rows('${own.checkingImportId}')`,
  },
  rpc_confirm_import_identity: {
    capability: 'reconcile.apply',
    writes: true,
    examples: [
      (own) => ({ p_row_ids: `{${own.doubtfulRowId}}`, p_idempotency_key: EXAMPLE_KEY }),
      (own) => ({
        p_row_ids: `{${own.doubtfulRowId}}`,
        p_expected: JSON.stringify({ [own.doubtfulRowId]: own.doubtfulRowVersion }),
        p_idempotency_key: EXAMPLE_KEY,
      }),
    ],
    shownBy: () => DOUBTS,
  },
  rpc_enrol_import_players: {
    capability: 'import.manage',
    writes: true,
    examples: [(own) => importCall(own.readyImportId), (own) => importCall(own.reconciledImportId)],
    shownBy: () => `select jsonb_build_array((${STANDINGS}), (${DOUBTS}))`,
  },
  rpc_discard_player_import: {
    capability: 'import.manage',
    writes: true,
    examples: [(own) => importCall(own.readyImportId)],
  },
  rpc_list_player_imports: {
    capability: 'audit.read',
    writes: false,
    examples: [() => ({}), (own) => ({ p_before_import_id: own.readyImportId })],
  },
  rpc_get_player_import: {
    capability: 'audit.read',
    writes: false,
    examples: [
      (own) => ({ p_import_id: own.readyImportId }),
      (own) => ({ p_import_id: own.reconciledImportId }),
      (own) => ({ p_import_id: own.stagingImportId }),
    ],
  },
  rpc_list_player_import_rows: {
    capability: 'audit.read',
    writes: false,
    examples: [
      (own) => ({ p_import_id: own.reconciledImportId }),
      (own) => ({ p_import_id: own.reconciledImportId, p_status: 'pending', p_after_row: '4' }),
    ],
  },
  rpc_list_reconciliations: {
    capability: 'audit.read',
    writes: false,
    examples: [
      () => ({}),
      (own) => ({ p_after_row_id: own.pendingRowId, p_sort: 'points' }),
      (own) => ({ p_after_row_id: own.pendingRowId, p_sort: 'activity' }),
      () => ({ p_filter: '{"search": "imported", "status": "pending", "stale": false}' }),
      () => ({ p_filter: '{"search": "twin"}' }),
      (own) => ({ p_filter: `{"import_id": "${own.readyImportId}", "missing": true}` }),
      () => ({ p_filter: '{"identity_unconfirmed": true}' }),
    ],
  },
  rpc_count_reconciliations: {
    capability: 'audit.read',
    writes: false,
    examples: [() => ({}), (own) => ({ p_filter: `{"import_id": "${own.reconciledImportId}", "status": "kept"}` })],
  },
  rpc_get_reconciliation_row: {
    capability: 'audit.read',
    writes: false,
    examples: [
      (own) => ({ p_row_id: own.pendingRowId }),
      (own) => ({ p_row_id: own.appliedRowId }),
      (own) => ({ p_row_id: own.doubtfulRowId }),
    ],
  },
  rpc_revert_reconciliation: {
    capability: 'reconcile.revert',
    writes: true,
    // The first has a row wait again that was kept because of it.
    audits: [3, 2],
    examples: [
      (own) => ({ p_id: own.appliedReconciliationId, p_reason: 'Wrong file', p_idempotency_key: EXAMPLE_KEY }),
      (own) => ({ p_id: own.keptReconciliationId, p_reason: 'Wrong file', p_idempotency_key: EXAMPLE_KEY }),
    ],
    shownBy: () => STANDINGS,
  },
  rpc_apply_reconciliation: {
    capability: 'reconcile.apply',
    writes: true,
    audits: [2, 5, 2],
    examples: [
      (own) => ({ ...applyCall(), p_row_ids: `{${own.pendingRowId}}` }),
      () => ({ ...applyCall(), p_filter: '{"upgrade": true}', p_confirm_unknown_freshness: 'true' }),
      (own) => ({ ...applyCall(), p_filter: `{"import_id": "${own.reconciledImportId}", "status": "reverted"}` }),
    ],
    shownBy: () => `select jsonb_build_array((${STANDINGS}), (
      select jsonb_agg(last_import_id order by last_import_id) from public.reconciliation_run))`,
  },
  rpc_revert_reconciliation_run: {
    capability: 'reconcile.revert',
    writes: true,
    audits: [3],
    examples: [(own) => ({ p_run_id: own.finishedRunId, p_reason: 'Wrong file', p_idempotency_key: EXAMPLE_KEY })],
    shownBy: () => STANDINGS,
  },
  rpc_continue_reconciliation_run: {
    capability: 'reconcile.apply',
    writes: true,
    audits: [4, 2, 2],
    examples: [
      (own) => runCall(own.runningFilterId),
      (own) => runCall(own.runningSelectionId),
      (own) => runCall(own.runningRevertId),
    ],
    shownBy: () => STANDINGS,
  },
  rpc_stop_reconciliation_run: {
    capability: 'reconcile.apply',
    writes: true,
    examples: [(own) => runCall(own.runningFilterId)],
  },
  rpc_preview_reconciliation: {
    capability: 'reconcile.apply',
    writes: false,
    examples: [() => ({ p_filter: '{}' }), () => ({ p_filter: '{"status": "reverted", "stale": false}' })],
  },
  rpc_list_reconciliation_runs: {
    capability: 'audit.read',
    writes: false,
    examples: [() => ({}), (own) => ({ p_before_run_id: own.newestRunId })],
  },
  rpc_get_reconciliation_run: {
    capability: 'audit.read',
    writes: false,
    examples: [(own) => ({ p_run_id: own.finishedRunId })],
  },
  rpc_list_run_results: {
    capability: 'audit.read',
    writes: false,
    examples: [
      (own) => ({ p_run_id: own.finishedRunId }),
      (own) => ({ p_run_id: own.finishedRunId, p_after_id: own.appliedReconciliationId }),
    ],
  },
  rpc_list_import_report: {
    capability: 'audit.read',
    writes: false,
    examples: [
      (own) => ({ p_import_id: own.reconciledImportId }),
      (own) => ({ p_import_id: own.reconciledImportId, p_after_row: '7', p_limit: '2' }),
    ],
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
  rpc_worker_list_unnamed_photos: { writes: false, examples: [() => ({})] },
  rpc_worker_expire_promo_coupons: { writes: true, examples: [() => ({})] },
  rpc_worker_end_visits: { writes: true, examples: [() => ({})] },
  rpc_worker_accrue_missing: { writes: true, examples: [() => ({})] },
  rpc_worker_close_promo_days: { writes: true, examples: [() => ({})] },
  rpc_worker_seal_days: { writes: true, examples: [() => ({})] },
  rpc_worker_post_reports: { writes: true, examples: [() => ({})] },
  rpc_worker_tend_imports: { writes: true, examples: [() => ({})] },
};

/** Every RPC of an account. Nobody in these trials has several casinos; __tests__/staff/casinos has somebody. */
export const ACCOUNT_RPCS: Record<string, AccountRpcRule> = {
  rpc_list_my_casinos: { writes: false, examples: [() => ({})] },
  rpc_choose_casino: { writes: true, examples: [(own) => ({ p_casino_id: own.casinoId })] },
};

/** Every RPC of a token. Nobody but the service is kept from them, since the token is what they ask for. */
export const GUEST_RPCS: Record<string, GuestRpcRule> = {
  rpc_guest_read_invitation: {
    writes: false,
    examples: [(own) => ({ p_token: linkToken(own.casinoId) })],
    refusals: { nobody: null, somebody: null },
  },
  rpc_guest_accept_invitation: {
    writes: true,
    examples: [(own) => ({ p_token: linkToken(own.casinoId) })],
    // Nobody here has the account of the address that is invited; __tests__/staff/invitations has.
    refusals: { nobody: 'PT401 UNAUTHENTICATED', somebody: 'PT409 ACCOUNT_NOT_INVITED' },
  },
  rpc_guest_read_password_link: {
    writes: false,
    examples: [(own) => ({ p_token: resetToken(own.casinoId) })],
    refusals: { nobody: null, somebody: null },
  },
  rpc_guest_reset_password: {
    writes: true,
    examples: [(own) => ({ p_token: resetToken(own.casinoId), p_password: 'A short sentence.' })],
    refusals: { nobody: null, somebody: null },
  },
  rpc_guest_read_parked: {
    writes: false,
    examples: [(own) => ({ p_token: parkedToken(own.casinoId) })],
    refusals: { nobody: null, somebody: null },
    unknown: { status: 409, code: 'PARKED_SESSION_GONE' },
  },
  rpc_guest_try_pin: {
    writes: true,
    examples: [EXAMPLE_PIN, '860413'].map((p_pin) => (own) => ({ p_token: parkedToken(own.casinoId), p_pin })),
    refusals: { nobody: null, somebody: null },
    unknown: { status: 409, code: 'PARKED_SESSION_GONE' },
  },
  rpc_guest_unlock_session: {
    writes: true,
    examples: [(own) => ({ p_token: tryToken(own.casinoId) })],
    refusals: { nobody: null, somebody: null },
    unknown: { status: 409, code: 'PARKED_SESSION_GONE' },
  },
  rpc_guest_try_sign_in: {
    writes: true,
    examples: [(own) => knock(own), (own) => ({ ...knock(own), p_purpose: 'mail' })],
    refusals: { nobody: null, somebody: null },
    unknown: { status: 503, code: 'SERVER_KEY_UNKNOWN' },
  },
  rpc_guest_settle_sign_in: {
    writes: true,
    examples: [
      (own) => ({ ...knock(own), p_outcome: 'entered' }),
      (own) => ({ ...knock(own), p_outcome: 'wrong', p_failures: '1' }),
      (own) => ({ ...knock(own), p_outcome: 'refused' }),
    ],
    refusals: { nobody: null, somebody: null },
    unknown: { status: 503, code: 'SERVER_KEY_UNKNOWN' },
  },
  rpc_guest_read_founding: {
    writes: false,
    examples: [() => ({ p_token: FOUNDING_TOKEN })],
    refusals: { nobody: null, somebody: null },
  },
  rpc_guest_found_casino: {
    writes: true,
    examples: [() => ({ p_token: FOUNDING_TOKEN, p_house: '{}' })],
    // A whole house is made in __tests__/house/founding.
    refusals: { nobody: 'PT422 VALIDATION_FAILED', somebody: 'PT422 VALIDATION_FAILED' },
  },
};
/** The key of the web servers. */
export const SERVER_TOKEN = 'server_trial';

/** A try at the account of somebody of a casino, from some address. */
function knock(own: Facts): Args {
  return { p_token: SERVER_TOKEN, p_email: own.dealerEmail, p_address: EXAMPLE_SHA256 };
}

/** The token of the link by which a new casino is set up. */
export const FOUNDING_TOKEN = 'found_trial';

/** The token of the session that is parked at each casino. */
export function parkedToken(casinoId: string): string {
  return `park_trial_${casinoId}`;
}

/** The token of a try at its person's PIN, which was right. */
export function tryToken(casinoId: string): string {
  return `try_trial_${casinoId}`;
}

/** The token of the link by which a cashier of each casino can set their password. */
export function resetToken(casinoId: string): string {
  return `reset_trial_${casinoId}`;
}

/** The token of the link of whom each casino has invited. */
export function linkToken(casinoId: string): string {
  return `join_trial_${casinoId}`;
}

/** A coupon that is asked about. */
function aboveTheo(own: Facts, recipient: Record<string, string>) {
  const request = { p_promo_program_id: own.promoProgramId, p_idempotency_key: EXAMPLE_KEY };
  return { ...request, ...recipient, p_confirm_above_theo: 'false' };
}

/** The example picture becomes somebody's photo. */
function photo(playerId: string) {
  return { p_player_id: playerId, p_photo_id: EXAMPLE_PHOTO, p_idempotency_key: EXAMPLE_KEY };
}

/** The casino's tiers from now on, with the points at which they begin. */
function tiers(own: Facts, thresholds: Record<string, number>) {
  const list = Object.entries(thresholds).map(([code, threshold_points], place) => ({
    code,
    name: `Trial ${code}`,
    multiplier: 1 + place / 4,
    threshold_points,
  }));
  return {
    p_tiers: JSON.stringify(list),
    p_expected_version: own.tiersVersion,
    p_idempotency_key: EXAMPLE_KEY,
  };
}

function cash() {
  return {
    p_kind: 'chip_purchase',
    p_tender: 'currency',
    p_amount_cents: '400000',
    p_idempotency_key: EXAMPLE_KEY,
  };
}

function lensDays(own: Facts): Args {
  return { p_from: own.lensFrom, p_to: own.lensTo };
}

function acknowledgement(own: Facts, lens: string, finding: string): Args {
  return {
    ...lensDays(own),
    p_lens: lens,
    p_finding: finding,
    p_reason: 'Looked into',
    p_idempotency_key: EXAMPLE_KEY,
  };
}

function voidEntry(entryId: string) {
  return { p_entry_id: entryId, p_reason: 'Mistake', p_idempotency_key: EXAMPLE_KEY };
}

function identification(unknownPatronId: string, changes: Args): Args {
  return { p_unknown_patron_id: unknownPatronId, p_reason: 'Card', p_idempotency_key: EXAMPLE_KEY, ...changes };
}

function preview(own: Facts) {
  return {
    p_kind: 'chip_purchase',
    p_tender: 'currency',
    p_amount_cents: '100',
    p_occurred_at: `${own.closedDay}T19:00Z`,
  };
}

/** The audit trail of a thing and all that belongs to it. */
function whole(entity: string, id: string) {
  return { p_filter: JSON.stringify({ entity, entity_id: id, is_whole: true }) };
}

function ctrCase(caseId: string) {
  return { p_case_id: caseId, p_idempotency_key: EXAMPLE_KEY };
}

function ctrChange(caseId: string, changes: object) {
  return { ...ctrCase(caseId), p_changes: JSON.stringify(changes) };
}

function acknowledged(isAccepted: string, bsaId: string | null) {
  const reports = JSON.stringify([{ bsa_id: bsaId, errors: [] }]);
  return { p_is_accepted: isAccepted, p_reports: reports, p_idempotency_key: EXAMPLE_KEY };
}

function newPlayer(firstName: string) {
  return { p_first_name: firstName, p_last_name: 'Body', p_idempotency_key: EXAMPLE_KEY };
}

function slip(id: string) {
  return { p_rating_slip_id: id, p_idempotency_key: EXAMPLE_KEY };
}

function reversal(entryId: string) {
  return { p_entry_id: entryId, p_note: 'Mistake', p_idempotency_key: EXAMPLE_KEY };
}

function upsert(rewardId: string) {
  return { p_reward_id: rewardId, p_expected_version: '1', p_idempotency_key: EXAMPLE_KEY };
}

function correction(own: Facts, changes: Args): Args {
  return {
    p_player_id: own.playerId,
    p_reason: 'Mistyped',
    p_expected_version: '1',
    p_idempotency_key: EXAMPLE_KEY,
    ...changes,
  };
}

function profile(own: Facts, changes: Args): Args {
  return { p_player_id: own.idlePlayerId, p_expected_version: '1', p_idempotency_key: EXAMPLE_KEY, ...changes };
}

function askedCoupon(own: Facts, whom: Args): Args {
  return { p_promo_program_id: own.promoProgramId, p_note: 'A long wait', p_idempotency_key: EXAMPLE_KEY, ...whom };
}

function redemption(own: Facts) {
  return { p_reward_id: own.compId, p_player_id: own.rewardedPlayerId, p_idempotency_key: EXAMPLE_KEY };
}

/** Stands in for the hash of a file's content. */
export function sha256Of(fileName: string): string {
  return createHash('sha256').update(fileName).digest('hex');
}

function importFile(sha256: string) {
  return {
    p_file_name: 'legacy.csv',
    p_sha256: sha256,
    p_size_bytes: '1000',
    p_encoding: 'utf-8',
    p_delimiter: ',',
    p_headers: JSON.stringify(IMPORT_HEADERS),
    p_header_row: '1',
    p_idempotency_key: EXAMPLE_KEY,
  };
}

function importCall(importId: string) {
  return { p_import_id: importId, p_idempotency_key: EXAMPLE_KEY };
}

function applyCall() {
  return { p_policy: 'upgrade_only', p_idempotency_key: EXAMPLE_KEY };
}

function runCall(runId: string) {
  return { p_run_id: runId, p_idempotency_key: EXAMPLE_KEY };
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
