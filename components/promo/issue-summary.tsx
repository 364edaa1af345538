'use client';

import { valueText } from '@/components/domain/coupon-words';
import { Fact, Facts } from '@/components/ui/facts';
import { useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { formatDateTime } from '@/lib/shared/format';
import type { PromoProgram } from '@/services/promo/dtos';
import { isNumberReady, type NumberSource } from './number-choice';
import { programExpiry } from './promo-model';

const TICK_MS = 10_000;

/** What the person has still to give, first things first. */
export function missingText(program: PromoProgram | null, hasRecipient: boolean, number: NumberSource): string | null {
  if (program === null) return 'Choose a program';
  if (!hasRecipient) return 'Choose the player';
  return isNumberReady(number) ? null : 'Enter the number on the paper';
}

/** What a confirm would make: value, player, and until when it would hold. */
export function IssueSummary({ program, playerName }: { program: PromoProgram; playerName: string | null }) {
  const { settings } = useMe();
  const nowMs = useNow(TICK_MS);
  return (
    <Facts>
      <Fact term="Coupon">{valueText(program, settings.currency)}</Fact>
      <Fact term="Player">{playerName ?? 'No player'}</Fact>
      <Fact term="Good until">{formatDateTime(programExpiry(program, nowMs), settings.timeZone)}</Fact>
    </Facts>
  );
}
