'use client';

import { valueText } from '@/components/domain/coupon-words';
import type { NumberSource } from '@/components/domain/number-source';
import { Fact, Facts } from '@/components/ui/facts';
import { useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { formatDateTime, formatMoney } from '@/lib/shared/format';
import type { PromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { isNumberReady } from './number-choice';
import { programExpiry } from './promo-model';

const TICK_MS = 10_000;

/** What the person has still to give, first things first. */
export function missingText(program: PromoProgram | null, hasRecipient: boolean, number: NumberSource): string | null {
  if (program === null) return t('promo.chooseProgram');
  if (!hasRecipient) return t('promo.choosePlayer');
  return isNumberReady(number) ? null : t('promo.enterPaperNumber');
}

/** What the confirming tap does: `Issue Weekday match play, $25`. Nothing yet while no program is chosen. */
export function issueText(program: PromoProgram | null, currency: string): string {
  if (program === null) return '';
  return t('promo.issueProgram', { program: program.name, worth: formatMoney(program.faceValueCents, currency) });
}

/** What a confirm would make: value, player, and until when it would hold. */
export function IssueSummary({ program, playerName }: { program: PromoProgram; playerName: string | null }) {
  const { settings } = useMe();
  const nowMs = useNow(TICK_MS);
  return (
    <Facts>
      <Fact term={t('domain.coupon')}>{valueText(program, settings.currency)}</Fact>
      <Fact term={t('domain.player')}>{playerName ?? t('domain.noPlayer')}</Fact>
      <Fact term={t('domain.goodUntil')}>{formatDateTime(programExpiry(program, nowMs), settings.timeZone)}</Fact>
    </Facts>
  );
}
