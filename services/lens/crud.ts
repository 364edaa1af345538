import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

const placeOf = ({ lens, from, to }: dto.LensPlace) => ({ p_lens: lens, p_from: from, p_to: to });

/** What stands out, most unusual first. */
export async function listFindings(db: Db, query: dto.LensQuery): Promise<dto.LensFindings> {
  return fromRow(
    dto.lensFindingsSchema,
    await callRpc(db, 'rpc_list_lens_findings', {
      p_lens: query.lens,
      p_from: query.from,
      p_to: query.to,
      p_with_acknowledged: query.withAcknowledged,
    }),
  );
}

/** How many of a lens nobody has looked into. */
export async function countFindings(db: Db, lens: dto.Lens): Promise<dto.LensCount> {
  return fromRow(dto.lensCountSchema, await callRpc(db, 'rpc_count_lens_findings', { p_lens: lens }));
}

/** A finding with the rows behind it. LENS_FINDING_NOT_FOUND. */
export async function getFinding(db: Db, findingId: string, place: dto.LensPlace): Promise<dto.LensDetail> {
  return fromRow(
    dto.lensDetailSchema,
    await callRpc(db, 'rpc_get_lens_finding', { p_finding: findingId, ...placeOf(place) }),
  );
}

/** Says that somebody looked into it. LENS_FINDING_NOT_FOUND, LENS_FINDING_OWN, LENS_FINDING_ACKNOWLEDGED. */
export async function acknowledgeFinding(
  db: Db,
  findingId: string,
  input: dto.AcknowledgeFindingInput,
  idempotencyKey: string,
): Promise<dto.AcknowledgeFindingResult> {
  return fromRow(
    dto.acknowledgeFindingResultSchema,
    await callRpc(db, 'rpc_acknowledge_lens_finding', {
      p_finding: findingId,
      ...placeOf(input),
      p_reason: input.reason,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Says that somebody looked into several, as they were shown. LENS_FINDING_NOT_FOUND where none stands out. */
export async function acknowledgeFindings(
  db: Db,
  input: dto.AcknowledgeFindingsInput,
  idempotencyKey: string,
): Promise<dto.AcknowledgeFindingsResult> {
  return fromRow(
    dto.acknowledgeFindingsResultSchema,
    await callRpc(db, 'rpc_acknowledge_lens_findings', {
      p_findings: input.findings,
      ...placeOf(input),
      p_reason: input.reason,
      p_idempotency_key: idempotencyKey,
    }),
  );
}
