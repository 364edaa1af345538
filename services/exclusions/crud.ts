import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** Exclusions, newest first. PLAYER_NOT_FOUND. */
export async function listExclusions(db: Db, query: dto.ExclusionQuery): Promise<dto.ExclusionPage> {
  return fromRow(
    dto.exclusionPageSchema,
    await callRpc(db, 'rpc_list_exclusions', {
      p_player_id: query.playerId,
      p_kind: query.kind,
      p_is_in_force: query.isInForce,
      p_has_hits: query.hasHits,
      p_before_exclusion_id: query.cursor,
      p_limit: query.limit,
    }),
  );
}

/** Puts an exclusion on a player. PLAYER_NOT_FOUND. */
export async function setExclusion(db: Db, input: dto.SetExclusionInput, key: string): Promise<dto.ExclusionResult> {
  return fromRow(
    dto.exclusionResultSchema,
    await callRpc(db, 'rpc_exclude_player', {
      p_player_id: input.playerId,
      p_kind: input.kind,
      p_reason: input.reason,
      p_source_reference: input.sourceReference ?? undefined,
      p_starts_at: input.startsAt ?? undefined,
      p_ends_at: input.endsAt ?? undefined,
      p_idempotency_key: key,
    }),
  );
}

/** Ends an exclusion now. EXCLUSION_NOT_FOUND. */
export async function liftExclusion(
  db: Db,
  exclusionId: string,
  { reason }: dto.LiftExclusionInput,
  key: string,
): Promise<dto.ExclusionResult> {
  return fromRow(
    dto.exclusionResultSchema,
    await callRpc(db, 'rpc_lift_player_exclusion', {
      p_exclusion_id: exclusionId,
      p_reason: reason,
      p_idempotency_key: key,
    }),
  );
}

/** Hits, newest first. PLAYER_NOT_FOUND. */
export async function listHits(db: Db, query: dto.ExclusionHitQuery): Promise<dto.ExclusionHitPage> {
  return fromRow(
    dto.exclusionHitPageSchema,
    await callRpc(db, 'rpc_list_exclusion_hits', {
      p_player_id: query.playerId,
      p_is_reviewed: query.isReviewed,
      p_before_hit_id: query.cursor,
      p_limit: query.limit,
    }),
  );
}

/** Says that somebody looked into a hit. EXCLUSION_HIT_NOT_FOUND, EXCLUSION_HIT_REVIEWED. */
export async function reviewHit(
  db: Db,
  hitId: string,
  { note }: dto.ReviewHitInput,
  key: string,
): Promise<dto.ReviewHitResult> {
  return fromRow(
    dto.reviewHitResultSchema,
    await callRpc(db, 'rpc_review_exclusion_hit', {
      p_hit_id: hitId,
      p_note: note ?? undefined,
      p_idempotency_key: key,
    }),
  );
}
