import type { ErrorCode } from '@/lib/shared/errors';

/** What giving a reward that was asked for may be refused with, on whichever device it is decided. */
export const GIVING_REFUSED: readonly ErrorCode[] = [
  'REWARD_INACTIVE',
  'VISIT_ENDED',
  'SLIP_CLOSED',
  'PLAYER_MISMATCH',
  'PLAYER_NOT_ENROLLED',
  'PLAYER_EXCLUDED',
  'OFFER_CHANGED',
  'NOT_ELIGIBLE',
  'LIMIT_REACHED',
  'COOLDOWN_ACTIVE',
  'INSUFFICIENT_POINTS',
  'NO_ACTIVE_PROGRAM',
  'MATCH_NOT_EXACT',
  'PROGRAM_INACTIVE',
  'PROGRAM_NOT_STARTED',
  'PROGRAM_ENDED',
  'ANONYMOUS_ISSUANCE_DISABLED',
  'VALIDATION_NUMBER_TAKEN',
  'OVER_AUTHORITY',
  'RATE_LIMITED',
  'POINTS_OUT_OF_RANGE',
];
