import { formatTime } from '@/lib/shared/format';
import type { ListedRewardRequest } from '@/services/authority/dtos';
import { t } from '@/words/say';

/** Where a request stands, who decided, and with what word. */
export function requestStanding(
  { status, lapsesAt, decidedByName, decisionNote, isByPin }: ListedRewardRequest,
  timeZone: string,
): string {
  const name = decidedByName ?? '';
  const word = decisionNote ? ` “${decisionNote}”` : '';
  switch (status) {
    case 'pending':
      return t('domain.request_pending', { time: formatTime(lapsesAt, timeZone) });
    case 'approved':
      return t(isByPin ? 'domain.request_approvedByPin' : 'domain.request_approved', { name }) + word;
    case 'refused':
      return t('domain.request_refused', { name }) + word;
    case 'lapsed':
      return t('domain.request_lapsed');
    case 'withdrawn':
      return t('domain.request_withdrawn');
  }
}
