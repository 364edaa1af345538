import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

type PageRequest = { cursor?: string | undefined; limit: number };
/** Rows as the reader of a file gives them, and how far in the file they reach. */
export type ListPart = { rows: { n: number; cells: string[] }[]; through: number; isLast: boolean };

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

/** Lists that were compared, newest first. */
export async function listLists(db: Db, { cursor, limit }: PageRequest): Promise<dto.ExclusionListPage> {
  return fromRow(
    dto.exclusionListPageSchema,
    await callRpc(db, 'rpc_list_exclusion_lists', { p_before_list_id: cursor, p_limit: limit }),
  );
}

/** Begins to compare a list, or goes on with an interrupted one of the same file. LIST_COLUMNS_MISSING. */
export async function beginList(
  db: Db,
  file: dto.ExclusionListQuery & { sha256: string; headers: string[] },
  key: string,
): Promise<dto.ExclusionListResult> {
  return fromRow(
    dto.exclusionListResultSchema,
    await callRpc(db, 'rpc_begin_exclusion_list', {
      p_file_name: file.fileName,
      p_sha256: file.sha256,
      p_headers: file.headers,
      p_date_order: file.dateOrder,
      p_idempotency_key: key,
    }),
  );
}

/** Compares the next rows of a list with the players. */
export async function readRows(
  db: Db,
  listId: string,
  { rows, through, isLast }: ListPart,
  key: string,
): Promise<dto.ExclusionListResult> {
  return fromRow(
    dto.exclusionListResultSchema,
    await callRpc(db, 'rpc_read_exclusion_list', {
      p_list_id: listId,
      p_rows: rows,
      p_through: through,
      p_is_last: isLast,
      p_idempotency_key: key,
    }),
  );
}

/** Whom lists name, newest first. */
export async function listProposals(db: Db, query: dto.ExclusionProposalQuery): Promise<dto.ExclusionProposalPage> {
  return fromRow(
    dto.exclusionProposalPageSchema,
    await callRpc(db, 'rpc_list_exclusion_proposals', {
      p_status: query.status,
      p_before_proposal_id: query.cursor,
      p_limit: query.limit,
    }),
  );
}

/** Says that a row of a list means this player, and excludes them. PROPOSAL_DECIDED, PROPOSAL_OVER. */
export async function confirmProposal(db: Db, proposalId: string, key: string): Promise<dto.ProposalResult> {
  return fromRow(
    dto.proposalResultSchema,
    await callRpc(db, 'rpc_confirm_exclusion_proposal', { p_proposal_id: proposalId, p_idempotency_key: key }),
  );
}

/** Says that a row of a list means somebody else. PROPOSAL_DECIDED. */
export async function dismissProposal(
  db: Db,
  proposalId: string,
  { reason }: dto.DismissProposalInput,
  key: string,
): Promise<dto.ProposalResult> {
  return fromRow(
    dto.proposalResultSchema,
    await callRpc(db, 'rpc_dismiss_exclusion_proposal', {
      p_proposal_id: proposalId,
      p_reason: reason,
      p_idempotency_key: key,
    }),
  );
}
