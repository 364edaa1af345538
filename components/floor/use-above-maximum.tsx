'use client';

import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Notice } from '@/components/ui/notice';
import { toastError } from '@/components/ui/toast';
import { ApiError } from '@/lib/client/api';
import { formatMoney } from '@/lib/shared/format';
import { t } from '@/words/say';

type Refused = { asked: string; maxBetCents: number; tableLabel: string };

/**
 * Asks once more where a bet is above the table's maximum. `asked` names what is asked for, bet and table: once another is
 * chosen, the confirmation of the one before is none.
 */
export function useAboveMaximum(asked: string, currency: string) {
  const [refused, setRefused] = useState<Refused | null>(null);
  const asking = refused?.asked === asked ? refused : null;
  return {
    confirmAboveMaximum: asking ? true : undefined,
    notice: asking ? (
      <Notice
        icon={TriangleAlert}
        tone="warn"
        role="alert"
        title={t('floor.aboveMaximum', {
          table: asking.tableLabel,
          amount: formatMoney(asking.maxBetCents, currency),
        })}
      >
        <p>{t('floor.aboveMaximumWhy')}</p>
      </Notice>
    ) : null,
    onRefused: (error: unknown) => {
      const { code, details } = error instanceof ApiError ? error.refusal : {};
      if (code !== 'BET_ABOVE_MAXIMUM' || !details) return toastError(error);
      setRefused({ asked, maxBetCents: details.maxBetCents, tableLabel: details.tableLabel });
    },
  };
}
