import { z } from 'zod';
import type { Kept } from '@/lib/client/kept/kept-device';
import { type Me, meSchema } from '@/services/casino/dtos';
import { floorSchema } from '@/services/floor/dtos';
import type { FloorAnswer } from '@/services/floor/http';

/** What a device shows without a network. */
export type KeptPage = Kept<Me, FloorAnswer>;

const floorAnswerSchema = z.object({ etag: z.string().nullable(), floor: floorSchema });

/**
 * As much of it as this version of the product can draw: another version may have kept it, in a form of its own, and been
 * replaced while there was no network. Null where not even the person can be told.
 */
export function asThisVersion(kept: KeptPage): KeptPage | null {
  if (!meSchema.safeParse(kept.me).success) return null;
  const isDrawable = kept.floor === null || floorAnswerSchema.safeParse(kept.floor.answer).success;
  return isDrawable ? kept : { ...kept, floor: null };
}
