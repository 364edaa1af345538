import type { CorrectionInput, ReversalInput, SettleSlipInput } from '@/services/loyalty/dtos';

/** What a manager confirmed to post to a player's ledger, exactly as it is sent. */
export type PostingRequest = { playerId: string } & (
  | { kind: 'correction'; input: CorrectionInput }
  | { kind: 'reversal'; input: ReversalInput }
  | { kind: 'settlement'; input: SettleSlipInput & { ratingSlipId: string } }
);

/** Whether something kept from before a reload is such a request. */
export function isPostingRequest(value: unknown): value is PostingRequest {
  if (!isRecord(value) || typeof value.playerId !== 'string' || !isRecord(value.input)) return false;
  const { playerId, points, entryId, ratingSlipId, note } = value.input;
  if (typeof note !== 'string') return false;
  if (value.kind === 'correction') return playerId === value.playerId && typeof points === 'number';
  if (value.kind === 'settlement') return typeof ratingSlipId === 'string';
  return value.kind === 'reversal' && typeof entryId === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
