import { Check, X } from 'lucide-react';
import type { LedgerIntegrity } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { LedgerFindings } from './ledger-findings';
import { listChecks } from './proof-words';

/** What the proof looked at and what each check found, with the findings where there are any. */
export function LedgerChecks({ result }: { result: LedgerIntegrity }) {
  return (
    <>
      <ul className="grid gap-3 border-t p-5">
        {listChecks(result).map(({ check, count }) => (
          <li key={check} className="flex items-start gap-3">
            {count === 0 ? (
              <Check aria-hidden className="mt-0.5 size-5 text-accent" />
            ) : (
              <X aria-hidden className="mt-0.5 size-5 text-danger" />
            )}
            <p className="min-w-0 flex-1">
              <span className="font-semibold">{t(`loyalty.check_${check}`)}</span>
              <span className="block text-muted text-sm">{t(`loyalty.checks_${check}`)}</span>
            </p>
            <p className={count === 0 ? 'text-muted text-sm' : 'font-semibold text-danger text-sm'}>
              {count === 0 ? t('loyalty.nothingFound') : t('loyalty.findings', { count })}
            </p>
          </li>
        ))}
      </ul>
      {result.isIntact ? null : <LedgerFindings result={result} />}
    </>
  );
}
