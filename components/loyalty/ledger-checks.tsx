import { Check, X } from 'lucide-react';
import { formatCount } from '@/lib/shared/format';
import type { LedgerIntegrity } from '@/services/loyalty/dtos';
import { LedgerFindings } from './ledger-findings';
import { listChecks } from './proof-words';

/** What the proof looked at and what each check found, with the findings where there are any. */
export function LedgerChecks({ result }: { result: LedgerIntegrity }) {
  return (
    <>
      <ul className="grid gap-3 border-t p-5">
        {listChecks(result).map(({ name, explanation, count }) => (
          <li key={name} className="flex items-start gap-3">
            {count === 0 ? (
              <Check aria-hidden className="mt-0.5 size-5 text-accent" />
            ) : (
              <X aria-hidden className="mt-0.5 size-5 text-danger" />
            )}
            <p className="min-w-0 flex-1">
              <span className="font-semibold">{name}</span>
              <span className="block text-muted text-sm">{explanation}</span>
            </p>
            <p className={count === 0 ? 'text-muted text-sm' : 'font-semibold text-danger text-sm'}>
              {count === 0 ? 'nothing found' : formatCount(count, 'finding', 'findings')}
            </p>
          </li>
        ))}
      </ul>
      {result.isIntact ? null : <LedgerFindings result={result} />}
    </>
  );
}
