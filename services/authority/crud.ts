import 'server-only';
import { createHash } from 'node:crypto';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** How much who may give. */
export async function getAuthority(db: Db): Promise<dto.Authority> {
  return fromRow(dto.authoritySchema, await callRpc(db, 'rpc_get_authority', {}));
}

/** What is left of the caller's authority, towards one player where one is named. */
export async function getLeft(db: Db, { playerId }: dto.AuthorityLeftQuery): Promise<dto.AuthorityLeft> {
  return fromRow(dto.authorityLeftSchema, await callRpc(db, 'rpc_get_authority_left', { p_player_id: playerId }));
}

/** Sets limits of a role, of a person or of the house. OWN_LIMITS, AUTHORITY_CHANGED. */
export async function setLimit(
  db: Db,
  { role, staffId, limits, version }: dto.SetAuthorityLimitInput,
  key: string,
): Promise<dto.AuthorityLimitResult> {
  return fromRow(
    dto.authorityLimitResultSchema,
    await callRpc(db, 'rpc_set_authority_limit', {
      p_of_role: role,
      p_of_staff_id: staffId,
      p_limits: toRow(limits),
      p_expected_version: version,
      p_idempotency_key: key,
    }),
  );
}

/** Requests for rewards of the last day: one's own and, of who may decide, everybody's. */
export async function listRequests(db: Db, { isPending }: dto.RewardRequestQuery): Promise<dto.RewardRequestList> {
  return fromRow(
    dto.rewardRequestListSchema,
    await callRpc(db, 'rpc_list_reward_requests', { p_is_pending: isPending }),
  );
}

/** Asks somebody else to give bonus points. SLIP_NOT_FOUND, SLIP_CLOSED, PLAYER_EXCLUDED. */
export async function requestReward(
  db: Db,
  { ratingSlipId, points, reason, note }: dto.RequestRewardInput,
  key: string,
): Promise<dto.RewardRequestResult> {
  return fromRow(
    dto.rewardRequestResultSchema,
    await callRpc(db, 'rpc_request_reward', {
      p_rating_slip_id: ratingSlipId,
      p_points: points,
      p_reason: reason,
      p_note: note,
      p_idempotency_key: key,
    }),
  );
}

/** Asks somebody else to give a reward of the catalog. Refused as issuing it is, but for the limits. */
export async function requestComp(
  db: Db,
  { rewardId, playerId, visitId, ratingSlipId, note, amountCents, expected }: dto.RequestCompInput,
  key: string,
): Promise<dto.RewardRequestResult> {
  return fromRow(
    dto.rewardRequestResultSchema,
    await callRpc(db, 'rpc_request_comp', {
      p_reward_id: rewardId,
      p_player_id: playerId,
      p_visit_id: visitId,
      p_rating_slip_id: ratingSlipId,
      p_note: note,
      p_amount_cents: amountCents,
      p_expected_points_cost: expected?.pointsCost,
      p_expected_face_value_cents: expected?.faceValueCents,
      p_expected_required_match_wager_cents: expected?.requiredMatchWagerCents,
      p_expected_valid_hours: expected?.validHours,
      p_idempotency_key: key,
    }),
  );
}

/** Asks somebody else to issue a coupon of a program. Refused as issuing it is, but for the limits. */
export async function requestCoupon(
  db: Db,
  { promoProgramId, validationNumber, playerId, visitId, expiresAt, note }: dto.RequestCouponInput,
  key: string,
): Promise<dto.RewardRequestResult> {
  return fromRow(
    dto.rewardRequestResultSchema,
    await callRpc(db, 'rpc_request_coupon', {
      p_promo_program_id: promoProgramId,
      p_validation_number: validationNumber,
      p_player_id: playerId,
      p_visit_id: visitId,
      p_expires_at: expiresAt,
      p_note: note,
      p_idempotency_key: key,
    }),
  );
}

