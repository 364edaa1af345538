import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** The role matrix of the casino, its bounds and the exceptions that run. */
export async function getPermissions(db: Db): Promise<dto.Permissions> {
  return fromRow(dto.permissionsSchema, await callRpc(db, 'rpc_get_permissions', {}));
}

/** Asks for changes that somebody else decides. OWN_RIGHTS, DUTIES_NOT_SEPARATE. */
export async function requestChange(
  db: Db,
  { changes, reason }: dto.ChangePermissionsInput,
  key: string,
): Promise<dto.ApprovalResult> {
  return fromRow(
    dto.approvalResultSchema,
    await callRpc(db, 'rpc_request_permission_change', {
      p_changes: toRow(changes),
      p_reason: reason,
      p_idempotency_key: key,
    }),
  );
}

/** Requests, newest first. */
export async function listApprovals(db: Db, query: dto.ApprovalQuery): Promise<dto.ApprovalPage> {
  return fromRow(
    dto.approvalPageSchema,
    await callRpc(db, 'rpc_list_approvals', {
      p_is_pending: query.isPending,
      p_before_approval_id: query.cursor,
      p_limit: query.limit,
    }),
  );
}

/** Does what was asked for. APPROVAL_NOT_FOUND, APPROVAL_NOT_PENDING, OWN_REQUEST, OWN_RIGHTS, DUTIES_NOT_SEPARATE. */
export const approve = (db: Db, approvalId: string, { note }: dto.ApproveInput, key: string) =>
  decide(db, approvalId, { isApproved: true, note: note ?? undefined }, key);

/** Says no, and why. APPROVAL_NOT_FOUND, APPROVAL_NOT_PENDING, OWN_REQUEST, OWN_RIGHTS. */
export const refuse = (db: Db, approvalId: string, { note }: dto.RefuseApprovalInput, key: string) =>
  decide(db, approvalId, { isApproved: false, note }, key);

async function decide(
  db: Db,
  approvalId: string,
  { isApproved, note }: { isApproved: boolean; note: string | undefined },
  key: string,
): Promise<dto.ApprovalResult> {
  return fromRow(
    dto.approvalResultSchema,
    await callRpc(db, 'rpc_decide_approval', {
      p_approval_id: approvalId,
      p_is_approved: isApproved,
      p_note: note,
      p_idempotency_key: key,
    }),
  );
}

/** Takes one's own request back. APPROVAL_NOT_FOUND, APPROVAL_NOT_PENDING, NOT_YOUR_REQUEST. */
export async function withdraw(db: Db, approvalId: string, key: string): Promise<dto.ApprovalResult> {
  return fromRow(
    dto.approvalResultSchema,
    await callRpc(db, 'rpc_withdraw_approval', { p_approval_id: approvalId, p_idempotency_key: key }),
  );
}
