import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** What waits for somebody of compliance. */
export async function getWaiting(db: Db): Promise<dto.ComplianceWaiting> {
  return fromRow(dto.complianceWaitingSchema, await callRpc(db, 'rpc_compliance_waiting', {}));
}
