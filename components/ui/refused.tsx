'use client';

import type { ErrorCode } from '@/lib/shared/errors';
import { errorWords } from './error-text';
import { ErrorState } from './message-state';

/** What a page is instead, when the person may not see it or there is nothing to see. */
export function Refused({ code }: { code: ErrorCode }) {
  return <ErrorState {...errorWords(code)} />;
}
