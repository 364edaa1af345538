import type { FloorSlip } from '@/services/floor/dtos';

/** Who is given something: at a table with a slip, in the house with a visit, or neither. */
export type RewardRecipient = {
  playerId: string;
  playerName: string;
  tierName: string | null;
  visitId: string | null;
  /** The live slip, where the reward is given at the table. */
  slip: FloorSlip | null;
};