/** Gives what was asked for, or refuses it. APPROVAL_NOT_FOUND, APPROVAL_NOT_PENDING, OWN_REQUEST, OVER_AUTHORITY. */
export async function decideReward(
  db: Db,
  approvalId: string,
  { isApproved, points, amountCents, note }: dto.DecideRewardInput,
  key: string,
): Promise<dto.RewardDecision> {
  return fromRow(
    dto.rewardDecisionSchema,
    await callRpc(db, 'rpc_decide_reward_request', {
      p_approval_id: approvalId,
      p_is_approved: isApproved,
      p_points: points,
      p_amount_cents: amountCents,
      p_note: note,
      p_idempotency_key: key,
    }),
  );
}

/** Who may approve what the caller asked for on this tablet. APPROVAL_NOT_FOUND, NOT_YOUR_REQUEST, APPROVAL_NOT_PENDING. */
export async function listApprovers(db: Db, approvalId: string): Promise<dto.ApproverList> {
  return fromRow(dto.approverListSchema, await callRpc(db, 'rpc_list_approvers', { p_approval_id: approvalId }));
}

/**
 * Gives what the caller asked for, by the PIN of who may approve it. In two calls: the try is counted before anybody learns how it
 * went, and under the same key it is one try. PIN_WRONG, PIN_ENDED, CANNOT_APPROVE_HERE, APPROVAL_NOT_PENDING, OVER_AUTHORITY.
 */
export async function approveHere(
  db: Db,
  approvalId: string,
  { staffId, pin }: dto.ApproveHereInput,
  key: string,
): Promise<dto.RewardDecision> {
  const tried = await callRpc(db, 'rpc_try_approver_pin', {
    p_approval_id: approvalId,
    p_person_id: staffId,
    p_pin: pin,
    p_idempotency_key: tryKeyOf(key),
  });
  const { tryId } = fromRow(dto.approverTriedSchema, tried);
  return fromRow(
    dto.rewardDecisionSchema,
    await callRpc(db, 'rpc_approve_by_pin', { p_approval_id: approvalId, p_try_id: tryId, p_idempotency_key: key }),
  );
}

/** The key of the try that an intent begins with: of two calls each has its own, and a key may be as long as one may be. */
const tryKeyOf = (key: string) => `try-${createHash('sha256').update(key).digest('hex')}`;

/** Takes back what one asked for. APPROVAL_NOT_FOUND, APPROVAL_NOT_PENDING, NOT_YOUR_REQUEST. */
export async function withdrawRequest(db: Db, approvalId: string, key: string): Promise<dto.RewardRequestResult> {
  return fromRow(
    dto.rewardRequestResultSchema,
    await callRpc(db, 'rpc_withdraw_reward_request', { p_approval_id: approvalId, p_idempotency_key: key }),
  );
}

/** The relations of a player to staff. PLAYER_NOT_FOUND. */
export async function listRelations(db: Db, playerId: string): Promise<dto.RelationList> {
  return fromRow(dto.relationListSchema, await callRpc(db, 'rpc_list_relations', { p_player_id: playerId }));
}

/** Declares that somebody gives a player nothing by themselves. STAFF_NOT_FOUND, RELATION_EXISTS. */
export async function declareRelation(
  db: Db,
  playerId: string,
  { staffId, reason }: dto.DeclareRelationInput,
  key: string,
): Promise<dto.RelationResult> {
  return fromRow(
    dto.relationResultSchema,
    await callRpc(db, 'rpc_declare_relation', {
      p_player_id: playerId,
      p_person_id: staffId,
      p_reason: reason,
      p_idempotency_key: key,
    }),
  );
}

/** Ends a relation. RELATION_NOT_FOUND, OWN_RELATION, RELATION_ENDED. */
export async function endRelation(
  db: Db,
  relationId: string,
  { reason }: dto.EndRelationInput,
  key: string,
): Promise<dto.RelationResult> {
  return fromRow(
    dto.relationResultSchema,
    await callRpc(db, 'rpc_end_relation', { p_relation_id: relationId, p_reason: reason, p_idempotency_key: key }),
  );
}
