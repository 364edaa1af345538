'use client';

import { TicketX } from 'lucide-react';
import { wagerText } from '@/components/domain/coupon-words';
import { listIssuable } from '@/components/domain/issuable-programs';
import { promoTypeLabel } from '@/components/labels';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { errorText } from '@/components/ui/error-text';
import { RowsSkeleton } from '@/components/ui/list-states';
import { EmptyState, ErrorState } from '@/components/ui/message-state';
import { useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { usePromoPrograms } from '@/hooks/promo/use-promo-programs';
import { formatHours, formatMoney } from '@/lib/shared/format';
import type { PromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';

const TICK_MS = 10_000;

type ProgramPickerProps = { value: PromoProgram | null; onChange: (program: PromoProgram) => void };

/** The programs of which a coupon can be issued now, as tiles. */
export function ProgramPicker({ value, onChange }: ProgramPickerProps) {
  const { settings } = useMe();
  const nowMs = useNow(TICK_MS);
  const programs = usePromoPrograms();
  if (programs.isPending)
    return <RowsSkeleton label={t('promo.loadingPrograms')} count={3} row="h-[62px]" className="pt-6" />;
  if (programs.data === undefined) {
    const retry = () => void programs.refetch();
    return <ErrorState {...errorText(programs.error)} onRetry={retry} isRetrying={programs.isFetching} />;
  }
  const issuable = listIssuable(programs.data, settings, nowMs);
  if (issuable.length === 0) {
    return (
      <EmptyState icon={TicketX} title={t('promo.noProgram')}>
        {t('promo.noProgramWhy')}
      </EmptyState>
    );
  }
  const choose = (id: string) => {
    const chosen = issuable.find((program) => program.id === id);
    if (chosen) onChange(chosen);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-muted text-xs">{t('promo.program')}</legend>
      <ChoiceGroup
        label={t('promo.program')}
        value={value?.id ?? ''}
        onChange={choose}
        className="grid grid-cols-[minmax(0,1fr)] gap-2"
      >
        {issuable.map((program) => (
          <Choice key={program.id} value={program.id} look="card">
            <span className="flex min-w-0 flex-1 items-center gap-3">
              <span className="min-w-0 flex-1">
                <span className="block truncate font-semibold text-ink">{program.name}</span>
                <span className="block truncate text-muted text-xs">
                  {promoTypeLabel(program.promoType)} · {wagerText(program, settings.currency)} ·{' '}
                  {t('promo.validFor', { hours: formatHours(program.validHours) })}
                </span>
              </span>
              <span className="font-[680] text-[19px]">{formatMoney(program.faceValueCents, settings.currency)}</span>
            </span>
          </Choice>
        ))}
      </ChoiceGroup>
    </fieldset>
  );
}
