import { formatNumber } from '@/lib/shared/numbers';
import type { ImportError } from '@/services/imports/dtos';
import { findWords } from '@/words/say';

/** Why a row of a file, or a cell of it, can't be used. A code that only a newer server knows is said in that server's words. */
export function rowErrorWords({ code, message, params = {} }: ImportError): string {
  const figures = Object.entries(params).map(([name, value]) => [name, formatNumber(value)]);
  return findWords('rowErrors', code, Object.fromEntries(figures)) ?? message;
}
