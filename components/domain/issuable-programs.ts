import { PROMO_TYPES } from '@/lib/shared/kinds';
import { takesWager } from '@/lib/shared/promo-types';
import type { Me } from '@/services/casino/dtos';
import type { PromoProgram } from '@/services/promo/dtos';

/** `scheduled`: switched on, and its first day is still to come. */
export type ProgramState = 'active' | 'scheduled' | 'ended' | 'inactive';

/** What a program is at `nowMs`, by its switch and its dates. One that was just saved is not waiting for a slow clock. */
export function programState(program: PromoProgram, nowMs: number): ProgramState {
  const atMs = Math.max(nowMs, Date.parse(program.updatedAt));
  if (program.status === 'inactive') return 'inactive';
  if (program.endAt !== null && Date.parse(program.endAt) <= atMs) return 'ended';
  if (Date.parse(program.startAt) > atMs) return 'scheduled';
  return 'active';
}

/** Whether a program's figures are ones this casino issues: with exact match on, the wager equals the face value. */
export function isMatchAllowed(
  program: Pick<PromoProgram, 'promoType' | 'faceValueCents' | 'requiredMatchWagerCents'>,
  { promoRequireExactMatch }: Pick<Me['settings'], 'promoRequireExactMatch'>,
): boolean {
  if (!takesWager(program.promoType) || !promoRequireExactMatch) return true;
  return program.requiredMatchWagerCents === program.faceValueCents;
}

/** The programs of which a coupon may be issued at `nowMs`, as far as the tablet can tell: by type, the smallest worth first. */
export function listIssuable<Program extends PromoProgram>(
  programs: readonly Program[],
  settings: Pick<Me['settings'], 'promoRequireExactMatch'>,
  nowMs: number,
): Program[] {
  return programs
    .filter((program) => programState(program, nowMs) === 'active' && isMatchAllowed(program, settings))
    .toSorted(byTypeAndWorth);
}

/** Figures in the order of numbers: by name, $200 stands before $25. What is alike keeps the order of names that it came in. */
function byTypeAndWorth(one: PromoProgram, other: PromoProgram): number {
  const byType = PROMO_TYPES.indexOf(one.promoType) - PROMO_TYPES.indexOf(other.promoType);
  return byType || one.faceValueCents - other.faceValueCents;
}
