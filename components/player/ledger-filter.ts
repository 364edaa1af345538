import type { LedgerFilter } from '@/hooks/loyalty/ledger-pages';

/**
 * The filter with one of its parts set, or taken away by an empty text. A day that would leave no day between `from` and
 * `to` takes the other one along.
 */
export function changeFilter(filter: LedgerFilter, name: keyof LedgerFilter, value: string): LedgerFilter {
  const { [name]: _, ...others } = filter;
  if (value === '') return others;
  const changed: LedgerFilter = { ...others, [name]: value };
  const { from, to } = changed;
  return from !== undefined && to !== undefined && from > to ? { ...changed, from: value, to: value } : changed;
}
