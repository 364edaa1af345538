'use client';

import { Fact, Facts } from '@/components/ui/facts';
import { useMe } from '@/hooks/casino/me-context';
import { t } from '@/words/say';
import { startingLines } from './starting-lines';

/** What a legacy system knew about the player. For reading only: none of it counts in the ledger. */
export function StartingBalance({ figures }: { figures: Record<string, unknown> }) {
  const { timeZone } = useMe().settings;
  return (
    <section aria-labelledby="starting-balance" className="mt-4">
      <h3 id="starting-balance" className="mb-1.5 font-semibold text-sm">
        {t('player.startingBalance')}
      </h3>
      <div className="text-sm">
        <Facts>
          {startingLines(figures, timeZone).map(({ term, value }) => (
            <Fact key={term} term={term}>
              {value}
            </Fact>
          ))}
        </Facts>
      </div>
      <p className="mt-1.5 text-muted text-xs">{t('player.startingBalanceMeaning')}</p>
    </section>
  );
}
